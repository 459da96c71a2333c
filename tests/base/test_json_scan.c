/* SPDX-License-Identifier: MIT */
/* What a document's text tells: names that hold NUL, halves of pairs, what is no JSON. */
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

static const struct {
	const char *text;
	const char *fault;
	size_t at;
} faults[] = {
	{"[/* x */1]", "a comment", 1},
	{"// x\n1", "a comment", 0},
	{"[1] // x", "a comment", 4},
	{"[/*\"*/1,{}]", "a comment", 1},
	{"[1,]", "a comma with no value behind it", 3},
	{"{\"a\":1 ,\n}", "a comma with no value behind it", 9},
	{"['a']", "a string in single quotes", 1},
	{"{'a':1}", "a string in single quotes", 1},
	{"NaN", "a word that JSON does not have", 0},
	{"[nan]", "a word that JSON does not have", 1},
	{"[Infinity]", "a word that JSON does not have", 1},
	{"[-Infinity]", "a word that JSON does not have", 1},
	{"[True]", "a word that JSON does not have", 1},
	{"[nULL]", "a word that JSON does not have", 1},
	{"[01]", "a word that JSON does not have", 1},
	{"[-01]", "a word that JSON does not have", 1},
	{"[+1]", "a word that JSON does not have", 1},
	{"[1.]", "a word that JSON does not have", 1},
	{"[.5]", "a word that JSON does not have", 1},
	{"[-]", "a word that JSON does not have", 1},
	{"[1e]", "a word that JSON does not have", 1},
	{"[1e+]", "a word that JSON does not have", 1},
	{"[1-2]", "a word that JSON does not have", 1},
	{"[0x1]", "a word that JSON does not have", 1},
	{"[\"a\tb\"]", "a control character in a string", 3},
	{"{\"a\nb\":1}", "a control character in a string", 3},
	{"[0,-0,10,0.50,1e5,1E+05,-1.5e-3,true,false,null]", NULL, 0},
	{"[\"/* , */ 'x' ,] NaN \\u0009 \x7f\"]", NULL, 0},
	{"[\"\\\",/*\"]", NULL, 0},
	{"[\"\\/\",[],{}]", NULL, 0},
};

START_TEST(what_is_no_json_is_found)
{
	struct json_scan scan = json_scan(faults[_i].text, strlen(faults[_i].text));

	if (!faults[_i].fault) {
		ck_assert_ptr_null(scan.fault);
		return;
	}
	ck_assert_ptr_nonnull(scan.fault);
	ck_assert_str_eq(scan.fault, faults[_i].fault);
	ck_assert_uint_eq(scan.fault_at, faults[_i].at);
}
END_TEST

static const struct {
	const char *text;
	bool lone;
} surrogates[] = {
	{"[\"\\ud800\"]", true},
	{"[\"\\uDBFF\"]", true},
	{"[\"\\udc00\"]", true},
	{"[\"\\udc00\\ud800\"]", true},
	{"[\"\\ud800x\\udc00\"]", true},
	{"[\"\\ud800\\u0041\"]", true},
	{"[\"\\ud800\\ud83d\\ude00\"]", true},
	{"{\"\\udfff\":1}", true},
	{"[\"\\ud83d\\ude00\"]", false},
	{"[\"\\uD83D\\uDE00\\uD83D\\uDE00\"]", false},
	{"[\"\\ufffd\\ue000\\ud7ff\"]", false},
	{"[\"\xef\xbf\xbd\"]", false},
	{"[\"\\\\ud800\"]", false},
	{"[\"\\ud80\"]", false},
	{"\"\\ud800", true},
	{"\"\\ud80", false},
	{"\"\\", false},
};

START_TEST(half_of_a_pair_is_found)
{
	struct json_scan scan = json_scan(surrogates[_i].text, strlen(surrogates[_i].text));

	ck_assert_msg(scan.lone_surrogate == surrogates[_i].lone, "%s", surrogates[_i].text);
}
END_TEST

SUITE(json_scan)
{
	Suite *suite = suite_create("json_scan");
	TCase *tcase = tcase_create("names");

	tcase_add_loop_test(tcase, name_with_nul_is_found, 0, (int)(ARRAY_SIZE(rows)));
	tcase_add_loop_test(tcase, values_are_counted, 0, (int)(ARRAY_SIZE(counts)));
	tcase_add_loop_test(tcase, what_is_no_json_is_found, 0, (int)(ARRAY_SIZE(faults)));
	tcase_add_loop_test(tcase, half_of_a_pair_is_found, 0, (int)(ARRAY_SIZE(surrogates)));
	suite_add_tcase(suite, tcase);
	return suite;
}
