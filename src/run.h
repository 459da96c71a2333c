/* SPDX-License-Identifier: MIT */
/*
 * All that one run knows, filled by its stages, by and large from top to bottom; what has not been
 * reached is zero. A stage reads what those before it filled.
 */
#ifndef RUN_H
#define RUN_H

#include "buf.h"
#include "cancel.h"
#include "command.h"
#include "config.h"
#include "decide.h"
#include "environment.h"
#include "err.h"
#include "event.h"
#include "facts.h"
#include "marker.h"
#include "outcome.h"

struct run {
	struct runner runner;
	struct config config;
	struct event event;
	struct command command;
	struct facts facts;
	struct decision decision;
	struct environment environment; /* named where run_has_event() */
	enum result result;
	struct err err;         /* RESULT_FAILED: why */
	struct buf comment_url; /* of the reply or report; "" where there is none */

	/* infrastructure, with a status */
	enum marker_state state; /* what the report says */
	int64_t asked_ago_s;     /* since the command was given; -1: not known */
	struct buf report;       /* Markdown, as on the pull request */
};

/* A contract event belongs to this run: sent, would be, could not be, or received. */
static inline bool run_has_event(const struct run *run)
{
	return run->decision.verdict == VERDICT_SEND ||
	       run->decision.verdict == VERDICT_RECEIVED;
}

/*
 * Loads the event of that kind. The runner's word for the repository goes before its own; who
 * started this attempt of the run, only the runner knows.
 */
static inline int run_load_event(struct run *run, enum event_kind kind, struct err *err)
{
	if (event_load(&run->event, kind, run->runner.event_path, err) < 0)
		return -1;
	if (run->runner.repository)
		run->event.repository = run->runner.repository;
	run->event.actor = run->runner.triggering_actor;
	return 0;
}

/*
 * Whatever a failure looks like once the run is to end, it was cancelled: a read that a signal
 * broke off is no broken event.
 */
static inline void run_note_cancel(struct run *run)
{
	if (cancel_requested() && run->err.reason != REASON_CANCELLED)
		err_set(&run->err, REASON_CANCELLED, "The run was cancelled");
}

/* Names the environment once the event belongs to this run. */
static inline void run_name_environment(struct run *run)
{
	const struct decision *decision = &run->decision;

	run->environment = environment_name(decision->class, decision->payload.pr_number,
					    decision->payload.branch,
					    run->config.ephemeral_base, run->config.domain);
}

#endif
