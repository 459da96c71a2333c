/* SPDX-License-Identifier: MIT */
/*
 * The policy: what an event means for the CMS's end (README.md, "Results and reasons"). The checks
 * have an order, and the first that does not hold gives the reason. Pure: no I/O, no words.
 *
 * There are two entries, because a command, and closing a pull request that has staging, need
 * facts that only the API has: decide_early() says whether they are needed, decide_facts()
 * judges with them.
 */
#ifndef DECIDE_H
#define DECIDE_H

#include "command.h"
#include "config.h"
#include "contract.h"
#include "environment.h"
#include "event.h"
#include "facts.h"

enum verdict {
	VERDICT_IGNORE,    /* not for us: `reason` */
	VERDICT_REFUSE,    /* a command that may not be carried out: `reason` */
	VERDICT_ASK_FACTS, /* it may be sent: fetch the facts, then decide_facts() */
	VERDICT_SEND,      /* `event` with `payload` for the environment of `class` */
	VERDICT_RECEIVED   /* the same, at the infrastructure's end: see resolve.h */
};

struct decision {
	enum verdict verdict;
	enum reason reason;
	const struct facts_person *denied; /* REASON_PERMISSION_DENIED: whose role is too low */
	/* VERDICT_ASK_FACTS: whose roles are needed, the first people_count of them */
	const char *people[FACTS_PEOPLE_MAX];
	size_t people_count;
	struct err unchecked; /* set: sent although the role of who closed could not be asked */
	/* valid for VERDICT_SEND and VERDICT_RECEIVED */
	enum contract_event event;
	struct payload payload;
	enum environment_class class;
	enum contract_operation operation;
	char head_sha[GRAMMAR_COMMIT_SHA_MAX + 1]; /* received: the head now; "" if not read */
};

/*
 * Decides as far as the event itself allows. -1: bad_event where a value that will be used is
 * missing or wrong, bad_config where something is to be sent but `repository`, `token` or the
 * event's repository is missing; the decision's `verdict` is then what was about to be done,
 * VERDICT_IGNORE where that was nothing yet.
 */
int decide_early(const struct config *config, const struct event *event,
		 const struct command *command, struct decision *decision, struct err *err)
	__attribute__((warn_unused_result));

/*
 * Decides with the facts; `facts` must outlive the decision. -1 where a fact that a command
 * needs could not be asked (its own error), or where the answer holds values that must not be
 * sent (bad_response).
 */
int decide_facts(const struct config *config, const struct event *event,
		 const struct command *command, const struct facts *facts,
		 struct decision *decision, struct err *err)
	__attribute__((warn_unused_result));

/* "Not for us", which is no error: returns 0. */
int decide_ignore(struct decision *decision, enum reason reason);

#endif
