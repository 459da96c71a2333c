/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out, at one call after the other of a whole run: tests/preload/oom.c. Each run
 * has a token of its own, by which the hub's record tells whose a request was.
 */
#include "read_file.h"
#include "process.h"
#include "runner.h"
#include "stage.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	RUN_MS = 20000,
	JOBS_MAX = 16,
	STRIDE = 61,
	FEW = 500,
	CALLS_MAX = 20000,
	VARIABLES = 20
};

#define EXHAUSTED "::error::out of memory\n"

static const char dispatch[] =
	"{\"event_type\":\"deploy-ephemeral\",\"client_payload\":{\"pr_number\":\"123\","
	"\"branch\":\"feature/gamification\",\"base_branch\":\"dev\","
	"\"commit_sha\":\"a1b2c3d4e5f60718293a4b5c6d7e8f9012345678\",\"sender\":\"syneto\",\"requested_at\":\"2019-05-15T15:20:21Z\","
	"\"source\":{\"repository\":\"CoreMemorySquad/cms\",\"id\":186853002,"
	"\"class\":\"ephemeral\",\"cause\":\"comment\"}}}";

/* A run under way: the call at which its memory fails. */
struct job {
	long at;
	pid_t pid;
};

/* One sweep over a kind of run. */
struct sweep {
	struct stage stage;
	const char *event_name;
	const char *event_path;
	bool dispatches;
};

/* The environment of a run; a pair's value of NULL is a file of the run's own. */
static void set_variables(const struct sweep *sweep, long at, const char *count_path,
			  struct json_object *lines, const char *list[VARIABLES])
{
	char name[STAGE_PATH_MAX];
	char path[STAGE_PATH_MAX];
	size_t i;

	tree_push(lines, tree_format("LD_PRELOAD=%s/oom.so", BUILD));
	tree_push(lines, count_path ? tree_format("OOM_COUNT=%s", count_path)
				    : tree_format("OOM_AT=%ld", at));
	tree_push(lines, tree_format("GITHUB_API_URL=%s", sweep->stage.url));
	tree_push(lines, tree_format("GITHUB_EVENT_NAME=%s", sweep->event_name));
	tree_push(lines, tree_format("GITHUB_EVENT_PATH=%s", sweep->event_path));
	(void)snprintf(name, sizeof(name), "output-%ld", at);
	stage_path(&sweep->stage, name, path);
	tree_push(lines, tree_format("GITHUB_OUTPUT=%s", path));
	(void)snprintf(name, sizeof(name), "summary-%ld", at);
	stage_path(&sweep->stage, name, path);
	tree_push(lines, tree_format("GITHUB_STEP_SUMMARY=%s", path));
	tree_push(lines, tree_format("INPUT_TOKEN=" STAGE_TOKEN, at));
	tree_push(lines, tree_string("INPUT_GITHUB-TOKEN=cms-token-5ecret"));
	tree_push(lines, tree_string("INPUT_REPOSITORY=CoreMemorySquad/cms_infrastructure"));
	tree_push(lines, tree_string("GITHUB_REPOSITORY=CoreMemorySquad/cms"));
	tree_push(lines, tree_string("GITHUB_SERVER_URL=https://github.com"));
	tree_push(lines, tree_string("GITHUB_RUN_ID=42"));
	ck_assert_uint_lt(tree_length(lines), VARIABLES);
	for (i = 0; i < tree_length(lines); i++)
		list[i] = json_object_get_string(json_object_array_get_idx(lines, i));
	list[i] = NULL;
}

static pid_t start(const struct sweep *sweep, long at, const char *count_path)
{
	static const char *const argv[] = {BUILD "/deploy-dispatch", NULL};
	struct json_object *lines = tree_array();
	const char *list[VARIABLES];
	char name[STAGE_PATH_MAX];
	char log[STAGE_PATH_MAX];
	pid_t pid;

	set_variables(sweep, at, count_path, lines, list);
	(void)snprintf(name, sizeof(name), "log-%ld", at);
	stage_path(&sweep->stage, name, log);
	pid = process_start(argv, list, log);
	json_object_put(lines);
	return pid;
}

static void forget(const struct sweep *sweep, const char *kind, long at)
{
	char name[STAGE_PATH_MAX];
	char path[STAGE_PATH_MAX];

	(void)snprintf(name, sizeof(name), "%s-%ld", kind, at);
	stage_path(&sweep->stage, name, path);
	(void)unlink(path);
}

/* One clean line at the end, after our own at most, and outputs that are whole or not there. */
static void check_end(const struct sweep *sweep, const struct job *job, int status)
{
	char name[STAGE_PATH_MAX];
	auto_buf log = BUF_INIT(0);
	auto_buf output = BUF_INIT(0);
	auto_tree *commands = NULL;
	struct json_object *outputs = NULL;
	struct err err = {.reason = REASON_NONE};
	const char *text;
	const char *error;

	(void)snprintf(name, sizeof(name), "log-%ld", job->at);
	stage_read(&sweep->stage, name, &log);
	(void)snprintf(name, sizeof(name), "output-%ld", job->at);
	stage_read(&sweep->stage, name, &output);
	text = buf_str(&log);
	ck_assert_msg(status == 1, "call %ld: exit status %d: %s", job->at, status, text);
	error = strstr(text, EXHAUSTED);
	ck_assert_msg(error && strcmp(error, EXHAUSTED) == 0 &&
			      (error == text || error[-1] == '\n'),
		      "call %ld: %s", job->at, text);
	ck_assert_msg(error == text || strncmp(text, "::notice::Requested ", 20) == 0 ||
			      strncmp(text, "The action ", 11) == 0,
		      "call %ld: %s", job->at, text);
	commands = runner_read_log(text, log.len);
	ck_assert_uint_le(tree_length(commands), 2);
	ck_assert_msg(runner_read_outputs(buf_str(&output), output.len, &outputs, &err) == 0,
		      "call %ld: %s", job->at, err.msg);
	json_object_put(outputs);
	forget(sweep, "log", job->at);
	forget(sweep, "output", job->at);
	forget(sweep, "summary", job->at);
}

/* How many calls a run makes that has all the memory it wants. */
static long count_calls(const struct sweep *sweep)
{
	char path[STAGE_PATH_MAX];
	auto_buf text = BUF_INIT(0);

	stage_path(&sweep->stage, "count", path);
	ck_assert_int_eq(process_wait(start(sweep, 0, path), RUN_MS), 0);
	stage_read(&sweep->stage, "count", &text);
	return strtol(buf_str(&text), NULL, 10);
}

/* Each run sent one dispatch at most, whole; the one without a fault did, where one is due. */
static void check_record(const struct sweep *sweep, long calls)
{
	auto_tree *requests = stage_requests(&sweep->stage);
	auto_tree *wanted = NULL;
	unsigned char *sent = calloc((size_t)calls + 1, 1);
	struct err err;

	ck_assert_ptr_nonnull(sent);
	ck_assert_int_eq(tree_parse(&wanted, dispatch, strlen(dispatch), &err), 0);
	for (size_t i = 0; i < tree_length(requests); i++) {
		const struct json_object *request = json_object_array_get_idx(requests, i);
		long at = stage_dispatch_of(request);

		ck_assert_msg(sweep->dispatches, "a request: %s",
			      tree_text(request, "path", "?"));
		if (at < 0)
			continue;
		ck_assert_int_le(at, calls);
		ck_assert_msg(sent[at]++ == 0, "call %ld: two dispatches", at);
		ck_assert_msg(json_object_equal(tree_get(request, "body"), wanted),
			      "call %ld: the dispatch is %s", at,
			      json_object_to_json_string(tree_get(request, "body")));
	}
	ck_assert_int_eq(sent[0], sweep->dispatches);
	free(sent);
}

static long stride(void)
{
	const char *text = getenv("OOM_STRIDE");

	return text ? strtol(text, NULL, 10) : STRIDE;
}

/* Runs each stride-th call's run, each where they are few; some at a time, ended in turn. */
static void run_sweep(struct sweep *sweep)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t count = cores > 1 && cores < JOBS_MAX ? (size_t)cores : 2;
	struct job jobs[JOBS_MAX] = {{0}};
	long calls = count_calls(sweep);
	long step = calls < FEW ? 1 : stride();
	size_t turn = 0;

	ck_assert_int_gt(calls, 50);
	ck_assert_int_lt(calls, CALLS_MAX);
	ck_assert_int_gt(step, 0);
	for (long at = 1; at <= calls; at += step, turn = (turn + 1) % count) {
		struct job *job = &jobs[turn];

		if (job->pid)
			check_end(sweep, job, process_wait(job->pid, RUN_MS));
		*job = (struct job){.at = at, .pid = start(sweep, at, NULL)};
	}
	for (size_t i = 0; i < count; i++) {
		if (jobs[i].pid)
			check_end(sweep, &jobs[i], process_wait(jobs[i].pid, RUN_MS));
	}
	stage_stop_hub(&sweep->stage);
	check_record(sweep, calls);
}

START_TEST(deploy_without_memory_ends_cleanly_at_every_call)
{
	struct sweep sweep = {.event_name = "issue_comment",
			      .event_path = "tests/fixtures/issue_comment.created.json",
			      .dispatches = true};

	stage_make(&sweep.stage);
	stage_start_hub_for_runs(&sweep.stage, CALLS_MAX);
	run_sweep(&sweep);
	stage_remove(&sweep.stage);
}
END_TEST

START_TEST(ignored_run_without_memory_ends_cleanly_at_every_call)
{
	static const char opened[] =
		"{\"action\":\"opened\",\"pull_request\":{\"number\":1,"
		"\"title\":\"a title that is long enough for its own memory\","
		"\"labels\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18]}}";
	char path[STAGE_PATH_MAX];
	struct sweep sweep = {.event_name = "pull_request", .event_path = path};

	stage_make(&sweep.stage);
	stage_write(&sweep.stage, "event.json", opened, strlen(opened));
	stage_path(&sweep.stage, "event.json", path);
	stage_start_hub_for_runs(&sweep.stage, CALLS_MAX);
	run_sweep(&sweep);
	stage_remove(&sweep.stage);
}
END_TEST

SUITE(oom)
{
	Suite *suite = suite_create("oom");
	TCase *tcase = tcase_create("sweeps");

	tcase_set_tags(tcase, "native");
	tcase_set_timeout(tcase, 600);
	/* Sanitizers bring an allocator, which ends the program in its own words. */
	if (!*SANITIZED) {
		tcase_add_test(tcase, deploy_without_memory_ends_cleanly_at_every_call);
		tcase_add_test(tcase, ignored_run_without_memory_ends_cleanly_at_every_call);
	}
	suite_add_tcase(suite, tcase);
	return suite;
}
