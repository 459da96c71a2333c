/* SPDX-License-Identifier: MIT */
#include "api.h"

#include <string.h>

enum { SAID_MAX = 200 };

const char *const api_headers[] = {
	"Accept: application/vnd.github+json",
	"X-GitHub-Api-Version: 2022-11-28",
	NULL,
};

void api_add_segment(struct buf *path, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	for (; *text; text++) {
		if (strchr(plain, *text))
			buf_addc(path, *text);
		else
			buf_addf(path, "%%%02X", (unsigned)(unsigned char)*text);
	}
}

bool api_succeeded(const struct http_answer *answer)
{
	return answer->err.reason == REASON_NONE && answer->status >= 200 &&
	       answer->status < 300;
}

int api_parse(const struct http_answer *answer, struct json *doc, struct err *err)
{
	doc->name = "The answer";
	doc->fault = REASON_BAD_RESPONSE;
	return json_parse(doc, buf_str(&answer->body), answer->body.len, err);
}

/*
 * The answer's `message`, as ` (GitHub says "…")`; nothing where it has none, or where a server
 * that is not GitHub gives the request's own token back.
 */
static void add_said(struct buf *out, const struct http_request *request,
		     const struct http_answer *answer)
{
	auto_json doc = {0};
	const char *said = NULL;
	struct err unused;

	if (api_parse(answer, &doc, &unused) == 0 &&
	    json_find_string(&doc, "message", &said, &unused) == 0 && said && *said &&
	    !(*request->token && strstr(said, request->token)))
		buf_addf(out, " (GitHub says \"%.*s\")", SAID_MAX, said);
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

int api_fail(const struct api_end *end, const struct http_request *request,
	     const struct http_answer *answer, const char *hint, struct err *err)
{
	enum reason reason = reason_of(answer->status);
	auto_buf text = BUF_INIT(sizeof(err->msg));

	if (answer->err.reason != REASON_NONE) {
		*err = answer->err;
		return err_prefix(err, "%s %s", request->method, request->path);
	}
	if (reason == REASON_UNAUTHORIZED)
		buf_addf(
			&text,
			"The token of the input %s is not accepted for %s: it is wrong, expired or "
			"revoked; give it a new one",
			end->token_input, end->repository);
	else if (hint && (reason == REASON_FORBIDDEN || reason == REASON_NOT_FOUND))
		buf_adds(&text, hint);
	else if (reason == REASON_SERVER_ERROR)
		buf_addf(&text, "GitHub failed to answer for %s, %u attempt%s; try again later",
			 end->repository, answer->attempts, answer->attempts == 1 ? "" : "s");
	else
		buf_addf(&text, "GitHub did not do what was asked for %s", end->repository);
	buf_addf(&text, ": %s %s answered %ld", request->method, request->path, answer->status);
	add_said(&text, request, answer);
	return err_set(err, reason, "%s", buf_str(&text));
}
