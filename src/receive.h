/* SPDX-License-Identifier: MIT */
/* What both steps on the infrastructure begin with: the payload, and the pull request it is of. */
#ifndef RECEIVE_H
#define RECEIVE_H

#include "end.h"

/* Reads the payload: an end's decide. */
int receive_decide(struct run *run, struct err *err);

/*
 * Reads the pull request and lets a closed one win. -1 where it could not be read or used, which
 * facts.pull_err then says as well. The session is open.
 */
int receive_ask_pull(struct run *run, struct session *session, struct err *err);

#endif
