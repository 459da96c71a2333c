/* SPDX-License-Identifier: MIT */
/* The event file, as every kind of event; and what the policy of either end makes of it. */
#include "property.h"

#include "contract/command.h"
#include "cms/decide.h"
#include "contract/event.h"
#include "infrastructure/resolve.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The event's own number and text, neither of them cut. */
static void check_number(const struct event *event, const char *path)
{
	int64_t number = 0;
	char text[32];
	struct err err = {0};

	HOLDS(grammar_is_pr_number(event->number), "%s", event->number);
	HOLDS(json_get_int(&event->document, path, &number, &err) == 0, "%s", err.msg);
	(void)snprintf(text, sizeof(text), "%" PRId64, number);
	HOLDS(strcmp(text, event->number) == 0, "%s is taken for %s", text, event->number);
}

static void check_login(const struct event *event, const char *path, const char *login)
{
	const char *text = NULL;
	size_t len = 0;
	struct err err = {0};

	HOLDS(grammar_is_login(login), "%s", login);
	HOLDS(json_find_text(&event->document, path, &text, &len, &err) == 0, "%s", err.msg);
	HOLDS(text && len == strlen(login) && memcmp(text, login, len) == 0, "%s", login);
}

/* The values that only a comment has. */
static void check_comment(const struct event *event)
{
	HOLDS(event->body_len == 0 || event->document.root, "a body of nothing");
	HOLDS(event->body[event->body_len] == '\0', "the body has no end");
	if (event->fault.reason != REASON_NONE)
		return;
	check_number(event, "issue.number");
	HOLDS(event->comment_id > 0, "%lld", (long long)event->comment_id);
	check_login(event, "comment.user.login", event->author);
	check_login(event, "sender.login", event->sender);
	HOLDS(event->author_type != NULL, "no type of %s", event->author);
}

static void check_pull_request(const struct event *event)
{
	bool closed = strcmp(event->action, "closed") == 0;

	if (event->fault.reason != REASON_NONE || !(closed || event->retargeted))
		return;
	check_number(event, "pull_request.number");
	HOLDS(grammar_is_branch(event->base), "%s", event->base);
	HOLDS(!event->head_repository || grammar_is_repository(event->head_repository), "%s",
	      event->head_repository);
	if (closed)
		return;
	HOLDS(grammar_is_branch(event->base_before), "%s", event->base_before);
	check_login(event, "sender.login", event->sender);
}

/* What is sent for the event, the other end takes. */
static void check_decision(struct event *event)
{
	const struct config *config = property_config();
	struct command command = command_parse(event->body, event->body_len,
					       config->deploy_command, config->destroy_command);
	struct decision decision;
	struct err err = {0};

	event->repository = "CoreMemorySquad/cms";
	if (decide_early(config, event, &command, &decision, &err) < 0)
		property_is_error(&err, REASON_BAD_EVENT);
	else if (decision.verdict == VERDICT_SEND)
		property_is_taken(decision.event, &decision.payload);
}

/* What is received is valid; of a deployment by hand that is what was typed in. */
static void check_received(const struct event *event)
{
	const struct resolved nothing = {.given = false};
	struct decision decision;
	auto_buf unknown = BUF_INIT(256);
	struct err err = {0};

	if (resolve_event(property_config(), event, &nothing, &decision, &unknown, &err) < 0) {
		HOLDS(err.reason == REASON_BAD_PAYLOAD || err.reason == REASON_BAD_EVENT, "%s",
		      err.msg);
		property_is_error(&err, err.reason);
	} else if (decision.verdict == VERDICT_RECEIVED &&
		   event->kind == EVENT_REPOSITORY_DISPATCH) {
		property_is_taken(decision.event, &decision.payload);
	} else if (decision.verdict == VERDICT_RECEIVED) {
		HOLDS(grammar_is_pr_number(decision.payload.pr_number), "%s",
		      decision.payload.pr_number);
		HOLDS(grammar_is_branch(decision.payload.branch), "%s",
		      decision.payload.branch);
		HOLDS(grammar_is_login(decision.payload.sender), "%s", decision.payload.sender);
	}
}

static void check(enum event_kind kind, const char *text, size_t size)
{
	struct event event;
	struct err err = {0};

	if (event_parse(&event, kind, text, size, &err) < 0) {
		property_is_error(&err, REASON_BAD_EVENT);
	} else {
		HOLDS(err.reason == REASON_NONE, "%s", err.msg);
		if (event.fault.reason != REASON_NONE)
			property_is_error(&event.fault, REASON_BAD_EVENT);
		if (kind == EVENT_ISSUE_COMMENT)
			check_comment(&event);
		else
			HOLDS((event.action == NULL) == (kind == EVENT_WORKFLOW_DISPATCH),
			      "kind %d", (int)kind);
		if (kind == EVENT_PULL_REQUEST)
			check_pull_request(&event);
		if (kind == EVENT_REPOSITORY_DISPATCH || kind == EVENT_WORKFLOW_DISPATCH)
			check_received(&event);
		else
			check_decision(&event);
	}
	event_release(&event);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_copy *text = property_copy(data, size);

	for (int kind = EVENT_OTHER; kind <= EVENT_WORKFLOW_DISPATCH; kind++)
		check((enum event_kind)kind, text, size);
	return 0;
}
