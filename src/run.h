/* SPDX-License-Identifier: MIT */
/*
 * All that one run knows, filled from top to bottom, stage by stage; what has not been reached
 * is zero. Stages read what is above their own lines and write only these.
 */
#ifndef RUN_H
#define RUN_H

#include "buf.h"
#include "command.h"
#include "config.h"
#include "decide.h"
#include "environment.h"
#include "err.h"
#include "event.h"
#include "facts.h"
#include "outcome.h"

struct run {
	struct runner runner;
	struct config config;
	struct event event;
	struct command command;
	struct facts facts;
	struct decision decision;
	struct environment environment; /* named with VERDICT_SEND */
	enum result result;
	struct err err;         /* RESULT_FAILED: why */
	struct buf comment_url; /* of the reply; "" where there is none */
};

/* A contract event belongs to this run: it was sent, would be, or could not be. */
static inline bool run_has_event(const struct run *run)
{
	return run->decision.verdict == VERDICT_SEND;
}

#endif
