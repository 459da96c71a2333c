/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "base/macros.h"
#include "suites.h"

#include <string.h>

static const struct {
	const char *text;
	bool valid;
} rows[] = {
	{"plain", true},
	{"\xc3\xa4", true},
	{"\xe2\x82\xac", true},
	{"\xf0\x9f\x9a\x80", true},
	{"\xef\xbf\xbd", true},
	{"\xf4\x8f\xbf\xbf", true},
	{"\x80", false},
	{"\xc3", false},
	{"\xc0\x80", false},
	{"\xe0\x80\x80", false},
	{"\xed\xa0\x80", false},
	{"\xf4\x90\x80\x80", false},
	{"\xf8\x88\x80\x80\x80", false},
	{"\xe2\x82", false},
	{"a\xe2(\xa1", false},
};

START_TEST(utf8_is_well_formed)
{
	ck_assert_int_eq(utf8_is_valid(rows[_i].text, strlen(rows[_i].text)), rows[_i].valid);
}
END_TEST

SUITE(utf8)
{
	Suite *suite = suite_create("utf8");
	TCase *tcase = tcase_create("bytes");

	tcase_add_loop_test(tcase, utf8_is_well_formed, 0, ARRAY_SIZE(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
