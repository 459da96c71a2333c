/* SPDX-License-Identifier: MIT */
/* Whose comments are ours: the author tells, and never a mark, which anybody can write. */
#ifndef AUTHOR_H
#define AUTHOR_H

#include "run/run.h"
#include "run/session.h"
#include "status/status_history.h"

/*
 * The id of whoever reports with the input `token`, as comments have it, by viewer_ask(). -1: not known, and *id is
 * 0. The session is open.
 */
int author_ask(const struct run *run, struct session *session, int64_t *id,
	       struct err *err) MUST_CHECK;

/*
 * The same; an App that cannot ask is the one bot of the history, if there is just one. For edits of what may be ours:
 * GitHub refuses those of other authors' comments. 0: not known, and `err` says why.
 */
int64_t author_guess(const struct run *run, struct session *session,
		     const struct status_history *history, struct err *err);

#endif
