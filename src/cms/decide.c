/* SPDX-License-Identifier: MIT */
#include "cms/decide.h"
#include "contract/environment.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* There is an event to be sent, unless somebody has to be asked before; the class is known. */
static void send_event(const struct event *event, enum contract_event type, const char *cause,
		       struct decision *decision)
{
	struct source *source = &decision->payload.source;

	decision->verdict = VERDICT_SEND;
	decision->event = type;
	decision->operation = contract_operation(type);
	(void)snprintf(source->repository, sizeof(source->repository), "%s", event->repository);
	source->id = event->repository_id;
	source->class = environment_class_name(decision->class);
	(void)snprintf(source->cause, sizeof(source->cause), "%s", cause);
}

/* Whose roles are needed: that of who asks, and of who started this attempt of the run. */
static void need_roles(const struct event *event, const char *login, struct decision *decision)
{
	decision->verdict = VERDICT_ASK_FACTS;
	decision->people[0] = login;
	decision->people_count = 1;
	if (event->actor && strcasecmp(event->actor, login) != 0)
		decision->people[decision->people_count++] = event->actor;
}

/* The event's own values, and which repository it is of; asked only when they will be used. */
static int check_values(const struct event *event, struct err *err)
{
	if (err_is_set(&event->fault))
		return err_copy(err, &event->fault);
	if (!event->repository)
		return err_set(
			err, REASON_BAD_CONFIG,
			"GITHUB_REPOSITORY is not set, expected this repository's owner/name");
	if (!grammar_is_repository(event->repository))
		return err_set(
			err, REASON_BAD_CONFIG,
			"GITHUB_REPOSITORY holds \"%.80s\", expected this repository's owner/name",
			event->repository);
	if (event->actor && !grammar_is_login(event->actor))
		return err_set(
			err, REASON_BAD_CONFIG,
			"GITHUB_TRIGGERING_ACTOR holds \"%.80s\", expected a GitHub login",
			event->actor);
	return 0;
}

/* What is needed to send anything; asked only when something is to be sent. */
static int check_other_end(const struct config *config, struct err *err)
{
	if (!*config->repository)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input repository is empty, expected the owner/name of the infrastructure repository");
	/* A dry run has nothing to send: a missing secret must not fail it. */
	if (!*config->token && !config->dry_run)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input token is empty, expected a token that can write to %s. The secret is not set, or this event does not get it (runs for forks get no secrets, runs for Dependabot get only Dependabot secrets)",
			config->repository);
	return 0;
}

/* What the events of a closed and of a retargeted pull request have in common. */
static int set_common(const struct event *event, const char *base, struct payload *payload,
		      struct err *err)
{
	if (contract_set(payload, CONTRACT_PR_NUMBER, event->number, REASON_BAD_EVENT, err) < 0)
		return -1;
	return contract_set(payload, CONTRACT_BASE_BRANCH, base, REASON_BAD_EVENT, err);
}

/* When it was requested, where the event tells: so that an older request does not undo a newer one. */
static int set_time(const struct config *config, const struct event *event,
		    struct payload *payload, struct err *err)
{
	if (!config->requested_at || !event->requested_at)
		return 0;
	return contract_set(payload, CONTRACT_REQUESTED_AT, event->requested_at,
			    REASON_BAD_EVENT, err);
}

static int decide_comment(const struct config *config, const struct event *event,
			  const struct command *command, struct decision *decision,
			  struct err *err)
{
	if (event->action && strcmp(event->action, "created") != 0)
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);
	if (!event->on_pull_request)
		return decision_ignore(decision, REASON_NOT_A_PULL_REQUEST);
	if (event->author_type && strcmp(event->author_type, "Bot") == 0 && !config->allow_bots)
		return decision_ignore(decision, REASON_BOT);
	if (command->kind == COMMAND_NONE)
		return decision_ignore(decision, REASON_NOT_A_COMMAND);

	if (check_values(event, err) < 0)
		return -1;
	decision->verdict = VERDICT_ASK_FACTS; /* a failure from here on is answered */
	if (check_other_end(config, err) < 0)
		return -1;
	if (command->bad_argument)
		return decision_refuse(decision, REASON_BAD_ARGUMENT);
	if (strcasecmp(event->sender, event->author) != 0)
		return decision_refuse(decision, REASON_SENDER_MISMATCH);
	need_roles(event, event->author, decision);
	return 0;
}

/*
 * The pull request is over: whatever it had is to go. Staging is no pull request's own, and
 * anybody may close what they opened: without a merge it goes by the hand of who may remove it.
 */
static int decide_closed(const struct config *config, const struct event *event,
			 struct decision *decision, struct err *err)
{
	bool staging;

	if (check_values(event, err) < 0)
		return -1;
	if (event->is_fork && !config->allow_forks)
		return decision_ignore(decision, REASON_FORK);
	if (!environment_find_class(config, event->base, &decision->class))
		return decision_ignore(decision, REASON_BASE_NOT_COVERED);
	staging = decision->class == ENVIRONMENT_STAGING;
	if (event->is_fork && staging)
		return decision_ignore(decision, REASON_FORK);

	send_event(event, CONTRACT_CLOSED, "closed", decision);
	decision->payload.merged = event->merged;
	if (set_common(event, event->base, &decision->payload, err) < 0 ||
	    set_time(config, event, &decision->payload, err) < 0 ||
	    check_other_end(config, err) < 0)
		return -1;
	if (!staging || event->merged)
		return 0;
	if (!event->sender)
		return err_copy(err, &event->sender_fault);
	need_roles(event, event->sender, decision);
	return 0;
}

/*
 * The pull request got another base. Leaving the ephemeral one would leave its environment
 * behind: nothing else would ever name it. Staging may be somebody else's and stays.
 */
static int decide_edited(const struct config *config, const struct event *event,
			 struct decision *decision, struct err *err)
{
	struct payload *payload = &decision->payload;

	if (!event->retargeted)
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);
	if (check_values(event, err) < 0)
		return -1;
	if (strcmp(event->base_before, event->base) == 0)
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);
	if (event->is_fork && !config->allow_forks)
		return decision_ignore(decision, REASON_FORK);
	decision->class = ENVIRONMENT_EPHEMERAL;
	if (!environment_has_class(config, event->base_before, ENVIRONMENT_EPHEMERAL))
		return decision_ignore(decision, REASON_BASE_NOT_COVERED);
	/* It keeps its environment. */
	if (environment_has_class(config, event->base, ENVIRONMENT_EPHEMERAL))
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);

	send_event(event, CONTRACT_DESTROY, "base", decision);
	if (set_common(event, event->base_before, payload, err) < 0 ||
	    set_time(config, event, payload, err) < 0 ||
	    contract_set(payload, CONTRACT_SENDER, event->sender, REASON_BAD_EVENT, err) < 0)
		return -1;
	return check_other_end(config, err);
}

int decide_early(const struct config *config, const struct event *event,
		 const struct command *command, struct decision *decision, struct err *err)
{
	*decision = (struct decision){.verdict = VERDICT_IGNORE};
	switch (event->kind) {
	case EVENT_ISSUE_COMMENT: return decide_comment(config, event, command, decision, err);
	case EVENT_PULL_REQUEST:
		if (strcmp(event->action, "closed") == 0)
			return decide_closed(config, event, decision, err);
		if (strcmp(event->action, "edited") == 0)
			return decide_edited(config, event, decision, err);
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);
	case EVENT_REPOSITORY_DISPATCH:
	case EVENT_WORKFLOW_DISPATCH:
	case EVENT_OTHER: break;
	}
	return decision_ignore(decision, REASON_EVENT_NOT_HANDLED);
}

int decide_pushed(const struct config *config, const struct event *event,
		  struct decision *decision, struct err *err)
{
	*decision = (struct decision){.verdict = VERDICT_IGNORE};
	if (check_values(event, err) < 0)
		return -1;
	if (event->is_fork && !config->allow_forks)
		return decision_ignore(decision, REASON_FORK);
	if (!environment_find_class(config, event->base, &decision->class))
		return decision_ignore(decision, REASON_BASE_NOT_COVERED);
	/* Staging deploys a branch of its own, whatever is pushed here. */
	if (decision->class == ENVIRONMENT_STAGING)
		return decision_ignore(decision, REASON_ACTION_NOT_HANDLED);
	decision->verdict = VERDICT_ASK_FACTS;
	return 0;
}

/* The payload of a command, checked against the contract before anything else uses it. */
static int set_payload(const struct event *event, const struct pull *pull,
		       struct decision *decision, struct err *err)
{
	const struct {
		enum contract_field field;
		const char *value;
	} values[] = {
		{CONTRACT_PR_NUMBER, event->number},   {CONTRACT_BASE_BRANCH, pull->base},
		{CONTRACT_SENDER, event->author},      {CONTRACT_BRANCH, pull->head},
		{CONTRACT_COMMIT_SHA, pull->head_sha},
	};

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		if (contract_has_field(decision->event, values[i].field) &&
		    contract_set(&decision->payload, values[i].field, values[i].value,
				 REASON_BAD_RESPONSE, err) < 0)
			return err_prefix(err, "Pull request %s cannot be used", event->number);
	}
	return 0;
}

static bool may_command(const struct config *config, const struct facts_person *person)
{
	return person->role >= config->permission;
}

/* The first of the people who may not is `denied`; -1 where a role could not be asked. */
static int judge_people(const struct config *config, const struct facts *facts,
			struct decision *decision, struct err *err)
{
	for (size_t i = 0; i < facts->people_count && !decision->denied; i++) {
		const struct facts_person *person = &facts->people[i];

		if (err_is_set(&person->err))
			return err_copy(err, &person->err);
		if (!may_command(config, person))
			decision->denied = person;
	}
	return 0;
}

/* A short SHA is easily met by another commit: of a fork the command names all its digits. */
static bool is_whole(const char *sha, const struct pull *pull)
{
	return *sha && pull->head_sha && strlen(sha) == strlen(pull->head_sha);
}

static int decide_command(const struct config *config, const struct event *event,
			  const struct command *command, const struct facts *facts,
			  struct decision *decision, struct err *err)
{
	const struct pull *pull = &facts->pull;
	bool deploy = command->kind == COMMAND_DEPLOY;

	if (judge_people(config, facts, decision, err) < 0)
		return -1;
	if (decision->denied)
		return decision_refuse(decision, REASON_PERMISSION_DENIED);
	if (err_is_set(&facts->pull_err))
		return err_copy(err, &facts->pull_err);
	if (deploy && !pull->open)
		return decision_refuse(decision, REASON_PULL_REQUEST_CLOSED);
	if (!environment_find_class(config, pull->base, &decision->class))
		return decision_refuse(decision, REASON_BASE_NOT_COVERED);
	if (pull->is_fork &&
	    (!config->allow_forks || (deploy && !is_whole(command->sha, pull))))
		return decision_refuse(decision, REASON_FORK);

	decision->event = deploy ? CONTRACT_DEPLOY : CONTRACT_DESTROY;
	if (set_payload(event, pull, decision, err) < 0 ||
	    set_time(config, event, &decision->payload, err) < 0)
		return -1;
	/* An empty SHA is a prefix of every commit: nothing was pinned. */
	if (strncmp(decision->payload.commit_sha, command->sha, strlen(command->sha)) != 0)
		return decision_refuse(decision, REASON_SHA_MISMATCH);
	send_event(event, decision->event, "comment", decision);
	return 0;
}

/* Who closed the pull request may not: ignored. Where nobody could tell, nothing is sent. */
static int decide_closer(const struct config *config, const struct facts *facts,
			 struct decision *decision, struct err *err)
{
	const struct err *unknown = NULL;

	for (size_t i = 0; i < facts->people_count; i++) {
		const struct facts_person *person = &facts->people[i];

		if (err_is_set(&person->err)) {
			unknown = unknown ? unknown : &person->err;
		} else if (!may_command(config, person)) {
			decision->denied = person;
			return decision_ignore(decision, REASON_PERMISSION_DENIED);
		}
	}
	if (unknown && unknown->reason == REASON_CANCELLED)
		return err_copy(err, unknown);
	decision->verdict = VERDICT_SEND;
	if (!unknown)
		return 0;
	(void)err_copy(err, unknown);
	return err_prefix(
		err,
		"It is not known whether the person who closed the pull request may remove staging, so it stays");
}

int decide_facts(const struct config *config, const struct event *event,
		 const struct command *command, const struct facts *facts,
		 struct decision *decision, struct err *err)
{
	/* What nobody was asked about nobody has allowed. */
	if (facts->people_count == 0)
		return err_set(err, REASON_BAD_RESPONSE, "No role is known");
	if (event->kind == EVENT_ISSUE_COMMENT)
		return decide_command(config, event, command, facts, decision, err);
	return decide_closer(config, facts, decision, err);
}
