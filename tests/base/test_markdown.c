/* SPDX-License-Identifier: MIT */
#include "base/macros.h"
#include "base/markdown.h"
#include "base/secret.h"
#include "suites.h"

#include <string.h>

#define ZW "\xe2\x80\x8b"

static const struct {
	const char *text;
	const char *code;
} codes[] = {
	{"dev", "`dev`"},
	{"feature/a_b*c", "`feature/a_b*c`"},
	{"a`b", "`` a`b ``"},
	{"``", "``` `` ```"},
	{"`x`", "`` `x` ``"},
	{"", "`  `"},
	{" a", "`  a `"},
	{"a\nb\rc", "`a b c`"},
	{"<b>@everyone #1</b>", "`<b>@everyone #1</b>`"},
	{"a|b", "`a|b`"},
	{"dev" ZW, "`dev{U+200B}`"},
	{"\xc2\xa0", "`{U+00A0}`"},
	{"`" ZW "`", "`` `{U+200B}` ``"},
};

START_TEST(code_span_holds_any_backticks)
{
	auto_buf out = BUF_INIT(1024);

	markdown_code(&out, codes[_i].text);
	ck_assert_str_eq(buf_str(&out), codes[_i].code);
}
END_TEST

START_TEST(cell_escapes_the_bar)
{
	auto_buf out = BUF_INIT(1024);

	markdown_cell(&out, "a|b");
	ck_assert_str_eq(buf_str(&out), "`a\\|b`");
}
END_TEST

static const struct {
	const char *text;
	const char *escaped;
} texts[] = {
	{"Plain words, and a.b (c): d-e!", "Plain words, and a.b (c): d-e!"},
	{"CoreMemorySquad/cms_infrastructure", "CoreMemorySquad/cms_infrastructure"},
	{"_a_ *b*", "\\_a\\_ \\*b\\*"},
	{"<img src=x>", "\\<img src=x\\>"},
	{"&amp; `c`", "\\&amp; \\`c\\`"},
	{"[a](b)", "\\[a\\](b)"},
	{"@everyone", "@" ZW "everyone"},
	{"fixes #12", "fixes #" ZW "12"},
	{"GH-12 gh-7 Gh-1", "GH-" ZW "12 gh-" ZW "7 Gh-" ZW "1"},
	{"GH- high-10 GH-x", "GH- high-10 GH-x"},
	{"a/b#3 a/b@c", "a/b#" ZW "3 a/b@" ZW "c"},
	{"https://x.y www.x.y", "https:" ZW "//x.y www" ZW ".x.y"},
	{"a\n\n/test-deploy", "a  /test-deploy"},
	{"a|b ~~c~~ $d$", "a\\|b \\~\\~c\\~\\~ \\$d\\$"},
	{"\\", "\\\\"},
	{"@" ZW "a", "@" ZW "{U+200B}a"},
	{"[a]" ZW "(b)", "\\[a\\]{U+200B}(b)"},
	{"www" ZW ".x.y", "www{U+200B}.x.y"},
};

START_TEST(words_are_no_markup)
{
	auto_buf out = BUF_INIT(1024);

	markdown_text(&out, texts[_i].text);
	ck_assert_str_eq(buf_str(&out), texts[_i].escaped);
}
END_TEST

static const struct {
	const char *text;
	size_t max;
	const char *fenced;
} fences[] = {
	{"one\n  two", 100, "```text\none\n  two\n```\n"},
	{"one\r\ntwo\n", 100, "```text\none\ntwo\n```\n"},
	{"```\nx\n```", 100, "````text\n```\nx\n```\n````\n"},
	{"a `````` b", 100, "```````text\na `````` b\n```````\n"},
	{"\x1b[1;31mred\x1b[0m\x1b]0;t\x07", 100, "```text\nred?]0;t?\n```\n"},
	{"\x1b[", 100, "```text\n\n```\n"},
	{"a" ZW "\n" ZW "```", 100, "````text\na{U+200B}\n{U+200B}```\n````\n"},
	{"a\rb\tc\x80", 100, "```text\na b c?\n```\n"},
	{"0123456789", 10, "```text\n012\n… 2 bytes are left out here …\n56789\n```\n"},
	{"ééééé", 6, "```text\né\n… 4 bytes are left out here …\néé\n```\n"},
};

START_TEST(fence_holds_any_text)
{
	auto_buf lines = BUF_INIT(1024);
	auto_buf out = BUF_INIT(1024);

	markdown_lines(&lines, fences[_i].text);
	markdown_fence(&out, buf_str(&lines), fences[_i].max);
	ck_assert_str_eq(buf_str(&out), fences[_i].fenced);
}
END_TEST

/* GitHub's renderer counts only so many backticks: a longer run would end the code. */
START_TEST(no_run_of_backticks_is_too_long)
{
	char text[4001];
	auto_buf lines = BUF_INIT(65536);
	auto_buf fence = BUF_INIT(65536);
	auto_buf span = BUF_INIT(65536);

	memset(text, '`', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	markdown_lines(&lines, text);
	markdown_fence(&fence, buf_str(&lines), 30000);
	markdown_code(&span, text);
	ck_assert_uint_lt(strspn(buf_str(&fence), "`"), 40);
	ck_assert_uint_lt(strspn(buf_str(&span), "`"), 40);
	/* The end is as long as the beginning, and nothing between is. */
	text[strspn(buf_str(&fence), "`")] = '\0';
	ck_assert_ptr_eq(strstr(buf_str(&fence) + 5, text),
			 buf_str(&fence) + fence.len - 1 - strlen(text));
}
END_TEST

START_TEST(cut_is_told)
{
	static void (*const forms[])(struct buf *, const char *) = {
		markdown_code, markdown_cell, markdown_text, markdown_lines};

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		auto_buf out = BUF_INIT(4);

		forms[i](&out, "ab");
		ck_assert(!out.full);
		buf_release(&out);
		forms[i](&out, "abcde");
		ck_assert(out.full);
	}
}
END_TEST

/* The escapes would part it, and the sink would not know it any more. */
START_TEST(secret_is_crossed_out_before_it_is_escaped)
{
	static void (*const forms[])(struct buf *, const char *) = {
		markdown_code, markdown_cell, markdown_text, markdown_lines};
	static const char *const expected[] = {"`a *** b`", "`a *** b`", "a \\*\\*\\* b",
					       "a *** b\n"};
	auto_buf out = BUF_INIT(1024);

	secret_add_token("@s_|*[x_www.#1");
	forms[_i](&out, "a @s_|*[x_www.#1 b");
	ck_assert_str_eq(buf_str(&out), expected[_i]);
	secret_forget();
}
END_TEST

START_TEST(colour_does_not_hide_a_secret)
{
	auto_buf out = BUF_INIT(1024);

	secret_add_token("ghp_0123456789");
	markdown_lines(&out, "a ghp_01\x1b[31m23456789\n");
	ck_assert_str_eq(buf_str(&out), "a ***\n");
	secret_forget();
}
END_TEST

SUITE(markdown)
{
	Suite *suite = suite_create("markdown");
	TCase *tcase = tcase_create("foreign text");

	tcase_add_loop_test(tcase, code_span_holds_any_backticks, 0, (int)(ARRAY_SIZE(codes)));
	tcase_add_test(tcase, cell_escapes_the_bar);
	tcase_add_loop_test(tcase, words_are_no_markup, 0, (int)(ARRAY_SIZE(texts)));
	tcase_add_loop_test(tcase, fence_holds_any_text, 0, (int)(ARRAY_SIZE(fences)));
	tcase_add_test(tcase, no_run_of_backticks_is_too_long);
	tcase_add_test(tcase, cut_is_told);
	tcase_add_loop_test(tcase, secret_is_crossed_out_before_it_is_escaped, 0, 4);
	tcase_add_test(tcase, colour_does_not_hide_a_secret);
	suite_add_tcase(suite, tcase);
	return suite;
}
