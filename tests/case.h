/* SPDX-License-Identifier: MIT */
/*
 * Scenarios: the real binary on a real event file, against the hub. tests/cases/README.md has
 * the format of the files.
 */
#ifndef CASE_H
#define CASE_H

#include <stddef.h>

#include "hub/tree.h"

/* What was seen of one run; all owned. */
struct seen {
	int exit_status;
	struct json_object *outputs;   /* name to value, as the runner would read them */
	struct json_object *variables; /* likewise, for the job's later steps */
	struct json_object *requests;  /* the hub's record */
	struct buf log;
	struct buf summary;
	struct buf state; /* for the step's post */
};

/* Which of the scenarios this process runs: the first, and each step-th after it. */
extern struct case_share {
	int first;
	int step;
} case_share;

/* Loads all scenarios, each merged over tests/cases/base.json, once; fails the test run. */
size_t case_count(void);

/* One of them, borrowed. */
const struct json_object *case_get(size_t index);

/* What all scenarios are laid over, tests/cases/base.json; the caller's. */
struct json_object *case_base(void);

/* Runs it; fails the test where it cannot be run. */
void case_run(const struct json_object *scenario, struct seen *seen);

void case_release(struct seen *seen);

#endif
