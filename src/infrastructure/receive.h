/* SPDX-License-Identifier: MIT */
/* What the steps on the infrastructure share: the payload, and the pull request it is of. */
#ifndef RECEIVE_H
#define RECEIVE_H

#include "infrastructure/receiver.h"
#include "run/session.h"

/* Reads the payload and names the environment: an end's decide. */
int receive_decide(struct run *run, struct err *err);

/* Frees what the state holds: an end's release. */
void receive_release(struct run *run);

/*
 * Reads the pull request and lets a closed one win. -1 where it could not be read or used, which
 * facts.pull_err then says as well. The session is open.
 */
int receive_ask_pull(struct run *run, struct session *session, struct err *err);

/*
 * Reads the comments into the history, and when the command was given. Where they cannot be read, a
 * warning says so.
 */
void receive_read_thread(struct run *run, struct session *session);

/*
 * Both at the same time: as receive_ask_pull() has it. `unread` is set where the comments could not be
 * read.
 */
int receive_ask_pull_and_thread(struct run *run, struct session *session, struct err *unread,
				struct err *err);

/*
 * Who we are, as the comments' authors have it. 0 where that cannot be known, which a warning says:
 * no comment is then ours. Of a mark the author tells whose it is, and never what it holds.
 */
int64_t receive_ask_author(struct run *run, struct session *session);

#endif
