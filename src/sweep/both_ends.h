/* SPDX-License-Identifier: MIT */
/* Whether this repository is the CMS as well as the infrastructure: its workflow files show it. */
#ifndef BOTH_ENDS_H
#define BOTH_ENDS_H

#include <stdbool.h>

struct run;
struct session;

/*
 * True where a workflow file here does the CMS's work with this action. Asks GitHub, with the input github-token; false where
 * that cannot be asked either. The session is open.
 */
bool both_ends_are_here(const struct run *run, struct session *session);

#endif
