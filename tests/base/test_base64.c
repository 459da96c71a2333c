/* SPDX-License-Identifier: MIT */
#include "base/base64.h"
#include "base/macros.h"
#include "suites.h"

static const struct {
	const char *text;
	const char *decoded; /* NULL: it is no Base64 */
} rows[] = {
	/* RFC 4648, section 10 */
	{"", ""},
	{"Zg==", "f"},
	{"Zm8=", "fo"},
	{"Zm9v", "foo"},
	{"Zm9vYg==", "foob"},
	{"Zm9vYmE=", "fooba"},
	{"Zm9vYmFy", "foobar"},
	{"Zm9v\nYmFy\n", "foobar"},
	{"Zm9v\r\nYg=\n=\n", "foob"},
	{"/+8=", "\xff\xef"},
	{"Z", NULL},
	{"Zg", NULL},
	{"Zg=", NULL},
	{"Zg===", NULL},
	{"Z===", NULL},
	{"=", NULL},
	{"====", NULL},
	{"Zg==Zg==", NULL},
	{"Zg=g", NULL},
	{"Zm9v Yg==", NULL},
	{"Zm9v-_==", NULL},
	{"Zm9\xc3\xa4", NULL},
};

START_TEST(base64_is_decoded_or_refused)
{
	auto_buf out = BUF_INIT(100);

	ck_assert_msg(base64_decode(&out, rows[_i].text) == (rows[_i].decoded != NULL), "%s",
		      rows[_i].text);
	if (rows[_i].decoded)
		ck_assert_str_eq(buf_str(&out), rows[_i].decoded);
}
END_TEST

Suite *suite_base64(void);
Suite *suite_base64(void)
{
	Suite *suite = suite_create("base64");
	TCase *tc = tcase_create("base64");

	tcase_add_loop_test(tc, base64_is_decoded_or_refused, 0, ARRAY_SIZE(rows));
	suite_add_tcase(suite, tc);
	return suite;
}
