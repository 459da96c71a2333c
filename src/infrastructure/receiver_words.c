/* SPDX-License-Identifier: MIT */
#include "infrastructure/receiver_words.h"
#include "infrastructure/receiver.h"
#include "infrastructure/report_inputs.h"
#include "infrastructure/resolve.h"
#include "run/reason_words.h"

/* "deploy-ephemeral for the environment pr-123 of pull request 123". */
static void say_received(const struct text *text, const struct run *run)
{
	text_show(text, contract_event_type(run->decision.event));
	text_say(text, " for the environment ");
	text_show(text, run->environment.name[ENVIRONMENT_WORKSPACE]);
	text_say(text, " of pull request ");
	text_say(text, run->decision.payload.pr_number);
}

static void say_code(const struct text *text, const struct run *run)
{
	const struct payload *payload = &run->decision.payload;

	text_say(text, ": branch ");
	text_show(text, run->environment.deploy_branch);
	if (run->environment.class == ENVIRONMENT_STAGING || !*payload->commit_sha)
		return;
	text_say(text, " at ");
	text_show(text, payload->commit_sha);
	if (resolve_is_stale(&run->decision)) {
		text_say(text, ". The head commit is now ");
		text_show(text, run->decision.head_sha);
	}
}

/* "closed", or what its base is now. */
static void say_over(const struct text *text, const struct run *run)
{
	if (run->facts.pull.open) {
		text_say(text, " now targets ");
		text_show(text, run->facts.pull.base);
	} else {
		text_say(text, " is closed");
	}
}

static void say_not_deployed(const struct text *text, const struct run *run)
{
	text_say(text, ". The pull request");
	say_over(text, run);
	text_say(text, ", so nothing is deployed");
	if (run->decision.operation == CONTRACT_OPERATE_DESTROY)
		text_say(text, " and what is there is to be removed");
}

/* A newer request, and which run carried it out; or a pull request wants what would be removed. */
static void say_superseded(const struct text *text, const struct run *run)
{
	const struct marker *newer = &receiver_of(run)->newer;
	const char *sharer = receiver_of(run)->sharer;

	if (*sharer) {
		text_say(text, ". Pull request ");
		text_say(text, sharer);
		text_say(
			text,
			" is open and shares the environment, so it is in use. Nothing is removed. If the sweep asks for it again, give it the same inputs staging-base and allow-forks as this workflow has");
		return;
	}
	if (!receiver_has_newer(run)) {
		text_say(text, ". The pull request is open and targets ");
		text_show(text, run->facts.pull.base);
		text_say(text, ", so the environment is in use. Nothing is removed");
		return;
	}
	text_say(text, ". It was requested at ");
	text_say(text, run->decision.payload.requested_at);
	text_say(text, ", and what was requested at ");
	text_say(text, newer->requested_at);
	text_say(text, " was carried out already");
	if (*newer->run) {
		text_say(text, " by the run ");
		text_say(text, newer->run);
	}
	text_say(text, ". Nothing is done, because the last word wins");
}

static void say_resolved(const struct text *text, const struct run *run)
{
	text_say(text, "Received ");
	say_received(text, run);
	if (run->decision.operation == CONTRACT_OPERATE_SUPERSEDED)
		say_superseded(text, run);
	else if (run->decision.event == CONTRACT_DEPLOY &&
		 run->decision.operation != CONTRACT_OPERATE_DEPLOY)
		say_not_deployed(text, run);
	else if (run->decision.event == CONTRACT_DEPLOY)
		say_code(text, run);
	text_say(text, ".");
}

static void say_reported(const struct text *text, const struct run *run)
{
	static const char *const words[] = {
		[JOB_STATUS_NONE] = "",
		[JOB_STATUS_IN_PROGRESS] = "in_progress",
		[JOB_STATUS_SUCCESS] = "success",
		[JOB_STATUS_FAILURE] = "failure",
		[JOB_STATUS_CANCELLED] = "cancelled",
	};

	if (run->decision.operation == CONTRACT_OPERATE_SUPERSEDED) {
		text_say(text, "There is nothing to report of ");
		say_received(text, run);
		text_say(text, ": it was superseded.");
		return;
	}
	text_say(text, run->result == RESULT_DRY_RUN
			       ? "Dry run, nothing was written. The report would be "
			       : "Reported ");
	text_show(text, words[run->config.status]);
	text_say(text, " of ");
	say_received(text, run);
	if (run->decision.operation == CONTRACT_OPERATE_NONE)
		text_say(text, ": nothing was deployed");
	if (run->decision.event == CONTRACT_DEPLOY &&
	    run->decision.operation == CONTRACT_OPERATE_DESTROY && !run->decision.late) {
		text_say(text, run->facts.pull.open
				       ? ". The pull request"
				       : ". The pull request was closed in the meantime");
		if (run->facts.pull.open)
			say_over(text, run);
		text_say(text, ", so the environment must be removed");
	}
	text_say(text, ".");
}

static void say_fork_by_hand(const struct text *text, const struct run *run)
{
	reason_words_fork(text, run, run->facts.pull.head_repository);
	text_say(text, ". Forks get no environment here.");
}

/* The event is of a pull request of another CMS repository. */
static void say_other_source(const struct text *text, const struct run *run)
{
	text_show(text, contract_event_type(run->decision.event));
	text_say(text, " for pull request ");
	text_say(text, run->decision.payload.pr_number);
	text_say(text, " comes from ");
	if (*run->decision.payload.source.repository)
		text_show(text, run->decision.payload.source.repository);
	else
		text_say(text, "another repository");
	text_say(text, ", but the input repository is ");
	text_show(text, run->config.repository);
	text_say(text, ". The event is ignored.");
}

static void say_by_hand(const struct text *text, const struct run *run, const char *why)
{
	text_say(text, "Pull request ");
	text_say(text, run->decision.payload.pr_number);
	text_say(text, " ");
	text_say(text, why);
	text_say(
		text,
		". By hand only the environment of an open pull request of its own is made. For staging comment the deploy command on the pull request.");
}

/* What is ignored, or refused of a deployment by hand. No default: a new reason does not compile. */
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wswitch"
static void say_reason(const struct text *text, const struct run *run)
{
	switch (run->decision.reason) {
	case REASON_EVENT_NOT_HANDLED: reason_words_event(text, run); break;
	case REASON_ACTION_NOT_HANDLED: reason_words_action(text, run); break;
	case REASON_BASE_NOT_COVERED: reason_words_base(text, run, run->facts.pull.base); break;
	case REASON_FORK: say_fork_by_hand(text, run); break;
	case REASON_OTHER_SOURCE: say_other_source(text, run); break;
	case REASON_NOT_BY_HAND:
		say_by_hand(text, run, "shares the staging environment");
		break;
	case REASON_PULL_REQUEST_CLOSED: say_by_hand(text, run, "is closed"); break;
	/* Only the CMS ignores or refuses an event for these. */
	case REASON_NOT_A_PULL_REQUEST:
	case REASON_NOT_A_COMMAND:
	case REASON_BOT:
	case REASON_BAD_ARGUMENT:
	case REASON_SENDER_MISMATCH:
	case REASON_PERMISSION_DENIED:
	case REASON_SHA_MISMATCH: REASON_CASES_OF_ERRORS
	case REASON_NONE:
	case REASON_COUNT: break;
	}
}
#pragma GCC diagnostic pop

void receiver_sentence(const struct run *run, const struct text *text)
{
	if (run->result == RESULT_IGNORED || run->result == RESULT_REFUSED)
		say_reason(text, run);
	else if (run->result == RESULT_RESOLVED)
		say_resolved(text, run);
	else
		say_reported(text, run);
}

void receiver_warning(const struct run *run, const struct warning *warning, struct buf *out)
{
	static const char *const words[] = {
		[RECEIVER_FIELDS_IGNORED] = "The payload has unknown fields, ignored",
		[RECEIVER_NO_TOKEN] =
			"The input token is empty, so the pull request was not checked",
		[RECEIVER_PULL_NOT_READ] = "The pull request could not be read",
		[RECEIVER_COMMENTS_NOT_READ] =
			"The comments could not be read, so earlier ones are not updated",
		[RECEIVER_REPORT_NOT_WRITTEN] = "The report could not be written",
		[RECEIVER_COMMENT_NOT_EDITED] =
			"An earlier status comment could not be updated",
		[RECEIVER_AUTHOR_NOT_KNOWN] =
			"It is not known which status comments are ours, so earlier ones are not updated",
		[RECEIVER_AUTHOR_NOT_TOLD] =
			"GitHub did not say who wrote the report, so earlier ones are not updated",
		[RECEIVER_SHARER_NOT_TOLD] =
			"The comment on another pull request that shares staging could not be updated",
		[RECEIVER_SHARERS_NOT_READ] =
			"The other pull requests that share staging could not be read",
		[RECEIVER_DEPLOYMENT_NOT_TOLD] =
			"The deployment on the CMS could not be updated",
		[RECEIVER_STATUS_NOT_TOLD] = "The status of the commit could not be set",
		[RECEIVER_LATE_NOT_SENT] =
			"The pull request was closed during the deployment, and the removal of its environment could not be requested. The job needs contents: write in the workflow's permissions",
		[RECEIVER_ERROR_FILE] =
			"The input error-file cannot be used, so the report does not show the end of the log",
		[RECEIVER_TIME_AHEAD] =
			"requested_at is more than a day ahead of GitHub's clock, so the event has no order and is carried out. Look at the clock of its sender",
		[RECEIVER_MERGED_OPEN] =
			"The event says that the pull request was merged, but it is open, and a merged pull request cannot be opened again",
	};
	const struct payload *payload = &run->decision.payload;

	if (warning->kind == RECEIVER_HEAD_CHANGED)
		buf_addf(
			out,
			"The head branch of pull request %s is \"%.255s\", but \"%s\" is deployed",
			payload->pr_number, run->facts.pull.head, payload->branch);
	else
		buf_adds(out, words[warning->kind]);
}

enum output_level receiver_level(const struct run *run)
{
	bool superseded = run->result == RESULT_RESOLVED &&
			  run->decision.operation == CONTRACT_OPERATE_SUPERSEDED;

	return superseded || run->decision.reason == REASON_OTHER_SOURCE ? OUTPUT_NOTICE
									 : OUTPUT_LOG;
}

void receiver_summary(const struct run *run, struct buf *out)
{
	buf_adds(out, buf_str(&receiver_of(run)->report));
}

const struct end_output receiver_outputs[] = {
	{"words",
	 "Infrastructure: the commands, domain, region, instance and details of the inputs as JSON, if any is not the default. For the input resolved of the report."},
	{"head-sha",
	 "Infrastructure: the current head commit of the pull request, if it was read."},
	{NULL, NULL},
};

void receiver_fill(const struct run *run, struct output *output)
{
	const struct buf *given = &receiver_of(run)->resolved.words;
	auto_buf words = BUF_INIT(128 * 1024);

	/* What a report took from Resolve, a report after it takes from there. */
	if (run->result == RESULT_REPORTED)
		buf_adds(&words, buf_str(given));
	if (run->result == RESULT_RESOLVED)
		report_inputs_write(&run->config, &words);
	if (words.len > 0)
		output_set(output, "words", buf_str(&words));
	if (*run->decision.head_sha && run->result != RESULT_FAILED)
		output_set(output, "head-sha", run->decision.head_sha);
}
