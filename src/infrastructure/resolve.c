/* SPDX-License-Identifier: MIT */
#include "infrastructure/resolve.h"
#include "contract/bases.h"

#include <string.h>
#include <strings.h>

enum { BASES_MAX = 1000 }; /* of the branches in a message */

/* The class from the base branch, by the inputs. */
static int find_class(const struct config *config, struct decision *decision, struct err *err)
{
	const char *base = decision->payload.base_branch;
	auto_buf bases = BUF_INIT(BASES_MAX);
	const struct text text = {.out = &bases};

	if (environment_find_class(config, base, &decision->class))
		return 0;
	bases_say(&text, config->ephemeral_base, config->staging_base);
	return err_set(
		err, REASON_BAD_PAYLOAD,
		"The payload of %s cannot be used: base_branch holds \"%.80s\", expected %s, the branches in the inputs ephemeral-base and staging-base. Both ends need the same values",
		contract_event_type(decision->event), base, buf_str(&bases));
}

/* Both repositories must read the base alike: a wrong setting shows at the first event. */
static int check_class(const struct config *config, const struct decision *decision,
		       struct err *err)
{
	const char *class = environment_class_name(decision->class);
	const struct payload *payload = &decision->payload;

	if (!payload->source.class || strcmp(payload->source.class, class) == 0)
		return 0;
	return err_set(
		err, REASON_BAD_PAYLOAD,
		"The payload of %s cannot be used: for the CMS the base branch \"%.80s\" means %s, for this repository %s. The inputs ephemeral-base (\"%.200s\" here) and staging-base (\"%.200s\" here) must be the same in both repositories",
		contract_event_type(decision->event), payload->base_branch,
		payload->source.class, class, config->ephemeral_base, config->staging_base);
}

/*
 * What the step Resolve said was to be done. Where a removal took the place of a deployment, or came after it, it is
 * the removal that ended.
 */
static void take_operation(const struct resolved *resolved, struct decision *decision)
{
	if (decision->event == CONTRACT_DEPLOY ||
	    resolved->operation == CONTRACT_OPERATE_SUPERSEDED)
		decision->operation = resolved->operation;
	decision->late = decision->event == CONTRACT_DEPLOY &&
			 resolved->operation == CONTRACT_OPERATE_DESTROY;
}

/* With the class all that is needed is there. */
static int receive(const struct config *config, const struct resolved *resolved,
		   struct decision *decision, struct err *err)
{
	if (resolved->named) {
		decision->class = resolved->environment.class;
		if (resolved_compare(resolved, decision->event, &decision->payload, err) < 0)
			return -1;
	} else if (resolved->given && config->status == JOB_STATUS_SUCCESS) {
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input resolved has no workspace, but the job ended well, expected ${{ toJSON(steps.resolve.outputs) }} of the step that has id: resolve");
	} else if (!resolved->given && (find_class(config, decision, err) < 0 ||
					check_class(config, decision, err) < 0)) {
		if (!resolve_names_other(config, decision) || !*config->token)
			return -1;
		decision->misfit = *err;
	}
	decision->nameless = resolved->given && !resolved->named;
	decision->verdict = VERDICT_RECEIVED;
	decision->operation = contract_operation(decision->event);
	if (resolved->named)
		take_operation(resolved, decision);
	return 0;
}

/* The base of a deployment by hand, which nobody types in. */
static int find_manual_base(const struct config *config, const struct resolved *resolved,
			    char base[GRAMMAR_BRANCH_MAX + 1], struct err *err)
{
	if (*resolved->payload.base_branch) {
		memcpy(base, resolved->payload.base_branch, GRAMMAR_BRANCH_MAX + 1);
		return 0;
	}
	if (bases_find_plain(config->ephemeral_base, base))
		return 0;
	return err_set(
		err, REASON_BAD_CONFIG,
		"The input ephemeral-base holds only patterns, \"%.80s\", expected a branch beside them, which a deployment by hand takes as the base",
		config->ephemeral_base);
}

/* Started by hand: an ephemeral deployment of the branch that was typed in. */
static int resolve_manual(const struct config *config, const struct event *event,
			  const struct resolved *resolved, struct decision *decision,
			  struct err *err)
{
	static const enum contract_field typed[] = {CONTRACT_PR_NUMBER, CONTRACT_BRANCH};
	struct payload *payload = &decision->payload;
	char base[GRAMMAR_BRANCH_MAX + 1];

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
	if (find_manual_base(config, resolved, base, err) < 0 ||
	    contract_set(payload, CONTRACT_SENDER, event->sender, REASON_BAD_EVENT, err) < 0 ||
	    contract_set(payload, CONTRACT_BASE_BRANCH, base, REASON_BAD_CONFIG, err) < 0)
		return -1;
	memcpy(payload->commit_sha, resolved->payload.commit_sha, sizeof(payload->commit_sha));
	decision->event = CONTRACT_DEPLOY;
	return receive(config, resolved, decision, err);
}

int resolve_event(const struct config *config, const struct event *event,
		  const struct resolved *resolved, struct decision *decision,
		  struct buf *unknown, struct err *err)
{
	*decision = (struct decision){.verdict = VERDICT_IGNORE};
	if (resolved->given && config->status == JOB_STATUS_NONE)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input resolved is set, expected the input status too, because only a report takes it");
	if (event->kind == EVENT_WORKFLOW_DISPATCH)
		return resolve_manual(config, event, resolved, decision, err);
	if (!contract_find_event(event->action, &decision->event))
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);
	if (contract_read(decision->event, &event->document, "client_payload",
			  &decision->payload, unknown, err) < 0)
		return -1;
	return receive(config, resolved, decision, err);
}

/* True where the pull request's base now means another environment, or none. */
static bool has_left(const struct config *config, const struct decision *decision,
		     const struct pull *pull)
{
	return strcmp(pull->base, decision->payload.base_branch) != 0 &&
	       !environment_has_class(config, pull->base, decision->class);
}

/*
 * What is done in place of a deployment whose pull request is closed or has left its base: what is there of an environment of
 * its own goes. Not where the base is in no list: the inputs may be wrong, and they would be wrong for all.
 */
static enum contract_operation operation_of_off(const struct config *config,
						const struct decision *decision,
						const struct pull *pull)
{
	enum environment_class unused;

	if (decision->class == ENVIRONMENT_STAGING ||
	    (pull->open && !environment_find_class(config, pull->base, &unused)))
		return CONTRACT_OPERATE_NONE;
	return CONTRACT_OPERATE_DESTROY;
}

/*
 * By hand nobody names a base: it is the pull request's. What a command would be refused for, is
 * refused here too.
 */
static int judge_manual(const struct config *config, const struct pull *pull,
			struct decision *decision, struct err *err)
{
	if (contract_set(&decision->payload, CONTRACT_BASE_BRANCH, pull->base,
			 REASON_BAD_RESPONSE, err) < 0)
		return -1;
	if (!environment_find_class(config, pull->base, &decision->class))
		return decision_refuse(decision, REASON_BASE_NOT_COVERED);
	if (config->report && decision->class == ENVIRONMENT_STAGING)
		return decision_refuse(decision, REASON_NOT_BY_HAND);
	if (config->report && !pull->open)
		return decision_refuse(decision, REASON_PULL_REQUEST_CLOSED);
	if (pull->is_fork && !config->allow_forks)
		return decision_refuse(decision, REASON_FORK);
	return 0;
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
	if (by_hand && !*decision->payload.commit_sha && pull->head &&
	    strcmp(pull->head, decision->payload.branch) == 0 && !pull->is_fork)
		memcpy(decision->payload.commit_sha, head.commit_sha, sizeof(head.commit_sha));
	if (by_hand && !made && judge_manual(config, pull, decision, err) < 0)
		return err_prefix(err, "Pull request %s cannot be used",
				  decision->payload.pr_number);
	decision->left = !decision->nameless && has_left(config, decision, pull);
	if (decision->event != CONTRACT_DEPLOY ||
	    decision->operation == CONTRACT_OPERATE_NONE || (pull->open && !decision->left))
		return 0;
	if (!made)
		decision->operation = operation_of_off(config, decision, pull);
	else if (decision->class == ENVIRONMENT_STAGING ||
		 (config->report &&
		  operation_of_off(config, decision, pull) == CONTRACT_OPERATE_NONE))
		/* Of staging the CMS decides whether its removal is asked for. */
		decision->kept = true;
	else
		decision->operation = CONTRACT_OPERATE_DESTROY;
	return 0;
}

bool resolve_names_other(const struct config *config, const struct decision *decision)
{
	const char *repository = decision->payload.source.repository;

	return *repository && *config->repository &&
	       strcasecmp(repository, config->repository) != 0;
}

bool resolve_is_foreign(const struct config *config, const struct facts *facts,
			const struct decision *decision)
{
	const struct source *source = &decision->payload.source;

	const struct pull *pull = &facts->pull;

	if (facts->pull_err.reason == REASON_NOT_FOUND)
		return resolve_names_other(config, decision);
	if (err_is_set(&facts->pull_err) || !pull->base)
		return false;
	if (source->id > 0 && pull->base_repository_id > 0)
		return source->id != pull->base_repository_id;
	/* By name only: a repository that was renamed has its new one here and there. */
	return resolve_names_other(config, decision) &&
	       (!pull->base_repository ||
		strcasecmp(source->repository, pull->base_repository) != 0);
}

bool resolve_may_be_foreign(const struct config *config, const struct decision *decision)
{
	const struct source *source = &decision->payload.source;

	return resolve_names_other(config, decision) ||
	       (source->id > 0 && !*source->repository);
}

bool resolve_is_consequence(const struct decision *decision)
{
	return decision->event == CONTRACT_CLOSED ||
	       (decision->event == CONTRACT_DESTROY &&
		strcmp(decision->payload.source.cause, "base") == 0);
}

bool resolve_is_wanted(const struct decision *decision, const struct pull *pull)
{
	return resolve_is_consequence(decision) && pull->base && pull->open && !decision->left;
}

bool resolve_is_over(const struct decision *decision, const struct pull *pull)
{
	return decision->operation == CONTRACT_OPERATE_DESTROY &&
	       decision->class == ENVIRONMENT_EPHEMERAL && pull->base &&
	       (!pull->open || decision->left);
}

bool resolve_is_swept_staging(const struct decision *decision)
{
	return decision->event == CONTRACT_CLOSED && decision->class == ENVIRONMENT_STAGING &&
	       strcmp(decision->payload.source.cause, "sweep") == 0;
}

bool resolve_is_stale(const struct decision *decision)
{
	return *decision->head_sha && *decision->payload.commit_sha &&
	       strcmp(decision->head_sha, decision->payload.commit_sha) != 0;
}
