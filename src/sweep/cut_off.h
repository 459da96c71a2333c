/* SPDX-License-Identifier: MIT */
/*
 * Status comments that would say "in progress" for ever, because their run was killed before it reported. The
 * sweep says in them that the run was cut off.
 */
#ifndef CUT_OFF_H
#define CUT_OFF_H

#include "base/buf.h"
#include "status/marker.h"

struct run;
struct session;

/* What became of such a comment. */
enum cut_off_state {
	CUT_OFF_OPEN, /* nothing to correct, as far as is known */
	CUT_OFF_REPORTED, /* its run has ended, but another comment tells what came of it: this one goes */
	CUT_OFF_FOUND,     /* its run has ended; a dry run, or the edit failed */
	CUT_OFF_CORRECTED, /* it says so now */
};

/* A comment that says "in progress". */
struct cut_off_entry {
	int64_t id;
	int64_t author_id;
	struct marker marker;
	struct buf url; /* its page; "" where that is not known */
	enum cut_off_state state;
};

/* A comment that says what came of a run. */
struct cut_off_told {
	int64_t id;
	int64_t author_id;
	char workspace[GRAMMAR_WORKSPACE_MAX + 1];
	char run[GRAMMAR_RUN_ID_MAX + 1];
};

/* Zeroed: none. */
struct cut_off {
	struct cut_off_entry *list; /* owned */
	size_t count;
	struct cut_off_told *told; /* owned */
	size_t told_count;
	size_t corrected;
};

/*
 * Finds the comments of this token's user that say so for this repository's runs, among those of the last two days,
 * and corrects those whose run has ended. Where a later one tells what came of it, the comment is deleted. What could not be done is a warning of the run, and never changes its
 * result. The session is open.
 */
void cut_off_correct(struct run *run, struct session *session);

/* Frees it; accepts a zeroed one. */
void cut_off_release(struct cut_off *cut_off);

#endif
