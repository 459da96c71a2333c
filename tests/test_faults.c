/* SPDX-License-Identifier: MIT */
/* Faults around the program that no scenario can say: signals, descriptors, sockets. */
#include "read_file.h"
#include "process.h"
#include "runner.h"
#include "stage.h"
#include "suites.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUN_MS = 20000, VARIABLES = 24, STEPS = 20, STEPS_MAX = 200 };

/* How the program is started beyond its environment. */
struct start {
	const char *more[4]; /* in front of the environment, so they win; NULL-terminated */
	const char *log;     /* NULL: the stage's file "log" */
	unsigned closed;     /* which of the three descriptors it does not get: a bit each */
	bool first;          /* as PID 1 of a namespace of its own */
};

static void make_stage(struct stage *stage)
{
	auto_tree *base = NULL;
	struct err err;

	stage_make(stage);
	ck_assert_int_eq(tree_load(&base, "tests/cases/base.json", &err), 0);
	stage_start_hub(stage, tree_get(base, "hub"));
}

/* In the child; the program's own child where it shall be PID 1. */
static void become(const struct start *how, const char *log, const char *const *env)
{
	static const char *const argv[] = {BUILD "/deploy-dispatch", NULL};
	int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
	int in = open("/dev/null", O_RDONLY);

	(void)dup2(in, STDIN_FILENO);
	(void)dup2(out, STDOUT_FILENO);
	(void)dup2(out, STDERR_FILENO);
	(void)close(in);
	(void)close(out);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (how->closed & (1U << fd))
			(void)close(fd);
	}
	if (how->first) {
		pid_t pid = unshare(CLONE_NEWPID) == 0 ? fork() : -1;
		int status = 0;

		if (pid < 0)
			_exit(77);
		if (pid > 0) {
			(void)signal(SIGTERM, SIG_IGN);
			(void)waitpid(pid, &status, 0);
			_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 99);
		}
	}
	(void)execve(argv[0], (char *const *)(const void *)argv,
		     (char *const *)(const void *)env);
	_exit(127);
}

/* A deploy on the stage; each in a process group of its own. */
static pid_t start(const struct stage *stage, const struct start *how)
{
	struct json_object *lines = tree_array();
	const char *env[VARIABLES];
	char log[STAGE_PATH_MAX];
	size_t count = 0;
	sigset_t ends;
	sigset_t before;
	pid_t pid;

	for (const char *const *more = how->more; *more; more++)
		tree_push(lines, tree_string(*more));
	tree_push(lines, tree_format("GITHUB_API_URL=%s", stage->url));
	tree_push(lines, tree_format("GITHUB_OUTPUT=%s/output", stage->dir));
	tree_push(lines, tree_format("GITHUB_STEP_SUMMARY=%s/summary", stage->dir));
	tree_push(lines, tree_string("GITHUB_EVENT_NAME=issue_comment"));
	tree_push(lines,
		  tree_string("GITHUB_EVENT_PATH=tests/fixtures/issue_comment.created.json"));
	tree_push(lines, tree_string("GITHUB_REPOSITORY=CoreMemorySquad/cms"));
	tree_push(lines, tree_string("INPUT_REPOSITORY=CoreMemorySquad/cms_infrastructure"));
	tree_push(lines, tree_string("INPUT_TOKEN=infra-token-5ecret"));
	tree_push(lines, tree_string("INPUT_GITHUB-TOKEN=cms-token-5ecret"));
	for (; count < tree_length(lines); count++)
		env[count] = json_object_get_string(json_object_array_get_idx(lines, count));
	env[count] = NULL;
	stage_path(stage, "log", log);
	/* Check's handlers would end the test; the child is to have the kernel's. */
	(void)sigemptyset(&ends);
	(void)sigaddset(&ends, SIGINT);
	(void)sigaddset(&ends, SIGTERM);
	(void)sigprocmask(SIG_BLOCK, &ends, &before);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		process_reset_signals();
		(void)setpgid(0, 0);
		become(how, how->log ? how->log : log, env);
	}
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	(void)setpgid(pid, pid);
	json_object_put(lines);
	return pid;
}

static void sleep_us(long microseconds)
{
	const struct timespec time = {microseconds / 1000000, microseconds % 1000000 * 1000};

	(void)nanosleep(&time, NULL);
}

/* Until the program has its handler for SIGTERM: on a machine that is busy that may take. */
static void wait_for_handler(pid_t pid)
{
	char path[64];
	bool there = false;

	(void)snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	for (int waited = 0; waited < 10000 && !there; waited += 10) {
		auto_buf status = BUF_INIT(65536);
		const char *caught;

		sleep_us(10000);
		caught = read_file(path, &status) ? strstr(buf_str(&status), "SigCgt:") : NULL;
		there = caught &&
			(strtoull(caught + strlen("SigCgt:"), NULL, 16) >> (SIGTERM - 1) & 1) !=
				0;
	}
	ck_assert(there);
}

/* The output `name` of the last run, "" where there is none; the file is then gone. */
static void take_output(const struct stage *stage, const char *name, char *to, size_t size)
{
	char path[STAGE_PATH_MAX];
	auto_buf text = BUF_INIT(0);
	auto_tree *outputs = NULL;
	struct err err;

	stage_read(stage, "output", &text);
	ck_assert_msg(runner_read_outputs(buf_str(&text), text.len, &outputs, &err) == 0, "%s",
		      buf_str(&text));
	(void)snprintf(to, size, "%s", tree_text(outputs, name, ""));
	stage_path(stage, "output", path);
	(void)unlink(path);
}

static size_t count_dispatches(const struct stage *stage)
{
	auto_tree *requests = stage_requests(stage);
	size_t count = 0;

	for (size_t i = 0; i < tree_length(requests); i++)
		count += strstr(tree_text(json_object_array_get_idx(requests, i), "path", ""),
				"/dispatches") != NULL;
	return count;
}

/* How long a run takes that nothing disturbs. */
static long measure_us(const struct stage *stage, const struct start *how)
{
	struct timespec begin;
	struct timespec end;
	char result[64];

	(void)clock_gettime(CLOCK_MONOTONIC, &begin);
	ck_assert_int_eq(process_wait(start(stage, how), RUN_MS), 0);
	(void)clock_gettime(CLOCK_MONOTONIC, &end);
	take_output(stage, "result", result, sizeof(result));
	return (end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000;
}

/* How one run of a sweep ended, which tells how often it may have dispatched. */
enum ending { ENDING_KILLED, ENDING_CANCELLED, ENDING_DISPATCHED };

/*
 * Before the handler is there a signal ends the program as it ends any, and nothing has happened;
 * 130 stands for both kinds of end.
 */
static enum ending judge(const struct stage *stage, int status)
{
	auto_buf text = BUF_INIT(0);
	char result[64];
	char reason[64];

	stage_read(stage, "output", &text);
	take_output(stage, "result", result, sizeof(result));
	stage_write(stage, "output", buf_str(&text), text.len);
	take_output(stage, "reason", reason, sizeof(reason));
	if (!*result) {
		ck_assert_msg(status == 128 + SIGINT || status == 128 + SIGTERM, "status %d",
			      status);
		return ENDING_KILLED;
	}
	if (strcmp(result, "dispatched") == 0) {
		ck_assert_msg(status == 0 || status == 130, "status %d", status);
		return ENDING_DISPATCHED;
	}
	ck_assert_int_eq(status, 130);
	ck_assert_str_eq(result, "failed");
	ck_assert_str_eq(reason, "cancelled");
	return ENDING_CANCELLED;
}

/* From the first instruction to the last: a run of some milliseconds is hit everywhere. */
START_TEST(signal_at_any_moment_ends_with_the_truth)
{
	struct start how = {.more = {"INPUT_REACT=false", NULL, NULL}};
	struct stage stage;
	enum ending endings[STEPS_MAX];
	int dispatches[STEPS_MAX] = {0};
	auto_tree *requests = NULL;
	long whole_us;
	long step;
	bool seen = false;

	stage_make(&stage);
	stage_start_hub_for_runs(&stage, STEPS_MAX);
	whole_us = measure_us(&stage, &how);
	for (step = 0; step < 2 * STEPS || (!seen && step < STEPS_MAX); step++) {
		auto_buf token = BUF_INIT(64);
		pid_t pid;

		buf_addf(&token, "INPUT_TOKEN=" STAGE_TOKEN, step);
		how.more[1] = buf_str(&token);
		pid = start(&stage, &how);
		sleep_us(step * whole_us / STEPS);
		(void)kill(pid, step % 2 ? SIGINT : SIGTERM);
		endings[step] = judge(&stage, process_wait(pid, 1000));
		seen = seen || endings[step] != ENDING_KILLED;
	}
	/* Some came when the handler was there; else the test would show nothing. */
	ck_assert(seen);
	stage_stop_hub(&stage);
	requests = stage_requests(&stage);
	for (size_t i = 0; i < tree_length(requests); i++) {
		long of = stage_dispatch_of(json_object_array_get_idx(requests, i));

		ck_assert_int_lt(of, step);
		if (of >= 0)
			dispatches[of]++;
	}
	while (step-- > 0) {
		ck_assert_int_ge(dispatches[step], endings[step] == ENDING_DISPATCHED);
		ck_assert_int_le(dispatches[step], endings[step] != ENDING_KILLED);
	}
	stage_remove(&stage);
}
END_TEST

/* An event file that is never there to read: a FIFO, or a file system that does not answer. */
START_TEST(signal_ends_a_run_that_waits_for_its_event)
{
	struct stage stage;
	char path[STAGE_PATH_MAX];
	auto_buf variable = BUF_INIT(STAGE_PATH_MAX);
	struct start how = {.more = {NULL}, .first = _i == 1};
	char reason[64];
	pid_t pid;
	int status;

	make_stage(&stage);
	stage_path(&stage, "fifo", path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	buf_addf(&variable, "GITHUB_EVENT_PATH=%s", path);
	how.more[0] = buf_str(&variable);
	if (_i == 2) /* at the other end */
		how.more[1] = "GITHUB_EVENT_NAME=repository_dispatch";
	pid = start(&stage, &how);
	if (how.first)
		sleep_us(1500000); /* which of the two has the handler is not known */
	else
		wait_for_handler(pid);
	sleep_us(200000);
	(void)kill(-pid, SIGTERM); /* the group: where PID 1 is the program, both */
	status = process_wait(pid, 1000);
	take_output(&stage, "reason", reason, sizeof(reason));
	if (how.first && status == 77) {
		ck_assert(!process_is_capable(CAP_SYS_ADMIN)); /* namespaces are for that */
	} else {
		ck_assert_int_eq(status, 130);
		ck_assert_str_eq(reason, "cancelled");
	}
	stage_stop_hub(&stage);
	stage_remove(&stage);
}
END_TEST

/* What is opened next would get their numbers, and the log would go into a socket. */
START_TEST(closed_standard_descriptor_changes_nothing)
{
	const struct start how = {.more = {"RUNNER_DEBUG=1", NULL}, .closed = (unsigned)_i};
	struct stage stage;
	char result[64];
	auto_buf output = BUF_INIT(0);
	auto_tree *requests = NULL;

	make_stage(&stage);
	ck_assert_int_eq(process_wait(start(&stage, &how), RUN_MS), 0);
	stage_read(&stage, "output", &output);
	ck_assert_ptr_null(strstr(buf_str(&output), "::"));
	take_output(&stage, "result", result, sizeof(result));
	ck_assert_str_eq(result, "dispatched");
	stage_stop_hub(&stage);
	requests = stage_requests(&stage);
	ck_assert_uint_eq(tree_length(requests), 4);
	stage_remove(&stage);
}
END_TEST

START_TEST(log_on_a_full_disk_changes_nothing)
{
	const struct start how = {.more = {NULL}, .log = "/dev/full"};
	struct stage stage;
	char result[64];

	make_stage(&stage);
	ck_assert_int_eq(process_wait(start(&stage, &how), RUN_MS), 0);
	take_output(&stage, "result", result, sizeof(result));
	ck_assert_str_eq(result, "dispatched");
	stage_stop_hub(&stage);
	ck_assert_uint_eq(count_dispatches(&stage), 1);
	stage_remove(&stage);
}
END_TEST

/* A socket of which nobody accepts: when its queue is full, connecting takes for ever. */
static int full_socket(struct sockaddr_in *address, int *queued, size_t count)
{
	socklen_t len = sizeof(*address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	*address = (struct sockaddr_in){.sin_family = AF_INET,
					.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	ck_assert_int_eq(bind(fd, (const struct sockaddr *)address, sizeof(*address)), 0);
	ck_assert_int_eq(listen(fd, 0), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)address, &len), 0);
	for (size_t i = 0; i < count; i++) {
		queued[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		(void)connect(queued[i], (const struct sockaddr *)address, sizeof(*address));
	}
	return fd;
}

START_TEST(connection_that_is_not_made_is_tried_again_in_time)
{
	struct sockaddr_in address;
	int queued[4];
	int fd = full_socket(&address, queued, 4);
	auto_buf api = BUF_INIT(256);
	struct start how = {.more = {"RUNNER_DEBUG=1", "INPUT_TIMEOUT=9", NULL, NULL}};
	struct stage stage;
	auto_buf log = BUF_INIT(0);
	char reason[64];
	time_t begin = time(NULL);

	buf_addf(&api, "GITHUB_API_URL=http://127.0.0.1:%u", ntohs(address.sin_port));
	how.more[2] = buf_str(&api);
	make_stage(&stage);
	ck_assert_int_eq(process_wait(start(&stage, &how), RUN_MS), 1);
	ck_assert_int_le(time(NULL) - begin, 12);
	take_output(&stage, "reason", reason, sizeof(reason));
	ck_assert_str_eq(reason, "timeout");
	stage_read(&stage, "log", &log);
	ck_assert_msg(strstr(buf_str(&log), "attempt 2") != NULL, "%s", buf_str(&log));
	for (size_t i = 0; i < 4; i++)
		(void)close(queued[i]);
	(void)close(fd);
	stage_stop_hub(&stage);
	stage_remove(&stage);
}
END_TEST

START_TEST(signal_ends_a_run_that_connects)
{
	struct sockaddr_in address;
	int queued[4];
	int fd = full_socket(&address, queued, 4);
	auto_buf api = BUF_INIT(256);
	struct start how = {.more = {NULL, NULL}};
	struct stage stage;
	char reason[64];
	pid_t pid;

	buf_addf(&api, "GITHUB_API_URL=http://127.0.0.1:%u", ntohs(address.sin_port));
	how.more[0] = buf_str(&api);
	make_stage(&stage);
	pid = start(&stage, &how);
	wait_for_handler(pid);
	sleep_us(300000);
	(void)kill(pid, SIGTERM);
	ck_assert_int_eq(process_wait(pid, 1000), 130);
	take_output(&stage, "reason", reason, sizeof(reason));
	ck_assert_str_eq(reason, "cancelled");
	for (size_t i = 0; i < 4; i++)
		(void)close(queued[i]);
	(void)close(fd);
	stage_stop_hub(&stage);
	stage_remove(&stage);
}
END_TEST

/* A libcurl that does not work is told as such, and never as memory that is gone. */
static const char *const curl_calls[] = {"curl_global_init",   "curl_multi_init",
					 "curl_easy_init",     "curl_multi_add_handle",
					 "curl_multi_perform", "curl_multi_poll"};

START_TEST(libcurl_that_fails_is_no_lack_of_memory)
{
	auto_buf fails = BUF_INIT(256);
	auto_buf log = BUF_INIT(0);
	struct start how = {.more = {"LD_PRELOAD=" BUILD "/curl.so", NULL, NULL}};
	struct stage stage;
	char path[STAGE_PATH_MAX];
	char reason[64];

	if (*SANITIZED)
		return; /* a sanitizer wants to be the first library */
	buf_addf(&fails, "CURL_FAILS=%s", curl_calls[_i]);
	how.more[1] = buf_str(&fails);
	make_stage(&stage);
	ck_assert_int_eq(process_wait(start(&stage, &how), RUN_MS), 1);
	stage_path(&stage, "log", path);
	ck_assert(read_file(path, &log));
	ck_assert_ptr_null(strstr(buf_str(&log), "out of memory"));
	take_output(&stage, "reason", reason, sizeof(reason));
	ck_assert_str_eq(reason, "network");
	stage_stop_hub(&stage);
	stage_remove(&stage);
}
END_TEST

SUITE(faults)
{
	Suite *suite = suite_create("faults");
	TCase *tcase = tcase_create("around the program");

	tcase_set_tags(tcase, "native");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, signal_at_any_moment_ends_with_the_truth);
	tcase_add_loop_test(tcase, signal_ends_a_run_that_waits_for_its_event, 0, 3);
	tcase_add_test(tcase, signal_ends_a_run_that_connects);
	tcase_add_loop_test(tcase, closed_standard_descriptor_changes_nothing, 1, 8);
	tcase_add_test(tcase, log_on_a_full_disk_changes_nothing);
	tcase_add_test(tcase, connection_that_is_not_made_is_tried_again_in_time);
	tcase_add_loop_test(tcase, libcurl_that_fails_is_no_lack_of_memory, 0,
			    (int)(ARRAY_SIZE(curl_calls)));
	suite_add_tcase(suite, tcase);
	return suite;
}
