/* SPDX-License-Identifier: MIT */
/*
 * Runs of workflows. No policy, nothing printed. Source: GitHub's docs, "REST API endpoints for workflow
 * runs", "Get a workflow run".
 */
#ifndef RUNS_H
#define RUNS_H

#include "base/err.h"
#include "contract/grammar.h"
#include "github/api_target.h"

struct http;

enum { RUNS_AT_ONCE = 8 };

/* A run that is asked for. */
struct workflow_run {
	char id[GRAMMAR_RUN_ID_MAX + 1];
	bool ended;     /* out: no attempt of it goes on, or waits to be started */
	struct err err; /* out, set: that is not known */
};

/* GET /repos/{owner}/{repo}/actions/runs/{run_id}, of up to RUNS_AT_ONCE runs at the same time. */
void runs_get_all(struct http *http, const struct api_target *target, struct workflow_run *runs,
		  size_t count);

#endif
