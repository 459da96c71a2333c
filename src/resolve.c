/* SPDX-License-Identifier: MIT */
#include "resolve.h"

#include <string.h>
#include <strings.h>

/* The event's class, from its base; and with it all that is needed is there. */
static int receive(const struct config *config, struct decision *decision, struct err *err)
{
	const char *base = decision->payload.base_branch;

	if (!environment_find_class(base, config->ephemeral_base, config->staging_base,
				    &decision->class))
		return err_set(
			err, REASON_BAD_PAYLOAD,
			"The payload of %s cannot be used: base_branch holds \"%.80s\", expected \"%.80s\" or \"%.80s\", the branches in the inputs ephemeral-base and staging-base. Both ends need the same values",
			contract_event_type(decision->event), base, config->ephemeral_base,
			config->staging_base);
	decision->verdict = VERDICT_RECEIVED;
	decision->operation = contract_operation(decision->event);
	return 0;
}

/* Started by hand: an ephemeral deployment of the branch that was typed in. */
static int resolve_manual(const struct config *config, const struct event *event,
			  struct decision *decision, struct err *err)
{
	static const enum contract_field typed[] = {CONTRACT_PR_NUMBER, CONTRACT_BRANCH};
	struct payload *payload = &decision->payload;

	if (!json_has(&event->document, "inputs.pr_number") &&
	    !json_has(&event->document, "inputs.branch"))
		return decision_ignore(decision, REASON_EVENT_NOT_HANDLED);
	if (err_is_set(&event->fault))
		return err_copy(err, &event->fault);
	if (event->document.nul_name)
		return err_set(
			err, REASON_BAD_PAYLOAD,
			"The inputs of the workflow cannot be used: a name holds a NUL character");
	for (size_t i = 0; i < ARRAY_SIZE(typed); i++) {
		if (contract_read_field(typed[i], &event->document, "inputs", payload, err) < 0)
			return err_prefix(err, "The inputs of the workflow cannot be used");
	}
	if (contract_set(payload, CONTRACT_SENDER, event->sender, REASON_BAD_EVENT, err) < 0 ||
	    contract_set(payload, CONTRACT_BASE_BRANCH, config->ephemeral_base,
			 REASON_BAD_CONFIG, err) < 0)
		return -1;
	decision->event = CONTRACT_DEPLOY;
	return receive(config, decision, err);
}

int resolve_event(const struct config *config, const struct event *event,
		  struct decision *decision, struct buf *unknown, struct err *err)
{
	*decision = (struct decision){.verdict = VERDICT_IGNORE};
	if (event->kind == EVENT_WORKFLOW_DISPATCH)
		return resolve_manual(config, event, decision, err);
	if (!contract_find_event(event->action, &decision->event))
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);
	if (contract_read(decision->event, &event->document, "client_payload",
			  &decision->payload, unknown, err) < 0)
		return -1;
	return receive(config, decision, err);
}

int resolve_pull(const struct config *config, const struct event *event,
		 const struct pull *pull, struct decision *decision, struct err *err)
{
	struct payload head = {0};
	bool by_hand = event->kind == EVENT_WORKFLOW_DISPATCH;
	bool made = config->status != JOB_STATUS_NONE;

	if (contract_set(&head, CONTRACT_COMMIT_SHA, pull->head_sha, REASON_BAD_RESPONSE, err) <
	    0)
		return err_prefix(err, "Pull request %s cannot be used",
				  decision->payload.pr_number);
	memcpy(decision->head_sha, head.commit_sha, sizeof(head.commit_sha));
	/* A branch that is not the pull request's has another commit, which nobody told. */
	if (by_hand && pull->head && strcmp(pull->head, decision->payload.branch) == 0 &&
	    !pull->is_fork)
		memcpy(decision->payload.commit_sha, head.commit_sha, sizeof(head.commit_sha));
	if (decision->event == CONTRACT_DEPLOY && !pull->open)
		decision->operation = made ? CONTRACT_OPERATE_DESTROY : CONTRACT_OPERATE_NONE;
	return 0;
}

bool resolve_is_stale(const struct decision *decision)
{
	return *decision->head_sha && *decision->payload.commit_sha &&
	       strcmp(decision->head_sha, decision->payload.commit_sha) != 0;
}
