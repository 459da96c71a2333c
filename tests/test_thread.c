/* SPDX-License-Identifier: MIT */
#include "suites.h"
#include "thread.h"

#include <string.h>

static struct config config = {.deploy_command = (char[]){"/test-deploy"},
			       .destroy_command = (char[]){"/destroy-test"}};

/* A run that came of a deploy by syneto, for pr-123. */
static struct run make_run(void)
{
	struct run run = {
		.config = config,
		.event = {.kind = EVENT_REPOSITORY_DISPATCH},
		.decision = {.event = CONTRACT_DEPLOY, .payload = {.sender = "syneto"}},
		.environment = {.workspace = "pr-123"}};

	return run;
}

static void see(struct thread *thread, int64_t id, const char *body, const char *created_at)
{
	struct comment comment = {.id = id,
				  .author = "Syneto",
				  .created_at = created_at,
				  .body = body,
				  .body_len = strlen(body)};

	thread_see(&comment, thread);
}

static const struct {
	const char *body;
	const char *created_at;
	int64_t asked_s;
} commands[] = {
	{"/test-deploy", "1970-01-01T00:01:00Z", 60},
	{"/test-deploy", "2025-11-20T10:00:00Z", 1763632800},
	{"/test-deploy", "2025-11-20T10:00:00+01:00", -1},
	{"/test-deploy", "2025-11-20", -1},
	{"/test-deploy", "", -1},
	{"/destroy-test", "2025-11-20T10:00:00Z", -1},
	{"thanks", "2025-11-20T10:00:00Z", -1},
};

START_TEST(command_tells_when_it_was_asked)
{
	struct run run = make_run();
	struct thread thread;

	thread_init(&thread, &run);
	see(&thread, 1, commands[_i].body, commands[_i].created_at);
	ck_assert_int_eq(thread.asked_s, commands[_i].asked_s);
	ck_assert_uint_eq(thread.count, 0);
	thread_release(&thread);
}
END_TEST

START_TEST(newest_status_comments_are_kept)
{
	const struct marker live = {.workspace = "pr-123", .state = MARKER_DEPLOYED};
	const struct marker other = {.workspace = "pr-12", .state = MARKER_DEPLOYED};
	const struct marker folded = {.workspace = "pr-123", .state = MARKER_FOLDED};
	const struct marker *marks[] = {&live, &other, &folded};
	struct run run = make_run();
	struct thread thread;

	thread_init(&thread, &run);
	for (int id = 0; id < 3 * (THREAD_STATUS_MAX + 2); id++) {
		auto_buf body = BUF_INIT(1024);

		buf_addf(&body, "comment %d\r\n\n", id);
		marker_add(&body, marks[id % 3]);
		see(&thread, id, buf_str(&body), "");
	}
	ck_assert_uint_eq(thread.count, THREAD_STATUS_MAX);
	ck_assert_int_eq(thread.status[0].id, 6);
	ck_assert_str_eq(buf_str(&thread.status[0].text), "comment 6");
	ck_assert_int_eq(thread.status[THREAD_STATUS_MAX - 1].id, 3 * (THREAD_STATUS_MAX + 1));
	thread_release(&thread);
}
END_TEST

SUITE(thread)
{
	Suite *suite = suite_create("thread");
	TCase *tcase = tcase_create("comments");

	tcase_add_loop_test(tcase, command_tells_when_it_was_asked, 0,
			    (int)(sizeof(commands) / sizeof(commands[0])));
	tcase_add_test(tcase, newest_status_comments_are_kept);
	suite_add_tcase(suite, tcase);
	return suite;
}
