/* SPDX-License-Identifier: MIT */
#include "github/expiry.h"
#include "base/macros.h"
#include "suites.h"

enum { NOW = 1764064800 }; /* 2025-11-25 10:00:00 UTC */

static const struct {
	const char *header;
	int64_t at_s; /* -1: it is no time */
} headers[] = {
	{"2025-11-25 10:00:00 UTC", NOW},
	{"2025-11-25 10:00:00 +0000", NOW},
	{"2025-11-25 12:00:00 +0200", NOW},
	{"2025-11-25 15:30:00 +0530", NOW},
	{"2025-11-25 02:00:00 -0800", NOW},
	{"2028-02-29 23:59:59 UTC", 1835481599},
	{"", -1},
	{"UTC", -1},
	{"never", -1},
	{"2025-11-25", -1},
	{"2025-11-25 10:00:00", -1},
	{"2025-11-25 10:00:00 ", -1},
	{"2025-11-25 10:00:00 CET", -1},
	{"2025-11-25 10:00:00 UTC ", -1},
	{"2025-11-25 10:00:00 +020", -1},
	{"2025-11-25 10:00:00 +02000", -1},
	{"2025-11-25 10:00:00 +2400", -1},
	{"2025-11-25 10:00:00 +0060", -1},
	{"2025-11-25T10:00:00Z UTC", -1},
	{"2025-11-31 10:00:00 UTC", -1},
	{"2025-11-25 25:00:00 UTC", -1},
	{"x025-11-25 10:00:00 UTC", -1},
};

START_TEST(both_forms_of_the_time_are_read)
{
	int64_t at_s = -1;

	ck_assert_msg(expiry_read(headers[_i].header, &at_s) == (headers[_i].at_s >= 0), "%s",
		      headers[_i].header);
	ck_assert_int_eq(at_s, headers[_i].at_s);
}
END_TEST

static const struct {
	const char *token;
	int64_t left_s;
	bool soon;
} tokens[] = {
	{"github_pat_x", 14 * 86400, false},
	{"github_pat_x", 14 * 86400 - 1, true},
	{"github_pat_x", 61, true},
	{"ghp_x", 3600, true},
	{"x", 3600, true},
	{"ghp_x", -61, true},
	{"ghp_x", 60, false},
	{"ghp_x", 0, false},
	{"ghp_x", -60, false},
	{"ghs_x", 3600, false},
	{"ghu_x", 3600, false},
};

START_TEST(soon_is_less_than_fourteen_days)
{
	ck_assert_msg(expiry_is_soon(tokens[_i].token, NOW + tokens[_i].left_s, NOW) ==
			      tokens[_i].soon,
		      "%s in %lld s", tokens[_i].token, (long long)tokens[_i].left_s);
}
END_TEST

SUITE(expiry)
{
	Suite *suite = suite_create("expiry");
	TCase *tcase = tcase_create("tokens");

	tcase_add_loop_test(tcase, both_forms_of_the_time_are_read, 0,
			    (int)(ARRAY_SIZE(headers)));
	tcase_add_loop_test(tcase, soon_is_less_than_fourteen_days, 0,
			    (int)(ARRAY_SIZE(tokens)));
	suite_add_tcase(suite, tcase);
	return suite;
}
