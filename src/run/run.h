/* SPDX-License-Identifier: MIT */
/*
 * One run, from the environment and the event's file to the exit status: the data that all ends share. The
 * steps of an end (end.h) fill it from top to bottom, and src/run.c knows their order. A step reads what
 * those before it filled; what has not been reached is zero.
 */
#ifndef RUN_H
#define RUN_H

#include "base/buf.h"
#include "base/err.h"
#include "base/outcome.h"
#include "contract/config.h"
#include "contract/environment.h"
#include "contract/event.h"
#include "github/facts.h"
#include "run/decision.h"
#include "run/warning.h"

struct run {
	struct runner runner;
	struct config config;
	struct event event;
	struct facts facts;
	struct decision decision;
	struct environment environment; /* named by the end, where run_has_event() */
	enum result result;
	struct err err; /* RESULT_FAILED: why */
	struct warnings warnings;
	struct buf
		comment_url; /* of the comment that was written or edited; "" where there is none */
	int64_t requests_left; /* the fewest that an answer said until its rate limit; -1: none did */
	int64_t date_s; /* GitHub's clock when it answered last, seconds since 1970; 0: not told */
	void *state;    /* the end's own, see end.h */
};

/* A contract event belongs to this run: sent, would be, could not be, or received. */
static inline bool run_has_event(const struct run *run)
{
	return run->decision.verdict == VERDICT_SEND ||
	       run->decision.verdict == VERDICT_RECEIVED;
}

/* Names the environment of the run's event, where there is one. */
static inline void run_name(struct run *run)
{
	const struct decision *decision = &run->decision;

	if (run_has_event(run))
		environment_make(&run->config, decision->class, decision->payload.pr_number,
				 decision->payload.branch, &run->environment);
}

/*
 * Does one run, of the process's environment, and says how it ended; the exit status. `post`: after the job's last step, for
 * the step that had the input `report`. In src/run.c.
 */
int run_once(bool post);

#endif
