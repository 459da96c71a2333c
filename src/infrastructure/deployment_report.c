/* SPDX-License-Identifier: MIT */
#include "infrastructure/deployment_report.h"
#include "github/deployments.h"
#include "github/link.h"
#include "infrastructure/receive.h"
#include "run/target.h"

#include <string.h>

enum { URL_MAX = 4096, DESCRIPTION_MAX = 140 };

/* The fixed context of the commit's status, for those who require it before a merge. */
static const char context[] = "deploy-dispatch";

static const char *name_of(const struct run *run, enum environment_name name)
{
	return run->environment.name[name];
}

static const char *run_id(const struct run *run)
{
	const char *id = run->runner.run_id;

	return id && grammar_is_run_id(id) ? id : "";
}

static void add_log_url(const struct run *run, struct buf *out)
{
	(void)link_run_url(out, &run->runner, run->event.repository);
}

static int set_state(struct run *run, struct session *session, int64_t id, const char *state,
		     struct err *err)
{
	struct api_target target = target_other(run);
	auto_buf log_url = BUF_INIT(URL_MAX);
	struct deployments_state made = {.state = state, .environment_url = ""};

	add_log_url(run, &log_url);
	made.log_url = buf_str(&log_url);
	if (strcmp(state, "success") == 0)
		made.environment_url = name_of(run, ENVIRONMENT_URL);
	return deployments_set_state(session->http, &target, id, &made, err);
}

/* Staging deploys its branch; of a deployment by hand the commit may not be known. */
static int create(struct run *run, struct session *session, int64_t *id, struct err *err)
{
	struct api_target target = target_other(run);
	bool staging = run->environment.class == ENVIRONMENT_STAGING;
	const char *commit = run->decision.payload.commit_sha;
	auto_buf description = BUF_INIT(DESCRIPTION_MAX);
	struct deployments_new made = {.environment = name_of(run, ENVIRONMENT_WORKSPACE),
				       .run = run_id(run),
				       .transient = !staging};

	made.ref = staging || !*commit ? run->environment.deploy_branch : commit;
	buf_addf(&description, "Requested by %s", run->decision.payload.sender);
	made.description = buf_str(&description);
	return deployments_create(session->http, &target, &made, id, err);
}

/* That of this run, where its beginning was told; else a new one. */
static int find_or_create(struct run *run, struct session *session,
			  const struct deployments_entry *list, size_t count, int64_t *id,
			  struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (*run_id(run) && strcmp(list[i].run, run_id(run)) == 0) {
			*id = list[i].id;
			return 0;
		}
	}
	return create(run, session, id, err);
}

/* What is gone has no deployment that is active. */
static int end_all(struct run *run, struct session *session,
		   const struct deployments_entry *list, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (set_state(run, session, list[i].id, "inactive", err) < 0)
			return -1;
	}
	return 0;
}

/*
 * The one before is over once this one lives. GitHub does that by itself where the environment is not
 * transient ("auto_inactive").
 */
static int end_previous(struct run *run, struct session *session,
			const struct deployments_entry *list, size_t count, int64_t id,
			struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i].id != id)
			return set_state(run, session, list[i].id, "inactive", err);
	}
	return 0;
}

static const char *state_of(enum marker_state state)
{
	switch (state) {
	case MARKER_IN_PROGRESS: return "in_progress";
	case MARKER_DEPLOYED: return "success";
	case MARKER_DEPLOY_FAILED: return "failure";
	case MARKER_CLOSED:
	case MARKER_REMOVED: return "inactive";
	case MARKER_REMOVAL_FAILED:
	case MARKER_CUT_OFF:
	case MARKER_FOLDED:
	case MARKER_STATE_COUNT: break;
	}
	return NULL;
}

static int tell_deployment(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_other(run);
	struct deployments_entry list[DEPLOYMENTS_MAX];
	const char *state = state_of(receiver_of(run)->outcome);
	size_t count = 0;
	int64_t id;

	if (!state || (receiver_of(run)->outcome == MARKER_IN_PROGRESS &&
		       run->decision.event != CONTRACT_DEPLOY))
		return 0;
	if (receiver_of(run)->outcome == MARKER_IN_PROGRESS)
		return create(run, session, &id, err) < 0
			       ? -1
			       : set_state(run, session, id, state, err);
	if (deployments_list(session->http, &target, name_of(run, ENVIRONMENT_WORKSPACE), list,
			     &count, err) < 0)
		return -1;
	if (receiver_of(run)->outcome == MARKER_REMOVED)
		return end_all(run, session, list, count, err);
	if (find_or_create(run, session, list, count, &id, err) < 0 ||
	    set_state(run, session, id, state, err) < 0)
		return -1;
	if (receiver_of(run)->outcome == MARKER_DEPLOYED &&
	    run->environment.class == ENVIRONMENT_EPHEMERAL)
		return end_previous(run, session, list, count, id, err);
	return 0;
}

/* Of a removal a commit has no status: what it was deployed as, it was. */
static int tell_status(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_other(run);
	auto_buf description = BUF_INIT(DESCRIPTION_MAX);
	auto_buf log_url = BUF_INIT(URL_MAX);
	const char *workspace = name_of(run, ENVIRONMENT_WORKSPACE);
	struct deployments_status status = {.sha = run->decision.payload.commit_sha,
					    .context = context};

	switch (receiver_of(run)->outcome) {
	case MARKER_IN_PROGRESS:
		status.state = "pending";
		buf_addf(&description, "%s is being deployed", workspace);
		break;
	case MARKER_DEPLOYED:
		status.state = "success";
		status.target_url = name_of(run, ENVIRONMENT_URL);
		buf_addf(&description, "%s is deployed", workspace);
		break;
	case MARKER_DEPLOY_FAILED:
		status.state = "failure";
		buf_addf(&description, "The deployment of %s did not succeed", workspace);
		break;
	case MARKER_CLOSED:
		status.state = "failure";
		buf_addf(&description, "%s was deployed too late, and is removed", workspace);
		break;
	case MARKER_REMOVED:
	case MARKER_REMOVAL_FAILED:
	case MARKER_CUT_OFF:
	case MARKER_FOLDED:
	case MARKER_STATE_COUNT: return 0;
	}
	status.description = buf_str(&description);
	if (!status.target_url) {
		add_log_url(run, &log_url);
		status.target_url = buf_str(&log_url);
	}
	if (!*status.sha || run->decision.event != CONTRACT_DEPLOY)
		return 0;
	return deployments_set_status(session->http, &target, &status, err);
}

void deployment_report(struct run *run, struct session *session)
{
	struct err err;

	/* What has no name was never deployed. */
	if (!*name_of(run, ENVIRONMENT_WORKSPACE))
		return;
	if (run->config.deployments && tell_deployment(run, session, &err) < 0) {
		(void)warnings_add(&run->warnings, RECEIVER_DEPLOYMENT_NOT_TOLD, &err);
		if (api_ends_writes(&err))
			return;
	}
	if (run->config.commit_status && tell_status(run, session, &err) < 0)
		(void)warnings_add(&run->warnings, RECEIVER_STATUS_NOT_TOLD, &err);
}
