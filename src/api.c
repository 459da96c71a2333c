/* SPDX-License-Identifier: MIT */
#include "api.h"
#include "grammar.h"
#include "printable.h"
#include "retry.h"
#include "secret.h"

#include <stdio.h>
#include <string.h>

enum {
	SAID_MAX = 2048,       /* GitHub's sentence and what it found wrong */
	WORDS_MAX = 64 * 1024, /* of an answer, what is looked at for the words of a limit */
	ERRORS_MAX = 5,        /* of the list of what is wrong */
	URL_MAX_LEN = 500
};

const char api_keep_header[] = "x-github-sso";

const char *const api_headers[] = {
	"Accept: application/vnd.github+json",
	"X-GitHub-Api-Version: 2022-11-28",
	NULL,
};

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

bool api_succeeded(const struct http_answer *answer)
{
	return !err_is_set(&answer->err) && answer->status >= 200 && answer->status < 300;
}

int api_parse(const struct http_answer *answer, struct json *doc, struct err *err)
{
	doc->name = "The answer";
	doc->fault = REASON_BAD_RESPONSE;
	return json_parse(doc, buf_str(&answer->body), answer->body.len, err);
}

/* GitHub's words for a permission that the token lacks: what we advise then fits. */
static bool lacks_permission(const char *said)
{
	static const char *const words[] = {"Resource not accessible by", "Must have admin",
					    "Must have push access"};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (strcasestr(said, words[i]))
			return true;
	}
	return false;
}

static bool tells_of_limit(const char *text)
{
	static const char *const words[] = {"rate limit",        "rate-limit",
					    "abuse detection",   "content creation",
					    "too many requests", "submitted too quickly"};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (strcasestr(text, words[i]))
			return true;
	}
	return false;
}

/* The text at `path`, "" where there is none. */
static const char *text_at(const struct json *doc, const char *path)
{
	const char *text = NULL;
	struct err unused;

	if (json_find_string(doc, path, &text, &unused) < 0 || !text)
		return "";
	return text;
}

/* Appends one of the answer's list of errors: a text, or the parts of an object. */
static void add_error(struct buf *out, const struct json *error)
{
	static const char *const parts[] = {"resource", "field", "code"};

	secret_redact(out, text_at(error, ""));
	secret_redact(out, text_at(error, "message"));
	if (out->len > 0)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		const char *part = text_at(error, parts[i]);

		if (*part && out->len > 0)
			buf_addc(out, ' ');
		secret_redact(out, part);
	}
}

/* Appends a text; of one that was cut whole characters only, and a mark. */
static void add_cut(struct buf *out, const struct buf *text)
{
	size_t len = text->len;

	if (text->full) {
		while (len > 0 && ((unsigned char)text->data[len - 1] & 0xc0) == 0x80)
			len--;
		if (len > 0 && (unsigned char)text->data[len - 1] >= 0xc0)
			len--;
	}
	buf_add(out, buf_str(text), len);
	if (text->full)
		buf_adds(out, "…");
}

/*
 * What the answer says of itself: its `message`, and behind it what its list of errors has. Nothing
 * where it is not GitHub's JSON. A secret is crossed out before anything is cut.
 */
static void add_words(struct buf *out, const struct json *doc)
{
	auto_buf message = BUF_INIT(API_SAID_MAX);
	long errors = json_length(doc, "errors");

	secret_redact(&message, text_at(doc, "message"));
	add_cut(out, &message);
	for (long i = 0; i < errors && i < ERRORS_MAX; i++) {
		const struct json element = json_element(doc, "errors", i);
		auto_buf error = BUF_INIT(API_SAID_MAX / 4);

		add_error(&error, &element);
		if (error.len > 0 && out->len > 0)
			buf_adds(out, "; ");
		add_cut(out, &error);
	}
}

static bool is_limit_in_words(const struct buf *body, bool *denied)
{
	auto_json doc = {0};
	auto_buf words = BUF_INIT(WORDS_MAX);
	struct err unused;

	doc.name = "The answer";
	doc.fault = REASON_BAD_RESPONSE;
	if (body->len > WORDS_MAX || json_parse(&doc, buf_str(body), body->len, &unused) < 0) {
		/* A page of whoever stands in between. */
		buf_adds(&words, buf_str(body));
		return tells_of_limit(buf_str(&words));
	}
	add_words(&words, &doc);
	*denied = lacks_permission(buf_str(&words));
	return tells_of_limit(buf_str(&words)) ||
	       tells_of_limit(text_at(&doc, "documentation_url"));
}

/* x-ratelimit-reset as seconds from now; -1 for none. */
static int64_t reset_in_s(const struct http_reply *reply)
{
	int64_t at_s = retry_parse_number(reply->header(reply, "x-ratelimit-reset"));

	if (at_s < 0)
		return -1;
	if (at_s <= reply->now_s)
		return 0;
	return at_s - reply->now_s < RETRY_SPAN_MAX_S ? at_s - reply->now_s : RETRY_SPAN_MAX_S;
}

int64_t api_limit(const struct http_reply *reply)
{
	bool denied = false;
	bool in_words;
	bool used_up;

	if (reply->status != 403 && reply->status != 422 && reply->status != 429)
		return -1;
	in_words = is_limit_in_words(reply->body, &denied);
	if (reply->status == 422 && !in_words)
		return -1;
	if (reply->retry_after_s >= 0)
		return reply->retry_after_s;
	/* The last request that was left may be one that is not allowed. */
	used_up = !denied &&
		  retry_parse_number(reply->header(reply, "x-ratelimit-remaining")) == 0;
	if (used_up && reset_in_s(reply) >= 0)
		return reset_in_s(reply);
	return reply->status == 429 || used_up || in_words ? API_LIMIT_S : -1;
}

/* GitHub's own sentence as one line. */
static void add_said(struct buf *out, const struct http_answer *answer)
{
	auto_json doc = {0};
	auto_buf words = BUF_INIT(SAID_MAX);
	struct err unused;

	if (api_parse(answer, &doc, &unused) < 0)
		return;
	add_words(&words, &doc);
	printable_add(out, buf_str(&words));
}

/* Appends `; ` and the address that authorizes the token for single sign-on, if the answer has one. */
static void add_sign_on(struct buf *out, const struct http_answer *answer)
{
	const char *url = strstr(buf_str(&answer->kept), "url=");
	auto_buf address = BUF_INIT(URL_MAX_LEN);

	if (answer->kept.len == 0)
		return;
	if (url)
		buf_add(&address, url + 4, strcspn(url + 4, "; ,"));
	buf_adds(out, "; the organization requires single sign-on");
	if (strncmp(buf_str(&address), "https://", 8) == 0 && !address.full &&
	    grammar_is_visible(buf_str(&address)) &&
	    !strpbrk(buf_str(&address), "<>\"`()[]|\\"))
		buf_addf(out, ": authorize the token at %s", buf_str(&address));
	else
		buf_adds(out, ": authorize the token for it");
}

/* GitHub says 404 also of what the token may not see: why that may be, by the token's kind. */
static void add_unseen(struct buf *out, const struct api_target *end)
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
		if (strncmp(end->token, kinds[i].prefix, strlen(kinds[i].prefix)) == 0) {
			buf_addf(out, "; %s", kinds[i].words);
			return;
		}
	}
	buf_adds(
		out,
		"; or the organization requires single sign-on, and the token is not authorized for it");
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
static void add_advice(struct buf *out, const struct api_target *end,
		       const struct http_answer *answer, const char *said, const char *hint)
{
	switch (reason_of(answer->status)) {
	case REASON_UNAUTHORIZED:
		buf_addf(
			out,
			"The token in the input %s was not accepted for %s. It is wrong, expired or revoked. Create a new one",
			end->token_input, end->repository);
		return;
	case REASON_FORBIDDEN:
		if (!*said && answer->body.len > 0)
			buf_adds(
				out,
				"The answer is not JSON, so it may not come from GitHub but from a proxy or firewall");
		else if (hint && (!*said || lacks_permission(said)))
			buf_adds(out, hint);
		break;
	case REASON_NOT_FOUND:
		if (hint)
			buf_adds(out, hint);
		break;
	case REASON_SERVER_ERROR:
		buf_addf(out, "GitHub could not answer for %s, %u attempt%s. Try again later",
			 end->repository, answer->attempts, answer->attempts == 1 ? "" : "s");
		return;
	default: break;
	}
	if (out->len == 0 && !*said)
		buf_addf(out, "GitHub refused the request for %s", end->repository);
}

/* `GitHub says "..."`, ended as a sentence where more follows. */
static void quote(struct buf *out, const char *said, bool more)
{
	if (!*said)
		return;
	buf_addf(out, "GitHub says \"%s\"", said);
	if (more)
		buf_adds(out, strchr(".!?", said[strlen(said) - 1]) ? " " : ". ");
}

int api_fail(const struct api_target *end, const struct http_request *request,
	     const struct http_answer *answer, const char *hint, struct err *err)
{
	auto_buf text = BUF_INIT(sizeof(err->msg));
	auto_buf said = BUF_INIT(SAID_MAX);
	auto_buf advice = BUF_INIT(sizeof(err->msg) / 2);

	if (!err_is_set(&answer->err) || answer->err.reason == REASON_RATE_LIMITED)
		add_said(&said, answer);
	if (err_is_set(&answer->err)) {
		*err = answer->err;
		err_prefix(err, "%s %s", request->method, request->path);
		if (said.len > 0)
			err_suffix(err, "; ");
		quote(&text, buf_str(&said), false);
		return err_suffix(err, buf_str(&text));
	}
	add_advice(&advice, end, answer, buf_str(&said), hint);
	quote(&text, buf_str(&said), advice.len > 0);
	buf_adds(&text, buf_str(&advice));
	buf_addf(&text, ": %s %s answered %ld", request->method, request->path, answer->status);
	if (answer->kept.len > 0)
		add_sign_on(&text, answer);
	if (answer->status == 404 && hint)
		add_unseen(&text, end);
	return err_set(err, reason_of(answer->status), "%s", buf_str(&text));
}
