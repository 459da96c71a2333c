/* SPDX-License-Identifier: MIT */
/*
 * JSON over HTTP to one server, several requests at the same time, with retries (retry.h), one
 * deadline for all, caps, and redirects that stay on the server. Beside origin.h and proxy.h the
 * only one that knows libcurl; knows nothing of GitHub (what a limit is, it asks a function of the
 * caller's) and prints nothing.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum {
	HTTP_ANSWER_MAX = 8 * 1024 * 1024, /* bytes of a body */
	HTTP_REDIRECTS_MAX = 3,
	HTTP_CONNECT_MS = 10 * 1000, /* most for a connection with TLS; less in a short run */
	HTTP_STALL_MS = 15 * 1000, /* without a byte for so long an attempt is over; likewise */
	HTTP_KEPT_MAX = 8          /* headers of an answer */
};

/* An answer as it came, for who knows the server. */
struct http_reply {
	long status;
	/* A header's value, NULL where the answer has none; borrowed until the next call. */
	const char *(*header)(const struct http_reply *reply, const char *name);
	const void *context;    /* of `header` */
	const struct buf *body; /* never NULL */
	int64_t retry_after_s;  /* Retry-After, as seconds from now; -1 where there is none */
	int64_t now_s;          /* seconds since 1970, by the server's clock if it tells it */
};

/* Seconds until the server takes requests again, -1 where the answer is not about a limit. */
typedef int64_t http_limit(const struct http_reply *reply);

/* What is said of every attempt; for the debug log. `line` is borrowed. */
typedef void http_trace(const char *line, void *context);

struct http_request;
struct http_answer;

/* Is shown every answer that came, whatever it says; both are borrowed. */
typedef void http_see(const struct http_request *request, const struct http_answer *answer,
		      void *context);

struct http_options {
	const char *base_name; /* what base_url is called in messages */
	const char *base_url;  /* scheme, host, optional port and path; no slash at the end */
	const char *user_agent;
	const char *const *headers; /* "Name: value" for every request, NULL-terminated */
	const char *ca_file;        /* PEM bundle to trust; where both are NULL: the system's */
	const char *ca_dir;         /* hashed directory, in its place or beside it */
	const char *ca_name;        /* the variable that names them, for messages */
	const char *proxy; /* its address; NULL: none. Loopback never goes through one */
	const char *proxy_variable; /* the variable that holds it */
	const char *no_proxy;       /* the hosts without one; may be NULL */
	int64_t timeout_ms;         /* from http_open to the last answer */
	int64_t reserve_ms;         /* of it, what only requests with `last` may use */
	http_limit *limit;          /* may be NULL: the server has no limits */
	const char *const
		*keep; /* names of headers that answers keep, NULL-terminated; may be NULL */
	http_see *see; /* may be NULL */
	void *see_context;
	int cancel_fd;     /* readable: stop at once; -1: none */
	http_trace *trace; /* may be NULL */
	void *trace_context;
};

struct http_request {
	const char *method; /* "GET", "POST", "PATCH" */
	const char *path;   /* begins with a slash, percent-encoded where needed */
	const char *url;    /* goes there instead, see http_serves(); NULL: base_url and path */
	const char *token;  /* sent as Authorization: Bearer; "": without */
	const char *body;   /* JSON text; NULL: none */
	bool once;          /* best effort: one attempt */
	bool expected; /* what it asks for exists: a 404 is asked again, it may be too new */
	bool large;    /* the answer may be: with an old libcurl one after the other */
	bool many; /* one of a series that goes on: with an old libcurl on connections of their own */
	bool last; /* what is said when all is over: may use the reserve */
};

struct http_answer {
	struct err err;  /* set: there is no answer; network, timeout, cancelled, rate_limited,
			    bad_response (too large, redirected elsewhere) */
	long status;     /* the final HTTP status otherwise, whatever it is */
	struct buf body; /* owned; at most HTTP_ANSWER_MAX bytes */
	/* Owned; the headers of http_options.keep, in its order, "" where there is none. */
	struct buf kept[HTTP_KEPT_MAX];
	int64_t date_s; /* the server's clock, seconds since 1970; -1 where it does not tell */
	unsigned attempts;
};

struct http;

/*
 * Opens a client; nothing is connected yet, and `options` and its strings must outlive it. -1
 * with bad_config where base_url is not one that a token may be sent to (https, or http to
 * loopback; no user, query or fragment), or where it would be reached through a proxy whose address
 * is not one. *out is then NULL.
 */
int http_open(struct http **out, const struct http_options *options,
	      struct err *err) MUST_CHECK;

/* Closes connections and frees; accepts NULL. */
void http_close(struct http *http);

/* True for an address on the server that base_url names, which a token may be sent to. */
bool http_serves(const struct http *http, const char *url);

/*
 * Makes `count` requests at the same time and waits for all of them. Each answer is filled
 * whatever happens to the others; release each with http_answer_release().
 */
void http_perform(struct http *http, const struct http_request *requests,
		  struct http_answer *answers, size_t count);

/* Frees what it owns; accepts a zeroed one. */
void http_answer_release(struct http_answer *answer);

#endif
