/* SPDX-License-Identifier: MIT */
/*
 * The one error type. A function that can fail returns 0 or -1 and takes `struct err *err` as
 * its last parameter: untouched on success, filled on failure. It lives by value in the
 * caller's frame and owns nothing. What ends a run is printed once, by publish.h; what does not is
 * a warning where it happened. "Not our comment" and "not
 * permitted" are decisions, not errors.
 */
#ifndef ERR_H
#define ERR_H

#include <stdbool.h>

#include "base/macros.h"
#include "base/outcome.h"

struct err {
	enum reason reason; /* REASON_NONE: no error */
	char msg[3072]; /* one English sentence without a full stop; may hold foreign text */
};

/* Fills `err` and returns -1. `reason` is one of those that `failed` has. */
int err_set(struct err *err, enum reason reason, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts context in front, "context: message", and returns -1. */
int err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts more behind, and returns -1. */
int err_suffix(struct err *err, const char *text);

/* True for an error, false for a zeroed one. */
static inline bool err_is_set(const struct err *err)
{
	return err->reason != REASON_NONE;
}

/* Makes `err` a copy of `from`, which is set, and returns -1. */
int err_copy(struct err *err, const struct err *from);

#endif
