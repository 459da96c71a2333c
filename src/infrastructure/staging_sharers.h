/* SPDX-License-Identifier: MIT */
/*
 * Staging is shared: what was requested for it stands on several pull requests, and what was done for
 * one of them is told by the live comments of the others too.
 */
#ifndef STAGING_SHARERS_H
#define STAGING_SHARERS_H

#include "run/run.h"
#include "run/session.h"

/*
 * Lets the live status comments of ours on other open pull requests into a staging base say that
 * staging was deployed or removed. What cannot be read or written is a warning.
 */
void staging_sharers_tell(struct run *run, struct session *session);

/*
 * Adds to the history what was requested for staging since the event, on any pull request: the own one does not tell of
 * that. -1: not all could be read.
 */
int staging_sharers_read(struct run *run, struct session *session, struct err *err) MUST_CHECK;

/*
 * The number of another open pull request that shares staging, "" where there is none. -1: not all could be read. Pull
 * requests of forks do not count, unless they may have environments.
 */
int staging_sharers_find_open(const struct run *run, struct session *session,
			      char number[GRAMMAR_PR_NUMBER_MAX + 1],
			      struct err *err) MUST_CHECK;

#endif
