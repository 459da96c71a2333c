/* SPDX-License-Identifier: MIT */
/* The workflow files of a repository's default branch, and which of them concern the contract. Pure. */
#ifndef WORKFLOWS_H
#define WORKFLOWS_H

#include "workflow/workflow.h"

enum { WORKFLOWS_MAX = 100 }; /* files of a repository that are read */

struct workflows {
	bool known; /* the folder was read; else `err` says why not, if anybody asked */
	struct err err;
	struct workflow *list; /* owned */
	size_t count;
	size_t left_out; /* more than WORKFLOWS_MAX */
};

/* Adds a file that is still to be read; takes the name as far as it fits. */
struct workflow *workflows_add(struct workflows *workflows, const char *name);
void workflows_release(struct workflows *workflows);

/*
 * Once all are read: marks those that concern the contract. They use the action, call one that does, or
 * name one of the contract's types. Where none uses the action, a workflow that calls another
 * repository's may do so, and counts by the events that it listens to.
 */
void workflows_relate(struct workflows *workflows);

/* What a file has to be. */
typedef bool workflows_test(const struct workflow *workflow, const void *context);

/* The first that concerns the contract and passes the test; NULL where there is none. */
const struct workflow *workflows_find(const struct workflows *workflows, workflows_test *test,
				      const void *context);

/* The first of which nothing is known, since it could not be read; NULL where there is none. */
const struct workflow *workflows_find_unknown(const struct workflows *workflows);

/* True where a file that concerns the contract listens to the event. */
bool workflows_listen(const struct workflows *workflows, const char *event);

/* True where some file is what the CMS has; what the infrastructure has. */
bool workflows_send(const struct workflows *workflows);
bool workflows_receive(const struct workflows *workflows);

#endif
