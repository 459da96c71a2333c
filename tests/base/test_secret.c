/* SPDX-License-Identifier: MIT */
#include "base/macros.h"
#include "base/secret.h"
#include "suites.h"

#include <string.h>

#define TOKEN "ghp_0123456789abcdefghijABCDEFGHIJ?>+/"

/* Base64 made with coreutils; the password of the proxy is "p@s3cret/9". */
static const struct {
	const char *text;
	const char *redacted;
} rows[] = {
	{"", ""},
	{"nothing of the kind", "nothing of the kind"},
	{TOKEN, "***"},
	{"a " TOKEN " b " TOKEN ".", "a *** b ***."},
	{"x" TOKEN "y", "x***y"},
	/* cut at either end, or in two */
	{"the end is ghp_01234567", "the end is ***"},
	{"ghp_0123456", "ghp_0123456"},
	{"ABCDEFGHIJ?>+/ is left", "*** is left"},
	{"ghp_0123456789abc?defghijABCDEFGHIJ", "***?***"},
	/* a part that is a name by itself */
	{"o/cms-infrastructure", "o/cms-infrastructure"},
	{"my-infrastructure-token", "***"},
	{"my-infrastructure-t0ken", "***"},
	{"y-infrastructure-t0ken", "***"},
	/* Base64, alone and behind others: all three places, both alphabets */
	{"Basic Z2hwXzAxMjM0NTY3ODlhYmNkZWZnaGlqQUJDREVGR0hJSj8+Ky8=", "Basic ***8="},
	{"eDpnaHBfMDEyMzQ1Njc4OWFiY2RlZmdoaWpBQkNERUZHSElKPz4rLw==", "eDp***w=="},
	{"YTp4OmdocF8wMTIzNDU2Nzg5YWJjZGVmZ2hpakFCQ0RFRkdISUo/PisvOg==", "YTp4Om***Og=="},
	{"eC1hY2Nlc3MtdG9rZW46Z2hwXzAxMjM0NTY3ODlhYmNkZWZnaGlqQUJDREVGR0hJSj8-Ky8",
	 "eC1hY2Nlc3MtdG9rZW46***8"},
	{"b2F1dGgyOmdocF8wMTIzNDU2Nzg5YWJjZGVmZ2hpakFCQ0RFRkdISUo_PisvCg", "b2F1dGgyOm***Cg"},
	/* in lines, as base64 prints it */
	{"Z2hwXzAxMjM0NTY3ODlhYmNk\nZWZnaGlqQUJDREVGR0hJSj8+Ky8=", "***\n***8="},
	/* in a URL */
	{"q=ghp_0123456789abcdefghijABCDEFGHIJ%3F%3E%2B%2F&", "q=***&"},
	{"q=ghp_0123456789abcdefghijABCDEFGHIJ%3f%3e%2b%2f&", "q=***&"},
	/* one that another begins with, and both over each other */
	{"short-token", "***"},
	{"short-token-and-long", "***"},
	{"short-tokens", "***s"},
	{"overlap-short-token-and-long", "***"},
	/* the proxy's credentials */
	{"proxy http://corp:p%40s3cret%2F9@host:3128", "proxy http://***host:3128"},
	{"password p%40s3cret%2F9", "password ***"},
	{"password p@s3cret/9", "password ***"},
	{"Basic Y29ycDpwQHMzY3JldC85", "Basic ***"},
	{"corp", "corp"},
	/* of a broken address */
	{"no proxy at http://joe:pw@horse#7@host:3128", "no proxy at http://***host:3128"},
	{"the host is horse#7@host", "the host is ***#7@host"},
	{"pw@horse#7", "***"},
	/* a short password is crossed out where it stands only */
	{"http://u:abc@host is no abc", "http://***host is no abc"},
	{"bare-user-token@host", "***host"},
};

static void add_all(void)
{
	secret_add_token(TOKEN);
	secret_add_token("my-infrastructure-token\nmy-infrastructure-t0ken");
	secret_add_token("short-token");
	secret_add_token("short-token-and-long");
	secret_add_token("overlap-short");
	secret_add_proxy("http://corp:p%40s3cret%2F9@host:3128");
	secret_add_proxy("http://joe:pw@horse#7@host:3128");
	secret_add_proxy("u:abc@host");
	secret_add_proxy("https://bare-user-token@host");
	secret_add_proxy("http://host:3128");
	secret_add_proxy("http://@host:3128");
	secret_add_proxy("");
}

START_TEST(secret_is_crossed_out_in_every_form)
{
	auto_buf out = BUF_INIT(1024);

	add_all();
	secret_redact(&out, rows[_i].text);
	ck_assert_str_eq(buf_str(&out), rows[_i].redacted);
	secret_forget();
}
END_TEST

START_TEST(forgotten_secret_is_text)
{
	auto_buf out = BUF_INIT(1024);

	add_all();
	secret_forget();
	secret_redact(&out, TOKEN);
	ck_assert_str_eq(buf_str(&out), TOKEN);
}
END_TEST

/* Of a value with a line break every log has the lines. */
START_TEST(each_word_of_a_broken_token_is_secret)
{
	auto_buf out = BUF_INIT(1024);

	secret_add_token(" first-line\nsecond-line\r\n xyz ");
	secret_redact(&out, "first-line second-line xyz");
	ck_assert_str_eq(buf_str(&out), "*** *** xyz");
	secret_forget();
}
END_TEST

/* Wherever a text is cut, less than a part of the token is left to be read. */
START_TEST(cut_leaves_no_part)
{
	static const char token[] = "ghp_a1bcdefGhijk2lmnopQrstuv3wxyzAbcdef4";

	secret_add_token(token);
	for (size_t begin = 0; begin < strlen(token); begin++) {
		for (size_t len = 1; begin + len <= strlen(token); len++) {
			auto_buf cut = BUF_INIT(64);
			auto_buf out = BUF_INIT(64);

			buf_add(&cut, token + begin, len);
			secret_redact(&out, buf_str(&cut));
			ck_assert_str_eq(buf_str(&out),
					 len < SECRET_PART ? buf_str(&cut) : "***");
		}
	}
	secret_forget();
}
END_TEST

SUITE(secret)
{
	Suite *suite = suite_create("secret");
	TCase *tcase = tcase_create("forms");

	tcase_add_loop_test(tcase, secret_is_crossed_out_in_every_form, 0,
			    (int)(ARRAY_SIZE(rows)));
	tcase_add_test(tcase, forgotten_secret_is_text);
	tcase_add_test(tcase, each_word_of_a_broken_token_is_secret);
	tcase_add_test(tcase, cut_leaves_no_part);
	suite_add_tcase(suite, tcase);
	return suite;
}
