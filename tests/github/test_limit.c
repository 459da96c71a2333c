/* SPDX-License-Identifier: MIT */
#include "github/limit.h"
#include "http/retry.h"
#include "suites.h"

#include <string.h>

enum { NOW = 1700000000, NIL = -1 };

#define SAYS(text) "{\"message\":\"" text "\"}"

/* An answer of GitHub's; what is NULL it does not have. */
static const struct {
	long status;
	int64_t retry_after_s;
	const char *remaining;
	const char *reset;
	const char *body;
	int64_t limit_s;
} limits[] = {
	/* no limits */
	{204, NIL, "0", "1700000030", "", NIL},
	{404, NIL, "0", "1700000030", SAYS("Not Found"), NIL},
	{403, NIL, NULL, NULL, "", NIL},
	{403, NIL, "10", "1700000030", SAYS("Forbidden"), NIL},
	{403, NIL, NULL, NULL, SAYS("Resource not accessible by integration"), NIL},
	{403, NIL, "0", "1700000030", SAYS("Resource not accessible by integration"), NIL},
	{403, NIL, "10", NULL, SAYS("Interaction limits are in place for this repository."),
	 NIL},
	{403, NIL, NULL, NULL, "<html>Forbidden</html>", NIL},
	{422, NIL, "0", "1700000030", SAYS("Validation Failed"), NIL},
	{503, 7, NULL, NULL, SAYS("API rate limit exceeded"), NIL},
	/* a reason weighs more than the headers */
	{403, NIL, "0", "1700000030", SAYS("Sorry. Your account was suspended."), NIL},
	{403, NIL, "0", "1700000030", SAYS("This installation has been suspended"), NIL},
	{403, NIL, "0", NULL,
	 SAYS("Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource."),
	 NIL},
	{403, NIL, "0", NULL, SAYS("Resource protected by organization SAML enforcement."),
	 NIL},
	{403, NIL, "0", NULL, SAYS("Repository access blocked"), NIL},
	{403, NIL, "0", NULL,
	 SAYS("`acme` forbids access via a personal access token (classic)."), NIL},
	{403, 3600, NULL, NULL, SAYS("Resource not accessible by integration"), NIL},
	{403, 3600, "0", NULL, SAYS("Must have admin rights to Repository."), NIL},
	{403, NIL, NULL, NULL,
	 SAYS("Content creation is restricted in this repository to collaborators"), NIL},
	{403, NIL, NULL, NULL,
	 "{\"message\":\"Resource not accessible by personal access token\",\"documentation_url\":\"https://docs.github.com/rest/overview/rate-limits\"}",
	 NIL},
	/* but one that says nothing, or no JSON, does not; and 429 is a limit whatever it says */
	{403, NIL, "0", "1700000030", SAYS("Forbidden"), 30},
	{403, NIL, "0", "1700000030", "<p>The server cannot do this</p>", 30},
	{403, 5, "0", "1700000030", "{\"message\":{}}", 5},
	{429, 5, NULL, NULL, SAYS("This is not allowed"), 5},
	/* Retry-After first, then the reset, then a minute */
	{429, 2, NULL, NULL, "", 2},
	{403, 0, NULL, NULL, "", 0},
	{429, 2, "0", "1700000030", "", 2},
	{403, NIL, "0", "1700000030", "", 30},
	{403, NIL, "0", "1699999990", "", 0},
	{403, NIL, "0", "9223372036854775807", "", RETRY_SPAN_MAX_S},
	{403, NIL, "0", NULL, "", LIMIT_UNKNOWN_S},
	{403, NIL, "0", "later", "", LIMIT_UNKNOWN_S},
	{429, NIL, NULL, NULL, "", LIMIT_UNKNOWN_S},
	{429, NIL, "10", "1700000030", "<html>Too Many Requests</html>", LIMIT_UNKNOWN_S},
	/* in words */
	{403, NIL, NULL, NULL, SAYS("API rate limit exceeded for user ID 1."), LIMIT_UNKNOWN_S},
	{403, NIL, "10", NULL, SAYS("You have exceeded a secondary rate limit."),
	 LIMIT_UNKNOWN_S},
	{403, 9, "10", NULL, SAYS("You have exceeded a secondary rate limit."), 9},
	{403, NIL, NULL, NULL, SAYS("You have triggered an abuse detection mechanism."),
	 LIMIT_UNKNOWN_S},
	{403, NIL, NULL, NULL,
	 SAYS("You have been temporarily blocked from content creation. Please retry later."),
	 LIMIT_UNKNOWN_S},
	{403, NIL, NULL, NULL, SAYS("was submitted too quickly"), LIMIT_UNKNOWN_S},
	{422, NIL, NULL, NULL,
	 "{\"message\":\"Validation Failed\",\"errors\":[{\"code\":\"x\"},{\"message\":\"was submitted too quickly\"}]}",
	 LIMIT_UNKNOWN_S},
	{422, NIL, NULL, NULL,
	 "{\"message\":\"Validation Failed\",\"errors\":[\"was submitted too quickly\"]}",
	 LIMIT_UNKNOWN_S},
	{403, NIL, NULL, NULL,
	 "{\"message\":\"Slow down\",\"documentation_url\":\"https://docs.github.com/rest/overview#secondary-rate-limits\"}",
	 LIMIT_UNKNOWN_S},
	{403, NIL, NULL, NULL, "<h1>Whoa there! You have exceeded a secondary rate limit</h1>",
	 LIMIT_UNKNOWN_S},
};

static const char *find_header(const struct http_reply *reply, const char *name)
{
	const size_t *row = reply->context;

	if (strcmp(name, "x-ratelimit-remaining") == 0)
		return limits[*row].remaining;
	return strcmp(name, "x-ratelimit-reset") == 0 ? limits[*row].reset : NULL;
}

START_TEST(limit_is_known_by_headers_and_words)
{
	size_t row = (size_t)_i;
	auto_buf body = BUF_INIT(1024);
	struct http_reply reply = {.status = limits[row].status,
				   .header = find_header,
				   .context = &row,
				   .body = &body,
				   .retry_after_s = limits[row].retry_after_s,
				   .now_s = NOW};

	buf_adds(&body, limits[row].body);
	ck_assert_int_eq(limit_of(&reply), limits[row].limit_s);
}
END_TEST

static const char *find_sign_on(const struct http_reply *reply, const char *name)
{
	(void)reply;
	return strcmp(name, "x-github-sso") == 0            ? "required"
	       : strcmp(name, "x-ratelimit-remaining") == 0 ? "0"
							    : NULL;
}

START_TEST(single_sign_on_is_no_limit)
{
	auto_buf body = BUF_INIT(1024);
	struct http_reply reply = {.status = 403,
				   .header = find_sign_on,
				   .body = &body,
				   .retry_after_s = NIL,
				   .now_s = NOW};

	buf_adds(&body, SAYS("See your company"));
	ck_assert_int_eq(limit_of(&reply), -1);
}
END_TEST

SUITE(limit)
{
	Suite *suite = suite_create("limit");
	TCase *tcase = tcase_create("answers");

	tcase_add_loop_test(tcase, limit_is_known_by_headers_and_words, 0,
			    (int)(ARRAY_SIZE(limits)));
	tcase_add_test(tcase, single_sign_on_is_no_limit);
	suite_add_tcase(suite, tcase);
	return suite;
}
