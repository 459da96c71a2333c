/* SPDX-License-Identifier: MIT */
/*
 * Where a token may go: scheme, host and port of the API's address (RFC 6454). Pure; parsed by
 * libcurl, so that what is checked is what is connected to.
 */
#ifndef ORIGIN_H
#define ORIGIN_H

#include <stdbool.h>

#include "base/err.h"

struct origin {
	char scheme[8];
	char host[256]; /* as in the URL: an IPv6 address has its brackets */
	char port[8];
	bool loopback; /* localhost, 127.0.0.0/8 or [::1] */
};

/*
 * The origin of an API's base URL. -1 (bad_config) where a token must not be sent there: neither
 * https nor, to loopback, http; or with user, password, query or fragment.
 */
int origin_parse(struct origin *origin, const char *base_url, struct err *err) MUST_CHECK;

/* True for localhost, 127.0.0.0/8 and [::1]; `host` as in a URL. */
bool origin_is_loopback(const char *host);

/* True when `url` is of the same origin and has no credentials of its own. */
bool origin_has(const struct origin *origin, const char *url);

/*
 * True when `url` is a web page of GitHub's that a reader may be sent to: https, without
 * credentials, on github.com or on the host that belongs to the API's (api.HOST's is HOST).
 */
bool origin_has_page(const struct origin *api, const char *url);

#endif
