/* SPDX-License-Identifier: MIT */
/*
 * What is said after the job's last step, by the step that had the input `report`. What that step found is in its state;
 * act's post has none, but the variable that was set for the steps between.
 */
#include "contract/environment.h"
#include "github/dispatches.h"
#include "base/log_end.h"
#include "infrastructure/infrastructure.h"
#include "infrastructure/receive.h"
#include "infrastructure/receiver_words.h"
#include "infrastructure/reporter.h"
#include "run/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ERROR_MAX = 64 * 1024 };

static bool is_known(const struct config *config)
{
	return config->status != JOB_STATUS_NONE;
}

/* What became of the job; the runner's words are those of the input `status`. */
static enum job_status outcome_of(const char *words)
{
	if (strcmp(words, "success") == 0)
		return JOB_STATUS_SUCCESS;
	if (strcmp(words, "failure") == 0)
		return JOB_STATUS_FAILURE;
	return strcmp(words, "cancelled") == 0 ? JOB_STATUS_CANCELLED : JOB_STATUS_NONE;
}

static int set_error(struct run *run, const char *text, struct err *err)
{
	if (*run->config.error)
		return 0;
	return config_set(&run->config, "error", text, err);
}

/* A step that failed was not made good by a job that ended well (`continue-on-error`). */
static int take_failure(struct run *run, const struct resolved *step, struct err *err)
{
	if (strcmp(step->result, result_name(RESULT_FAILED)) != 0)
		return 0;
	if (run->config.status == JOB_STATUS_SUCCESS)
		run->config.status = JOB_STATUS_FAILURE;
	return set_error(run, buf_str(&step->message), err);
}

static int take_outcome(struct run *run, struct err *err)
{
	struct config *config = &run->config;

	config->status = outcome_of(config->job_status);
	if (is_known(config))
		return 0;
	/* Never success: what nobody knows is reported as what may be wrong. */
	config->status = JOB_STATUS_FAILURE;
	return set_error(
		run,
		"The outcome of the job is not known, because the runner did not tell its status.",
		err);
}

/* What the step found; "" where there was none to be told, "null" where it ended before it came to that. */
static int take_state(struct run *run, struct resolved *step, struct err *err)
{
	const char *state = run->runner.resolved;

	if (!state)
		state = run->runner.operation ? "" : "null";
	if (config_set(&run->config, "resolved", state, err) < 0 ||
	    resolved_read(run->config.resolved, step, err) < 0)
		return -1;
	if (step->given && !*step->result)
		return set_error(
			run,
			"The step that checks the event ended before it could say what is to be done.",
			err);
	return take_failure(run, step, err);
}

/* Ignored, superseded, refused by hand: nobody on the pull request waits for a word. */
static bool is_done(const struct run *run, const struct resolved *step)
{
	return strcmp(step->result, result_name(RESULT_IGNORED)) == 0 ||
	       (run->event.kind == EVENT_WORKFLOW_DISPATCH && step->given && !step->named) ||
	       (step->given && !*step->result && run->config.status == JOB_STATUS_SUCCESS) ||
	       run->decision.operation == CONTRACT_OPERATE_SUPERSEDED;
}

/* Without a state the variable tells what the step found. */
static void take_operation_of_act(struct run *run)
{
	struct decision *decision = &run->decision;

	if (run->runner.resolved || !run->runner.operation ||
	    decision->verdict != VERDICT_RECEIVED)
		return;
	(void)contract_find_operation(run->runner.operation, &decision->operation);
	decision->late = decision->event == CONTRACT_DEPLOY &&
			 decision->operation == CONTRACT_OPERATE_DESTROY;
}

/* Without `report` there is nothing to do, and what is wrong with the inputs the step has said. */
static bool after_job_forgive(struct run *run)
{
	if (run->config.report)
		return false;
	run->err = (struct err){.reason = REASON_NONE};
	return true;
}

static int after_job_decide(struct run *run, struct err *err)
{
	struct resolved step = {.given = false};
	int rc;

	if (!run->config.report || run->config.mode != RUN_MODE_EVENT ||
	    (run->event.kind != EVENT_REPOSITORY_DISPATCH &&
	     run->event.kind != EVENT_WORKFLOW_DISPATCH))
		return decision_ignore(&run->decision, REASON_NONE);
	rc = take_outcome(run, err) < 0 || take_state(run, &step, err) < 0 ||
			     receive_decide(run, err) < 0
		     ? -1
		     : 0;
	if (rc == 0) {
		take_operation_of_act(run);
		if (is_done(run, &step))
			rc = decision_ignore(&run->decision, REASON_NONE);
	}
	resolved_release(&step);
	return rc;
}

/* The end of the log, where the job's own steps had their turn and did not end well. */
static void read_log(struct run *run)
{
	const char *began = run->runner.began;
	/* act tells no time; its workspace is as new as the job. */
	int64_t since = began ? strtoll(began, NULL, 10) : 0;
	auto_buf text = BUF_INIT(ERROR_MAX);
	struct err err;

	if (run->config.status == JOB_STATUS_SUCCESS || *run->config.error ||
	    !run->runner.workspace || !*run->environment.name[ENVIRONMENT_WORKSPACE])
		return;
	if (log_end_read(run->runner.workspace, run->config.error_file, since, &text, &err) <
		    0 ||
	    config_set(&run->config, "error", buf_str(&text), &err) < 0)
		(void)warnings_add(&run->warnings, RECEIVER_ERROR_FILE, &err);
}

/* What is asked of this repository: as for a pull request that was closed, or has another base, just now. */
static int make_removal(const struct run *run, struct payload *payload, struct err *err)
{
	const struct pull *pull = &run->facts.pull;
	const struct payload *event = &run->decision.payload;

	*payload = (struct payload){.merged = pull->merged, .source = event->source};
	memcpy(payload->pr_number, event->pr_number, sizeof(payload->pr_number));
	memcpy(payload->base_branch, event->base_branch, sizeof(payload->base_branch));
	memcpy(payload->source.cause, "late", sizeof("late"));
	payload->source.class = environment_class_name(run->decision.class);
	payload->source.id = pull->base_repository_id;
	(void)snprintf(payload->source.repository, sizeof(payload->source.repository), "%s",
		       run->config.repository);
	return contract_set(payload, CONTRACT_REQUESTED_AT,
			    pull->open ? pull->updated_at : pull->closed_at,
			    REASON_BAD_RESPONSE, err);
}

static int request_removal(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_here(run);
	struct payload payload;
	struct json doc = {.root = NULL};

	if (make_removal(run, &payload, err) < 0)
		return -1;
	contract_build(CONTRACT_CLOSED, &payload, &doc);
	return dispatches_create(session->http, &target, contract_event_type(CONTRACT_CLOSED),
				 &doc, err);
}

/*
 * Closed wins: what was deployed for a pull request that is closed now, or means staging, is to go. It goes by an event of its
 * own, since the job has no more steps; until then the environment is there, and that is what the comment says.
 */
static void remove_late(struct run *run, struct session *session)
{
	struct decision *decision = &run->decision;
	struct receiver *receiver = receiver_of(run);
	struct err err;

	if (decision->event != CONTRACT_DEPLOY || decision->late ||
	    decision->operation != CONTRACT_OPERATE_DESTROY || run->config.dry_run)
		return;
	if (request_removal(run, session, &err) == 0) {
		receiver->late = LATE_REMOVAL_REQUESTED;
	} else {
		receiver->late = LATE_REMOVAL_FAILED;
		(void)warnings_add(&run->warnings, RECEIVER_LATE_NOT_SENT, &err);
	}
	if (run->config.status == JOB_STATUS_SUCCESS)
		decision->operation = CONTRACT_OPERATE_DEPLOY;
}

static int after_job_act(struct run *run, struct session *session, struct err *err)
{
	read_log(run);
	remove_late(run, session);
	if (reporter_act(run, session, err) < 0)
		return -1;
	if (outcome_of(run->config.job_status) == JOB_STATUS_NONE)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input job-status holds \"%.80s\", expected success, failure or cancelled. Leave it out: the runner fills it in",
			run->config.job_status);
	return 0;
}

static void after_job_sentence(const struct run *run, const struct text *text)
{
	if (run->result == RESULT_IGNORED && run->decision.reason == REASON_NONE)
		text_say(text, "There is nothing to report.");
	else
		receiver_sentence(run, text);
}

const struct end after_job = {
	.state_size = sizeof(struct receiver),
	.release = receive_release,
	.forgive = after_job_forgive,
	.decide = after_job_decide,
	.ask = reporter_ask,
	.act = after_job_act,
	.sentence = after_job_sentence,
	.warning = receiver_warning,
	.level = receiver_level,
	.summary = receiver_summary,
	.comment = "Report",
	.outputs = receiver_outputs,
	.fill = receiver_fill,
};
