/* SPDX-License-Identifier: MIT */
#include "base/cancel.h"
#include "base/secret.h"
#include "github/comments.h"
#include "infrastructure/status_comment.h"
#include "infrastructure/success.h"
#include "publish.h"
#include "run/end.h"
#include "run/run.h"
#include "run/session.h"

#include <stdlib.h>
#include <string.h>

enum { EXIT_CANCELLED = 130 };

/* The inputs are checked in every run, before anything else; -1 with run->err. */
static int configure(struct run *run)
{
	config_read_runner(&run->runner, config_environment, NULL);
	if (config_load(&run->config, config_environment, NULL, &run->err) < 0 ||
	    environment_check(&run->config, &run->err) < 0 ||
	    success_check(&run->config, &run->err) < 0) {
		if (run->config.mode != RUN_MODE_DOCTOR)
			return -1;
		/* That is one of the things to tell, and no reason to look at nothing else. */
		run->misconfigured = run->err;
		run->err = (struct err){.reason = REASON_NONE};
	}
	if (!run->runner.event_name)
		return err_set(
			&run->err, REASON_BAD_CONFIG,
			"GITHUB_EVENT_NAME is not set, expected the name of the event. To run it outside of a workflow, see --help");
	return 0;
}

/* Each end of the contract has its own events; a mode needs none. */
static const struct end *choose(const struct run *run, enum event_kind kind)
{
	switch (run->config.mode) {
	case RUN_MODE_RECONCILE: return &sweeper;
	case RUN_MODE_DOCTOR: return &doctor;
	case RUN_MODE_EVENT: break;
	}
	switch (kind) {
	case EVENT_REPOSITORY_DISPATCH:
	case EVENT_WORKFLOW_DISPATCH:
		return run->config.status == JOB_STATUS_NONE ? &resolver : &reporter;
	case EVENT_ISSUE_COMMENT:
	case EVENT_PULL_REQUEST:
	case EVENT_OTHER: break;
	}
	return &sender;
}

/*
 * The event, but of a kind that nobody handles, and where a mode needs none. The runner's word for the
 * repository goes before its own; who started this attempt of the run, only the runner knows.
 */
static int load(struct run *run, enum event_kind kind)
{
	if (kind != EVENT_OTHER &&
	    event_load(&run->event, kind, run->runner.event_path, &run->err) < 0)
		return -1;
	if (run->runner.repository)
		run->event.repository = run->runner.repository;
	run->event.actor = run->runner.triggering_actor;
	return 0;
}

/* Names the environment; what cannot be sent has a name too, people will look for it. */
static void name(struct run *run)
{
	const struct decision *decision = &run->decision;

	if (!run_has_event(run))
		return;
	if (run->resolved.given)
		run->environment = run->resolved.environment;
	else
		environment_make(&run->config, decision->class, decision->payload.pr_number,
				 decision->payload.branch, &run->environment);
}

static int decide(struct run *run, const struct end *end, struct session *session)
{
	enum verdict verdict;
	int rc = end->decide(run, &run->err);

	name(run);
	verdict = run->decision.verdict;
	if (rc < 0 || !end->ask ||
	    (verdict != VERDICT_ASK_FACTS && verdict != VERDICT_RECEIVED))
		return rc;
	rc = end->ask(run, session, &run->err);
	name(run);
	return rc;
}

/* The stages, each as long as none before it has failed. */
static int perform(struct run *run, const struct end *end, struct session *session)
{
	if (decide(run, end, session) < 0)
		return -1;
	switch (run->decision.verdict) {
	case VERDICT_IGNORE: run->result = RESULT_IGNORED; return 0;
	case VERDICT_REFUSE: run->result = RESULT_REFUSED; return 0;
	case VERDICT_ASK_FACTS:
	case VERDICT_SEND:
	case VERDICT_RECEIVED: break;
	}
	return end->act(run, session, &run->err);
}

/*
 * Whatever a failure looks like once the run is to end, it was cancelled: a read that a signal
 * broke off is no broken event.
 */
static void fail(struct run *run)
{
	run->result = RESULT_FAILED;
	if (cancel_requested() && run->err.reason != REASON_CANCELLED)
		err_set(&run->err, REASON_CANCELLED, "The run was cancelled");
}

/*
 * New commits in the pull request: nothing to send, but what is said of the commit is old. Only by
 * pull_request_target, whose token may edit whatever the pull request is of.
 */
static bool is_push(const struct run *run)
{
	return strcmp(run->runner.event_name, "pull_request_target") == 0 &&
	       run->event.action && strcmp(run->event.action, "synchronize") == 0;
}

static void drive(struct run *run)
{
	enum event_kind kind = run->config.mode == RUN_MODE_EVENT
				       ? event_kind(run->runner.event_name)
				       : EVENT_OTHER;
	const struct end *end = choose(run, kind);
	struct session session = {0};

	if (load(run, kind) < 0)
		fail(run);
	else if (is_push(run))
		end = &after_push;
	if (run->result != RESULT_FAILED && perform(run, end, &session) < 0)
		fail(run);
	if (end->tell)
		end->tell(run, &session);
	session_close(&session);
}

static void run_release(struct run *run)
{
	buf_release(&run->comment_url);
	buf_release(&run->report);
	warnings_release(&run->warnings);
	diagnosis_release(&run->diagnosis);
	status_history_release(&run->history);
	facts_release(&run->facts);
	resolved_release(&run->resolved);
	event_release(&run->event);
	sweep_release(&run->sweep);
	config_release(&run->config);
}

int run_once(void)
{
	struct run run = {.comment_url = BUF_INIT(COMMENTS_URL_MAX),
			  .report = BUF_INIT(STATUS_COMMENT_MAX),
			  .asked_ago_s = -1,
			  .requests_left = -1};
	int configured;
	int status;

	cancel_install();
	config_keep_secrets(config_environment, NULL);
	configured = configure(&run);
	config_forget_tokens();
	if (configured < 0)
		run.result = RESULT_FAILED;
	else
		drive(&run);
	publish(&run);
	status = run.result == RESULT_FAILED ? EXIT_FAILURE : EXIT_SUCCESS;
	run_release(&run);
	secret_forget();
	return cancel_requested() ? EXIT_CANCELLED : status;
}
