/* SPDX-License-Identifier: MIT */
/*
 * The run's connection to the API, opened by the first stage that needs it: most comments never
 * do.
 */
#ifndef SESSION_H
#define SESSION_H

#include "http/http.h"
#include "run/run.h"

/* `http` is NULL until session_open(). */
struct session {
	struct http_options options;
	struct buf base_url;
	struct http *http;
};

/*
 * Opens it, once; -1 (bad_config) where GITHUB_API_URL is missing or no place for a token, the
 * certificates to trust are not there, or the proxy's address is wrong. Whatever is asked through it then,
 * a token that has to be renewed soon becomes a warning of the run, which must outlive the session.
 */
int session_open(struct session *session, struct run *run, struct err *err) MUST_CHECK;

/* The clock of this machine: seconds since 1970. */
int64_t session_now_s(void);

/* Closes it; accepts a zeroed one. */
void session_close(struct session *session);

#endif
