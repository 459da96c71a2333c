/* SPDX-License-Identifier: MIT */
/*
 * What a report tells GitHub beside the comment, where the inputs ask for it: a deployment
 * (`deployments`), and the status of the commit (`commit-status`). It never changes the result:
 * what cannot be told is a warning.
 */
#ifndef DEPLOYMENT_REPORT_H
#define DEPLOYMENT_REPORT_H

#include "run/run.h"
#include "run/session.h"

/* Tells run->state; called once it is known. */
void deployment_report(struct run *run, struct session *session);

#endif
