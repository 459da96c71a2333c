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
 * Closed wins: a deployment whose pull request is closed, or whose base now means another environment, is not to be made. Of
 * an environment of its own what is there is to be removed (destroy), unless its base is in no list (none). Staging, which
 * is no pull request's own, stays (none, or `kept` where it was deployed).
 * Takes the head commit too, for a deployment by
 * hand of the CMS's own head branch as what is deployed. -1 (bad_response) where the answer
 * cannot be used.
 */
int resolve_pull(const struct config *config, const struct event *event,
		 const struct pull *pull, struct decision *decision,
		 struct err *err) MUST_CHECK;

/*
 * True for an event that names another repository than the input: it may be of another CMS, or of one that was renamed. Its
 * pull request tells. Until then that its base is not covered here is no error, but `misfit` of the decision.
 */
bool resolve_names_other(const struct config *config, const struct decision *decision);

/*
 * True for an event that another repository's pull request was the cause of: its `source` has another number than the
 * repository of the pull request that was read, or names another repository, and there is no such pull request here.
 */
bool resolve_is_foreign(const struct config *config, const struct facts *facts,
			const struct decision *decision);

/*
 * True where only the pull request's repository could tell that the event is not of another one: where that cannot be read,
 * nothing is carried out, not even what somebody asked for.
 */
bool resolve_may_be_foreign(const struct config *config, const struct decision *decision);

/* True for a removal that nobody gave a command for: of a closed pull request, or of one that got another base. */
bool resolve_is_consequence(const struct decision *decision);

/*
 * True for such a removal whose pull request is open, and whose base means the very environment that would be removed:
 * the event is old, or the pull request was opened again or moved back.
 */
bool resolve_is_wanted(const struct decision *decision, const struct pull *pull);

/*
 * True for the removal of what is to be gone anyway: no newer request supersedes that, since nothing that
 * is requested for a closed pull request is made. Of staging it may be another one's.
 */
bool resolve_is_over(const struct decision *decision, const struct pull *pull);

/* True for a removal of staging that the sweep asked for, because it saw no open pull request that shares staging. */
bool resolve_is_swept_staging(const struct decision *decision);

/* True when the pull request's head is another commit than the one that is deployed. */
bool resolve_is_stale(const struct decision *decision);

#endif
