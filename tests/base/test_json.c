/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "suites.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static int parse(struct json *doc, const char *text, struct err *err)
{
	*doc = (struct json){.name = "The test", .fault = REASON_BAD_EVENT};
	return json_parse(doc, text, strlen(text), err);
}

static const char *const good[] = {
	"{}", " \n{}\t\r\n ", "\xef\xbb\xbf{}", "[]",
	"1",  "\"x\"",        "true",           "{\"\xc3\xa4\":\"\xf0\x9f\x9a\x80\"}",
};

START_TEST(one_json_value_is_taken)
{
	auto_json doc;
	struct err err;

	ck_assert_int_eq(parse(&doc, good[_i], &err), 0);
}
END_TEST

static const char *const bad[] = {
	"",
	" ",
	"{",
	"{\"a\":",
	"{\"a\":1",
	"nope",
	"{} {}",
	"{}x",
	"[1,2",
	"\"cut",
	"{\"a\" 1}",
	"\xff",
	"{\"a\":\"\xff\"}",
	"\xef\xbb\xbf",
	"{/* x */}",
	"// x\n{}",
	"{} // x",
	"[1,]",
	"{\"a\":1,}",
	"['a']",
	"[NaN]",
	"[-Infinity]",
	"[TRUE]",
	"[Null]",
	"[01]",
	"[1.]",
	"[\"a\nb\"]",
};

START_TEST(anything_else_is_a_fault_of_the_document)
{
	auto_json doc;
	struct err err;

	ck_assert_int_eq(parse(&doc, bad[_i], &err), -1);
	ck_assert_int_eq(err.reason, REASON_BAD_EVENT);
	ck_assert_ptr_null(doc.root);
	ck_assert_msg(strstr(err.msg, "The test") == err.msg, "%s", err.msg);
}
END_TEST

/* Where it is wrong, and how. */
static const struct {
	const char *text;
	const char *fault;
} faults[] = {
	{"[1", "The test is not JSON: it is cut off at byte 2"},
	{"[1,", "The test is not JSON: it is cut off at byte 3"},
	{"[", "The test is not JSON: it is cut off at byte 1"},
	{"[\"a", "The test is not JSON: it is cut off at byte 3"},
	{"{\"a\":[1]", "The test is not JSON: it is cut off at byte 8"},
	{"[,1]", "The test is not JSON: unexpected character at byte 1"},
	{"[1 2]", "The test is not JSON: array value separator ',' expected at byte 3"},
	{"[1-2]", "The test is not JSON: it has a word that JSON does not have at byte 1"},
	{"[1, /* x */ 2]", "The test is not JSON: it has a comment at byte 4"},
	{"\xef\xbb\xbf[1,]",
	 "The test is not JSON: it has a comma with no value behind it at byte 6"},
	{"[1}", "The test is not JSON: array value separator ',' expected at byte 2"},
	{"{\"a\":[tru]}",
	 "The test is not JSON: it has a word that JSON does not have at byte 6"},
	{"[\"\xff\"]", "The test is not JSON: invalid utf-8 string at byte 2"},
	{"[] []", "The test has text after its JSON value, at byte 3"},
};

START_TEST(fault_is_told_with_its_place)
{
	auto_json doc;
	struct err err = {0};

	ck_assert_int_eq(parse(&doc, faults[_i].text, &err), -1);
	ck_assert_str_eq(err.msg, faults[_i].fault);
}
END_TEST

START_TEST(nesting_is_bounded)
{
	char text[200];
	auto_json doc;
	struct err err;

	memset(text, '[', 100);
	memset(text + 100, ']', 100);
	doc = (struct json){.name = "The test", .fault = REASON_BAD_EVENT};
	ck_assert_int_eq(json_parse(&doc, text, 0, &err), -1);
	ck_assert_int_eq(parse(&doc, "[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]", &err),
			 0);
	json_release(&doc);
	text[199] = '\0';
	ck_assert_int_eq(parse(&doc, text, &err), -1);
}
END_TEST

static const char document[] =
	"{\"s\":\"text\",\"n\":12,\"t\":true,\"o\":{\"s\":\"in\",\"z\":null},\"a\":[1],"
	"\"d\":1.5,\"digits\":\"12\",\"nul\":\"a\\u0000b\"}";

START_TEST(getters_take_their_own_type_only)
{
	static const struct {
		const char *path;
		bool string, number, truth;
	} rows[] = {
		{"s", true, false, false},      {"o.s", true, false, false},
		{"digits", true, false, false}, {"n", false, true, false},
		{"t", false, false, true},      {"o", false, false, false},
		{"o.z", false, false, false},   {"a", false, false, false},
		{"d", false, false, false},     {"nul", false, false, false},
		{"none", false, false, false},  {"s.x", false, false, false},
		{"o.s.x", false, false, false}, {"a.0", false, false, false},
		{"a.1", false, false, false},   {"a.x", false, false, false},
		{"a.0.s", false, false, false}, {"a.-1", false, false, false},
	};
	auto_json doc;
	struct err err;

	ck_assert_int_eq(parse(&doc, document, &err), 0);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *text;
		int64_t number;
		bool truth;

		err.msg[0] = '\0';
		ck_assert_int_eq(json_get_string(&doc, rows[i].path, &text, &err) == 0,
				 rows[i].string);
		ck_assert_int_eq(json_get_int(&doc, rows[i].path, &number, &err) == 0,
				 rows[i].number);
		ck_assert_int_eq(json_get_bool(&doc, rows[i].path, &truth, &err) == 0,
				 rows[i].truth);
		/* Whatever failed named the path. */
		ck_assert_msg(strstr(err.msg, rows[i].path) != NULL, "%s", err.msg);
	}
}
END_TEST

START_TEST(element_of_a_list_is_a_document)
{
	static const char list[] = "{\"l\":[7,{\"s\":\"in\"},null,\"x\"]}";
	static const long beside[] = {-1, 2, 4};
	auto_json doc;
	struct json element;
	struct err err;
	const char *text;
	int64_t number;

	ck_assert_int_eq(parse(&doc, list, &err), 0);
	element = json_element(&doc, "l", 0);
	ck_assert_int_eq(json_get_int(&element, "", &number, &err), 0);
	ck_assert_int_eq(number, 7);
	element = json_element(&doc, "l", 1);
	ck_assert_int_eq(json_get_string(&element, "s", &text, &err), 0);
	ck_assert_str_eq(text, "in");
	for (size_t i = 0; i < ARRAY_SIZE(beside); i++) {
		element = json_element(&doc, "l", beside[i]);
		ck_assert(!json_has(&element, ""));
		ck_assert_int_eq(json_get_string(&element, "", &text, &err), -1);
	}
	element = json_element(&doc, "none", 0);
	ck_assert(!json_has(&element, ""));
}
END_TEST

START_TEST(missing_and_null_are_the_same)
{
	auto_json doc;
	struct err err;
	const char *text = "x";

	ck_assert_int_eq(parse(&doc, document, &err), 0);
	ck_assert(json_has(&doc, "o.s"));
	ck_assert(!json_has(&doc, "o.z"));
	ck_assert(!json_has(&doc, "o.none"));
	ck_assert(json_is_object(&doc, "o") && json_is_object(&doc, ""));
	ck_assert(!json_is_object(&doc, "o.z") && !json_is_object(&doc, "a"));
	ck_assert_int_eq(json_find_string(&doc, "o.z", &text, &err), 0);
	ck_assert_ptr_null(text);
	ck_assert_int_eq(json_find_string(&doc, "n", &text, &err), -1);
}
END_TEST

START_TEST(text_may_hold_nul)
{
	auto_json doc;
	struct err err;
	const char *text;
	size_t len;

	ck_assert_int_eq(parse(&doc, document, &err), 0);
	ck_assert_int_eq(json_find_text(&doc, "nul", &text, &len, &err), 0);
	ck_assert_uint_eq(len, 3);
	ck_assert_int_eq(memcmp(text, "a\0b", 3), 0);
}
END_TEST

/* A comment's body may hold anything; what is a branch or a login may not. */
START_TEST(half_of_a_surrogate_pair_is_no_string)
{
	static const char text[] =
		"{\"body\":\"a\\ud800\",\"login\":\"x\",\"l\":[{\"ref\":\"b\\udfff\"}]}";
	auto_json doc;
	auto_buf described = BUF_INIT(100);
	struct json element;
	struct err err;
	const char *out = NULL;
	size_t len;

	ck_assert_int_eq(parse(&doc, text, &err), 0);
	ck_assert_int_eq(json_find_text(&doc, "body", &out, &len, &err), 0);
	ck_assert_str_eq(out, "a\xef\xbf\xbd");
	ck_assert_int_eq(json_get_string(&doc, "login", &out, &err), 0);
	ck_assert_int_eq(json_get_string(&doc, "body", &out, &err), -1);
	ck_assert_str_eq(
		err.msg,
		"The test has half of a surrogate pair in body, expected whole characters");
	element = json_element(&doc, "l", 0);
	ck_assert_int_eq(json_get_string(&element, "ref", &out, &err), -1);
	json_describe(&element, "ref", &described);
	ck_assert_str_eq(buf_str(&described), "\"b\xef\xbf\xbd\" (half of a surrogate pair)");
}
END_TEST

START_TEST(sign_for_a_lost_character_is_a_character)
{
	auto_json doc;
	struct err err;
	const char *out;

	ck_assert_int_eq(parse(&doc, "{\"a\":\"\xef\xbf\xbd\",\"b\":\"\\ufffd\"}", &err), 0);
	ck_assert_int_eq(json_get_string(&doc, "a", &out, &err), 0);
	ck_assert_int_eq(json_get_string(&doc, "b", &out, &err), 0);
}
END_TEST

START_TEST(builder_escapes_what_json_must)
{
	auto_json doc = {0};
	auto_json child = {0};
	auto_buf out = BUF_INIT(1024);

	json_init(&doc);
	json_add_string(&doc, "s", "a/\"\\\n\x01\xc3\xa4");
	json_init(&child);
	json_add_bool(&child, "b", false);
	json_add_object(&doc, "o", &child);
	json_write(&doc, &out);
	ck_assert_ptr_null(child.root);
	ck_assert_str_eq(buf_str(&out),
			 "{\"s\":\"a/\\\"\\\\\\n\\u0001\xc3\xa4\",\"o\":{\"b\":false}}");
}
END_TEST

/* Small values take far more memory than text: 8 MiB of them are refused before they are made. */
static const struct {
	const char *value;
	size_t count;
	bool taken;
} crowds[] = {
	{"{}", JSON_VALUES_MAX, true},
	{"{}", JSON_VALUES_MAX + 1, false},
	{"{}", 2800000, false},
	{"[]", 2800000, false},
	{"0", JSON_VALUES_MAX, true},
	{"0", JSON_VALUES_MAX + 1, false},
	{"{\"a\":0}", JSON_VALUES_MAX / 2, true},
	{"{\"a\":0}", JSON_VALUES_MAX / 2 + 1, false},
	{"\"{,[{,[{,[\"", 50000, true}, /* in a string they do not nest */
};

START_TEST(values_are_counted_before_they_are_made)
{
	auto_buf text = BUF_INIT(16 * 1024 * 1024);
	auto_json doc = {.name = "The answer", .fault = REASON_BAD_RESPONSE};
	struct rusage used;
	struct err err = {0};
	int rc;

	buf_addc(&text, '[');
	/* No format: under valgrind millions of them take half a minute. */
	for (size_t i = 0; i < crowds[_i].count; i++) {
		if (i > 0)
			buf_addc(&text, ',');
		buf_adds(&text, crowds[_i].value);
	}
	buf_addc(&text, ']');
	rc = json_parse(&doc, buf_str(&text), text.len, &err);
	ck_assert_int_eq(rc == 0, crowds[_i].taken);
	if (rc < 0)
		ck_assert_ptr_nonnull(strstr(err.msg, "more than 100000 values"));
	/* Of the test's process; a sanitizer takes its own. */
	ck_assert_int_eq(getrusage(RUSAGE_SELF, &used), 0);
	if (!*SANITIZED && !getenv("VALGRIND"))
		ck_assert_int_lt(used.ru_maxrss, 200 * 1024);
}
END_TEST

SUITE(json)
{
	Suite *suite = suite_create("json");
	TCase *tcase = tcase_create("documents");

	tcase_add_loop_test(tcase, one_json_value_is_taken, 0, (int)(ARRAY_SIZE(good)));
	tcase_add_loop_test(tcase, anything_else_is_a_fault_of_the_document, 0,
			    (int)(ARRAY_SIZE(bad)));
	tcase_add_loop_test(tcase, fault_is_told_with_its_place, 0, (int)ARRAY_SIZE(faults));
	tcase_add_test(tcase, nesting_is_bounded);
	tcase_add_test(tcase, getters_take_their_own_type_only);
	tcase_add_test(tcase, element_of_a_list_is_a_document);
	tcase_add_test(tcase, missing_and_null_are_the_same);
	tcase_add_test(tcase, text_may_hold_nul);
	tcase_add_test(tcase, half_of_a_surrogate_pair_is_no_string);
	tcase_add_test(tcase, sign_for_a_lost_character_is_a_character);
	tcase_add_test(tcase, builder_escapes_what_json_must);
	tcase_add_loop_test(tcase, values_are_counted_before_they_are_made, 0,
			    (int)(ARRAY_SIZE(crowds)));
	suite_add_tcase(suite, tcase);
	return suite;
}
