/* SPDX-License-Identifier: MIT */
#include "github/api.h"
#include "base/printable.h"
#include "contract/grammar.h"
#include "github/api_message.h"
#include "http/origin.h"

#include <stdio.h>
#include <string.h>

enum {
	SIGN_ON_MAX = 500, /* bytes of an address for single sign-on */
	ACCEPTED_MAX = 200 /* bytes of the permissions that GitHub names */
};

const char *const api_keep[] = {
	[API_HEADER_LINK] = "link",
	[API_HEADER_SIGN_ON] = "x-github-sso",
	[API_HEADER_EXPIRATION] = "github-authentication-token-expiration",
	[API_HEADER_SCOPES] = "x-oauth-scopes",
	[API_HEADER_REMAINING] = "x-ratelimit-remaining",
	[API_HEADER_SERVER_VERSION] = "x-github-enterprise-version",
	[API_HEADER_ACCEPTED] = "x-accepted-github-permissions",
	[API_HEADER_COUNT] = NULL,
};
_Static_assert((int)API_HEADER_COUNT <= HTTP_KEPT_MAX, "an answer keeps them all");

const char *const api_headers[] = {
	"Accept: application/vnd.github+json",
	"X-GitHub-Api-Version: 2022-11-28",
	NULL,
};

const char *api_header(const struct http_answer *answer, enum api_header header)
{
	return buf_str(&answer->kept[header]);
}

void api_add_segment(struct buf *path, const char *text)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

	for (; *text; text++) {
		if (strchr(plain, *text))
			buf_addc(path, *text);
		else
			buf_addf(path, "%%%02X", (unsigned)(unsigned char)*text);
	}
}

void api_hint_unseen(const struct api_target *target, struct buf *hint)
{
	buf_addf(
		hint,
		"The token in the input %s cannot see the repository %s. Its name is misspelled, or the token has no access to it (a fine-grained token must list it, an App must be installed on it)",
		target->token_input, target->repository);
}

bool api_succeeded(const struct http_answer *answer)
{
	return !err_is_set(&answer->err) && answer->status >= 200 && answer->status < 300;
}

bool api_ends_writes(const struct err *err)
{
	return err->reason == REASON_RATE_LIMITED || err->reason == REASON_TIMEOUT ||
	       err->reason == REASON_CANCELLED;
}

int api_parse(const struct http_answer *answer, struct json *doc, struct err *err)
{
	doc->name = "The answer";
	doc->fault = REASON_BAD_RESPONSE;
	return json_parse(doc, buf_str(&answer->body), answer->body.len, err);
}

/* Whoever answers must not choose where a reader goes: one of GitHub's pages on single sign-on. */
static bool is_sign_on_page(const char *url, const char *api_url)
{
	struct origin api;
	struct err unused;
	const char *path;

	if (!grammar_is_visible(url) || strpbrk(url, "<>\"`()[]|\\") ||
	    strncmp(url, "https://", 8) != 0 || origin_parse(&api, api_url, &unused) < 0 ||
	    !origin_has_page(&api, url))
		return false;
	path = strchr(url + 8, '/');
	return path &&
	       (strncmp(path, "/orgs/", 6) == 0 || strncmp(path, "/enterprises/", 13) == 0);
}

/* Appends `; ` and the address that authorizes the token for single sign-on, if the answer has one. */
static void add_sign_on(struct buf *out, const struct api_target *target,
			const struct http_answer *answer)
{
	const char *url = strstr(api_header(answer, API_HEADER_SIGN_ON), "url=");
	auto_buf address = BUF_INIT(SIGN_ON_MAX);

	if (url)
		buf_add(&address, url + 4, strcspn(url + 4, "; ,"));
	buf_adds(out, "; the organization requires single sign-on");
	if (!address.full && is_sign_on_page(buf_str(&address), target->api_url))
		buf_addf(out, ": authorize the token at %s", buf_str(&address));
	else
		buf_adds(out, ": authorize the token for it");
}

/* GitHub says 404 also of what the token may not see: why that may be, by the token's kind. */
static void add_unseen(struct buf *out, const struct api_target *target)
{
	static const struct {
		const char *prefix;
		const char *words;
	} kinds[] = {
		{"ghp_",
		 "the token is a classic token (ghp_): the organization may forbid these, and its single sign-on must authorize the token"},
		{"github_pat_",
		 "the token is a fine-grained token (github_pat_): it must list the repository, and the organization may have to approve it"},
		{"ghs_",
		 "the token is a job's or an App's (ghs_): a job's token is for its own repository only, an App must be installed on the repository"},
		{"gho_",
		 "the token is an OAuth App's (gho_): the organization must allow that App, and its single sign-on must authorize the token"},
		{"ghu_",
		 "the token is a GitHub App's user token (ghu_): the App must be installed on the repository, and single sign-on may be required"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (strncmp(target->token, kinds[i].prefix, strlen(kinds[i].prefix)) == 0) {
			buf_addf(out, "; %s", kinds[i].words);
			return;
		}
	}
	buf_adds(
		out,
		"; or the organization requires single sign-on, and the token is not authorized for it");
}

/* Which permissions GitHub itself names for the request, as "contents=read"; of several, any will do. */
static void add_accepted(struct buf *out, const struct http_answer *answer)
{
	auto_buf named = BUF_INIT(ACCEPTED_MAX);

	printable_add(&named, api_header(answer, API_HEADER_ACCEPTED));
	if (named.len > 0)
		buf_addf(out, "; GitHub names the permission \"%s\" for it", buf_str(&named));
}

static enum reason reason_of(long status)
{
	switch (status) {
	case 401: return REASON_UNAUTHORIZED;
	case 403: return REASON_FORBIDDEN;
	case 404: return REASON_NOT_FOUND;
	case 422: return REASON_INVALID;
	case 429: return REASON_RATE_LIMITED;
	default: return status >= 500 ? REASON_SERVER_ERROR : REASON_BAD_RESPONSE;
	}
}

/* What we know of the answer beyond GitHub's own words; nothing where that is all. */
static void add_advice(struct buf *out, const struct api_target *target,
		       const struct http_answer *answer, const char *message, const char *hint)
{
	enum reason reason = reason_of(answer->status);

	if (reason == REASON_UNAUTHORIZED)
		buf_addf(
			out,
			"The token in the input %s was not accepted for %s. It is wrong, expired or revoked. Create a new one",
			target->token_input, target->repository);
	else if (reason == REASON_SERVER_ERROR)
		buf_addf(out, "GitHub could not answer for %s, %u attempt%s. Try again later",
			 target->repository, answer->attempts,
			 answer->attempts == 1 ? "" : "s");
	else if (answer->status < 300)
		buf_addf(
			out,
			"This is not how GitHub answers, so it may be a proxy or firewall that answered for %s, and the request may not have been carried out",
			target->repository);
	else if (!message && answer->body.len > 0 && reason != REASON_NOT_FOUND)
		buf_adds(
			out,
			"The answer is not JSON, so it may not come from GitHub but from a proxy or firewall");
	else if (hint && (reason == REASON_NOT_FOUND ||
			  (reason == REASON_FORBIDDEN &&
			   (!message || !*message || api_message_lacks_permission(message)))))
		buf_adds(out, hint);
	else if (!message || !*message)
		buf_addf(out, "GitHub refused the request for %s", target->repository);
}

/* `GitHub says "..."`, ended as a sentence where more follows. */
static void quote(struct buf *out, const char *message, bool more)
{
	if (!message || !*message)
		return;
	buf_addf(out, "GitHub says \"%s\"", message);
	if (more)
		buf_adds(out, strchr(".!?", message[strlen(message) - 1]) ? " " : ". ");
}

int api_fail(const struct api_target *target, const struct http_request *request,
	     const struct http_answer *answer, const char *hint, struct err *err)
{
	auto_buf text = BUF_INIT(sizeof(err->msg));
	auto_buf words = BUF_INIT(2 * API_MESSAGE_MAX);
	auto_buf line = BUF_INIT(2 * API_MESSAGE_MAX);
	auto_buf advice = BUF_INIT(sizeof(err->msg) / 2);
	const char *message = NULL; /* NULL: the answer is no JSON */

	if (api_message_read(&words, &answer->body)) {
		printable_add(&line, buf_str(&words));
		message = buf_str(&line);
	}
	if (err_is_set(&answer->err)) {
		if (answer->err.reason == REASON_RATE_LIMITED)
			quote(&text, message, true);
		buf_addf(&text, "%s %s: %s", request->method, request->path, answer->err.msg);
		return err_set(err, answer->err.reason, "%s", buf_str(&text));
	}
	add_advice(&advice, target, answer, message, hint);
	quote(&text, message, advice.len > 0);
	buf_adds(&text, buf_str(&advice));
	buf_addf(&text, ": %s %s answered %ld", request->method, request->path, answer->status);
	if (answer->status == 403 && message && api_message_lacks_permission(message))
		add_accepted(&text, answer);
	if (*api_header(answer, API_HEADER_SIGN_ON))
		add_sign_on(&text, target, answer);
	if (answer->status == 404 && hint)
		add_unseen(&text, target);
	return err_set(err, reason_of(answer->status), "%s", buf_str(&text));
}
