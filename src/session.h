/* SPDX-License-Identifier: MIT */
/*
 * The run's connection to the API, opened by the first stage that needs it: most comments never
 * do.
 */
#ifndef SESSION_H
#define SESSION_H

#include "http.h"
#include "run.h"

/* `http` is NULL until session_open(). */
struct session {
	struct http_options options;
	struct buf base_url;
	struct http *http;
};

/*
 * Opens it, once; -1 (bad_config) where GITHUB_API_URL is missing or no place for a token, the
 * certificates to trust are not there, or the proxy's address is wrong.
 */
int session_open(struct session *session, const struct run *run, struct err *err) MUST_CHECK;

/* Closes it; accepts a zeroed one. */
void session_close(struct session *session);

#endif
