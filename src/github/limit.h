/* SPDX-License-Identifier: MIT */
/*
 * What is a rate limit of GitHub's, and for how long. Pure. Source: GitHub's docs, "Best practices
 * for using the REST API", "Handle rate limit errors appropriately", and its words for the limits on
 * what is made: abuse detection, content creation.
 */
#ifndef LIMIT_H
#define LIMIT_H

#include "http/http.h"

enum { LIMIT_UNKNOWN_S = 60 }; /* at least a minute where nothing says how long a limit lasts */

/*
 * Seconds until the limit is over that the answer is about, -1 where it is about none. What GitHub
 * says of the reason weighs more than its headers: the last request that was left may be one that is
 * not allowed. For struct http_options.
 */
int64_t limit_of(const struct http_reply *reply);

#endif
