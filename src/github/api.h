/* SPDX-License-Identifier: MIT */
/*
 * What all endpoints of GitHub's REST API have in common: who is asked with which token, the
 * headers, paths, and the words for an answer that is no success. Each file beside this has
 * some endpoints.
 *
 * Errors name the request and the repository, and say what to do about it; never a token.
 */
#ifndef API_H
#define API_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "github/api_target.h"
#include "http/http.h"

enum { API_PATH_MAX = 2048 };

/* GitHub's own headers for every request, NULL-terminated; for struct http_options. */
extern const char *const api_headers[];

/* Headers of its answers that are read. */
enum api_header {
	API_HEADER_LINK,           /* RFC 8288: other pages */
	API_HEADER_SIGN_ON,        /* single sign-on is required */
	API_HEADER_EXPIRATION,     /* of the token */
	API_HEADER_SCOPES,         /* of a classic token */
	API_HEADER_REMAINING,      /* requests until the primary rate limit */
	API_HEADER_SERVER_VERSION, /* of GitHub Enterprise Server */
	API_HEADER_ACCEPTED,       /* the permissions that the request needs */
	API_HEADER_COUNT
};

/* Their names, in that order; for struct http_options. */
extern const char *const api_keep[];

/* The header's value, "" where the answer has none. */
const char *api_header(const struct http_answer *answer, enum api_header header);

/* Appends one segment of a path, percent-encoded (RFC 3986, section 2.3). */
void api_add_segment(struct buf *path, const char *text);

/* Appends why the token may not see the repository at all, as a hint for api_fail(). */
void api_hint_unseen(const struct api_target *target, struct buf *hint);

/* Any 2xx; for endpoints that have no narrower rule. */
bool api_succeeded(const struct http_answer *answer);

/* True for a failure after which nothing else can be expected to be written. */
bool api_ends_writes(const struct err *err);

/* Parses the answer's body into a zeroed `doc`; -1 is bad_response. */
int api_parse(const struct http_answer *answer, struct json *doc, struct err *err) MUST_CHECK;

/*
 * The error of an answer that is no success: returns -1. GitHub's own sentence comes first, whole.
 * `hint` is what to do where the token lacks a permission or sees nothing, NULL where the
 * token is not to blame: it is told on a 404, and on a 403 where GitHub gives that as the reason, or gives none.
 */
int api_fail(const struct api_target *target, const struct http_request *request,
	     const struct http_answer *answer, const char *hint, struct err *err);

#endif
