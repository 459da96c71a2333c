/* SPDX-License-Identifier: MIT */
#include "infrastructure/resolved.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 128 * 1024 };

/* The output `name`, "" where it is not there. */
static int read_output(const struct json *doc, const char *name, const char **value,
		       struct err *err)
{
	if (json_find_string(doc, name, value, err) < 0)
		return -1;
	if (!*value)
		*value = "";
	return 0;
}

static int fail_output(const char *name, const char *value, const char *expected,
		       struct err *err)
{
	return err_set(err, REASON_BAD_CONFIG,
		       "The input resolved holds \"%.80s\" as %s, expected %s", value, name,
		       expected);
}

static int read_words(const struct json *doc, struct buf *words, struct err *err)
{
	const char *value;

	if (read_output(doc, "words", &value, err) < 0)
		return -1;
	buf_adds(words, value);
	return 0;
}

static int read_payload(const struct json *doc, struct payload *payload, struct err *err)
{
	static const struct {
		const char *output;
		enum contract_field field;
	} rows[] = {
		{"pr-number", CONTRACT_PR_NUMBER},
		{"base-branch", CONTRACT_BASE_BRANCH},
		{"branch", CONTRACT_BRANCH},
		{"commit-sha", CONTRACT_COMMIT_SHA},
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *value;

		if (read_output(doc, rows[i].output, &value, err) < 0)
			return -1;
		if (*value &&
		    contract_set(payload, rows[i].field, value, REASON_BAD_CONFIG, err) < 0)
			return err_prefix(err, "The input resolved cannot be used");
	}
	return 0;
}

static int read_class(const struct json *doc, enum environment_class *class, struct err *err)
{
	const char *value;

	if (read_output(doc, "environment", &value, err) < 0)
		return -1;
	if (strcmp(value, environment_class_name(ENVIRONMENT_STAGING)) == 0)
		*class = ENVIRONMENT_STAGING;
	else if (strcmp(value, environment_class_name(ENVIRONMENT_EPHEMERAL)) == 0)
		*class = ENVIRONMENT_EPHEMERAL;
	else
		return fail_output("environment", value, "ephemeral or staging", err);
	return 0;
}

static int read_operation(const struct json *doc, enum contract_operation *out, struct err *err)
{
	const char *value;

	if (read_output(doc, "operation", &value, err) < 0)
		return -1;
	*out = CONTRACT_OPERATE_DEPLOY;
	if (*value && !contract_find_operation(value, out))
		return fail_output("operation", value, "deploy, destroy, none or superseded",
				   err);
	return 0;
}

static int read_environment(const struct json *doc, struct environment *env, struct err *err)
{
	const char *branch;

	if (read_class(doc, &env->class, err) < 0 ||
	    read_output(doc, "deploy-branch", &branch, err) < 0)
		return -1;
	if (*branch && !grammar_is_branch(branch))
		return fail_output("deploy-branch", branch, "a branch name", err);
	(void)snprintf(env->deploy_branch, sizeof(env->deploy_branch), "%s", branch);
	for (int i = 0; i < ENVIRONMENT_NAME_COUNT; i++) {
		const char *word = environment_word((enum environment_name)i);
		const char *value;

		if (read_output(doc, word, &value, err) < 0)
			return -1;
		if (!environment_is_valid((enum environment_name)i, value))
			return fail_output(word, value, "what the step Resolve puts out", err);
		(void)snprintf(env->name[i], sizeof(env->name[i]), "%s", value);
	}
	return 0;
}

static int read_result(const struct json *doc, struct resolved *out, struct err *err)
{
	const char *result;
	const char *message;

	if (read_output(doc, "result", &result, err) < 0 ||
	    read_output(doc, "message", &message, err) < 0)
		return -1;
	(void)snprintf(out->result, sizeof(out->result), "%s", result);
	buf_adds(&out->message, message);
	return 0;
}

int resolved_read(const char *text, struct resolved *out, struct err *err)
{
	auto_json doc = {.name = "The input resolved", .fault = REASON_BAD_CONFIG};
	const char *workspace;

	*out = (struct resolved){.given = *text != '\0',
				 .words = BUF_INIT(WORDS_MAX),
				 .message = BUF_INIT(WORDS_MAX)};
	/* A step that did not run has no outputs: toJSON() makes null of that. */
	if (!out->given || strcmp(text, "null") == 0)
		return 0;
	if (json_parse(&doc, text, strlen(text), err) < 0)
		return -1;
	if (!json_is_object(&doc, ""))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input resolved is not an object, expected ${{ toJSON(steps.resolve.outputs) }}");
	if (read_words(&doc, &out->words, err) < 0 || read_result(&doc, out, err) < 0 ||
	    read_output(&doc, environment_word(ENVIRONMENT_WORKSPACE), &workspace, err) < 0)
		return -1;
	/* Of a step that failed; the native action's has all outputs then, empty. */
	out->named = *workspace != '\0';
	if (!out->named)
		return 0;
	if (read_operation(&doc, &out->operation, err) < 0 ||
	    read_environment(&doc, &out->environment, err) < 0)
		return -1;
	return read_payload(&doc, &out->payload, err);
}

void resolved_release(struct resolved *resolved)
{
	buf_release(&resolved->words);
	buf_release(&resolved->message);
}

int resolved_compare(const struct resolved *resolved, enum contract_event event,
		     const struct payload *payload, struct err *err)
{
	const struct environment *env = &resolved->environment;
	const struct {
		const char *what, *resolved, *event;
	} rows[] = {
		{"pr-number", resolved->payload.pr_number, payload->pr_number},
		{"base-branch", resolved->payload.base_branch, payload->base_branch},
		/* Staging deploys a branch of its own: which one, the event does not tell. */
		{"deploy-branch", env->deploy_branch,
		 env->class == ENVIRONMENT_STAGING && event == CONTRACT_DEPLOY
			 ? env->deploy_branch
			 : payload->branch},
		/* Only a pull request's environment has one. */
		{"mailpit-url", env->name[ENVIRONMENT_MAILPIT_URL],
		 env->class == ENVIRONMENT_STAGING ? "" : env->name[ENVIRONMENT_MAILPIT_URL]},
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		if (strcmp(rows[i].resolved, rows[i].event) != 0)
			return err_set(
				err, REASON_BAD_CONFIG,
				"The input resolved has \"%.80s\" as %s, and the event has \"%.80s\", expected the outputs of the step Resolve of this job",
				rows[i].resolved, rows[i].what, rows[i].event);
	}
	return 0;
}
