/* SPDX-License-Identifier: MIT */
#include "base/invisible.h"
#include "base/macros.h"
#include "base/printable.h"
#include "suites.h"

#include <string.h>

static const struct {
	const char *text;
	const char *shown;
} texts[] = {
	{"", ""},
	{"plain ~ {U+200B}", "plain ~ {U+200B}"},
	/* What is seen stays, whatever the script: accents, marks on letters, wide, emoji. */
	{"Bär e\u0301 дом 日本語 🚀 \u00a1 \u2010 \u2030",
	 "Bär e\u0301 дом 日本語 🚀 \u00a1 \u2010 \u2030"},
	/* Controls and what is no UTF-8: one mark for each character or byte. */
	{"\x01\x1f\x7f", "???"},
	{"\xc2\x80\xc2\x9f", "??"},
	{"a\r\n\tb", "a   b"},
	{"\x80\xc0\xaf\xff", "????"},
	{"\xed\xa0\x80", "???"},      /* a surrogate */
	{"\xf4\x90\x80\x80", "????"}, /* beyond the last */
	{"\xe2\x80", "??"},           /* cut */
	{"\xf3\xa0\x81", "???"},      /* a tag, cut */
	/* The last of two, three and four bytes, and the first of each. */
	{"\u07ff\u0800\uffff\U00010000\U0010ffff", "\u07ff\u0800\uffff\U00010000\U0010ffff"},
	/* One of each kind that is not seen. */
	{"\u00a0|\u00ad|\u034f|\u061c", "{U+00A0}|{U+00AD}|{U+034F}|{U+061C}"},
	{"\u115f|\u1160|\u17b4|\u180e", "{U+115F}|{U+1160}|{U+17B4}|{U+180E}"},
	{"\u200b\u200c\u200d", "{U+200B}{U+200C}{U+200D}"},
	{"\u200e\u200f\u202a\u202b", "{U+200E}{U+200F}{U+202A}{U+202B}"},
	{"\u202c\u202d\u202e", "{U+202C}{U+202D}{U+202E}"},
	{"\u2028\u2029\u202f\u205f", "{U+2028}{U+2029}{U+202F}{U+205F}"},
	{"\u2060\u2061\u2064\u2065", "{U+2060}{U+2061}{U+2064}{U+2065}"},
	{"\u2066\u2067\u2068\u2069", "{U+2066}{U+2067}{U+2068}{U+2069}"},
	{"\u206a\u206f\u2800\u3000", "{U+206A}{U+206F}{U+2800}{U+3000}"},
	{"\u3164\uffa0\ufeff", "{U+3164}{U+FFA0}{U+FEFF}"},
	{"\ufe00\ufe0f\ufff9\ufffb", "{U+FE00}{U+FE0F}{U+FFF9}{U+FFFB}"},
	{"\U0001bca0\U0001d173\U0001d159", "{U+1BCA0}{U+1D173}{U+1D159}"},
	{"\U000e0001\U000e0020\U000e007f", "{U+E0001}{U+E0020}{U+E007F}"},
	{"\U000e0100\U000e01ef\U000e0fff", "{U+E0100}{U+E01EF}{U+E0FFF}"},
	/* Emoji that are made of several are shown as what they are made of. */
	{"👩\u200d💻 ❤\ufe0f", "👩{U+200D}💻 ❤{U+FE0F}"},
	{"⚠\ufe0f ⚠ ⚠\ufe0f\ufe0f ⚠\ufe0e \ufe0f",
	 "⚠\ufe0f ⚠ ⚠\ufe0f{U+FE0F} ⚠{U+FE0E} {U+FE0F}"},
};

START_TEST(text_shows_all_that_is_in_it)
{
	auto_buf out = BUF_INIT(1024);

	printable_add(&out, texts[_i].text);
	ck_assert_str_eq(buf_str(&out), texts[_i].shown);
}
END_TEST

static void add_utf8(struct buf *out, uint32_t code)
{
	if (code < 0x800) {
		buf_addc(out, (char)(0xc0 | code >> 6));
	} else if (code < 0x10000) {
		buf_addc(out, (char)(0xe0 | code >> 12));
		buf_addc(out, (char)(0x80 | (code >> 6 & 0x3f)));
	} else {
		buf_addc(out, (char)(0xf0 | code >> 18));
		buf_addc(out, (char)(0x80 | (code >> 12 & 0x3f)));
		buf_addc(out, (char)(0x80 | (code >> 6 & 0x3f)));
	}
	buf_addc(out, (char)(0x80 | (code & 0x3f)));
}

static void check_shown(uint32_t code, bool by_name)
{
	auto_buf text = BUF_INIT(8);
	auto_buf name = BUF_INIT(16);
	auto_buf out = BUF_INIT(16);

	add_utf8(&text, code);
	buf_addf(&name, "{U+%04X}", (unsigned)code);
	printable_add(&out, buf_str(&text));
	ck_assert_msg(strcmp(buf_str(&out), buf_str(by_name ? &name : &text)) == 0,
		      "U+%04X is shown as %s", (unsigned)code, buf_str(&out));
}

START_TEST(range_has_its_ends_and_not_its_neighbours)
{
	const struct invisible_range *range = &invisible_ranges[_i];

	ck_assert_uint_le(range->first, range->last);
	ck_assert_uint_le(range->last, 0x10ffff);
	if (_i > 0)
		ck_assert_uint_gt(range->first, invisible_ranges[_i - 1].last + 1);
	check_shown(range->first, true);
	check_shown(range->last, true);
	check_shown(range->last + 1, false);
	if (range->first > 0xa0)
		check_shown(range->first - 1, false);
}
END_TEST

START_TEST(cut_is_told)
{
	auto_buf out = BUF_INIT(8);

	printable_add(&out, "\u200b");
	ck_assert(!out.full);
	printable_add(&out, "\u200b");
	ck_assert(out.full);
	ck_assert_str_eq(buf_str(&out), "{U+200B}");
}
END_TEST

SUITE(printable)
{
	Suite *suite = suite_create("printable");
	TCase *tcase = tcase_create("foreign text");

	tcase_add_loop_test(tcase, text_shows_all_that_is_in_it, 0, (int)(ARRAY_SIZE(texts)));
	tcase_add_loop_test(tcase, range_has_its_ends_and_not_its_neighbours, 0,
			    (int)invisible_count);
	tcase_add_test(tcase, cut_is_told);
	suite_add_tcase(suite, tcase);
	return suite;
}
