/* SPDX-License-Identifier: MIT */
#include "contract/event.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIXTURES "tests/fixtures/"

START_TEST(comment_is_read_as_github_sends_it)
{
	struct event event;
	struct err err;

	ck_assert_int_eq(event_load(&event, EVENT_ISSUE_COMMENT,
				    FIXTURES "issue_comment.created.json", &err),
			 0);
	ck_assert_int_eq(event.fault.reason, REASON_NONE);
	ck_assert_str_eq(event.action, "created");
	ck_assert_str_eq(event.repository, "CoreMemorySquad/cms");
	ck_assert_str_eq(event.number, "123");
	ck_assert(event.on_pull_request);
	ck_assert_str_eq(event.body, "/test-deploy");
	ck_assert_uint_eq(event.body_len, 12);
	ck_assert_int_eq(event.comment_id, 492700400);
	ck_assert_str_eq(event.author, "syneto");
	ck_assert_str_eq(event.author_type, "User");
	ck_assert_str_eq(event.sender, "syneto");
	event_release(&event);
}
END_TEST

START_TEST(closed_pull_request_is_read_as_github_sends_it)
{
	struct event event;
	struct err err;

	ck_assert_int_eq(event_load(&event, EVENT_PULL_REQUEST,
				    FIXTURES "pull_request.closed.json", &err),
			 0);
	ck_assert_int_eq(event.fault.reason, REASON_NONE);
	ck_assert_str_eq(event.action, "closed");
	ck_assert_str_eq(event.number, "123");
	ck_assert_str_eq(event.base, "dev");
	ck_assert_str_eq(event.head_repository, "CoreMemorySquad/cms");
	ck_assert(!event.is_fork);
	ck_assert(event.merged);
	ck_assert(!event.retargeted);
	event_release(&event);
}
END_TEST

START_TEST(edited_pull_request_tells_the_base_that_it_had)
{
	struct event event;
	struct err err;

	ck_assert_int_eq(event_load(&event, EVENT_PULL_REQUEST,
				    FIXTURES "pull_request.edited.json", &err),
			 0);
	ck_assert_int_eq(event.fault.reason, REASON_NONE);
	ck_assert(event.retargeted);
	ck_assert_str_eq(event.base_before, "dev");
	ck_assert_str_eq(event.base, "release/2.0");
	ck_assert_str_eq(event.sender, "syneto");
	event_release(&event);
}
END_TEST

#define COMMENT(number, id, user, sender)                                                      \
	"{\"action\":\"created\",\"issue\":{\"number\":" number ",\"pull_request\":{}},"       \
	"\"comment\":{\"id\":" id ",\"body\":\"x\",\"user\":" user "},\"sender\":" sender "}"
#define USER                     "{\"login\":\"syneto\",\"type\":\"User\"}"
#define PULL(action, pull, rest) "{\"action\":\"" action "\",\"pull_request\":" pull rest "}"
#define HEAD                     "\"head\":{\"repo\":{\"full_name\":\"a/b\"}}"
#define BASE                     "\"base\":{\"ref\":\"dev\"}"

/* `fault` is what the message must hold, NULL where all values are there. */
static const struct {
	enum event_kind kind;
	const char *text;
	const char *fault;
} rows[] = {
	{EVENT_ISSUE_COMMENT, COMMENT("7", "1", USER, USER), NULL},
	{EVENT_ISSUE_COMMENT, COMMENT("0", "1", USER, USER), "issue.number"},
	{EVENT_ISSUE_COMMENT, COMMENT("-1", "1", USER, USER), "issue.number"},
	{EVENT_ISSUE_COMMENT, COMMENT("\"7\"", "1", USER, USER), "issue.number"},
	{EVENT_ISSUE_COMMENT, COMMENT("1.5", "1", USER, USER), "issue.number"},
	{EVENT_ISSUE_COMMENT, COMMENT("10000000000", "1", USER, USER), "issue.number"},
	{EVENT_ISSUE_COMMENT, COMMENT("99999999999999999999999", "1", USER, USER),
	 "issue.number"},
	{EVENT_ISSUE_COMMENT, COMMENT("7", "0", USER, USER), "comment.id"},
	{EVENT_ISSUE_COMMENT, COMMENT("7", "null", USER, USER), "comment.id"},
	{EVENT_ISSUE_COMMENT, COMMENT("7", "1", "null", USER), "comment.user.login"},
	{EVENT_ISSUE_COMMENT, COMMENT("7", "1", "{\"login\":\"a\"}", USER),
	 "comment.user.type"},
	{EVENT_ISSUE_COMMENT,
	 COMMENT("7", "1", "{\"login\":\"a/../b\",\"type\":\"User\"}", USER),
	 "comment.user.login"},
	{EVENT_ISSUE_COMMENT, COMMENT("7", "1", USER, "null"), "sender.login"},
	{EVENT_ISSUE_COMMENT, COMMENT("7", "1", USER, "{\"login\":\"a\\u0000b\"}"),
	 "sender.login"},
	{EVENT_ISSUE_COMMENT, "{\"action\":\"created\",\"comment\":{\"body\":\"x\"}}",
	 "issue.number"},

	{EVENT_PULL_REQUEST,
	 PULL("closed", "{\"number\":7,\"merged\":false," BASE "," HEAD "}", ""), NULL},
	{EVENT_PULL_REQUEST,
	 PULL("closed", "{\"number\":7,\"merged\":false," BASE ",\"head\":{\"repo\":null}}",
	      ""),
	 NULL},
	{EVENT_PULL_REQUEST, PULL("closed", "{\"number\":7,\"merged\":false," BASE "}", ""),
	 "pull_request.head"},
	{EVENT_PULL_REQUEST, PULL("closed", "{\"number\":7," BASE "," HEAD "}", ""),
	 "pull_request.merged"},
	{EVENT_PULL_REQUEST,
	 PULL("closed", "{\"number\":7,\"merged\":\"true\"," BASE "," HEAD "}", ""),
	 "pull_request.merged"},
	{EVENT_PULL_REQUEST, PULL("closed", "{\"merged\":true," BASE "," HEAD "}", ""),
	 "pull_request.number"},
	{EVENT_PULL_REQUEST, PULL("closed", "{\"number\":7,\"merged\":true," HEAD "}", ""),
	 "pull_request.base.ref"},
	{EVENT_PULL_REQUEST,
	 PULL("closed", "{\"number\":7,\"merged\":true,\"base\":{\"ref\":\"a..b\"}," HEAD "}",
	      ""),
	 "pull_request.base.ref"},
	{EVENT_PULL_REQUEST,
	 PULL("closed",
	      "{\"number\":7,\"merged\":true," BASE
	      ",\"head\":{\"repo\":{\"full_name\":\"x\"}}}",
	      ""),
	 "pull_request.head.repo.full_name"},
	{EVENT_PULL_REQUEST, PULL("closed", "null", ""), "pull_request.number"},
	{EVENT_PULL_REQUEST, PULL("edited", "{}", ""), NULL},
	{EVENT_PULL_REQUEST,
	 PULL("edited", "{}", ",\"changes\":{\"base\":{\"ref\":{\"from\":7}}}"),
	 "changes.base.ref.from"},
	{EVENT_PULL_REQUEST,
	 PULL("edited", "{\"number\":7," BASE "," HEAD "}",
	      ",\"changes\":{\"base\":{\"ref\":{\"from\":\"x\"}}}"),
	 "sender.login"},
	{EVENT_PULL_REQUEST, PULL("opened", "{}", ""), NULL},
};

START_TEST(fault_waits_and_names_the_value)
{
	struct event event;
	struct err err;

	ck_assert_int_eq(
		event_parse(&event, rows[_i].kind, rows[_i].text, strlen(rows[_i].text), &err),
		0);
	if (rows[_i].fault) {
		ck_assert_int_eq(event.fault.reason, REASON_BAD_EVENT);
		ck_assert_msg(strstr(event.fault.msg, rows[_i].fault) != NULL, "%s",
			      event.fault.msg);
	} else {
		ck_assert_msg(event.fault.reason == REASON_NONE, "%s", event.fault.msg);
	}
	event_release(&event);
}
END_TEST

static const char *const broken[] = {"",
				     "[]",
				     "null",
				     "1",
				     "{",
				     "{}",
				     "{\"action\":null}",
				     "{\"action\":7}",
				     "{\"action\":\"created\"} x"};

START_TEST(broken_event_is_an_error_at_once)
{
	struct event event;
	struct err err;

	ck_assert_int_eq(
		event_parse(&event, EVENT_ISSUE_COMMENT, broken[_i], strlen(broken[_i]), &err),
		-1);
	ck_assert_int_eq(err.reason, REASON_BAD_EVENT);
	event_release(&event);
}
END_TEST

START_TEST(odd_comment_bodies_are_empty_ones)
{
	static const char *const texts[] = {
		"{\"action\":\"created\"}",
		"{\"action\":\"created\",\"comment\":null}",
		"{\"action\":\"created\",\"comment\":{\"body\":null}}",
		"{\"action\":\"created\",\"comment\":{\"body\":7}}",
	};
	struct event event;
	struct err err;

	for (size_t i = 0; i < 4; i++) {
		ck_assert_int_eq(event_parse(&event, EVENT_ISSUE_COMMENT, texts[i],
					     strlen(texts[i]), &err),
				 0);
		ck_assert_str_eq(event.body, "");
		ck_assert_uint_eq(event.body_len, 0);
		event_release(&event);
	}
}
END_TEST

START_TEST(file_that_cannot_be_read_is_named)
{
	struct event event;
	struct err err;

	ck_assert_int_eq(event_load(&event, EVENT_ISSUE_COMMENT, "/nowhere/event.json", &err),
			 -1);
	ck_assert_msg(strstr(err.msg, "/nowhere/event.json") != NULL, "%s", err.msg);
	ck_assert_int_eq(event_load(&event, EVENT_ISSUE_COMMENT, "tests", &err), -1);
	ck_assert_int_eq(event_load(&event, EVENT_ISSUE_COMMENT, NULL, &err), -1);
	ck_assert_msg(strstr(err.msg, "GITHUB_EVENT_PATH") != NULL, "%s", err.msg);
	ck_assert_int_eq(err.reason, REASON_BAD_EVENT);
}
END_TEST

START_TEST(file_over_32_mib_is_not_taken)
{
	char path[] = BUILD "/large-XXXXXX";
	int fd = mkstemp(path);
	struct event event;
	struct err err;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(ftruncate(fd, 32 * 1024 * 1024 + 1), 0);
	ck_assert_int_eq(event_load(&event, EVENT_ISSUE_COMMENT, path, &err), -1);
	ck_assert_msg(strstr(err.msg, "larger than 32 MiB") != NULL, "%s", err.msg);
	(void)close(fd);
	(void)unlink(path);
}
END_TEST

SUITE(event)
{
	Suite *suite = suite_create("event");
	TCase *tcase = tcase_create("payloads");

	tcase_add_test(tcase, comment_is_read_as_github_sends_it);
	tcase_add_test(tcase, closed_pull_request_is_read_as_github_sends_it);
	tcase_add_test(tcase, edited_pull_request_tells_the_base_that_it_had);
	tcase_add_loop_test(tcase, fault_waits_and_names_the_value, 0, (int)(ARRAY_SIZE(rows)));
	tcase_add_loop_test(tcase, broken_event_is_an_error_at_once, 0,
			    (int)(ARRAY_SIZE(broken)));
	tcase_add_test(tcase, odd_comment_bodies_are_empty_ones);
	tcase_add_test(tcase, file_that_cannot_be_read_is_named);
	tcase_add_test(tcase, file_over_32_mib_is_not_taken);
	suite_add_tcase(suite, tcase);
	return suite;
}
