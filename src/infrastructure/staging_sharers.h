/* SPDX-License-Identifier: MIT */
/*
 * Staging is shared: what was requested for it stands on several pull requests, and what was done for
 * one of them is told by the live comments of the others too.
 */
#ifndef STAGING_SHARERS_H
#define STAGING_SHARERS_H

#include "run/run.h"
#include "run/session.h"

enum { STAGING_SHARERS_MAX = 20 }; /* pull requests, the newest first */

/*
 * Lets the live status comments of ours on other open pull requests into a staging base say that
 * staging was deployed or removed. What cannot be read or written is a warning.
 */
void staging_sharers_tell(struct run *run, struct session *session);

/*
 * Adds to the history what was requested for staging on the other open pull requests into its bases: the
 * own one does not tell of that. -1: not all could be read. Pull requests of forks do not count, unless they may
 * have environments.
 */
int staging_sharers_read(struct run *run, struct session *session, struct err *err) MUST_CHECK;

#endif
