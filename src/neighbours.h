/* SPDX-License-Identifier: MIT */
/*
 * Staging is shared: what was done for one pull request is told by the live comments of the others
 * too, which would say what is not so any more.
 */
#ifndef NEIGHBOURS_H
#define NEIGHBOURS_H

#include "run.h"
#include "session.h"

enum { NEIGHBOURS_MAX = 20 }; /* pull requests, the newest first */

/*
 * Lets the live status comments of ours on other open pull requests into a staging base say that
 * staging was deployed or removed. What cannot be read or written is a warning.
 */
void neighbours_tell(struct run *run, struct session *session);

#endif
