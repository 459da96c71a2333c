/* SPDX-License-Identifier: MIT */
/* The state of the ends of the CMS. */
#ifndef SENDER_H
#define SENDER_H

#include "contract/command.h"
#include "run/run.h"
#include "status/status_history.h"

struct sender {
	struct command command;        /* that the comment holds */
	struct status_history history; /* after a push: what the pull request's comments tell */
};

/* The warnings of the CMS, see warning.h. */
enum {
	SENDER_REACTION_NOT_WRITTEN = WARNING_OF_END,
	SENDER_REPLY_NOT_WRITTEN,
	SENDER_AUTHOR_NOT_KNOWN /* after a push: whose status comments are ours */
};

static inline struct sender *sender_of(const struct run *run)
{
	return run->state;
}

#endif
