/* SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "contract/role.h"
#include "suites.h"

#include <string.h>

START_TEST(error_has_a_reason_and_context_outer_first)
{
	struct err err;

	ck_assert_int_eq(err_set(&err, REASON_NETWORK, "no answer from %s", "here"), -1);
	ck_assert_int_eq(err_prefix(&err, "GET %s", "/x"), -1);
	ck_assert_str_eq(err.msg, "GET /x: no answer from here");
	ck_assert_int_eq(err.reason, REASON_NETWORK);
}
END_TEST

START_TEST(message_is_cut_and_ended)
{
	struct err err;
	char text[4096];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	err_set(&err, REASON_NETWORK, "%s", text);
	err_prefix(&err, "%s", text);
	ck_assert_uint_eq(strlen(err.msg), sizeof(err.msg) - 1);
}
END_TEST

START_TEST(every_result_and_reason_has_its_own_name)
{
	for (int i = 0; i < RESULT_COUNT; i++) {
		ck_assert_uint_gt(strlen(result_name((enum result)i)), 0);
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(result_name((enum result)i),
					 result_name((enum result)k));
	}
	ck_assert_str_eq(reason_name(REASON_NONE), "");
	for (int i = 1; i < REASON_COUNT; i++) {
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(reason_name((enum reason)i),
					 reason_name((enum reason)k));
	}
}
END_TEST

START_TEST(roles_are_ordered_by_what_they_may_do)
{
	static const char *const names[] = {"none",  "read",     "triage",
					    "write", "maintain", "admin"};
	enum role role = ROLE_COUNT;

	for (int i = 0; i < 6; i++) {
		ck_assert(role_parse(names[i], &role));
		ck_assert_int_eq(role, i);
		ck_assert_str_eq(role_name(role), names[i]);
	}
	ck_assert(!role_parse("Write", &role));
	ck_assert(!role_parse("", &role));
	ck_assert(!role_parse("owner", &role));
}
END_TEST

SUITE(err)
{
	Suite *suite = suite_create("err, outcome, role");
	TCase *tcase = tcase_create("names");

	tcase_add_test(tcase, error_has_a_reason_and_context_outer_first);
	tcase_add_test(tcase, message_is_cut_and_ended);
	tcase_add_test(tcase, every_result_and_reason_has_its_own_name);
	tcase_add_test(tcase, roles_are_ordered_by_what_they_may_do);
	suite_add_tcase(suite, tcase);
	return suite;
}
