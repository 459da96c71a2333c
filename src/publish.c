/* SPDX-License-Identifier: MIT */
#include "publish.h"
#include "base/output.h"
#include "base/printable.h"
#include "message.h"
#include "run/session.h"

#include <inttypes.h>
#include <stdio.h>

const struct end_output publish_outputs[] = {
	{"result",
	 "dispatched, dry-run, ignored, refused, resolved, reported, reconciled, healthy or failed."},
	{"reason",
	 "A code that says why the run was ignored, refused or failed. Otherwise empty."},
	{"message", "The outcome in one sentence."},
	{"event-type",
	 "The event that was sent, would be sent, or was received: deploy-ephemeral, destroy-ephemeral or pr-closed."},
	{"client-payload", "Its client_payload as compact JSON."},
	{"pr-number", "The pull request's number."},
	{"base-branch", "The branch that the pull request targets."},
	{"branch", "The head branch. Deploy only."},
	{"commit-sha", "The head commit. Deploy only."},
	{"sender", "The login of the person who asked. Not for pr-closed."},
	{"merged",
	 "true if the pull request was merged, false if it was only closed. pr-closed only."},
	{"operation",
	 "deploy, destroy, none or superseded. On the infrastructure a closed pull request wins: the operation of its deployment is destroy, in the report too. none: nothing is to be deployed, and nothing removed. superseded: a newer request was carried out already, so nothing is to be done."},
	{"environment", "ephemeral or staging."},
	{"workspace", "The environment's name, pr-123 or staging."},
	{"deploy-branch",
	 "The branch that is deployed: the head branch, or for staging the ephemeral base. Deploy only."},
	{"host", "The environment's host name."},
	{"url", "Its address."},
	{"admin-url", "The address of its admin panel."},
	{"mailpit-url", "The address of its Mailpit. Empty for staging."},
	{"database", "The name of its database."},
	{"files-prefix", "Its prefix in the shared bucket, with the slash."},
	{"comment-url", "The address of the comment that was written or edited, if any."},
	{NULL, NULL},
};

/* The event's own outputs and the environment's, once the event is sent or would be. */
static void fill_event(const struct run *run, struct output *output)
{
	static const char *const field_outputs[CONTRACT_FIELD_COUNT] = {
		[CONTRACT_PR_NUMBER] = "pr-number",     [CONTRACT_BRANCH] = "branch",
		[CONTRACT_BASE_BRANCH] = "base-branch", [CONTRACT_COMMIT_SHA] = "commit-sha",
		[CONTRACT_SENDER] = "sender",           [CONTRACT_MERGED] = "merged",
		/* The others are only in client-payload. */
	};
	const struct decision *decision = &run->decision;
	const struct environment *env = &run->environment;
	auto_buf payload = BUF_INIT(64 * 1024);
	auto_json doc = {0};

	output_set(output, "event-type", contract_event_type(decision->event));
	contract_build(decision->event, &decision->payload, &doc);
	json_write(&doc, &payload);
	output_set(output, "client-payload", buf_str(&payload));
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;

		if (contract_has_field(decision->event, field) && field_outputs[field])
			output_set(output, field_outputs[field],
				   contract_get(&decision->payload, field));
	}
	output_set(output, "operation", contract_operation_name(decision->operation));
	if (*env->name[ENVIRONMENT_WORKSPACE])
		output_set(output, "environment", environment_class_name(env->class));
	output_set(output, "deploy-branch", env->deploy_branch);
	for (int i = 0; i < ENVIRONMENT_NAME_COUNT; i++)
		output_set(output, environment_word((enum environment_name)i), env->name[i]);
}

static void fill(const struct run *run, const struct end *end, const char *message,
		 struct output *output)
{
	bool failed = run->result == RESULT_FAILED;

	output_set(output, "result", result_name(run->result));
	output_set(output, "reason",
		   reason_name(failed ? run->err.reason : run->decision.reason));
	output_set(output, "message", message);
	/* A run that failed names nothing that a step could use. */
	if (run_has_event(run) && !failed)
		fill_event(run, output);
	if (run->comment_url.len > 0)
		output_set(output, "comment-url", buf_str(&run->comment_url));
	if (end->fill)
		end->fill(run, output);
}

static void write_outputs(const struct run *run, const struct end *end, const char *message)
{
	struct output output;

	output_init(&output);
	fill(run, end, message, &output);
	output_write(&output, OUTPUT_OF_STEP, run->runner.output_path);
	output_release(&output);
}

void publish_state(const struct run *run, const struct end *end)
{
	auto_buf message = BUF_INIT(MESSAGE_SENTENCE_MAX);
	auto_buf sentence = BUF_INIT(MESSAGE_SENTENCE_MAX);
	auto_buf resolved = BUF_INIT(MESSAGE_STATE_MAX);
	struct output outputs;
	struct output state;
	struct output env;
	char began[32];

	message_sentence(run, end, &sentence);
	printable_add(&message, buf_str(&sentence));
	output_init(&outputs);
	output_init(&state);
	output_init(&env);
	fill(run, end, buf_str(&message), &outputs);
	json_write(&outputs.values, &resolved);
	(void)snprintf(began, sizeof(began), "%" PRId64, session_now_s());
	output_set(&state, "resolved", buf_str(&resolved));
	output_set(&state, "began", began);
	output_write(&state, OUTPUT_OF_STATE, run->runner.state_path);
	end->variables(run, &env);
	output_write(&env, OUTPUT_OF_ENV, run->runner.env_path);
	output_release(&outputs);
	output_release(&state);
	output_release(&env);
}

bool publish_is_red(const struct run *run, const struct end *end)
{
	return run->result == RESULT_FAILED ||
	       (run->result == RESULT_REFUSED && end->variables && run->config.report);
}

static enum output_level level_of(const struct run *run, const struct end *end)
{
	if (publish_is_red(run, end))
		return OUTPUT_ERROR;
	switch (run->result) {
	case RESULT_DISPATCHED: return OUTPUT_NOTICE;
	case RESULT_REFUSED: return OUTPUT_WARNING;
	default: return end->level ? end->level(run) : OUTPUT_LOG;
	}
}

static void print_warnings(const struct run *run, const struct end *end)
{
	for (size_t i = 0; i < run->warnings.count; i++) {
		const struct warning *warning = &run->warnings.list[i];
		auto_buf text = BUF_INIT(MESSAGE_SENTENCE_MAX);

		message_warning(run, end, warning, &text);
		output_annotate(warning->notice ? OUTPUT_NOTICE : OUTPUT_WARNING,
				buf_str(&text));
	}
}

void publish(const struct run *run, const struct end *end)
{
	auto_buf message = BUF_INIT(MESSAGE_SENTENCE_MAX);
	auto_buf summary = BUF_INIT(MESSAGE_SUMMARY_MAX);
	auto_buf sentence = BUF_INIT(MESSAGE_SENTENCE_MAX);

	print_warnings(run, end);
	if (end->log)
		end->log(run);
	message_sentence(run, end, &sentence);
	printable_add(&message, buf_str(&sentence));
	output_annotate(level_of(run, end), buf_str(&message));
	write_outputs(run, end, buf_str(&message));
	if (run->result == RESULT_IGNORED)
		return;
	message_summary(run, end, &summary);
	output_summary(run->runner.summary_path, &summary);
}
