/* SPDX-License-Identifier: MIT */
/*
 * What an answer of GitHub's API says of itself, and which of its sentences we know. Pure. Source:
 * GitHub's docs, "Troubleshooting the REST API", and the sentences that its API answers with.
 */
#ifndef API_MESSAGE_H
#define API_MESSAGE_H

#include <stdbool.h>

#include "base/buf.h"

enum { API_MESSAGE_MAX = 1000 }; /* bytes of one sentence; a longer one is cut */

/*
 * Appends the answer's `message` and what its list of `errors` has; nothing where there is none.
 * Secrets are crossed out. False where the body is no JSON: it may not be GitHub's.
 */
bool api_message_read(struct buf *out, const struct buf *body);

/* True for a sentence that tells of a permission that the token lacks. */
bool api_message_lacks_permission(const char *message);

/*
 * True for a sentence that gives a reason that no waiting mends: a permission, a policy, a
 * suspended account. What tells of a limit is none.
 */
bool api_message_denies(const char *message);

/* True for a sentence, or a page, that tells of a rate limit. */
bool api_message_tells_of_limit(const char *message);

/* True where the answer names the page on rate limits as its `documentation_url`. */
bool api_message_links_limit(const struct buf *body);

#endif
