/* SPDX-License-Identifier: MIT */
#include "github/api.h"
#include "github/api_message.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

#define SAYS(text) "{\"message\":\"" text "\"}"

static void fail_with(long status, const char *body, const char *sign_on, const char *token,
		      struct err *err)
{
	const struct api_target end = {"o/r", token, "token", "https://api.github.com"};
	const struct http_request request = {.method = "GET", .path = "/x", .token = token};
	struct http_answer answer = {.status = status,
				     .body = BUF_INIT(64 * 1024),
				     .kept[API_HEADER_SIGN_ON] = BUF_INIT(1024),
				     .attempts = 1};

	buf_adds(&answer.body, body);
	buf_adds(&answer.kept[API_HEADER_SIGN_ON], sign_on);
	*err = (struct err){0};
	ck_assert_int_eq(api_fail(&end, &request, &answer, "HINT", err), -1);
	http_answer_release(&answer);
}

static const struct {
	long status;
	const char *body;
	const char *sign_on;
	const char *token;
	const char *message;
} failures[] = {
	/* our advice only where it fits */
	{403, SAYS("Resource not accessible by integration"), "", "t",
	 "GitHub says \"Resource not accessible by integration\". HINT: GET /x answered 403"},
	{403, SAYS("Sorry. Your account was suspended."), "", "t",
	 "GitHub says \"Sorry. Your account was suspended.\": GET /x answered 403"},
	{403, "", "", "t", "HINT: GET /x answered 403"},
	{403, "<html>no</html>", "", "t",
	 "The answer is not JSON, so it may not come from GitHub but from a proxy or firewall: GET /x answered 403"},
	{418, "", "", "t", "GitHub refused the request for o/r: GET /x answered 418"},
	{401, SAYS("Bad credentials"), "", "t",
	 "GitHub says \"Bad credentials\". The token in the input token was not accepted for o/r. It is wrong, expired or revoked. Create a new one: GET /x answered 401"},
	{500, SAYS("Server Error!"), "", "t",
	 "GitHub says \"Server Error!\" GitHub could not answer for o/r, 1 attempt. Try again later: GET /x answered 500"},
	/* single sign-on */
	{403, SAYS("Resource protected by organization SAML enforcement."),
	 "required; url=https://github.com/orgs/o/sso?authorization_request=A1", "t",
	 "GitHub says \"Resource protected by organization SAML enforcement.\": GET /x answered 403; the organization requires single sign-on: authorize the token at https://github.com/orgs/o/sso?authorization_request=A1"},
/* an address that is not GitHub's is not shown */
#define NO_PAGE(url)                                                                                                                    \
	{                                                                                                                               \
		403, SAYS("no"), "required; url=" url, "t",                                                                             \
			"GitHub says \"no\": GET /x answered 403; the organization requires single sign-on: authorize the token for it" \
	}
	NO_PAGE("https://github.com/orgs/<b>"),
	NO_PAGE("https://evil.test/orgs/o/sso"),
	NO_PAGE("https://evil.test/@me?x=::error::"),
	NO_PAGE("https://github.com@evil.test/orgs/o/sso"),
	NO_PAGE("https://github.com.evil.test/orgs/o/sso"),
	NO_PAGE("https://github.com:8443/orgs/o/sso"),
	NO_PAGE("https://github.com/evil/orgs/"),
	NO_PAGE("https://github.com"),
	NO_PAGE("http://github.com/orgs/o/sso"),
	NO_PAGE("https://api.github.com/orgs/o/sso"),
	{403, SAYS("no"), "required; url=https://github.com/enterprises/o/sso?a=1", "t",
	 "GitHub says \"no\": GET /x answered 403; the organization requires single sign-on: authorize the token at https://github.com/enterprises/o/sso?a=1"},
	/* JSON without a sentence: our advice; nothing that GitHub would answer: said so */
	{403, "{\"message\":{\"a\":1}}", "", "t", "HINT: GET /x answered 403"},
	{403, "{}", "", "t", "HINT: GET /x answered 403"},
	{409, "<html>no</html>", "", "t",
	 "The answer is not JSON, so it may not come from GitHub but from a proxy or firewall: GET /x answered 409"},
	{202, SAYS("queued"), "", "t",
	 "GitHub says \"queued\". This is not how GitHub answers, so it may be a proxy or firewall that answered for o/r, and the request may not have been carried out: GET /x answered 202"},
	{200, "", "", "t",
	 "This is not how GitHub answers, so it may be a proxy or firewall that answered for o/r, and the request may not have been carried out: GET /x answered 200"},
	{404, SAYS("Not Found"), "partial-results; organizations=1", "ghp_x",
	 "GitHub says \"Not Found\". HINT: GET /x answered 404; the organization requires single sign-on: authorize the token for it; the token is a classic token (ghp_): the organization may forbid these, and its single sign-on must authorize the token"},
	/* what is wrong */
	{422,
	 "{\"message\":\"Validation Failed\",\"errors\":[{\"resource\":\"Issue\",\"field\":\"body\",\"code\":\"too_long\"},\"a text\",{\"code\":\"custom\",\"message\":\"its words\"},7]}",
	 "", "t",
	 "GitHub says \"Validation Failed; Issue body too_long; a text; its words\": GET /x answered 422"},
};

START_TEST(github_says_why_first)
{
	struct err err;

	fail_with(failures[_i].status, failures[_i].body, failures[_i].sign_on,
		  failures[_i].token, &err);
	ck_assert_str_eq(err.msg, failures[_i].message);
}
END_TEST

START_TEST(unseen_names_the_kind_of_token)
{
	static const char *const rows[][2] = {
		{"ghp_1", "classic token"},       {"github_pat_1", "fine-grained token"},
		{"ghs_1", "a job's or an App's"}, {"gho_1", "OAuth App"},
		{"ghu_1", "user token (ghu_)"},   {"0123456789", "single sign-on"}};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct err err;

		fail_with(404, SAYS("Not Found"), "", rows[i][0], &err);
		ck_assert_int_eq(err.reason, REASON_NOT_FOUND);
		ck_assert_msg(strstr(err.msg, rows[i][1]) != NULL, "%s", err.msg);
	}
}
END_TEST

/* The address that mends it stands at the end of GitHub's sentence. */
START_TEST(sentence_is_whole_up_to_1000_bytes)
{
	for (int len = 990; len <= 1010; len++) {
		auto_buf body = BUF_INIT(4096);
		auto_buf sentence = BUF_INIT(4096);
		struct err err;

		for (int i = 0; i < len - 10; i += 2)
			buf_adds(&sentence, "\xc3\xa4");
		buf_adds(&sentence, "https://x/");
		buf_addf(&body, "{\"message\":\"%s\"}", buf_str(&sentence));
		fail_with(403, buf_str(&body), "", "t", &err);
		ck_assert_int_eq(strstr(err.msg, buf_str(&sentence)) != NULL,
				 sentence.len <= API_MESSAGE_MAX);
		ck_assert_int_eq(strstr(err.msg, "…") != NULL, sentence.len > API_MESSAGE_MAX);
		ck_assert_ptr_null(strchr(err.msg, '?'));
		ck_assert_ptr_nonnull(strstr(err.msg, ": GET /x answered 403"));
	}
}
END_TEST

SUITE(api)
{
	Suite *suite = suite_create("api");
	TCase *tcase = tcase_create("answers");

	tcase_add_loop_test(tcase, github_says_why_first, 0, (int)(ARRAY_SIZE(failures)));
	tcase_add_test(tcase, unseen_names_the_kind_of_token);
	tcase_add_test(tcase, sentence_is_whole_up_to_1000_bytes);
	suite_add_tcase(suite, tcase);
	return suite;
}
