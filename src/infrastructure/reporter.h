/* SPDX-License-Identifier: MIT */
/* The steps of a report, which the step Resolve and its post share with the reporter. */
#ifndef REPORTER_H
#define REPORTER_H

#include "run/run.h"
#include "run/session.h"

/* -1 (bad_config) where the inputs do not say where to report, and with which token. */
int reporter_check(const struct config *config, struct err *err) MUST_CHECK;

/* Reads the thread and the pull request, as far as the report needs them; as in end.h. */
int reporter_ask(struct run *run, struct session *session, struct err *err) MUST_CHECK;

/* Writes what the run's status says on the pull request; what could not be written is a warning. */
void reporter_write(struct run *run, struct session *session);

/* The same as a run's only work: sets its result. -1: it is not known whether what was deployed may stay. */
int reporter_act(struct run *run, struct session *session, struct err *err) MUST_CHECK;

#endif
