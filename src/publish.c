/* SPDX-License-Identifier: MIT */
#include "publish.h"
#include "base/output.h"
#include "base/printable.h"
#include "infrastructure/report_inputs.h"
#include "message.h"
#include "sweep/sweep_words.h"

#include <stdio.h>
#include <string.h>

enum id {
	OUT_RESULT,
	OUT_REASON,
	OUT_MESSAGE,
	OUT_EVENT_TYPE,
	OUT_CLIENT_PAYLOAD,
	OUT_PR_NUMBER,
	OUT_BASE_BRANCH,
	OUT_BRANCH,
	OUT_COMMIT_SHA,
	OUT_SENDER,
	OUT_MERGED,
	OUT_OPERATION,
	OUT_ENVIRONMENT,
	OUT_WORKSPACE,
	OUT_DEPLOY_BRANCH,
	OUT_HOST,
	OUT_URL,
	OUT_ADMIN_URL,
	OUT_MAILPIT_URL,
	OUT_DATABASE,
	OUT_FILES_PREFIX,
	OUT_WORDS,
	OUT_HEAD_SHA,
	OUT_FOUND,
	OUT_SENT,
	OUT_ORPHANS,
	OUT_COMMENT_URL,
	OUT_COUNT
};

static const struct publish_output outputs[] = {
	[OUT_RESULT] =
		{"result",
		 "dispatched, dry-run, ignored, refused, resolved, reported, reconciled, healthy or failed."},
	[OUT_REASON] =
		{"reason",
		 "A code that says why the run was ignored, refused or failed. Otherwise empty."},
	[OUT_MESSAGE] = {"message", "The outcome in one sentence."},
	[OUT_EVENT_TYPE] =
		{"event-type",
		 "The event that was sent, would be sent, or was received: deploy-ephemeral, destroy-ephemeral or pr-closed."},
	[OUT_CLIENT_PAYLOAD] = {"client-payload", "Its client_payload as compact JSON."},
	[OUT_PR_NUMBER] = {"pr-number", "The pull request's number."},
	[OUT_BASE_BRANCH] = {"base-branch", "The branch that the pull request targets."},
	[OUT_BRANCH] = {"branch", "The head branch. Deploy only."},
	[OUT_COMMIT_SHA] = {"commit-sha", "The head commit. Deploy only."},
	[OUT_SENDER] = {"sender", "The login of the person who asked. Not for pr-closed."},
	[OUT_MERGED] =
		{"merged",
		 "true if the pull request was merged, false if it was only closed. pr-closed only."},
	[OUT_OPERATION] =
		{"operation",
		 "deploy, destroy, none or superseded. On the infrastructure a closed pull request wins: none before a deployment starts, destroy in the report of a deployment that is done. superseded: a newer wish was carried out already, so nothing is to be done."},
	[OUT_ENVIRONMENT] = {"environment", "ephemeral or staging."},
	[OUT_WORKSPACE] = {"workspace", "The environment's name, pr-123 or staging."},
	[OUT_DEPLOY_BRANCH] =
		{"deploy-branch",
		 "The branch that is deployed: the head branch, or for staging the ephemeral base. Deploy only."},
	[OUT_HOST] = {"host", "The environment's host name."},
	[OUT_URL] = {"url", "Its address."},
	[OUT_ADMIN_URL] = {"admin-url", "The address of its admin panel."},
	[OUT_MAILPIT_URL] = {"mailpit-url", "The address of its Mailpit. Empty for staging."},
	[OUT_DATABASE] = {"database", "The name of its database."},
	[OUT_FILES_PREFIX] = {"files-prefix",
			      "Its prefix in the shared bucket, with the slash."},
	[OUT_WORDS] =
		{"words",
		 "Infrastructure: the commands, domain, region, instance and details of the inputs as JSON, if any is not the default. For the input resolved of the report."},
	[OUT_HEAD_SHA] =
		{"head-sha",
		 "Infrastructure: the current head commit of the pull request, if it was read."},
	[OUT_FOUND] =
		{"found",
		 "Reconcile: how many environments are left over: no open pull request wants them."},
	[OUT_SENT] = {"sent", "Reconcile: how many removals were requested."},
	[OUT_ORPHANS] = {"orphans",
			 "Reconcile: the workspaces of these environments, as a JSON array."},
	[OUT_COMMENT_URL] = {"comment-url",
			     "The address of the comment that was written or edited, if any."},
};
_Static_assert(ARRAY_SIZE(outputs) == OUT_COUNT, "every output has a row");

const struct publish_output *publish_outputs(size_t *count)
{
	*count = OUT_COUNT;
	return outputs;
}

/* The event's own outputs and the environment's, once the event is sent or would be. */
static void fill_event(const struct run *run, const char *values[OUT_COUNT])
{
	static const enum id field_ids[] = {
		[CONTRACT_PR_NUMBER] = OUT_PR_NUMBER,
		[CONTRACT_BRANCH] = OUT_BRANCH,
		[CONTRACT_BASE_BRANCH] = OUT_BASE_BRANCH,
		[CONTRACT_COMMIT_SHA] = OUT_COMMIT_SHA,
		[CONTRACT_SENDER] = OUT_SENDER,
		[CONTRACT_MERGED] = OUT_MERGED,
		[CONTRACT_REQUESTED_AT] = OUT_COUNT, /* only in client-payload */
	};
	static const enum id name_ids[] = {
		[ENVIRONMENT_WORKSPACE] = OUT_WORKSPACE,
		[ENVIRONMENT_HOST] = OUT_HOST,
		[ENVIRONMENT_DATABASE] = OUT_DATABASE,
		[ENVIRONMENT_FILES_PREFIX] = OUT_FILES_PREFIX,
		[ENVIRONMENT_URL] = OUT_URL,
		[ENVIRONMENT_ADMIN_URL] = OUT_ADMIN_URL,
		[ENVIRONMENT_MAILPIT_URL] = OUT_MAILPIT_URL,
	};
	const struct decision *decision = &run->decision;
	const struct environment *env = &run->environment;

	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;

		if (contract_has_field(decision->event, field) && field_ids[field] != OUT_COUNT)
			values[field_ids[field]] = contract_get(&decision->payload, field);
	}
	values[OUT_EVENT_TYPE] = contract_event_type(decision->event);
	values[OUT_OPERATION] = contract_operation_name(decision->operation);
	if (*env->name[ENVIRONMENT_WORKSPACE])
		values[OUT_ENVIRONMENT] = environment_class_name(env->class);
	values[OUT_DEPLOY_BRANCH] = env->deploy_branch;
	for (int i = 0; i < ENVIRONMENT_NAME_COUNT; i++)
		values[name_ids[i]] = env->name[i];
}

static enum reason reason_of(const struct run *run)
{
	return run->result == RESULT_FAILED ? run->err.reason : run->decision.reason;
}

/* What a sweep found, once it could judge; room for the texts is the caller's. */
struct swept {
	char found[24];
	char sent[24];
	struct buf orphans;
};

static void fill_sweep(const struct run *run, struct swept *swept,
		       const char *values[OUT_COUNT])
{
	const struct sweep *sweep = &run->sweep;

	if (run->result != RESULT_RECONCILED && !sweep->judged)
		return;
	(void)snprintf(swept->found, sizeof(swept->found), "%zu", sweep_count_found(sweep));
	(void)snprintf(swept->sent, sizeof(swept->sent), "%zu",
		       sweep_count(sweep, SWEEP_SENT));
	sweep_words_orphans(run, &swept->orphans);
	values[OUT_FOUND] = swept->found;
	values[OUT_SENT] = swept->sent;
	values[OUT_ORPHANS] = buf_str(&swept->orphans);
}

static void write_outputs(const struct run *run, const char *message)
{
	struct swept swept = {.orphans = BUF_INIT(4 * 1024 * 1024)};
	const char *values[OUT_COUNT] = {NULL};
	auto_buf payload = BUF_INIT(64 * 1024);
	auto_buf words = BUF_INIT(128 * 1024);
	auto_json doc = {0};
	struct output output;

	values[OUT_RESULT] = result_name(run->result);
	values[OUT_REASON] = reason_name(reason_of(run));
	values[OUT_MESSAGE] = message;
	/* A run that failed names nothing that a step could use. */
	if (run_has_event(run) && run->result != RESULT_FAILED) {
		fill_event(run, values);
		contract_build(run->decision.event, &run->decision.payload, &doc);
		json_write(&doc, &payload);
		values[OUT_CLIENT_PAYLOAD] = buf_str(&payload);
	}
	/* What a report took from Resolve, a report after it takes from there. */
	if (run->result == RESULT_REPORTED && run->resolved.words.len > 0)
		values[OUT_WORDS] = buf_str(&run->resolved.words);
	if (run->result == RESULT_RESOLVED) {
		report_inputs_write(&run->config, &words);
		values[OUT_WORDS] = words.len > 0 ? buf_str(&words) : NULL;
	}
	if (*run->decision.head_sha && run->result != RESULT_FAILED)
		values[OUT_HEAD_SHA] = run->decision.head_sha;
	if (run->comment_url.len > 0)
		values[OUT_COMMENT_URL] = buf_str(&run->comment_url);

	fill_sweep(run, &swept, values);

	output_init(&output);
	for (int i = 0; i < OUT_COUNT; i++) {
		if (values[i])
			output_set(&output, outputs[i].name, values[i]);
	}
	output_write(&output, run->runner.output_path);
	output_release(&output);
	buf_release(&swept.orphans);
}

/*
 * What an ignored run is worth: most of them nobody waits for. A closed pull request whose
 * environment is not removed is seen: staging that stays, and a base that no input names.
 */
static void annotate_ignored(const struct run *run, const char *message)
{
	bool closed = run->event.kind == EVENT_PULL_REQUEST && !run->event.retargeted &&
		      !run->event.head_sha;

	if (run->decision.denied)
		output_annotate(OUTPUT_WARNING, message);
	else if (closed && run->decision.reason == REASON_BASE_NOT_COVERED)
		output_annotate(OUTPUT_NOTICE, message);
	else
		output_log(message);
}

static void annotate(const struct run *run, const char *message)
{
	switch (run->result) {
	case RESULT_IGNORED: annotate_ignored(run, message); break;
	case RESULT_DISPATCHED: output_annotate(OUTPUT_NOTICE, message); break;
	case RESULT_REFUSED: output_annotate(OUTPUT_WARNING, message); break;
	case RESULT_FAILED: output_annotate(OUTPUT_ERROR, message); break;
	case RESULT_RECONCILED:
		/* Nothing was looked at: that may be right, or a list that went lost. */
		if (run->sweep.listed)
			output_log(message);
		else
			output_annotate(OUTPUT_NOTICE, message);
		break;
	case RESULT_RESOLVED:
		if (run_has_newer(run))
			output_annotate(OUTPUT_NOTICE, message);
		else
			output_log(message);
		break;
	default: output_log(message); break;
	}
}

/* A field that is ignored may be a newer sender's: worth a notice. */
static void print_warnings(const struct run *run)
{
	for (size_t i = 0; i < run->warnings.count; i++) {
		const struct warning *warning = &run->warnings.list[i];
		auto_buf text = BUF_INIT(MESSAGE_SENTENCE_MAX);

		message_warning(run, warning, &text);
		output_annotate(warning->kind == WARNING_FIELDS_IGNORED ? OUTPUT_NOTICE
									: OUTPUT_WARNING,
				buf_str(&text));
	}
}

/* A line of the log for each of the doctor's checks. */
static void print_checks(const struct diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->count; i++) {
		auto_buf line = BUF_INIT(2 * MESSAGE_SENTENCE_MAX);

		diagnosis_line(&diagnosis->list[i], &line);
		output_log(buf_str(&line));
	}
}

void publish(const struct run *run)
{
	auto_buf message = BUF_INIT(MESSAGE_SENTENCE_MAX);
	auto_buf summary = BUF_INIT(MESSAGE_SUMMARY_MAX);
	auto_buf sentence = BUF_INIT(MESSAGE_SENTENCE_MAX);

	print_warnings(run);
	print_checks(&run->diagnosis);
	message_sentence(run, &sentence);
	printable_add(&message, buf_str(&sentence));
	annotate(run, buf_str(&message));
	write_outputs(run, buf_str(&message));
	if (run->result == RESULT_IGNORED)
		return;
	message_summary(run, &summary);
	output_summary(run->runner.summary_path, &summary);
}
