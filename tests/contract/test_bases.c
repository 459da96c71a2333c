/* SPDX-License-Identifier: MIT */
/* Which pull requests have which environment: the lists of bases. */
#include "contract/bases.h"
#include "base/macros.h"
#include "suites.h"

#define LONG "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const struct {
	const char *list;
	bool valid;
} lists[] = {
	{"dev", true},
	{"dev develop", true},
	{"dev\n\trelease/*\r\n", true},
	{"*", true},
	{"release/[0-9]*", true},
	{"release/[!a]?", true},
	{"release/[]a]", true},
	{"none", true},
	{"", false},
	{" \n", false},
	{"-x", false},
	{"dev -x", false},
	{"a..b", false},
	{"a..*", false},
	{"a~*", false},
	{"a\\*", false},
	{"a[", false},
	{"a[]", false},
	{"a[!]", false},
	{"*\x01", false},
	{"*\xff", false},
	{LONG LONG LONG LONG, false},
	{"dev, develop", false},
	{"dev !release/old", false},
	{"main origin/dev", false},
	{"feature/a+b main", true},
};

START_TEST(list_is_of_branches_and_patterns)
{
	ck_assert_int_eq(bases_are_valid(lists[_i].list), lists[_i].valid);
}
END_TEST

enum expected { NONE, EPHEMERAL, STAGING };

static const struct {
	const char *ephemeral, *staging, *base;
	enum expected expected;
} rows[] = {
	{"dev", "main", "dev", EPHEMERAL},
	{"dev", "main", "main", STAGING},
	{"dev", "main", "Main", NONE},
	{"dev", "main", "develop", NONE},
	{"dev", "none", "main", NONE},
	{"dev", "none", "none", NONE},
	{"develop next", "main", "next", EPHEMERAL},
	{"develop", "release production", "production", STAGING},
	{"release/*", "main", "release/1.0", EPHEMERAL},
	{"release/*", "main", "release/1.0/fix", EPHEMERAL},
	{"release/*", "main", "release", NONE},
	{"release/?", "main", "release/10", NONE},
	{"v[0-9]", "main", "v7", EPHEMERAL},
	{"v[!0-9]", "main", "v7", NONE},
	{"*", "main", "feature/stacked", EPHEMERAL},
	{"*", "main", "main", STAGING},
	{"*", "none", "main", EPHEMERAL},
	{"dev", "*", "dev", STAGING},
	{"dev", "*", "other", STAGING},
};

START_TEST(base_decides_the_class_and_staging_wins)
{
	enum environment_class class;
	bool found =
		bases_find_class(rows[_i].ephemeral, rows[_i].staging, rows[_i].base, &class);

	ck_assert_int_eq(found, rows[_i].expected != NONE);
	if (found)
		ck_assert_int_eq(class, rows[_i].expected == STAGING ? ENVIRONMENT_STAGING
								     : ENVIRONMENT_EPHEMERAL);
}
END_TEST

static const struct {
	const char *ephemeral, *staging, *staging_branch;
	bool good;
} checks[] = {
	{"dev", "main", "", true},
	{"dev", "dev", "", false},
	{"a b c", "x c", "", false},
	{"*", "main", "", false},
	{"*", "main", "trunk", true},
	{"*", "none", "", true},
	{"* dev", "main", "", true},
	{"none", "main", "", false},
	{"dev", "none", "", true},
	{"release/*", "release/*", "trunk", false},
	/* What a pattern of staging covers is never ephemeral. */
	{"dev", "d*", "", false},
	{"dev", "*", "", false},
	{"dev", "main [d]ev", "", false},
	{"next dev", "main d??", "", false},
	{"dev feature/*", "main feature/*", "", false},
	{"dev feature/*", "*/*", "", false},
	{"dev feature/x*", "feature/*", "", false},
	{"dev v[0-9]*", "v*", "", false},
	{"dev v[0-9]", "v?", "", false},
	{"dev v??", "v?*", "", false},
	{"dev v?x*", "v?*", "", true}, /* covered, but the signs do not tell it */
	{"dev *", "**", "trunk", false},
	{"dev feature/*", "feature/x*", "", true},
	{"dev v*", "v?", "", true},
	{"dev v[ab]", "*a*", "", true},
	{"dev v[0-9]", "v[0-5]", "", true},
	{"dev v[0-5]", "v[0-9]", "", true},
	{"dev", "none", "", true},
	{"n*", "none", "trunk", true},
	{"develop", "dev", "", true},
	{"* dev", "main release/*", "", true},
};

START_TEST(two_lists_name_no_branch_twice)
{
	struct err err = {REASON_NONE, ""};
	int rc = bases_check(checks[_i].ephemeral, checks[_i].staging,
			     checks[_i].staging_branch, &err);

	ck_assert_int_eq(rc, checks[_i].good ? 0 : -1);
	ck_assert_int_eq(err.reason, checks[_i].good ? REASON_NONE : REASON_BAD_CONFIG);
}
END_TEST

START_TEST(cover_is_told_with_its_branch_and_its_pattern)
{
	struct err err = {REASON_NONE, ""};

	ck_assert_int_eq(bases_check("next dev", "main d*", "", &err), -1);
	ck_assert_str_eq(
		err.msg,
		"The input staging-base holds \"d*\", which covers \"dev\" of ephemeral-base: no pull request could get its own environment by it, because staging goes first, expected patterns that leave it out. Narrow the pattern, or take \"dev\" out of ephemeral-base");
}
END_TEST

static const struct {
	const char *ephemeral, *staging;
	bool markdown;
	const char *words;
} said[] = {
	{"dev", "none", false, "\"dev\""},
	{"dev", "main", false, "\"dev\" or \"main\""},
	{" trunk\n", "release/*", true, "`trunk` or `release/*`"},
	{"dev next", "main release/*", true, "`dev`, `next`, `main` or `release/*`"},
	{"dev\tnext", "none", true, "`dev` or `next`"},
};

START_TEST(lists_are_said_with_or)
{
	auto_buf out = BUF_INIT(1000);
	const struct text text = {.out = &out, .markdown = said[_i].markdown};

	bases_say(&text, said[_i].ephemeral, said[_i].staging);
	ck_assert_str_eq(buf_str(&out), said[_i].words);
}
END_TEST

START_TEST(first_plain_branch_is_found)
{
	char name[GRAMMAR_BRANCH_MAX + 1];

	ck_assert(bases_find_plain("release/* develop next", name));
	ck_assert_str_eq(name, "develop");
	ck_assert(!bases_find_plain("* a?", name));
}
END_TEST

SUITE(bases)
{
	Suite *suite = suite_create("bases");
	TCase *tcase = tcase_create("lists");

	tcase_add_loop_test(tcase, list_is_of_branches_and_patterns, 0, (int)ARRAY_SIZE(lists));
	tcase_add_loop_test(tcase, base_decides_the_class_and_staging_wins, 0,
			    (int)ARRAY_SIZE(rows));
	tcase_add_loop_test(tcase, two_lists_name_no_branch_twice, 0, (int)ARRAY_SIZE(checks));
	tcase_add_test(tcase, cover_is_told_with_its_branch_and_its_pattern);
	tcase_add_loop_test(tcase, lists_are_said_with_or, 0, (int)ARRAY_SIZE(said));
	tcase_add_test(tcase, first_plain_branch_is_found);
	suite_add_tcase(suite, tcase);
	return suite;
}
