/* SPDX-License-Identifier: MIT */
/*
 * What a run says beside its result: nothing of it changes the result. Gathered as data while the
 * run goes on, worded by message.h, printed once by publish.h.
 */
#ifndef WARNING_H
#define WARNING_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum warning_kind {
	WARNING_CLOSER_NOT_CHECKED, /* staging is removed though nobody could tell who may */
	WARNING_REACTION_NOT_WRITTEN,
	WARNING_REPLY_NOT_WRITTEN,
	WARNING_FIELDS_IGNORED, /* a notice; why.msg has their names */
	WARNING_NO_TOKEN,       /* the pull request was not asked for */
	WARNING_PULL_NOT_READ,
	WARNING_HEAD_CHANGED, /* since the event was sent */
	WARNING_COMMENTS_NOT_READ,
	WARNING_REPORT_NOT_WRITTEN,
	WARNING_COMMENT_NOT_EDITED,
	WARNING_AUTHOR_NOT_KNOWN, /* whose status comments are ours */
	WARNING_AUTHOR_NOT_TOLD,  /* by the answer to the report */
	WARNING_SHARER_NOT_TOLD,
	WARNING_SHARERS_NOT_READ,
	WARNING_DEPLOYMENT_NOT_TOLD,
	WARNING_STATUS_NOT_TOLD,
	WARNING_TOKEN_EXPIRES, /* soon */
	/* mode reconcile, see sweep_words.h */
	WARNING_NONE_OURS,
	WARNING_LEFT_OVER, /* an environment that is found, at `place` of the sweep's list */
	WARNING_KEPT,      /* one that may be one, likewise */
	WARNING_SWEEP_ENDED,
};

struct warning {
	enum warning_kind kind;
	struct err why; /* REASON_NONE where there is nothing more to say */
	/* WARNING_TOKEN_EXPIRES: the input that has the token, static; when, seconds since 1970; how long. */
	const char *input;
	int64_t at_s;
	int64_t left_s;
	size_t place; /* WARNING_LEFT_OVER, WARNING_KEPT */
};

/* In the order in which they came; zeroed: none. */
struct warnings {
	struct warning *list; /* owned */
	size_t count;
};

/* Adds one; `why` may be NULL. */
void warnings_add(struct warnings *warnings, enum warning_kind kind, const struct err *why);

/* Adds that the token of this input expires, once for each input. Times are seconds since 1970. */
void warnings_add_expiry(struct warnings *warnings, const char *input, int64_t at_s,
			 int64_t now_s);

/* Adds one of the environment at that place of the sweep's list; `why` may be NULL. */
void warnings_add_place(struct warnings *warnings, enum warning_kind kind, size_t place,
			const struct err *why);

/* Frees them; accepts zeroed ones. */
void warnings_release(struct warnings *warnings);

#endif
