/* SPDX-License-Identifier: MIT */
/* A link is made of values that the runner gives: what could leave its address makes none. */
#include "github/link.h"
#include "suites.h"

#include <string.h>

#define SERVER "https://github.com"
#define RUN    "[the run](" SERVER "/o/r/actions/runs/42)"

/* `link` is NULL where there is to be none. */
static const struct {
	const char *server;
	const char *repository;
	const char *id;
	const char *link;
} runs[] = {
	{SERVER, "o/r", "42", RUN},
	{"http://ghes.example:8443", "o/r", "42",
	 "[the run](http://ghes.example:8443/o/r/actions/runs/42)"},
	{SERVER, "o/r", NULL, NULL},
	{SERVER, "o/r", "42)", NULL},
	{SERVER, "o/r", "42/x", NULL},
	{SERVER, "o/r", "x42", NULL},
	{SERVER, "o/r", "-1", NULL},
	{SERVER, "o/r", "4 2", NULL},
	{SERVER, NULL, "42", NULL},
	{SERVER, "o", "42", NULL},
	{SERVER, "o/r/x", "42", NULL},
	{SERVER, "o/r)", "42", NULL},
	{NULL, "o/r", "42", NULL},
	{"", "o/r", "42", NULL},
	{"javascript:x", "o/r", "42", NULL},
	{SERVER "/", "o/r", "42", NULL},
	{SERVER ")", "o/r", "42", NULL},
	{SERVER "[", "o/r", "42", NULL},
	{"https://a@b", "o/r", "42", NULL},
	{"https://a b", "o/r", "42", NULL},
};

START_TEST(run_is_linked_where_its_address_is_one)
{
	const struct runner runner = {.server_url = runs[_i].server, .run_id = runs[_i].id};
	auto_buf out = BUF_INIT(1024);

	ck_assert_int_eq(link_run(&out, &runner, runs[_i].repository, "the run"),
			 runs[_i].link != NULL);
	ck_assert_str_eq(buf_str(&out), runs[_i].link ? runs[_i].link : "");
}
END_TEST

START_TEST(pull_request_has_an_address_where_the_server_has_one)
{
	const struct runner known = {.server_url = SERVER};
	const struct runner unknown = {.server_url = "https://a)b"};
	auto_buf out = BUF_INIT(1024);

	ck_assert(!link_pull_url(&out, &unknown, "o/r", "7"));
	ck_assert_str_eq(buf_str(&out), "");
	ck_assert(link_pull_url(&out, &known, "o/r", "7"));
	ck_assert_str_eq(buf_str(&out), SERVER "/o/r/pull/7");
}
END_TEST

START_TEST(commit_is_linked_by_its_first_seven_digits)
{
	const struct runner known = {.server_url = SERVER};
	const struct runner unknown = {.server_url = "https://a)b"};
	auto_buf linked = BUF_INIT(1024);
	auto_buf plain = BUF_INIT(1024);

	link_commit(&linked, &known, "o/r", "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678");
	ck_assert_str_eq(buf_str(&linked),
			 "[`a1b2c3d`](" SERVER
			 "/o/r/commit/a1b2c3d4e5f60718293a4b5c6d7e8f9012345678)");
	link_commit(&plain, &unknown, "o/r", "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678");
	ck_assert_str_eq(buf_str(&plain), "`a1b2c3d`");
}
END_TEST

SUITE(link)
{
	Suite *suite = suite_create("link");
	TCase *tcase = tcase_create("link");

	tcase_add_loop_test(tcase, run_is_linked_where_its_address_is_one, 0,
			    (int)(ARRAY_SIZE(runs)));
	tcase_add_test(tcase, pull_request_has_an_address_where_the_server_has_one);
	tcase_add_test(tcase, commit_is_linked_by_its_first_seven_digits);
	suite_add_tcase(suite, tcase);
	return suite;
}
