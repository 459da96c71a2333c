/* SPDX-License-Identifier: MIT */
/* Whose comments are ours: the author tells, and never a mark, which anybody can write. */
#ifndef AUTHOR_H
#define AUTHOR_H

#include "run/run.h"
#include "run/session.h"
#include "status/status_history.h"

/*
 * The id of whoever reports with the input `token`, as comments have it: by viewer_ask(), and for an App that
 * cannot ask by the one bot of the history, if there is just one. 0: not known, and `err` says why. The session
 * is open.
 */
int64_t author_ask(const struct run *run, struct session *session,
		   const struct status_history *history, struct err *err);

#endif
