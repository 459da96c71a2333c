/* SPDX-License-Identifier: MIT */
/*
 * When a token expires, as GitHub's answers tell in the header github-authentication-token-expiration.
 * Pure. Source: GitHub's docs, "Managing your personal access tokens", and go-github, which reads both
 * forms of the time.
 */
#ifndef EXPIRY_H
#define EXPIRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { EXPIRY_SOON_DAYS = 14 };

/*
 * Reads "2026-12-05 10:00:00 UTC" or "2026-12-05 10:00:00 +0200" as seconds since 1970; false for any
 * other text.
 */
bool expiry_read(const char *header, int64_t *at_s);

/*
 * True where the token that expires `at_s` has to be renewed now. A job's or an App's token (ghs_, ghu_) never:
 * it lives for hours, and the next run has another one. Nor where the time is now: GitHub has sent that for
 * tokens which expire later (google/go-github#3708).
 */
bool expiry_is_soon(const char *token, int64_t at_s, int64_t now_s);

/* Appends "expires on 2026-12-05 10:00 UTC, in 6 days"; GitHub's day is of UTC. */
void expiry_say(struct buf *out, int64_t at_s, int64_t left_s);

#endif
