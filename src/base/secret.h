/* SPDX-License-Identifier: MIT */
/*
 * What must never be seen, and the one place that crosses it out. The process keeps one list of
 * it: a list that is handed on is forgotten by some caller, this one serves every sink, whoever
 * calls it. Filled once at the start, before anything is written; no I/O.
 *
 * A part of a secret is crossed out as well, so that a text may be cut in the middle of one; but no
 * part that is small letters only, which may be somebody's name.
 */
#ifndef SECRET_H
#define SECRET_H

#include "base/buf.h"

enum {
	SECRET_MIN = 4,  /* shorter ones are not kept: they would be found in every text */
	SECRET_PART = 12 /* bytes of a secret that are crossed out without the rest */
};

/*
 * Keeps a token: each word of `text`, as it is, percent-encoded, and in Base64 whatever stands in
 * front of it and behind it, as in "x-access-token:TOKEN".
 */
void secret_add_token(const char *text);

/*
 * Keeps the credentials of a proxy's address, which may be a broken one: all between "//" and the
 * last "@", and the password alone; as they are, decoded, encoded, and as Base64.
 */
void secret_add_proxy(const char *url);

/* Appends `text`; each run of secrets and parts of secrets in it as "***". Never longer. */
void secret_redact(struct buf *out, const char *text);

/* Wipes the list. */
void secret_forget(void);

#endif
