/* SPDX-License-Identifier: MIT */
/*
 * The status comments on the pull request as they are written: a new one at the end, and what becomes
 * of those before it. Only comments of ours are touched, which their author tells, never the mark:
 * anybody can write one. What cannot be written is a warning.
 */
#ifndef STATUS_EDITS_H
#define STATUS_EDITS_H

#include "infrastructure/receiver.h"
#include "run/session.h"

/* Writes the report without a mark: nothing was made or removed, so the comments that are there stay true. */
void status_edits_note(struct run *run, struct session *session);

/* Writes that something has begun. An earlier one that says so, of a run that was killed, goes. */
void status_edits_begin(struct run *run, struct session *session);

/* Writes the outcome. What said that it has begun goes, and what said anything else is folded. */
void status_edits_report(struct run *run, struct session *session);

/*
 * Lets the comments that are there say the outcome: nobody waits for it, so there is no new comment,
 * but of a failure where there is none to edit.
 */
void status_edits_correct(struct run *run, struct session *session);

/*
 * Lets the newest live comment of ours in `thread`, of whichever pull request, say `report`; the others
 * fold. How many say it now.
 */
int status_edits_tell(struct run *run, struct session *session,
		      const struct status_history *history, const char *report);

#endif
