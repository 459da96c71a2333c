/* SPDX-License-Identifier: MIT */
#include "github/api_message.h"
#include "base/json.h"
#include "base/secret.h"

#include <string.h>

enum { ERRORS_MAX = 5 }; /* of the list of what is wrong */

static bool has_any(const char *text, const char *const words[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcasestr(text, words[i]))
			return true;
	}
	return false;
}

bool api_message_lacks_permission(const char *message)
{
	static const char *const words[] = {"Resource not accessible by", "Must have admin",
					    "Must have push access"};

	return has_any(message, words, ARRAY_SIZE(words));
}

bool api_message_tells_of_limit(const char *message)
{
	static const char *const words[] = {
		"rate limit",        "abuse detection",       "blocked from content creation",
		"too many requests", "submitted too quickly", "wait a few minutes"};

	return has_any(message, words, ARRAY_SIZE(words));
}

bool api_message_denies(const char *message)
{
	/* Of the sentences with which GitHub tells of policies, accounts and permissions. */
	static const char *const words[] = {
		"not accessible", "must have",   "must be",        "suspended",
		"allow list",     "SAML",        "sign-on",        "sign on",
		"forbids",        "blocked",     "disabled",       "restricted",
		"not permitted",  "not allowed", "not authorized", "not enabled",
		"permission",     "archived",    "locked",         "read-only",
		"lifetime",       "expired",     "two-factor",     "policy",
		"policies",       "interaction", "cannot",         "can't",
		"may not",        "unable to",   "grant"};

	return !api_message_tells_of_limit(message) &&
	       has_any(message, words, ARRAY_SIZE(words));
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
static void add_listed_error(struct buf *out, const struct json *error)
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

static bool parse(struct json *doc, const struct buf *body)
{
	struct err unused;

	doc->name = "The answer";
	doc->fault = REASON_BAD_RESPONSE;
	return json_parse(doc, buf_str(body), body->len, &unused) == 0;
}

bool api_message_links_limit(const struct buf *body)
{
	auto_json doc = {0};

	return parse(&doc, body) &&
	       strcasestr(text_at(&doc, "documentation_url"), "rate-limit");
}

bool api_message_read(struct buf *out, const struct buf *body)
{
	auto_json doc = {0};
	/* A secret is crossed out before anything is cut. */
	auto_buf message = BUF_INIT(API_MESSAGE_MAX);
	long errors;

	if (!parse(&doc, body))
		return false;
	secret_redact(&message, text_at(&doc, "message"));
	add_cut(out, &message);
	errors = json_length(&doc, "errors");
	for (long i = 0; i < errors && i < ERRORS_MAX; i++) {
		const struct json element = json_element(&doc, "errors", i);
		auto_buf error = BUF_INIT(API_MESSAGE_MAX / 4);

		add_listed_error(&error, &element);
		if (error.len > 0 && out->len > 0)
			buf_adds(out, "; ");
		add_cut(out, &error);
	}
	return true;
}
