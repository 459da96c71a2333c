/* SPDX-License-Identifier: MIT */
#include "infrastructure/infrastructure.h"
#include "infrastructure/receive.h"
#include "infrastructure/receiver_words.h"
#include "infrastructure/reporter.h"
#include "infrastructure/resolve.h"
#include "infrastructure/staging_sharers.h"
#include "status/author.h"

#include <string.h>

/* What the pull request has that the event did not say; nothing of it stops a deployment. */
static void warn_of_other_branch(struct run *run)
{
	const struct decision *decision = &run->decision;
	const struct pull *pull = &run->facts.pull;

	if (decision->operation != CONTRACT_OPERATE_DEPLOY)
		return;
	if (pull->head && strcmp(pull->head, decision->payload.branch) != 0)
		(void)warnings_add(&run->warnings, RECEIVER_HEAD_CHANGED, NULL);
}

/* Nothing is removed on doubt. */
static int fail_unread(const struct run *run, struct err *err)
{
	return resolve_is_consequence(&run->decision)
		       ? err_suffix(
				 err,
				 ". Nothing is removed. Run this job again, or leave the environment to the sweep")
		       : -1;
}

/*
 * The last request wins: what was requested later, and is carried out, is not undone. Whose the mark of it is must be
 * certain, since anybody can write one.
 */
static int judge_order(struct run *run, struct session *session, struct err *err)
{
	struct receiver *receiver = receiver_of(run);
	const struct decision *decision = &run->decision;
	int64_t author_id;

	if (!*status_history_time(&receiver->history))
		return 0;
	if (decision->class == ENVIRONMENT_STAGING &&
	    staging_sharers_read(run, session, err) < 0)
		return -1;
	if (!status_history_has_newer(&receiver->history))
		return 0;
	if (author_ask(run, session, &author_id, err) < 0)
		return err_prefix(
			err,
			"It is not known whether a newer request was carried out, because the token's owner could not be read");
	receiver->author_id = author_id;
	/* The same event twice with a push between: do not deploy the older commit over the newer one. */
	if (status_history_newest(&receiver->history, author_id, &receiver->newer) ||
	    (resolve_is_stale(decision) &&
	     status_history_find_same(&receiver->history, author_id, decision->head_sha,
				      &receiver->newer)))
		run->decision.operation = CONTRACT_OPERATE_SUPERSEDED;
	return 0;
}

/* The pull request wants what would be removed. A merged one cannot be opened again. */
static int keep_wanted(struct run *run)
{
	run->decision.operation = CONTRACT_OPERATE_SUPERSEDED;
	if (run->decision.payload.merged)
		(void)warnings_add(&run->warnings, RECEIVER_MERGED_OPEN, NULL);
	return 0;
}

/* True where the order of requests can change what is done: then the threads must be known. */
static bool needs_order(const struct run *run)
{
	return *run->decision.payload.requested_at &&
	       run->decision.operation != CONTRACT_OPERATE_NONE &&
	       !resolve_is_swept_staging(&run->decision) &&
	       !resolve_is_over(&run->decision, &run->facts.pull);
}

/*
 * The sweep may know fewer bases of staging than this workflow, or no forks: staging that is shared here is in use. If it
 * is not, nobody wants it, whatever the comments say: the removal that a newer one tells of may have failed.
 */
static int judge_sweep(struct run *run, struct session *session, struct err *err)
{
	char *sharer = receiver_of(run)->sharer;

	if (!resolve_is_swept_staging(&run->decision))
		return 0;
	if (staging_sharers_find_open(run, session, sharer, err) < 0)
		return fail_unread(run, err);
	if (*sharer)
		run->decision.operation = CONTRACT_OPERATE_SUPERSEDED;
	return 0;
}

static int judge_request(struct run *run, struct session *session, const struct err *unread,
			 struct err *err)
{
	if (resolve_is_wanted(&run->decision, &run->facts.pull))
		return keep_wanted(run);
	if (judge_sweep(run, session, err) < 0)
		return -1;
	if (*receiver_of(run)->sharer)
		return 0;
	warn_of_other_branch(run);
	if (!needs_order(run))
		return 0;
	if (!err_is_set(unread))
		return judge_order(run, session, err);
	(void)err_copy(err, unread);
	return err_prefix(err, "It is not known whether a newer request was carried out");
}

/* What the pull request and its comments tell, where there is a token to ask with. */
static int resolver_ask(struct run *run, struct session *session, struct err *err)
{
	const struct config *config = &run->config;
	struct err thread = {.reason = REASON_NONE};
	struct err unread;
	int rc;

	if (!*config->repository)
		return 0;
	if (!*config->token) {
		(void)warnings_add(&run->warnings, RECEIVER_NO_TOKEN, NULL);
		return 0;
	}
	if (session_open(session, run, err) < 0)
		return -1;
	/* Without a time of its own it has no order. */
	rc = *run->decision.payload.requested_at && !err_is_set(&run->decision.misfit)
		     ? receive_ask_pull_and_thread(run, session, &thread, &unread)
		     : receive_ask_pull(run, session, &unread);
	if (resolve_is_foreign(config, &run->facts, &run->decision))
		return decision_ignore(&run->decision, REASON_OTHER_SOURCE);
	if (rc < 0) {
		/* Somebody asked for this removal: it needs nothing of the pull request. */
		if (run->decision.event != CONTRACT_DESTROY ||
		    resolve_is_consequence(&run->decision) ||
		    resolve_may_be_foreign(config, &run->decision) ||
		    unread.reason == REASON_CANCELLED) {
			(void)err_copy(err, &unread);
			return fail_unread(run, err);
		}
		(void)warnings_add(&run->warnings, RECEIVER_PULL_NOT_READ, &unread);
	}
	if (err_is_set(&run->decision.misfit))
		return err_copy(err, &run->decision.misfit);
	return judge_request(run, session, &thread, err);
}

/* With `report` the post says the outcome: without one, or without a place to say it, nothing may begin. */
static int resolver_decide(struct run *run, struct err *err)
{
	const struct config *config = &run->config;

	if (config->report && !*config->job_status)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input report is true, but nothing would report the outcome: the input job-status is empty. Leave job-status out, and use the container action: the native action has no step after the job");
	if (config->report && reporter_check(config, err) < 0)
		return -1;
	return receive_decide(run, err);
}

static void resolver_variables(const struct run *run, struct output *env)
{
	const struct environment *environment = &run->environment;
	const struct decision *decision = &run->decision;
	bool made = environment->class == ENVIRONMENT_EPHEMERAL;
	const struct {
		const char *name, *value;
	} rows[] = {
		{"ENVIRONMENT_CLASS", environment_class_name(environment->class)},
		{"ENVIRONMENT_NAME", environment->name[ENVIRONMENT_WORKSPACE]},
		{"ENVIRONMENT_BRANCH", environment->deploy_branch},
		/* Staging deploys the newest commit of its branch, not the pull request's. */
		{"ENVIRONMENT_COMMIT_SHA", made ? decision->payload.commit_sha : ""},
		{"ENVIRONMENT_HOST", environment->name[ENVIRONMENT_HOST]},
		{"ENVIRONMENT_URL", environment->name[ENVIRONMENT_URL]},
		{"ENVIRONMENT_DATABASE", environment->name[ENVIRONMENT_DATABASE]},
		{"ENVIRONMENT_FILES_PREFIX", environment->name[ENVIRONMENT_FILES_PREFIX]},
		{"ENVIRONMENT_PR_NUMBER", decision->payload.pr_number},
	};

	if (run->result != RESULT_RESOLVED)
		return;
	output_set(env, "ENVIRONMENT_OPERATION", contract_operation_name(decision->operation));
	for (size_t i = 0;
	     i < ARRAY_SIZE(rows) && (decision->operation == CONTRACT_OPERATE_DEPLOY ||
				      decision->operation == CONTRACT_OPERATE_DESTROY);
	     i++)
		output_set(env, rows[i].name, rows[i].value);
}

/* Only for who gave a command, and waits: what a closed pull request had goes in silence. */
static void resolver_begin(struct run *run, struct session *session)
{
	const struct decision *decision = &run->decision;
	bool asked = decision->event == CONTRACT_DEPLOY
			     ? decision->operation == CONTRACT_OPERATE_DEPLOY
			     : decision->event == CONTRACT_DESTROY &&
				       decision->operation == CONTRACT_OPERATE_DESTROY;

	if (run->result != RESULT_RESOLVED || !asked || !session->http)
		return;
	if (!receiver_of(run)->history.query.workspace)
		receive_read_thread(run, session);
	run->config.status = JOB_STATUS_IN_PROGRESS;
	reporter_write(run, session);
}

static int resolver_act(struct run *run, struct session *session, struct err *err)
{
	(void)session;
	(void)err;
	run->result = RESULT_RESOLVED;
	return 0;
}

const struct end resolver = {
	.state_size = sizeof(struct receiver),
	.release = receive_release,
	.decide = resolver_decide,
	.ask = resolver_ask,
	.act = resolver_act,
	.variables = resolver_variables,
	.begin = resolver_begin,
	.sentence = receiver_sentence,
	.warning = receiver_warning,
	.level = receiver_level,
	.outputs = receiver_outputs,
	.fill = receiver_fill,
};
