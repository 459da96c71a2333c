/* SPDX-License-Identifier: MIT */
/*
 * The endpoints for what GitHub itself lists of a commit: deployments and commit statuses. No
 * policy, nothing printed. Sources: GitHub's docs, "REST API endpoints for deployments", "for
 * deployment statuses" and "for commit statuses".
 */
#ifndef DEPLOYMENTS_H
#define DEPLOYMENTS_H

#include <stdint.h>

#include "contract/grammar.h"
#include "github/api.h"

enum { DEPLOYMENTS_MAX = 100 }; /* of one environment, the newest first */

/* By this a deployment is known as ours. */
#define DEPLOYMENTS_TASK "deploy-dispatch"

/* A deployment to be made; strings borrowed. */
struct deployments_new {
	const char *ref; /* the commit, or where that is not known the branch */
	const char *environment;
	const char *description; /* at most 140 characters */
	const char *run;         /* GITHUB_RUN_ID, kept in its payload */
	bool transient;          /* it will not be there for ever */
};

/* One of ours, as it is listed. */
struct deployments_entry {
	int64_t id;
	char run[GRAMMAR_RUN_ID_MAX + 1]; /* which run made it; "": not known */
};

/* A state of a deployment; "" leaves an address out; strings borrowed. */
struct deployments_state {
	const char *state; /* "in_progress", "success", "failure", "inactive" */
	const char *environment_url;
	const char *log_url;
};

/* A commit's status, likewise. */
struct deployments_status {
	const char *sha;
	const char *state; /* "pending", "success", "failure" */
	const char *context;
	const char *description; /* at most 140 characters */
	const char *target_url;
};

/*
 * POST /repos/{owner}/{repo}/deployments. Nothing is merged into the ref, and no status is waited for:
 * whether it may be deployed is decided already.
 */
int deployments_create(struct http *http, const struct api_target *target,
		       const struct deployments_new *made, int64_t *id,
		       struct err *err) MUST_CHECK;

/* GET /repos/{owner}/{repo}/deployments: ours of that environment. */
int deployments_list(struct http *http, const struct api_target *target,
		     const char *environment, struct deployments_entry list[DEPLOYMENTS_MAX],
		     size_t *count, struct err *err) MUST_CHECK;

/* POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses */
int deployments_set_state(struct http *http, const struct api_target *target, int64_t id,
			  const struct deployments_state *state, struct err *err) MUST_CHECK;

/* POST /repos/{owner}/{repo}/statuses/{sha} */
int deployments_set_status(struct http *http, const struct api_target *target,
			   const struct deployments_status *status, struct err *err) MUST_CHECK;

#endif
