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

#include "contract/command.h"
#include "contract/config.h"
#include "contract/event.h"
#include "run/decision.h"

/*
 * Decides as far as the event itself allows. -1: bad_event where a value that will be used is
 * missing or wrong, bad_config where something is to be sent but `repository`, `token` or the
 * event's repository is missing; the decision's `verdict` is then what was about to be done,
 * VERDICT_IGNORE where that was nothing yet.
 */
int decide_early(const struct config *config, const struct event *event,
		 const struct command *command, struct decision *decision,
		 struct err *err) MUST_CHECK;

/*
 * Decides with the facts; `facts` must outlive the decision. -1 where a fact that a command
 * needs could not be asked (its own error), or where the answer holds values that must not be
 * sent (bad_response).
 */
int decide_facts(const struct config *config, const struct event *event,
		 const struct command *command, const struct facts *facts,
		 struct decision *decision, struct err *err) MUST_CHECK;

/*
 * After a push: VERDICT_ASK_FACTS where the pull request may have an environment of its own, whose live
 * comment then says an old commit; else ignored.
 */
int decide_pushed(const struct config *config, const struct event *event,
		  struct decision *decision, struct err *err) MUST_CHECK;

#endif
