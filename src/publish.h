/* SPDX-License-Identifier: MIT */
/*
 * A finished run as the users of the action see it: warnings, outputs, summary, annotation.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include "run/end.h"

/* The outputs of every end, in the order in which they are shown; ended by a row without a name. */
extern const struct end_output publish_outputs[];

/* Writes for the step's post what the outputs say, and for the job's later steps the end's variables. */
void publish_state(const struct run *run, const struct end *end);

/* True where the run ends with exit status 1: it failed, or refused what nobody on the pull request waits for. */
bool publish_is_red(const struct run *run, const struct end *end);

/* Writes all of it, each as far as it can be written. */
void publish(const struct run *run, const struct end *end);

#endif
