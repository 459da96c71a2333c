/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "suites.h"

#include <string.h>

START_TEST(buffer_grows_up_to_its_cap_and_says_when_it_is_full)
{
	auto_buf buf = BUF_INIT(1000);

	ck_assert_str_eq(buf_str(&buf), "");
	for (int i = 0; i < 100; i++)
		buf_adds(&buf, "0123456789");
	ck_assert_uint_eq(buf.len, 1000);
	ck_assert(!buf.full);
	buf_addc(&buf, 'x');
	ck_assert(buf.full);
	ck_assert_uint_eq(buf.len, 1000);
	ck_assert_uint_eq(strlen(buf_str(&buf)), 1000);
}
END_TEST

START_TEST(what_is_over_the_cap_is_cut)
{
	auto_buf buf = BUF_INIT(5);

	buf_adds(&buf, "abc");
	buf_addf(&buf, "%s-%d", "def", 7);
	ck_assert_str_eq(buf_str(&buf), "abcde");
	ck_assert(buf.full);
}
END_TEST

START_TEST(released_buffer_is_empty_and_usable)
{
	auto_buf buf = BUF_INIT(5);

	buf_adds(&buf, "abcdefgh");
	buf_release(&buf);
	ck_assert_uint_eq(buf.len, 0);
	ck_assert(!buf.full);
	buf_addf(&buf, "%s", "");
	ck_assert_str_eq(buf_str(&buf), "");
	buf_add(&buf, "x\0y", 3);
	ck_assert_uint_eq(buf.len, 3);
}
END_TEST

SUITE(buf)
{
	Suite *suite = suite_create("buf");
	TCase *tcase = tcase_create("cap");

	tcase_add_test(tcase, buffer_grows_up_to_its_cap_and_says_when_it_is_full);
	tcase_add_test(tcase, what_is_over_the_cap_is_cut);
	tcase_add_test(tcase, released_buffer_is_empty_and_usable);
	suite_add_tcase(suite, tcase);
	return suite;
}
