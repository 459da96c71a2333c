/* SPDX-License-Identifier: MIT */
/*
 * Status comments that would say "in progress" for ever, because their run was killed before it reported. The
 * sweep says in them that the run was cut off.
 */
#ifndef CUT_OFF_H
#define CUT_OFF_H

#include "base/buf.h"
#include "contract/grammar.h"

struct run;
struct session;

/* What became of such a comment. */
enum cut_off_state {
	CUT_OFF_OPEN,      /* nothing to correct, as far as is known */
	CUT_OFF_FOUND,     /* its run has ended; a dry run, or the edit failed */
	CUT_OFF_CORRECTED, /* it says so now */
};

/* A comment that says "in progress". */
struct cut_off_entry {
	int64_t id;
	int64_t author_id;
	char run[GRAMMAR_RUN_ID_MAX + 1]; /* that wrote it */
	struct buf url;                   /* its page; "" where that is not known */
	enum cut_off_state state;
};

/* Zeroed: none. */
struct cut_off {
	struct cut_off_entry *list; /* owned */
	size_t count;
	size_t corrected;
};

/*
 * Finds the comments of this token's user that say so for this repository's runs, among those of the last two days,
 * and corrects those whose run has ended. What could not be done is a warning of the run, and never changes its
 * result. The session is open.
 */
void cut_off_correct(struct run *run, struct session *session);

/* Frees it; accepts a zeroed one. */
void cut_off_release(struct cut_off *cut_off);

#endif
