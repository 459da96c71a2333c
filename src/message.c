/* SPDX-License-Identifier: MIT */
#include "message.h"
#include "base/markdown.h"
#include "github/expiry.h"
#include "github/link.h"
#include "infrastructure/resolve.h"
#include "sweep/sweep_words.h"

#include <string.h>

/* A sentence being written, in plain text or in Markdown: the same words for both. */
struct text {
	struct buf *out;
	bool markdown;
};

/* Our own words; they hold nothing that means something in Markdown. */
static void say(const struct text *text, const char *words)
{
	buf_adds(text->out, words);
}

/* A value from outside: in quotes, or in a code span. */
static void show(const struct text *text, const char *value)
{
	if (text->markdown)
		markdown_code(text->out, value);
	else
		buf_addf(text->out, "\"%s\"", value);
}

/* "name and name" of the two bases, or what is in their place. */
static void show_bases(const struct text *text, const struct config *config)
{
	show(text, config->ephemeral_base);
	if (grammar_is_none(config->staging_base))
		return;
	say(text, " and ");
	show(text, config->staging_base);
}

static const char *command_word(const struct run *run)
{
	return run->command.kind == COMMAND_DESTROY ? run->config.destroy_command
						    : run->config.deploy_command;
}

static void say_pull_request(const struct text *text, const struct run *run)
{
	say(text, "Pull request ");
	say(text, *run->event.number ? run->event.number : run->decision.payload.pr_number);
}

static void say_base_not_covered(const struct text *text, const struct run *run)
{
	const char *base =
		run->event.kind == EVENT_PULL_REQUEST ? run->event.base : run->facts.pull.base;

	say_pull_request(text, run);
	if (run->event.retargeted) {
		say(text, " moved from ");
		show(text, run->event.base_before);
		say(text, " to ");
		show(text, base);
		say(text, ". Only pull requests that leave ");
		show(text, run->config.ephemeral_base);
		say(text, " leave an environment behind.");
		return;
	}
	say(text, " targets ");
	show(text, base);
	say(text, ". Only pull requests that target ");
	show_bases(text, &run->config);
	say(text, " have environments (inputs ephemeral-base and staging-base).");
}

static void say_fork(const struct text *text, const struct run *run)
{
	bool command = run->event.kind != EVENT_PULL_REQUEST;
	const char *head =
		command ? run->facts.pull.head_repository : run->event.head_repository;

	say_pull_request(text, run);
	if (head) {
		say(text, " comes from the fork ");
		show(text, head);
	} else {
		say(text, " comes from a deleted repository");
	}
	if (!command) {
		say(text, ". Forks never have an environment.");
	} else if (!run->config.allow_forks) {
		say(text, ". Forks get no environment here.");
	} else {
		auto_buf example = BUF_INIT(256);

		buf_addf(&example, "%s SHA", run->config.deploy_command);
		say(text,
		    ". Review its head commit, then give the command with the commit's full SHA: ");
		show(text, buf_str(&example));
		say(text, ".");
	}
}

static void say_bad_argument(const struct text *text, const struct run *run)
{
	show(text, command_word(run));
	if (run->command.kind == COMMAND_DESTROY)
		say(text, " takes no argument. Comment just the command.");
	else
		say(text,
		    " takes no argument but the SHA of the head commit (7 to 40, or 64, hexadecimal digits). Comment just the command, or the command and the SHA.");
}

static void say_sender_mismatch(const struct text *text, const struct run *run)
{
	say(text, "The comment is by ");
	show(text, run->event.author);
	say(text, ", but the event comes from ");
	show(text, run->event.sender);
	say(text, ". A command must come from the comment's author. Comment it yourself.");
}

/* "write" or more. */
static void show_permission(const struct text *text, const struct run *run)
{
	show(text, role_name(run->config.permission));
	say(text, run->config.permission == ROLE_ADMIN ? "" : " or more");
}

/* Staging stays, since who closed the pull request may not remove it. */
static void say_staging_stays(const struct text *text, const struct run *run)
{
	say(text, ". Only the role ");
	show_permission(text, run);
	say(text,
	    " can remove staging, so it stays. To remove it, somebody with that role can comment ");
	show(text, run->config.destroy_command);
	say(text, " on the pull request.");
}

static void say_permission_denied(const struct text *text, const struct run *run)
{
	const struct facts_person *person = run->decision.denied;
	bool rerun = run->event.actor && person->login == run->event.actor;

	if (rerun)
		say(text, "This job was rerun by ");
	else if (run->event.kind != EVENT_ISSUE_COMMENT)
		say(text, "The pull request was closed by ");
	show(text, person->login);
	say(text, rerun || run->event.kind != EVENT_ISSUE_COMMENT ? ", who has the role "
								  : " has the role ");
	show(text, role_name(person->role));
	say(text, " on ");
	show(text, run->event.repository);
	if (run->event.kind != EVENT_ISSUE_COMMENT) {
		say_staging_stays(text, run);
		return;
	}
	say(text, ", and ");
	show(text, command_word(run));
	say(text, " needs ");
	show_permission(text, run);
	say(text, rerun ? ". Ask somebody with that role to rerun the job or to comment."
			: ". Ask somebody with that role to comment.");
}

static void say_pull_request_closed(const struct text *text, const struct run *run)
{
	say_pull_request(text, run);
	say(text, " is closed, so nothing was deployed. Reopen it, then comment ");
	show(text, command_word(run));
	say(text, " again.");
}

static void say_sha_mismatch(const struct text *text, const struct run *run)
{
	say(text, "The head commit of pull request ");
	say(text, run->event.number);
	say(text, " is ");
	show(text, run->decision.payload.commit_sha);
	say(text, ", not ");
	show(text, run->command.sha);
	say(text,
	    ". Review the new commits, then comment the command with the SHA that you want.");
}

static void say_event_not_handled(const struct text *text, const struct run *run)
{
	say(text, "The event ");
	show(text, run->runner.event_name);
	say(text, run->event.kind == EVENT_WORKFLOW_DISPATCH
			  ? " without the inputs pr_number and branch is ignored."
			  : " is ignored.");
}

static void say_action_not_handled(const struct text *text, const struct run *run)
{
	if (run->event.retargeted) {
		say_pull_request(text, run);
		say(text, " moved from ");
		show(text, run->event.base_before);
		say(text, " to ");
		show(text, run->event.base);
		say(text, " and keeps its environment.");
		return;
	}
	say(text, "The action ");
	show(text, run->event.action);
	say(text, " of ");
	show(text, run->runner.event_name);
	say(text, " is ignored.");
}

static void say_not_a_pull_request(const struct text *text)
{
	say(text, "The comment is on an issue, not on a pull request.");
}

static void say_not_a_command(const struct text *text)
{
	say(text, "The comment's first line is not a command.");
}

static void say_bot(const struct text *text)
{
	say(text,
	    "The comment is by a bot. Bots can give commands only with the input allow-bots.");
}

/*
 * The sentence of each reason that an ignored or refused run has. No default: one that is
 * forgotten here does not compile.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wswitch"
static void say_reason(const struct text *text, const struct run *run)
{
	switch (run->decision.reason) {
	case REASON_EVENT_NOT_HANDLED: say_event_not_handled(text, run); break;
	case REASON_ACTION_NOT_HANDLED: say_action_not_handled(text, run); break;
	case REASON_NOT_A_PULL_REQUEST: say_not_a_pull_request(text); break;
	case REASON_NOT_A_COMMAND: say_not_a_command(text); break;
	case REASON_BOT: say_bot(text); break;
	case REASON_FORK: say_fork(text, run); break;
	case REASON_BASE_NOT_COVERED: say_base_not_covered(text, run); break;
	case REASON_BAD_ARGUMENT: say_bad_argument(text, run); break;
	case REASON_SENDER_MISMATCH: say_sender_mismatch(text, run); break;
	case REASON_PERMISSION_DENIED: say_permission_denied(text, run); break;
	case REASON_PULL_REQUEST_CLOSED: say_pull_request_closed(text, run); break;
	case REASON_SHA_MISMATCH: say_sha_mismatch(text, run); break;
	/* An error brings its own sentence, see err.h. */
	case REASON_BAD_CONFIG:
	case REASON_BAD_EVENT:
	case REASON_BAD_PAYLOAD:
	case REASON_UNAUTHORIZED:
	case REASON_FORBIDDEN:
	case REASON_NOT_FOUND:
	case REASON_INVALID:
	case REASON_RATE_LIMITED:
	case REASON_SERVER_ERROR:
	case REASON_NETWORK:
	case REASON_TIMEOUT:
	case REASON_BAD_RESPONSE:
	case REASON_CANCELLED:
	case REASON_UNHEALTHY:
	case REASON_NONE:
	case REASON_COUNT: break;
	}
}
#pragma GCC diagnostic pop

/* Accepted is not done: the sending side says "requested", never "deployed". */
static void say_requested(const struct text *text, const struct run *run)
{
	const struct payload *payload = &run->decision.payload;

	say(text, run->result == RESULT_DRY_RUN ? "Dry run, nothing was sent. " : "Requested ");
	show(text, contract_event_type(run->decision.event));
	say(text, run->result == RESULT_DRY_RUN ? " would go to " : " from ");
	show(text, run->config.repository);
	say(text, " for the environment ");
	show(text, run->environment.name[ENVIRONMENT_WORKSPACE]);
	say(text, " of pull request ");
	say(text, payload->pr_number);
	if (run->decision.event == CONTRACT_DEPLOY) {
		say(text, ", branch ");
		show(text, run->environment.deploy_branch);
		if (run->environment.class == ENVIRONMENT_EPHEMERAL) {
			say(text, " at ");
			show(text, payload->commit_sha);
		}
	}
	say(text, ".");
}

/* "deploy-ephemeral for the environment pr-123 of pull request 123". */
static void say_received(const struct text *text, const struct run *run)
{
	show(text, contract_event_type(run->decision.event));
	say(text, " for the environment ");
	show(text, run->environment.name[ENVIRONMENT_WORKSPACE]);
	say(text, " of pull request ");
	say(text, run->decision.payload.pr_number);
}

static void say_code(const struct text *text, const struct run *run)
{
	const struct payload *payload = &run->decision.payload;

	say(text, ": branch ");
	show(text, run->environment.deploy_branch);
	if (run->environment.class == ENVIRONMENT_STAGING || !*payload->commit_sha)
		return;
	say(text, " at ");
	show(text, payload->commit_sha);
	if (resolve_is_stale(&run->decision)) {
		say(text, ". The head commit is now ");
		show(text, run->decision.head_sha);
	}
}

/* "closed", or what its base is now. */
static void say_over(const struct text *text, const struct run *run)
{
	if (run->facts.pull.open) {
		say(text, " now targets ");
		show(text, run->facts.pull.base);
	} else {
		say(text, " is closed");
	}
}

static void say_not_deployed(const struct text *text, const struct run *run)
{
	say(text, ". The pull request");
	say_over(text, run);
	say(text, ", so nothing is deployed");
}

/* What was wished later, and which run carried it out. */
static void say_superseded(const struct text *text, const struct run *run)
{
	say(text, ". It was requested at ");
	say(text, run->decision.payload.requested_at);
	say(text, ", and what was requested at ");
	say(text, run->newer.requested_at);
	say(text, " was carried out already");
	if (*run->newer.run) {
		say(text, " by the run ");
		say(text, run->newer.run);
	}
	say(text, ". Nothing is done, because the last word wins");
}

static void say_resolved(const struct text *text, const struct run *run)
{
	say(text, "Received ");
	say_received(text, run);
	if (run->decision.operation == CONTRACT_OPERATE_SUPERSEDED)
		say_superseded(text, run);
	else if (run->decision.operation == CONTRACT_OPERATE_NONE)
		say_not_deployed(text, run);
	else if (run->decision.event == CONTRACT_DEPLOY)
		say_code(text, run);
	say(text, ".");
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
		say(text, "There is nothing to report of ");
		say_received(text, run);
		say(text, ": it was superseded.");
		return;
	}
	say(text, run->result == RESULT_DRY_RUN
			  ? "Dry run, nothing was written. The report would be "
			  : "Reported ");
	show(text, words[run->config.status]);
	say(text, " of ");
	say_received(text, run);
	if (run->decision.event == CONTRACT_DEPLOY &&
	    run->decision.operation == CONTRACT_OPERATE_DESTROY) {
		say(text, run->facts.pull.open
				  ? ". The pull request"
				  : ". The pull request was closed in the meantime");
		if (run->facts.pull.open)
			say_over(text, run);
		say(text, ", so the environment must be removed");
	}
	say(text, ".");
}

/* After a push. */
static void say_refreshed(const struct text *text, const struct run *run)
{
	say(text, run->result == RESULT_DRY_RUN
			  ? "Dry run, nothing was written. The comment on "
			    "pull request "
			  : "The comment on pull request ");
	say(text, run->event.number);
	say(text, run->result == RESULT_DRY_RUN ? " would say that " : " now says that ");
	show(text, run->event.head_sha);
	say(text, " is the newest commit.");
}

/* The doctor found nothing that keeps the set-up from working. */
static void say_healthy(const struct text *text, const struct run *run)
{
	say(text, "The set-up works, as far as can be read: ");
	diagnosis_say(&run->diagnosis, text->out);
	say(text, ".");
}

static void sentence(const struct text *text, const struct run *run)
{
	bool refreshed = run->event.kind == EVENT_PULL_REQUEST && run->event.head_sha;

	switch (run->result) {
	case RESULT_IGNORED:
	case RESULT_REFUSED: say_reason(text, run); break;
	case RESULT_FAILED:
		if (text->markdown)
			markdown_text(text->out, run->err.msg);
		else
			say(text, run->err.msg);
		say(text, ".");
		break;
	case RESULT_RESOLVED: say_resolved(text, run); break;
	case RESULT_HEALTHY: say_healthy(text, run); break;
	case RESULT_RECONCILED: sweep_words_sentence(run, text->out); break;
	case RESULT_REPORTED:
	default:
		if (refreshed)
			say_refreshed(text, run);
		else if (run->decision.verdict == VERDICT_RECEIVED)
			say_reported(text, run);
		else
			say_requested(text, run);
		break;
	}
}

void message_sentence(const struct run *run, struct buf *out)
{
	struct text text = {out, false};

	sentence(&text, run);
}

static void add_run_link(const struct run *run, struct buf *out)
{
	auto_buf link = BUF_INIT(4096);

	if (link_run(&link, &run->runner, run->event.repository, "The run"))
		buf_addf(out, " %s has the details.", buf_str(&link));
}

void message_reply(const struct run *run, struct buf *out)
{
	struct text text = {out, true};

	if (run->result == RESULT_REFUSED || run->result == RESULT_IGNORED) {
		say(&text, "⚠️ ");
		sentence(&text, run);
		return;
	}
	say(&text, "❌ ");
	if (run->event.kind == EVENT_ISSUE_COMMENT) {
		show(&text, command_word(run));
		say(&text, " failed: ");
	} else {
		say(&text, "The environment ");
		show(&text, run->environment.name[ENVIRONMENT_WORKSPACE]);
		say(&text, " may still exist. Its removal could not be requested: ");
	}
	sentence(&text, run);
	if (run->event.kind != EVENT_ISSUE_COMMENT) {
		say(&text, " Fix that, then rerun the job");
		/* After a retarget the command would mean the new base's environment. */
		if (run->decision.event == CONTRACT_CLOSED) {
			say(&text, ", or comment ");
			show(&text, run->config.destroy_command);
		}
		say(&text, ".");
	}
	add_run_link(run, out);
}

static void add_row(struct buf *out, const char *name, const char *value)
{
	if (!*value)
		return;
	buf_addf(out, "| %s | ", name);
	markdown_cell(out, value);
	buf_adds(out, " |\n");
}

static void add_link_row(struct buf *out, const char *name, const char *url)
{
	if (*url)
		buf_addf(out, "| %s | [%s](%s) |\n", name, url, url);
}

static void add_event_table(const struct run *run, struct buf *out)
{
	const struct environment *env = &run->environment;

	add_row(out, "Event", contract_event_type(run->decision.event));
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;
		auto_buf name = BUF_INIT(64);

		if (!contract_has_field(run->decision.event, field))
			continue;
		markdown_cell(&name, contract_field_name(field));
		add_row(out, buf_str(&name), contract_get(&run->decision.payload, field));
	}
	add_row(out, "Operation", contract_operation_name(run->decision.operation));
	if (*env->name[ENVIRONMENT_WORKSPACE])
		add_row(out, "Environment", environment_class_name(env->class));
	add_row(out, "Workspace", env->name[ENVIRONMENT_WORKSPACE]);
	add_row(out, "Deployed branch", env->deploy_branch);
	add_link_row(out, "URL", env->name[ENVIRONMENT_URL]);
	add_link_row(out, "Admin panel", env->name[ENVIRONMENT_ADMIN_URL]);
	add_link_row(out, "Mailpit", env->name[ENVIRONMENT_MAILPIT_URL]);
	add_row(out, "Database", env->name[ENVIRONMENT_DATABASE]);
	add_row(out, "Files", env->name[ENVIRONMENT_FILES_PREFIX]);
}

void message_summary(const struct run *run, struct buf *out)
{
	struct text text = {out, true};
	const struct event *event = &run->event;
	bool has_values = event->number[0] != '\0' && !err_is_set(&event->fault);

	buf_addf(out, "### deploy-dispatch: %s\n\n", result_name(run->result));
	sentence(&text, run);
	buf_adds(out, "\n\n");
	diagnosis_table(&run->diagnosis, out);
	sweep_words_table(run, out);
	if (!run_has_event(run) && !has_values)
		return;
	buf_adds(out, "| | |\n|---|---|\n");
	if (run_has_event(run)) {
		add_event_table(run, out);
	} else {
		add_row(out, "Pull request", event->number);
		add_row(out, "Comment by", event->author ? event->author : "");
	}
	if (run->comment_url.len > 0)
		add_link_row(out, run->report.len > 0 ? "Report" : "Reply",
			     buf_str(&run->comment_url));
	buf_adds(out, "\n");
	buf_adds(out, buf_str(&run->report));
}

/* A token that expires soon. */
static void add_expiry(const struct warning *warning, struct buf *out)
{
	buf_addf(out, "The token in the input %s ", warning->input);
	expiry_say(out, warning->at_s, warning->left_s);
	buf_adds(
		out,
		". After that every run fails. Create a new token, and put it into the secret that the workflow gives to this input");
}

/* The words of a warning, to which the reason is added where there is one. */
static void add_warning(const struct run *run, const struct warning *warning, struct buf *out)
{
	const struct payload *payload = &run->decision.payload;
	const struct pull *pull = &run->facts.pull;

	switch (warning->kind) {
	case WARNING_CLOSER_NOT_CHECKED:
		buf_addf(
			out,
			"The role of the person who closed pull request %s could not be checked. %s",
			payload->pr_number,
			run->event.kind == EVENT_PULL_REQUEST
				? "The removal of staging is requested anyway"
				: "Staging is removed anyway");
		break;
	case WARNING_REACTION_NOT_WRITTEN:
		buf_adds(out, "The reaction could not be written");
		break;
	case WARNING_REPLY_NOT_WRITTEN: buf_adds(out, "The reply could not be written"); break;
	case WARNING_FIELDS_IGNORED:
		buf_adds(out, "The payload has unknown fields, ignored");
		break;
	case WARNING_NO_TOKEN:
		buf_adds(out, "The input token is empty, so the pull request was not checked");
		break;
	case WARNING_PULL_NOT_READ: buf_adds(out, "The pull request could not be read"); break;
	case WARNING_HEAD_CHANGED:
		buf_addf(
			out,
			"The head branch of pull request %s is \"%.255s\", but \"%s\" is deployed",
			payload->pr_number, pull->head, payload->branch);
		break;
	case WARNING_COMMENTS_NOT_READ:
		buf_adds(out,
			 "The comments could not be read, so earlier ones are not updated");
		break;
	case WARNING_REPORT_NOT_WRITTEN:
		buf_adds(out, "The report could not be written");
		break;
	case WARNING_COMMENT_NOT_EDITED:
		buf_adds(out, "An earlier status comment could not be updated");
		break;
	case WARNING_AUTHOR_NOT_KNOWN:
		buf_adds(
			out,
			"It is not known which status comments are ours, so earlier ones are not updated");
		break;
	case WARNING_AUTHOR_NOT_TOLD:
		buf_adds(
			out,
			"GitHub did not say who wrote the report, so earlier ones are not updated");
		break;
	case WARNING_DEPLOYMENT_NOT_TOLD:
		buf_adds(out, "The deployment on the CMS could not be updated");
		break;
	case WARNING_STATUS_NOT_TOLD:
		buf_adds(out, "The status of the commit could not be set");
		break;
	case WARNING_SHARERS_NOT_READ:
		buf_adds(out, "The other pull requests that share staging could not be read");
		break;
	case WARNING_TOKEN_EXPIRES: add_expiry(warning, out); break;
	case WARNING_NONE_OURS:
	case WARNING_LEFT_OVER:
	case WARNING_KEPT:
	case WARNING_SWEEP_ENDED: sweep_words_warning(run, warning, out); break;
	case WARNING_SHARER_NOT_TOLD:
		buf_adds(
			out,
			"The comment on another pull request that shares staging could not be updated");
		break;
	}
}

void message_warning(const struct run *run, const struct warning *warning, struct buf *out)
{
	add_warning(run, warning, out);
	if (err_is_set(&warning->why))
		buf_addf(out, ": %s", warning->why.msg);
}

const char *message_reaction(enum result result)
{
	if (result == RESULT_DISPATCHED)
		return "rocket";
	return result == RESULT_REFUSED ? "confused" : "-1";
}
