/* SPDX-License-Identifier: MIT */
#include "suites.h"
#include "thread.h"

#include <stdio.h>
#include <string.h>

static struct config config = {.token = (char[]){""},
			       .deploy_command = (char[]){"/test-deploy"},
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

START_TEST(live_status_comments_of_the_environment_are_kept)
{
	const struct marker live = {.workspace = "pr-123", .state = MARKER_DEPLOYED};
	const struct marker other = {.workspace = "pr-12", .state = MARKER_DEPLOYED};
	const struct marker folded = {.workspace = "pr-123", .state = MARKER_FOLDED};
	const struct marker *marks[] = {&live, &other, &folded};
	struct run run = make_run();
	struct thread thread;

	thread_init(&thread, &run);
	for (int id = 0; id < 120; id++) {
		auto_buf body = BUF_INIT(1024);

		buf_addf(&body, "comment %d\r\n\n", id);
		marker_add(&body, marks[id % 3]);
		see(&thread, id, buf_str(&body), "");
	}
	ck_assert_uint_eq(thread.count, 40);
	ck_assert_int_eq(thread.status[0].id, 0);
	ck_assert_str_eq(buf_str(&thread.status[39].text), "comment 117");
	thread_see(NULL, &thread); /* a list that begins anew */
	ck_assert_uint_eq(thread.count, 0);
	thread_release(&thread);
}
END_TEST

static const struct {
	const char *token;
	bool by_bot;
	const char *association;
	bool kept;
} authors[] = {
	{"ghs_x", true, "NONE", true}, /* an App's own comments have no association */
	{"ghs_x", false, "OWNER", false},
	{"ghp_x", true, "NONE", false},
	{"ghp_x", false, "OWNER", true},
	{"ghp_x", false, "MEMBER", true},
	{"github_pat_x", false, "COLLABORATOR", true},
	{"github_pat_x", false, "CONTRIBUTOR", true}, /* a member whom others see as this */
	{"github_pat_x", false, "NONE", false},
	{"github_pat_x", false, "FIRST_TIMER", false},
	{"github_pat_x", false, "FIRST_TIME_CONTRIBUTOR", false},
	{"github_pat_x", false, NULL, true},
	{"x", true, "NONE", true},
	{"x", false, "MANNEQUIN", false},
};

START_TEST(marks_of_others_do_not_count)
{
	const struct marker live = {.workspace = "pr-123", .state = MARKER_DEPLOYED};
	struct run run = make_run();
	auto_buf body = BUF_INIT(1024);
	struct comment comment = {.id = 1,
				  .author = "x",
				  .created_at = "",
				  .by_bot = authors[_i].by_bot,
				  .association = authors[_i].association};
	struct thread thread;
	char token[32];

	(void)snprintf(token, sizeof(token), "%s", authors[_i].token);
	run.config.token = token;
	marker_add(&body, &live);
	comment.body = buf_str(&body);
	comment.body_len = body.len;
	thread_init(&thread, &run);
	thread_see(&comment, &thread);
	ck_assert_int_eq(thread.count == 1, authors[_i].kept);
	thread_release(&thread);
}
END_TEST

SUITE(thread)
{
	Suite *suite = suite_create("thread");
	TCase *tcase = tcase_create("comments");

	tcase_add_loop_test(tcase, command_tells_when_it_was_asked, 0,
			    (int)(sizeof(commands) / sizeof(commands[0])));
	tcase_add_test(tcase, live_status_comments_of_the_environment_are_kept);
	tcase_add_loop_test(tcase, marks_of_others_do_not_count, 0,
			    (int)(sizeof(authors) / sizeof(authors[0])));
	suite_add_tcase(suite, tcase);
	return suite;
}
