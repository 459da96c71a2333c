/* SPDX-License-Identifier: MIT */
/*
 * A finished run as the users of the action see it: warnings, outputs, summary, annotation.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include "run/end.h"

/* The outputs of every end, in the order in which they are shown; ended by a row without a name. */
extern const struct end_output publish_outputs[];

/* Writes all of it, each as far as it can be written. */
void publish(const struct run *run, const struct end *end);

#endif
