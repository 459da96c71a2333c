/* SPDX-License-Identifier: MIT */
/* What an end makes of an event: data, which the policies of both ends fill and all else reads. */
#ifndef DECISION_H
#define DECISION_H

#include <stddef.h>

#include "base/err.h"
#include "contract/bases.h"
#include "contract/contract.h"
#include "contract/grammar.h"
#include "github/facts.h"

enum verdict {
	VERDICT_IGNORE,    /* not for us: `reason` */
	VERDICT_REFUSE,    /* a command that may not be carried out: `reason` */
	VERDICT_ASK_FACTS, /* it may be sent: what the API knows decides, see decide.h */
	VERDICT_SEND,      /* `event` with `payload` for the environment of `class` */
	VERDICT_RECEIVED   /* the same, at the infrastructure's end, see resolve.h */
};

struct decision {
	enum verdict verdict;
	enum reason reason;
	const struct facts_person *denied; /* REASON_PERMISSION_DENIED: whose role is too low */
	/* VERDICT_ASK_FACTS: whose roles are needed, the first people_count of them */
	const char *people[FACTS_PEOPLE_MAX];
	size_t people_count;
	/* valid for VERDICT_SEND and VERDICT_RECEIVED */
	enum contract_event event;
	struct payload payload;
	enum environment_class class;
	enum contract_operation operation;
	bool nameless; /* received: the step Resolve failed, and the class is not known */
	bool kept; /* received: what was deployed stays, though its pull request is closed or has left its base */
	bool late; /* received: what the report tells is the removal of what was deployed too late */
	bool left; /* received: the pull request's base now means another environment, or none */
	struct err
		misfit; /* received: the base means another class here, or none, if the event is for us */
	char head_sha[GRAMMAR_COMMIT_SHA_MAX + 1]; /* received: the head now; "" if not read */
};

/* "Not for us", which is no error: returns 0. */
static inline int decision_ignore(struct decision *decision, enum reason reason)
{
	decision->verdict = VERDICT_IGNORE;
	decision->reason = reason;
	return 0;
}

/* A command that may not be carried out, which is no error either. */
static inline int decision_refuse(struct decision *decision, enum reason reason)
{
	decision->verdict = VERDICT_REFUSE;
	decision->reason = reason;
	return 0;
}

#endif
