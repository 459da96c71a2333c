/* SPDX-License-Identifier: MIT */
/*
 * One run, from the environment and the event's file to the exit status: the data that its stages
 * fill, from top to bottom, and run.c, which knows their order. A stage reads what those before it
 * filled; what has not been reached is zero.
 */
#ifndef RUN_H
#define RUN_H

#include "base/buf.h"
#include "base/err.h"
#include "base/outcome.h"
#include "contract/command.h"
#include "contract/config.h"
#include "contract/environment.h"
#include "contract/event.h"
#include "doctor/diagnosis.h"
#include "github/facts.h"
#include "infrastructure/resolved.h"
#include "run/decision.h"
#include "run/warning.h"
#include "status/marker.h"
#include "status/status_history.h"
#include "sweep/sweep.h"

struct run {
	struct runner runner;
	struct config config;
	struct event event;
	struct command command;
	struct facts facts;
	struct status_history history; /* infrastructure */
	struct marker newer;           /* what is newer than the event; see run_has_newer() */
	struct resolved resolved;      /* infrastructure, with a status */
	struct decision decision;
	struct environment
		environment; /* named where run_has_event(), unless `resolved` has no names */
	enum result result;
	struct err err; /* RESULT_FAILED: why */
	struct warnings warnings;
	struct err misconfigured;   /* mode doctor: what is wrong with the inputs */
	struct diagnosis diagnosis; /* mode doctor */
	struct buf comment_url;     /* of the reply or report; "" where there is none */

	/* infrastructure, with a status */
	enum marker_state state; /* what the report says */
	int64_t author_id;       /* who we are, as comments have it; 0: not known */
	int64_t asked_ago_s;     /* since the command was given; -1: not known */
	struct buf report;       /* Markdown, as on the pull request */

	struct sweep sweep; /* mode reconcile */
	int64_t requests_left; /* the fewest that an answer said until its rate limit; -1: none did */
};

/* A contract event belongs to this run: sent, would be, could not be, or received. */
static inline bool run_has_event(const struct run *run)
{
	return run->decision.verdict == VERDICT_SEND ||
	       run->decision.verdict == VERDICT_RECEIVED;
}

/* Something is noted on the pull request that was requested later; a mark that is newer has its time. */
static inline bool run_has_newer(const struct run *run)
{
	return *run->newer.requested_at;
}

/* Does one run, of the process's environment, and says how it ended; the exit status. */
int run_once(void);

#endif
