/* SPDX-License-Identifier: MIT */
/* Names that hold NUL are found, values that hold NUL are not. */
#include "base/json_scan.h"
#include "base/macros.h"
#include "suites.h"

#include <string.h>

static const struct {
	const char *text;
	bool nul;
} rows[] = {
	{"{\"sender\\u0000x\":1}", true},
	{"{\"\\u0000\":1}", true},
	{"{\"a\\u0000\" \n\t: 1}", true},
	{"{\"a\":{\"b\":[{\"c\\u0000\":1}]}}", true},
	{"{\"a\\\\\\u0000\":1}", true},
	{"{'a\\u0000':1}", true},
	{"{\"a\\u0000\":1,\"b\":2}", true},
	{"{\"a\":1,\"b\\u0000\":2}", true},
	/* values */
	{"{\"a\":\"b\\u0000\"}", false},
	{"{\"a\":\"b\\u0000\",\"c\":\"d\"}", false},
	{"[\"\\u0000\",\"a\",{\"b\":1}]", false},
	{"{\"a\":\"\\u0000:\"}", false},
	/* no NUL */
	{"{\"a\\\\u0000\":1}", false},
	{"{\"a\\u0001\":1}", false},
	{"{\"a\\u000\":1}", false},
	{"{\"a\\u00000\":1}", true},
	{"{\"u0000\":1}", false},
	{"{\"a\\\"\":\"\\u0000\"}", false},
	{"", false},
};

START_TEST(name_with_nul_is_found)
{
	struct json_scan scan = json_scan(rows[_i].text, strlen(rows[_i].text));

	ck_assert_msg(scan.nul_name == rows[_i].nul, "%s", rows[_i].text);
}
END_TEST

static const struct {
	const char *text;
	size_t values;
} counts[] = {
	{"{}", 0},
	{"[ ]", 0},
	{"[1]", 1},
	{"[1, 2,\n3]", 3},
	{"[[],{}]", 2},
	{"{\"a\":1}", 1},
	{"{ \"a\":[1,2]}", 3},
	{"{\"a,b\":\"[{,\"}", 1},
	{"7", 0},
};

START_TEST(values_are_counted)
{
	ck_assert_uint_eq(json_scan(counts[_i].text, strlen(counts[_i].text)).values,
			  counts[_i].values);
}
END_TEST

SUITE(json_scan)
{
	Suite *suite = suite_create("json_scan");
	TCase *tcase = tcase_create("names");

	tcase_add_loop_test(tcase, name_with_nul_is_found, 0, (int)(ARRAY_SIZE(rows)));
	tcase_add_loop_test(tcase, values_are_counted, 0, (int)(ARRAY_SIZE(counts)));
	suite_add_tcase(suite, tcase);
	return suite;
}
