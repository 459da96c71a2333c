/* SPDX-License-Identifier: MIT */
/*
 * The infrastructure's end, from the event file to the report: the order of the stages, and
 * nothing else.
 */
#ifndef RECEIVER_H
#define RECEIVER_H

#include "run.h"

/*
 * Runs the stages for a dispatch event; run->runner and run->config are filled. Without the
 * input status it resolves: checks the payload and names the environment. With it, it reports
 * on the pull request. Never fails otherwise than with RESULT_FAILED.
 */
void receiver_run(struct run *run);

#endif
