/* SPDX-License-Identifier: MIT */
#include "base/macros.h"
#include "base/markdown.h"
#include "suites.h"
#include "contract/template.h"

static const struct template_values values = {
	{{"number", "7", NULL}, {"branch", "a*b", markdown_text}, {"empty", "", NULL}}, 3};

static const struct {
	const char *text;
	const char *expanded; /* NULL: it is not valid */
	const char *fault;
} rows[] = {
	{"", "", NULL},
	{"plain", "plain", NULL},
	{"pr-{number}", "pr-7", NULL},
	{"{number}{number}", "77", NULL},
	{"{branch}", "a\\*b", NULL},
	{"*{empty}*", "**", NULL},
	{"{{number}}", "{number}", NULL},
	{"{{{number}}}", "{7}", NULL},
	{"a{{b}}c", "a{b}c", NULL},
	{"{nummer}", NULL, "{nummer}"},
	{"{Number}", NULL, "{Number}"},
	{"{ number }", NULL, "{ number }"},
	{"{}", NULL, "{}"},
	{"{number", NULL, "{number"},
	{"{a{number}", NULL, "{a"},
	{"number}", NULL, "}"},
	{"{number}}", NULL, "}"},
	{"{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}", NULL,
	 "{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
};

START_TEST(braces_hold_a_value_or_are_wrong)
{
	auto_buf out = BUF_INIT(256);
	auto_buf fault = BUF_INIT(256);
	bool valid = template_is_valid(rows[_i].text, &values, &fault);

	ck_assert_int_eq(valid, rows[_i].expanded != NULL);
	ck_assert_str_eq(buf_str(&fault), rows[_i].fault ? rows[_i].fault : "");
	if (!valid)
		return;
	template_expand(&out, rows[_i].text, &values);
	ck_assert_str_eq(buf_str(&out), rows[_i].expanded);
}
END_TEST

START_TEST(placeholder_is_found_and_its_emptiness)
{
	ck_assert(template_has("a{number}", "number"));
	ck_assert(!template_has("a{{number}}", "number"));
	ck_assert(!template_has("number", "number"));
	ck_assert(template_has_empty("{number}{empty}", &values));
	ck_assert(!template_has_empty("{number}", &values));
	ck_assert(!template_has_empty("{{empty}}", &values));
}
END_TEST

SUITE(template)
{
	Suite *suite = suite_create("template");
	TCase *tcase = tcase_create("braces");

	tcase_add_loop_test(tcase, braces_hold_a_value_or_are_wrong, 0, (int)ARRAY_SIZE(rows));
	tcase_add_test(tcase, placeholder_is_found_and_its_emptiness);
	suite_add_tcase(suite, tcase);
	return suite;
}
