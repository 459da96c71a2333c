/* SPDX-License-Identifier: MIT */
#include "base/macros.h"
#include "status/marker.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

#define SHA "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"
#define MARK                                                                                                     \
	"<!-- deploy-dispatch: {\"version\":1,\"workspace\":\"pr-123\",\"state\":\"deployed\",\"commit\":\"" SHA \
	"\"} -->"

START_TEST(mark_is_found_as_it_was_added)
{
	static const char *const commits[] = {SHA, ""};

	for (int state = 0; state < MARKER_STATE_COUNT; state++) {
		struct marker marker = {.workspace = "staging",
					.state = (enum marker_state)state};
		struct marker found;
		auto_buf body = BUF_INIT(4096);
		size_t begin;

		(void)snprintf(marker.requested_at, sizeof(marker.requested_at), "%s",
			       state % 3 ? "2026-11-25T10:00:00Z" : "");
		(void)snprintf(marker.run, sizeof(marker.run), "%s",
			       state % 2 ? "" : "18446744073709551615");
		memcpy(marker.commit, commits[state % 2], strlen(commits[state % 2]) + 1);
		buf_adds(&body, "words\n\n");
		marker_add(&body, &marker);
		ck_assert(marker_find(buf_str(&body), body.len, &found, &begin));
		ck_assert_str_eq(found.workspace, marker.workspace);
		ck_assert_int_eq(found.state, marker.state);
		ck_assert_str_eq(found.commit, marker.commit);
		ck_assert_str_eq(found.requested_at, marker.requested_at);
		ck_assert_str_eq(found.run, marker.run);
		ck_assert_uint_eq(begin, strlen("words\n\n"));
	}
}
END_TEST

#define TEN  "aaaaaaaaaa"
#define LONG TEN TEN TEN TEN TEN TEN TEN TEN TEN "a"

static const struct {
	const char *body;
	bool found;
} rows[] = {
	{MARK, true},
	{"words\n" MARK, true},
	{"words\r\n" MARK "\r\n \n", true}, /* as a browser's edit leaves it */
	{"", false},
	{"words", false},
	{MARK " and more", false},
	{MARK "\nand more", false},
	{"> " MARK, false},
	{" " MARK, false},
	{"words " MARK, false},
	{"```\n" MARK "\n```", false},
	{"<!-- deploy-dispatch: -->", false},
	{"<!-- deploy-dispatch: {} -->", false},
	{"<!-- deploy-dispatch: [1] -->", false},
	{"<!-- deploy-dispatch: {\"version\":1} --> -->", false},
	{"<!-- deploy-dispatch: {\"version\":3,\"workspace\":\"pr-1\",\"state\":\"deployed\","
	 "\"commit\":\"\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":1,\"workspace\":\"pr-1\",\"state\":\"unheard\","
	 "\"commit\":\"\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":1,\"workspace\":\"pr-1\",\"state\":\"deployed\","
	 "\"commit\":\"</summary>\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":1,\"workspace\":\"" LONG "\","
	 "\"state\":\"deployed\",\"commit\":\"\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":1,\"workspace\":\"../x\","
	 "\"state\":\"deployed\",\"commit\":\"\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":1,\"workspace\":\"\","
	 "\"state\":\"deploy-failed\",\"commit\":\"\"} -->",
	 true},
	{"<!-- deploy-dispatch: {\"version\":2,\"workspace\":\"pr-2\",\"state\":\"deployed\","
	 "\"commit\":\"\",\"requested_at\":\"2026-11-25T10:00:00Z\",\"run\":\"42\"} -->",
	 true},
	{"<!-- deploy-dispatch: {\"version\":2,\"workspace\":\"pr-2\",\"state\":\"deployed\","
	 "\"commit\":\"\",\"requested_at\":\"now\",\"run\":\"42\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":2,\"workspace\":\"pr-2\",\"state\":\"deployed\","
	 "\"commit\":\"\",\"requested_at\":\"\",\"run\":\"42-->\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":2,\"workspace\":\"pr-2\",\"state\":\"deployed\","
	 "\"commit\":\"\",\"requested_at\":7,\"run\":\"42\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":0,\"workspace\":\"pr-2\",\"state\":\"deployed\","
	 "\"commit\":\"\"} -->",
	 false},
	{"<!-- deploy-dispatch: {\"version\":1,\"workspace\":7,\"state\":\"deployed\","
	 "\"commit\":\"\"} -->",
	 false},
};

START_TEST(only_a_whole_last_line_is_a_mark)
{
	struct marker marker;
	size_t begin;

	ck_assert_int_eq(marker_find(rows[_i].body, strlen(rows[_i].body), &marker, &begin),
			 rows[_i].found);
}
END_TEST

START_TEST(bytes_of_any_value_are_no_mark)
{
	static const char body[] = "a\0b\n\0";
	struct marker marker;
	size_t begin;

	ck_assert(!marker_find(body, sizeof(body) - 1, &marker, &begin));
}
END_TEST

SUITE(marker)
{
	Suite *suite = suite_create("marker");
	TCase *tcase = tcase_create("mark");

	tcase_add_test(tcase, mark_is_found_as_it_was_added);
	tcase_add_loop_test(tcase, only_a_whole_last_line_is_a_mark, 0,
			    (int)(ARRAY_SIZE(rows)));
	tcase_add_test(tcase, bytes_of_any_value_are_no_mark);
	suite_add_tcase(suite, tcase);
	return suite;
}
