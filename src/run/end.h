/* SPDX-License-Identifier: MIT */
/*
 * An end of the contract, as the spine (run.c) drives it: what it makes of an event, and what it
 * does about that. The spine owns the session, cancellation, failures and the order; an end has
 * only its own steps. Each step may be NULL: there is nothing to do.
 */
#ifndef END_H
#define END_H

#include "run/run.h"
#include "run/session.h"

struct end {
	/* What the event means, as far as it tells itself: fills run->decision. */
	int (*decide)(struct run *run, struct err *err);
	/* Asks what the API knows, and lets that decide. Called for VERDICT_ASK_FACTS and
	 * VERDICT_RECEIVED. */
	int (*ask)(struct run *run, struct session *session, struct err *err);
	/* Carries out VERDICT_SEND or VERDICT_RECEIVED: sets run->result. */
	int (*act)(struct run *run, struct session *session, struct err *err);
	/* What is said to people at last, however the run ended; best effort. */
	void (*tell)(struct run *run, struct session *session);
};

/* The CMS: a comment or a closed pull request becomes an event for the infrastructure. */
extern const struct end sender;
/* The CMS, after a push: what the live comment says of the commit. */
extern const struct end after_push;
/* The infrastructure, before anything is made: what arrived, and the environment's names. */
extern const struct end resolver;
/* The infrastructure, once it is made or removed: the outcome on the pull request. */
extern const struct end reporter;

/* The infrastructure, by mode: what lives compared with what is wanted. */
extern const struct end sweeper;
/* Either end, by mode: does the set-up work? */
extern const struct end doctor;

#endif
