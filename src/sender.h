/* SPDX-License-Identifier: MIT */
/*
 * The CMS's end, from the event file to the feedback: the order of the stages, and nothing else.
 */
#ifndef SENDER_H
#define SENDER_H

#include "run.h"

/*
 * Runs the stages for an event of the CMS; run->runner and run->config are filled. Fills the
 * rest, run->result among it. Never fails otherwise than with RESULT_FAILED.
 */
void sender_run(struct run *run);

#endif
