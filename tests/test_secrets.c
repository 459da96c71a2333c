/* SPDX-License-Identifier: MIT */
/* Where the tokens of a running program are to be found, and where not. */
#include "read_file.h"
#include "base/harden.h"
#include "process.h"
#include "stage.h"
#include "suites.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECRET  "-token-5ecret"
#define PROGRAM BUILD "/deploy-dispatch"

enum { MAP_MAX = 64 * 1024 * 1024, WAIT_MS = 5000 };

START_TEST(process_without_dumps_and_new_privileges)
{
	struct rlimit limit;

	ck_assert_int_eq(setenv("SSLKEYLOGFILE", "/nowhere/keys", 1), 0);
	harden_process();
	ck_assert_ptr_null(getenv("SSLKEYLOGFILE"));
	ck_assert_int_eq(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
	ck_assert_int_eq(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 1);
	ck_assert_int_eq(getrlimit(RLIMIT_CORE, &limit), 0);
	ck_assert_uint_eq(limit.rlim_cur, 0);
	ck_assert_uint_eq(limit.rlim_max, 0);
}
END_TEST

/* A deploy whose dispatch is never answered: all its tokens are in use. */
static const char hub[] =
	"{\"tokens\":{\"cms" SECRET "\":{\"login\":\"a\",\"type\":\"Bot\",\"repositories\":"
	"{\"CoreMemorySquad/cms\":\"write\"}}},"
	"\"repositories\":{\"CoreMemorySquad/cms\":{\"roles\":{\"syneto\":\"write\"},"
	"\"pulls\":{\"123\":{}}}},"
	"\"replies\":[{\"method\":\"POST\",\"fault\":\"hang\",\"times\":0}]}";

static pid_t start(struct stage *stage)
{
	static const char *const argv[] = {PROGRAM, NULL};
	auto_tree *scenario = NULL;
	auto_buf api = BUF_INIT(STAGE_PATH_MAX);
	auto_buf output = BUF_INIT(STAGE_PATH_MAX);
	char log[STAGE_PATH_MAX];
	const char *env[] = {
		"GITHUB_EVENT_NAME=issue_comment",
		"GITHUB_EVENT_PATH=tests/fixtures/issue_comment.created.json",
		"GITHUB_REPOSITORY=CoreMemorySquad/cms",
		"INPUT_REPOSITORY=CoreMemorySquad/cms_infrastructure",
		"INPUT_TOKEN=infra" SECRET,
		"token=bare" SECRET, /* act has the inputs under their bare names too */
		"INPUT_GITHUB-TOKEN=cms" SECRET,
		"INPUT_GITHUB_TOKEN=cms" SECRET,
		"github-token=cms" SECRET,
		"RUNNER_DEBUG=1",
		NULL,
		NULL,
		NULL};
	struct err err;

	stage_make(stage);
	ck_assert_int_eq(tree_parse(&scenario, hub, strlen(hub), &err), 0);
	stage_start_hub(stage, scenario);
	buf_addf(&api, "GITHUB_API_URL=%s", stage->url);
	buf_addf(&output, "GITHUB_OUTPUT=%s/output", stage->dir);
	env[10] = buf_str(&api);
	env[11] = buf_str(&output);
	stage_path(stage, "log", log);
	return process_start(argv, env, log);
}

/* Until the dispatch is on its way. */
static void wait_for_dispatch(const struct stage *stage)
{
	const struct timespec tick = {0, 1000000};

	for (int waited = 0; waited < WAIT_MS; waited++) {
		auto_buf record = BUF_INIT(0);

		stage_read(stage, "record", &record);
		if (strstr(buf_str(&record), "/dispatches"))
			return;
		(void)nanosleep(&tick, NULL);
	}
	ck_abort_msg("no dispatch came");
}

static bool holds(const char *bytes, size_t len)
{
	return len > 0 && memmem(bytes, len, SECRET, strlen(SECRET)) != NULL;
}

/* A file of /proc/PID; "" where this user may not read it. */
static void read_proc(pid_t pid, const char *name, struct buf *text)
{
	char path[64];

	(void)snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	*text = BUF_INIT(MAP_MAX);
	(void)read_file(path, text);
}

/* Reads [begin, end) of the process's memory; false where this user may not. */
static bool read_memory(pid_t pid, uint64_t begin, uint64_t end, struct buf *bytes)
{
	char path[64];
	char chunk[4096];
	int fd;
	ssize_t got = 0;

	(void)snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	for (uint64_t at = begin; at < end; at += (uint64_t)got) {
		got = pread(fd, chunk, sizeof(chunk), (off_t)at);
		if (got <= 0)
			break;
		buf_add(bytes, chunk, (size_t)got);
	}
	(void)close(fd);
	return bytes->len > 0;
}

/* The stack is where the environment was; nothing else of the kind may hold a token either. */
static void check_memory(pid_t pid, bool *heap_holds)
{
	auto_buf maps = BUF_INIT(0);
	size_t checked = 0;

	read_proc(pid, "maps", &maps);
	for (const char *line = buf_str(&maps); *line; line += strcspn(line, "\n") + 1) {
		uint64_t begin;
		uint64_t end;
		char rights[8];
		auto_buf name = BUF_INIT(512);
		auto_buf bytes = BUF_INIT(MAP_MAX);

		buf_add(&name, line, strcspn(line, "\n"));
		if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s", &begin, &end, rights) != 3 ||
		    rights[1] != 'w' || end - begin > MAP_MAX ||
		    !read_memory(pid, begin, end, &bytes))
			continue;
		checked++;
		if (strstr(buf_str(&name), "[heap]"))
			*heap_holds = holds(bytes.data, bytes.len);
		else
			ck_assert_msg(!holds(bytes.data, bytes.len), "a token in %s",
				      buf_str(&name));
	}
	ck_assert(checked > 2 || !process_is_capable(CAP_SYS_PTRACE));
}

START_TEST(running_process_shows_no_token)
{
	static const char *const files[] = {"environ", "cmdline", "comm", "status", "limits"};
	struct stage stage;
	pid_t pid = start(&stage);
	auto_buf limits = BUF_INIT(0);
	auto_buf log = BUF_INIT(0);
	bool heap_holds = false;

	wait_for_dispatch(&stage);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		auto_buf text = BUF_INIT(0);

		read_proc(pid, files[i], &text);
		ck_assert_msg(!holds(text.data, text.len), "a token in %s", files[i]);
	}
	read_proc(pid, "limits", &limits);
	ck_assert_ptr_nonnull(strstr(buf_str(&limits), "Max core file size        0"));
	if (!*SANITIZED) {
		check_memory(pid, &heap_holds);
		/* It is in use there: so the search finds what there is. */
		ck_assert(heap_holds || !process_is_capable(CAP_SYS_PTRACE));
	}
	ck_assert_int_eq(kill(pid, SIGTERM), 0);
	ck_assert_int_eq(process_wait(pid, 2000), 130);
	stage_read(&stage, "log", &log);
	ck_assert_ptr_nonnull(strstr(buf_str(&log), "::debug::"));
	ck_assert(!holds(log.data, log.len));
	stage_stop_hub(&stage);
	stage_remove(&stage);
}
END_TEST

/* With a limit that would let it, so that it is the process itself that leaves none. */
START_TEST(crash_leaves_no_core)
{
	static const int signals[] = {SIGSEGV, SIGABRT, SIGQUIT};
	const struct rlimit endless = {RLIM_INFINITY, RLIM_INFINITY};
	struct stage stage;
	pid_t pid = start(&stage);
	int status;

	wait_for_dispatch(&stage);
	if (prlimit(pid, RLIMIT_CORE, &endless, NULL) < 0)
		ck_assert_int_eq(errno, EPERM);
	ck_assert_int_eq(kill(pid, signals[_i]), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(!WIFSIGNALED(status) || !WCOREDUMP(status));
	ck_assert(WIFSIGNALED(status) || *SANITIZED);
	stage_stop_hub(&stage);
	stage_remove(&stage);
}
END_TEST

START_TEST(binary_holds_no_token)
{
	auto_buf program = BUF_INIT(MAP_MAX);

	ck_assert(read_file(PROGRAM, &program));
	ck_assert_uint_gt(program.len, 10000);
	ck_assert(!holds(program.data, program.len));
}
END_TEST

SUITE(secrets)
{
	Suite *suite = suite_create("secrets");
	TCase *tcase = tcase_create("tokens");

	tcase_set_tags(tcase, "native");
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, process_without_dumps_and_new_privileges);
	tcase_add_test(tcase, running_process_shows_no_token);
	tcase_add_loop_test(tcase, crash_leaves_no_core, 0, 3);
	tcase_add_test(tcase, binary_holds_no_token);
	suite_add_tcase(suite, tcase);
	return suite;
}
