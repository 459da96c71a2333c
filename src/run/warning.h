/* SPDX-License-Identifier: MIT */
/*
 * What a run says beside its result: nothing of it changes the result. Gathered as data while the
 * run goes on, worded by the end that it is of, printed once by publish.h.
 */
#ifndef WARNING_H
#define WARNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* The kinds that every end has; an end's own begin at WARNING_OF_END, see its words. */
enum { WARNING_TOKEN_EXPIRES, WARNING_OF_END };

struct warning {
	int kind;
	bool notice;    /* worth a notice only */
	struct err why; /* REASON_NONE where there is nothing more to say */
	/* WARNING_TOKEN_EXPIRES: the input that has the token, static; when, seconds since 1970; how long. */
	const char *input;
	int64_t at_s;
	int64_t left_s;
	size_t place; /* of what the warning is about, in a list of the end's */
};

/* In the order in which they came; zeroed: none. */
struct warnings {
	struct warning *list; /* owned */
	size_t count;
};

/* Adds one, and gives it to be completed; borrowed until the next is added. `why` may be NULL. */
struct warning *warnings_add(struct warnings *warnings, int kind, const struct err *why);

/* Adds that the token of this input expires, once for each input. Times are seconds since 1970. */
void warnings_add_expiry(struct warnings *warnings, const char *input, int64_t at_s,
			 int64_t now_s);

/* Frees them; accepts zeroed ones. */
void warnings_release(struct warnings *warnings);

#endif
