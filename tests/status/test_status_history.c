/* SPDX-License-Identifier: MIT */
#include "suites.h"
#include "status/status_history.h"

#include <stdio.h>
#include <string.h>

/* Of a deploy by syneto, for pr-123. */
static const struct status_query query = {.workspace = "pr-123",
					  .sender = "syneto",
					  .command = COMMAND_DEPLOY,
					  .deploy_command = "/test-deploy",
					  .destroy_command = "/destroy-test",
					  .requested_at = ""};

static void see(struct status_history *history, int64_t id, const char *body,
		const char *created_at)
{
	struct comment comment = {.id = id,
				  .author = "Syneto",
				  .created_at = created_at,
				  .body = body,
				  .body_len = strlen(body)};

	status_history_see(&comment, history);
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
	struct status_history history = {0};

	status_history_begin(&history, &query);
	see(&history, 1, commands[_i].body, commands[_i].created_at);
	ck_assert_int_eq(history.asked_s, commands[_i].asked_s);
	ck_assert_uint_eq(history.count, 0);
	status_history_release(&history);
}
END_TEST

START_TEST(live_status_comments_of_the_environment_are_kept)
{
	const struct marker live = {.workspace = "pr-123", .state = MARKER_DEPLOYED};
	const struct marker other = {.workspace = "pr-12", .state = MARKER_DEPLOYED};
	const struct marker folded = {.workspace = "pr-123", .state = MARKER_FOLDED};
	const struct marker *marks[] = {&live, &other, &folded};
	struct status_history history = {0};

	status_history_begin(&history, &query);
	for (int id = 0; id < 120; id++) {
		auto_buf body = BUF_INIT(1024);

		buf_addf(&body, "comment %d\r\n\n", id);
		marker_add(&body, marks[id % 3]);
		see(&history, id, buf_str(&body), "");
	}
	ck_assert_uint_eq(history.count, 40);
	ck_assert_int_eq(history.status[0].id, 0);
	ck_assert_str_eq(buf_str(&history.status[39].text), "comment 117");
	status_history_begin(&history, &query);
	ck_assert_uint_eq(history.count, 0);
	status_history_release(&history);
}
END_TEST

/* Two pages of the list overlap: a second edit of it would only undo the first. */
START_TEST(comment_that_comes_twice_is_kept_once)
{
	const struct marker live = {.workspace = "pr-123",
				    .state = MARKER_DEPLOYED,
				    .requested_at = "2025-11-20T10:00:02Z"};
	const struct marker folded = {.workspace = "pr-123",
				      .state = MARKER_FOLDED,
				      .requested_at = "2025-11-20T10:00:03Z"};
	static const int64_t ids[] = {7, 8, 7, 8, 9, 9};
	struct status_history history = {0};
	struct status_query timed = query;
	auto_buf body = BUF_INIT(1024);
	auto_buf old = BUF_INIT(1024);

	marker_add(&body, &live);
	marker_add(&old, &folded);
	timed.requested_at = "2025-11-20T10:00:01Z";
	status_history_begin(&history, &timed);
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++)
		see(&history, ids[i], buf_str(ids[i] == 8 ? &old : &body), "");
	ck_assert_uint_eq(history.count, 2);
	ck_assert_int_eq(history.status[0].id, 7);
	ck_assert_int_eq(history.status[1].id, 9);
	ck_assert_uint_eq(history.request_count, 3);
	status_history_release(&history);
}
END_TEST

/* Of several commands the last one is what the run came of. */
START_TEST(newest_command_tells_when_it_was_asked)
{
	struct status_history history = {0};

	status_history_begin(&history, &query);
	see(&history, 1, "/test-deploy", "2025-11-20T10:00:00Z");
	see(&history, 2, "/test-deploy", "2025-11-20T10:00:05Z");
	see(&history, 3, "/test-deploy", "2025-11-20T10:00:02Z");
	ck_assert_int_eq(history.asked_s, 1763632805);
	status_history_release(&history);
}
END_TEST

/* Who has marked comments, as {author, bot}; an author of 0 ends them. */
static const struct {
	struct {
		int64_t id;
		bool by_bot;
	} author[4];
	int64_t only;
} authors[] = {
	{{{0, false}}, 0},           {{{7, true}}, 7},
	{{{7, true}, {7, true}}, 7}, {{{7, false}}, 0},
	{{{7, true}, {8, true}}, 0}, {{{7, true}, {7, true}, {8, false}}, 0},
};

START_TEST(only_bot_is_who_marked_all)
{
	const struct marker live = {.workspace = "pr-123", .state = MARKER_DEPLOYED};
	auto_buf body = BUF_INIT(1024);
	struct status_history history = {0};

	marker_add(&body, &live);
	status_history_begin(&history, &query);
	for (int i = 0; authors[_i].author[i].id; i++) {
		struct comment comment = {.id = i + 1,
					  .author = "x",
					  .author_id = authors[_i].author[i].id,
					  .by_bot = authors[_i].author[i].by_bot,
					  .created_at = "",
					  .body = buf_str(&body),
					  .body_len = body.len};

		status_history_see(&comment, &history);
	}
	ck_assert_int_eq(status_history_only_bot(&history), authors[_i].only);
	status_history_release(&history);
}
END_TEST

/* Whoever writes long comments with a mark: their texts are dropped, the marks are kept. */
START_TEST(texts_of_many_comments_take_no_more_than_8_mib)
{
	const struct marker live = {.workspace = "pr-123", .state = MARKER_DEPLOYED};
	auto_buf body = BUF_INIT(128 * 1024);
	struct status_history history = {0};
	size_t kept = 0;

	for (int i = 0; i < 65000; i++)
		buf_addc(&body, 'x');
	buf_addc(&body, '\n');
	marker_add(&body, &live);
	status_history_begin(&history, &query);
	for (int i = 0; i < 200; i++)
		see(&history, i, buf_str(&body), "");
	ck_assert_uint_eq(history.count, 200);
	for (size_t i = 0; i < history.count; i++) {
		kept += history.status[i].text.len;
		ck_assert_int_eq(history.status[i].text.full, i >= 129);
	}
	ck_assert_uint_eq(kept, 129 * 65000);
	status_history_release(&history);
}
END_TEST

SUITE(status_history)
{
	Suite *suite = suite_create("status_history");
	TCase *tcase = tcase_create("comments");

	tcase_add_loop_test(tcase, command_tells_when_it_was_asked, 0,
			    (int)(ARRAY_SIZE(commands)));
	tcase_add_test(tcase, live_status_comments_of_the_environment_are_kept);
	tcase_add_test(tcase, comment_that_comes_twice_is_kept_once);
	tcase_add_test(tcase, newest_command_tells_when_it_was_asked);
	tcase_add_loop_test(tcase, only_bot_is_who_marked_all, 0, (int)(ARRAY_SIZE(authors)));
	tcase_add_test(tcase, texts_of_many_comments_take_no_more_than_8_mib);
	suite_add_tcase(suite, tcase);
	return suite;
}
