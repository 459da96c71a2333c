/* SPDX-License-Identifier: MIT */
/*
 * The policy of the infrastructure's end: what an event that arrived means (docs/contract.md, "The
 * receiver"). Pure, as decide.h is for the CMS's end.
 */
#ifndef RESOLVE_H
#define RESOLVE_H

#include "contract/config.h"
#include "contract/event.h"
#include "github/facts.h"
#include "infrastructure/resolved.h"
#include "run/decision.h"

/*
 * Reads the payload: VERDICT_RECEIVED, or VERDICT_IGNORE with the reason. -1: bad_payload, and
 * nothing of it may be used; bad_config where `resolved` is of another event. Where that is given,
 * it tells the class, and the commit of a deployment by hand. The names of unknown fields are put
 * into `unknown`.
 */
int resolve_event(const struct config *config, const struct event *event,
		  const struct resolved *resolved, struct decision *decision,
		  struct buf *unknown, struct err *err) MUST_CHECK;

/*
 * Closed wins: a deployment whose pull request is closed, or whose base now means another
 * environment, is not to be made (none) or, where it has a status already, to be removed (destroy).
 * Takes the head commit too, for a deployment by
 * hand of the CMS's own head branch as what is deployed. -1 (bad_response) where the answer
 * cannot be used.
 */
int resolve_pull(const struct config *config, const struct event *event,
		 const struct pull *pull, struct decision *decision,
		 struct err *err) MUST_CHECK;

/*
 * True for a report on staging whose pull request was closed, not merged: staging is nobody's own, so
 * that who closed it must be one who may remove it, as on the CMS.
 */
bool resolve_needs_closer(const struct decision *decision, const struct pull *pull);

/*
 * Staging is kept where that person's role is too low; where it is not known it is removed, since what is
 * forgotten costs more than what is made again.
 */
void resolve_closer(const struct config *config, const struct facts_person *closer,
		    struct decision *decision);

/*
 * True for the removal of what is to be gone anyway: no newer request supersedes that, since nothing that
 * is requested for a closed pull request is made. Of staging it may be another one's.
 */
bool resolve_is_over(const struct decision *decision, const struct pull *pull);

/* True when the pull request's head is another commit than the one that is deployed. */
bool resolve_is_stale(const struct decision *decision);

#endif
