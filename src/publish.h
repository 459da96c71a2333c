/* SPDX-License-Identifier: MIT */
/*
 * A finished run as the users of the action see it: warnings, outputs, summary, annotation.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include <stddef.h>

#include "run/run.h"

/* One row of the table of outputs: what action.yml and the README must say too. */
struct publish_output {
	const char *name;
	const char *help;
};

/* The table, in the order in which it is shown; *count rows, static. */
const struct publish_output *publish_outputs(size_t *count);

/* Writes all of it, each as far as it can be written. */
void publish(const struct run *run);

#endif
