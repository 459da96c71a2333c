/* SPDX-License-Identifier: MIT */
/* The API's answer about a pull request, and what the policy of either end makes of it. */
#include "property.h"

#include "cms/decide.h"
#include "github/pull.h"
#include "infrastructure/resolve.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What is sent with these facts, the other end takes. */
static void check_decision(const struct facts *facts, const struct command *command,
			   const char *number)
{
	struct event event = {.kind = EVENT_ISSUE_COMMENT,
			      .action = "created",
			      .repository = "CoreMemorySquad/cms",
			      .author = "syneto",
			      .sender = "syneto"};
	struct decision decision = {.verdict = VERDICT_ASK_FACTS};
	struct err err = {0};

	(void)snprintf(event.number, sizeof(event.number), "%s", number);
	if (decide_facts(property_config(), &event, command, facts, &decision, &err) < 0) {
		property_is_error(&err, REASON_BAD_RESPONSE);
		return;
	}
	if (decision.verdict != VERDICT_SEND)
		return;
	HOLDS(strcmp(decision.payload.pr_number, number) == 0, "%s",
	      decision.payload.pr_number);
	HOLDS(command->kind != COMMAND_DEPLOY || facts->pull.open, "a closed one is deployed");
	property_is_taken(decision.event, &decision.payload);
}

/* Closed wins, and what is told of the head is a commit. */
static void check_resolved(const struct pull *pull, enum event_kind kind,
			   enum job_status status)
{
	char cms[] = "CoreMemorySquad/cms";
	char ephemeral[] = "dev";
	char staging[] = "main";
	const struct config config = {.repository = cms,
				      .ephemeral_base = ephemeral,
				      .staging_base = staging,
				      .status = status};
	struct event event = {.kind = kind};
	struct decision decision = {
		.verdict = VERDICT_RECEIVED,
		.event = CONTRACT_DEPLOY,
		.operation = CONTRACT_OPERATE_DEPLOY,
		.payload = {.pr_number = "123", .branch = "dev", .base_branch = "dev"}};
	struct err err = {0};

	if (resolve_pull(&config, &event, pull, &decision, &err) < 0) {
		property_is_error(&err, REASON_BAD_RESPONSE);
		return;
	}
	HOLDS(grammar_is_commit_sha(decision.head_sha), "%s", decision.head_sha);
	if (decision.verdict == VERDICT_REFUSE)
		return;
	HOLDS((decision.operation == CONTRACT_OPERATE_DEPLOY) == (pull->open && !decision.left),
	      "operation %d", (int)decision.operation);
	HOLDS(kind == EVENT_WORKFLOW_DISPATCH || !resolve_is_stale(&decision),
	      "a commit of nobody's: %s", decision.payload.commit_sha);
}

static void check(const struct json *doc, const char *number)
{
	static const struct command commands[] = {
		{.kind = COMMAND_DEPLOY},
		{.kind = COMMAND_DEPLOY, .sha = "a1b2c3d"},
		{.kind = COMMAND_DESTROY},
	};
	struct facts facts = {.people = {{.login = "a", .role = ROLE_WRITE}},
			      .people_count = 1};
	struct err err = {0};
	int64_t answered = 0;
	char text[32];

	if (pull_read(doc, "CoreMemorySquad/cms", number, &facts.pull, &err) < 0) {
		property_is_error(&err, REASON_BAD_RESPONSE);
		return;
	}
	HOLDS(err.reason == REASON_NONE, "%s", err.msg);
	HOLDS(facts.pull.base != NULL, "no base");
	HOLDS(json_get_int(doc, "number", &answered, &err) == 0, "%s", err.msg);
	(void)snprintf(text, sizeof(text), "%" PRId64, answered);
	HOLDS(strcmp(text, number) == 0, "%s is taken for %s", text, number);
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		check_decision(&facts, &commands[i], number);
	check_resolved(&facts.pull, EVENT_REPOSITORY_DISPATCH, JOB_STATUS_NONE);
	check_resolved(&facts.pull, EVENT_WORKFLOW_DISPATCH, JOB_STATUS_SUCCESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_copy *text = property_copy(data, size);
	auto_json doc = {.name = "The answer", .fault = REASON_BAD_RESPONSE};
	struct err err = {0};

	if (json_parse(&doc, text, size, &err) < 0) {
		property_is_error(&err, REASON_BAD_RESPONSE);
		return 0;
	}
	check(&doc, "123");
	check(&doc, "1234567890"); /* as long as one can be */
	return 0;
}
