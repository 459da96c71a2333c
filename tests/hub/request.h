/* SPDX-License-Identifier: MIT */
/*
 * One request as it came in: what the answer and the record are made from. Server fills it,
 * everything behind only reads it.
 */
#ifndef HUB_REQUEST_H
#define HUB_REQUEST_H

#include "base/buf.h"

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

enum header {
	HEADER_ACCEPT,
	HEADER_API_VERSION,
	HEADER_USER_AGENT,
	HEADER_CONTENT_TYPE,
	HEADER_RECORDED, /* the record shows those above */
	HEADER_AUTHORIZATION = HEADER_RECORDED,
	HEADER_HOST,
	HEADER_COUNT
};

enum {
	SEGMENTS_MAX = 12,
	BODY_MAX = 4 * 1024 * 1024, /* more is cut off, which leaves no valid JSON */
};

struct request {
	const char *method;               /* borrowed from the connection, as are the headers */
	const char *header[HEADER_COUNT]; /* NULL: not sent */
	struct buf path;                  /* as on the request line, without the query */
	struct buf query;                 /* without the question mark */
	struct buf text;                  /* the body */
	struct json_object *body;         /* the same parsed, when valid; JSON's null is NULL */
	bool valid;                       /* the body is JSON */
	bool started;                     /* the server has seen the headers */
	uintptr_t connection;             /* running number, from 1 */
};

/* A path cut at its slashes, then percent-decoded. */
struct path {
	struct buf text; /* what the segments stand in, with NUL in between */
	const char *segment[SEGMENTS_MAX];
	size_t count; /* 0: no resource has that path */
};

/* The names of the headers, in lower case, by enum header. */
extern const char *const request_headers[HEADER_COUNT];

/* A new request for the target of a request line; the caller frees it with request_free(). */
struct request *request_new(const char *target);

/* Frees the request; accepts NULL. */
void request_free(struct request *request);

/* To be called once the whole body is in `text`: sets body and valid. */
void request_parse_body(struct request *request);

/*
 * The credential in the Authorization header, without the scheme when that is Bearer or token;
 * borrowed, NULL when there is none or it is empty.
 */
const char *request_token(const struct request *request);

/* The query's parameter `name` when it is a number above 0, else `fallback`. */
size_t request_number(const struct request *request, const char *name, size_t fallback);

/* Appends the query's parameter as it stands there, or `fallback`. */
void request_parameter(const struct request *request, const char *name, const char *fallback,
		       struct buf *value);

/* Cuts an absolute path without query into segments. */
void path_parse(struct path *path, const char *text);

/* Frees the segments. */
void path_release(struct path *path);

#define auto_path __attribute__((cleanup(path_release))) struct path

#endif
