/* SPDX-License-Identifier: MIT */
#include "cms/sender_words.h"
#include "contract/bases.h"
#include "github/link.h"
#include "run/reason_words.h"

static const char *command_word(const struct run *run)
{
	return sender_of(run)->command.kind == COMMAND_DESTROY ? run->config.destroy_command
							       : run->config.deploy_command;
}

/* "moved from dev to main" */
static void say_moved(const struct text *text, const struct run *run)
{
	reason_words_pull_request(text, run);
	text_say(text, " moved from ");
	text_show(text, run->event.base_before);
	text_say(text, " to ");
	text_show(text, run->event.base);
}

static void say_base_not_covered(const struct text *text, const struct run *run)
{
	if (!run->event.retargeted) {
		reason_words_base(text, run,
				  run->event.kind == EVENT_PULL_REQUEST ? run->event.base
									: run->facts.pull.base);
		return;
	}
	say_moved(text, run);
	text_say(text, ". Only pull requests that leave ");
	bases_say(text, run->config.ephemeral_base, "none");
	text_say(text, " leave an environment behind.");
}

static void say_fork(const struct text *text, const struct run *run)
{
	bool command = run->event.kind != EVENT_PULL_REQUEST;

	reason_words_fork(text, run,
			  command ? run->facts.pull.head_repository
				  : run->event.head_repository);
	if (!command) {
		text_say(text, ". Forks never have an environment.");
	} else if (!run->config.allow_forks) {
		text_say(text, ". Forks get no environment here.");
	} else {
		auto_buf example = BUF_INIT(256);

		buf_addf(&example, "%s SHA", run->config.deploy_command);
		text_say(
			text,
			". Review its head commit, then give the command with the commit's full SHA: ");
		text_show(text, buf_str(&example));
		text_say(text, ".");
	}
}

static void say_bad_argument(const struct text *text, const struct run *run)
{
	text_show(text, command_word(run));
	if (sender_of(run)->command.kind == COMMAND_DESTROY)
		text_say(text, " takes no argument. Comment just the command.");
	else
		text_say(
			text,
			" takes no argument but the SHA of the head commit (7 to 40, or 64, hexadecimal digits). Comment just the command, or the command and the SHA.");
}

static void say_sender_mismatch(const struct text *text, const struct run *run)
{
	text_say(text, "The comment is by ");
	text_show(text, run->event.author);
	text_say(text, ", but the event comes from ");
	text_show(text, run->event.sender);
	text_say(text, ". A command must come from the comment's author. Comment it yourself.");
}

/* "write" or more. */
static void show_permission(const struct text *text, const struct run *run)
{
	text_show(text, role_name(run->config.permission));
	text_say(text, run->config.permission == ROLE_ADMIN ? "" : " or more");
}

/* Staging stays, since whoever closed the pull request may not remove it alone. */
static void say_staging_stays(const struct text *text, const struct run *run)
{
	text_say(text, ". Only the role ");
	show_permission(text, run);
	text_say(text, " can remove staging, so it stays until no pull request into ");
	text_show(text, run->event.base);
	text_say(text, " is open. To remove it now, somebody with that role can comment ");
	text_show(text, run->config.destroy_command);
	text_say(text, " on the pull request.");
}

static void say_permission_denied(const struct text *text, const struct run *run)
{
	const struct facts_person *person = run->decision.denied;
	bool rerun = run->event.actor && person->login == run->event.actor;

	if (rerun)
		text_say(text, "This job was rerun by ");
	else if (run->event.kind != EVENT_ISSUE_COMMENT)
		text_say(text, "The pull request was closed by ");
	text_show(text, person->login);
	text_say(text, rerun || run->event.kind != EVENT_ISSUE_COMMENT ? ", who has the role "
								       : " has the role ");
	text_show(text, role_name(person->role));
	text_say(text, " on ");
	text_show(text, run->event.repository);
	if (run->event.kind != EVENT_ISSUE_COMMENT) {
		say_staging_stays(text, run);
		return;
	}
	text_say(text, ", and ");
	text_show(text, command_word(run));
	text_say(text, " needs ");
	show_permission(text, run);
	text_say(text, rerun ? ". Ask somebody with that role to rerun the job or to comment."
			     : ". Ask somebody with that role to comment.");
}

static void say_pull_request_closed(const struct text *text, const struct run *run)
{
	reason_words_pull_request(text, run);
	text_say(text, " is closed, so nothing was deployed. Reopen it, then comment ");
	text_show(text, command_word(run));
	text_say(text, " again.");
}

static void say_sha_mismatch(const struct text *text, const struct run *run)
{
	text_say(text, "The head commit of pull request ");
	text_say(text, run->event.number);
	text_say(text, " is ");
	text_show(text, run->decision.payload.commit_sha);
	text_say(text, ", not ");
	text_show(text, sender_of(run)->command.sha);
	text_say(
		text,
		". Review the new commits, then comment the command with the SHA that you want.");
}

static void say_action_not_handled(const struct text *text, const struct run *run)
{
	if (!run->event.retargeted) {
		reason_words_action(text, run);
		return;
	}
	say_moved(text, run);
	text_say(text, " and keeps its environment.");
}

static void say_not_a_pull_request(const struct text *text)
{
	text_say(text, "The comment is on an issue, not on a pull request.");
}

static void say_not_a_command(const struct text *text)
{
	text_say(text, "The comment's first line is not a command.");
}

static void say_bot(const struct text *text)
{
	text_say(
		text,
		"The comment is by a bot. Bots can give commands only with the input allow-bots.");
}

/*
 * The sentence of each reason that an ignored or refused run has. No default: one that is
 * forgotten here does not compile.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wswitch"
void sender_words_reason(const struct run *run, const struct text *text)
{
	switch (run->decision.reason) {
	case REASON_EVENT_NOT_HANDLED: reason_words_event(text, run); break;
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
	/* Only the infrastructure has these. */
	case REASON_NOT_BY_HAND:
	case REASON_OTHER_SOURCE: REASON_CASES_OF_ERRORS
	case REASON_NONE:
	case REASON_COUNT: break;
	}
}
#pragma GCC diagnostic pop

/* Accepted is not done: the sending side says "requested", never "deployed". */
static void say_requested(const struct text *text, const struct run *run)
{
	const struct payload *payload = &run->decision.payload;

	text_say(text,
		 run->result == RESULT_DRY_RUN ? "Dry run, nothing was sent. " : "Requested ");
	text_show(text, contract_event_type(run->decision.event));
	text_say(text, run->result == RESULT_DRY_RUN ? " would go to " : " from ");
	text_show(text, run->config.repository);
	text_say(text, " for the environment ");
	text_show(text, run->environment.name[ENVIRONMENT_WORKSPACE]);
	text_say(text, " of pull request ");
	text_say(text, payload->pr_number);
	if (run->decision.event == CONTRACT_DEPLOY) {
		text_say(text, ", branch ");
		text_show(text, run->environment.deploy_branch);
		if (run->environment.class == ENVIRONMENT_EPHEMERAL) {
			text_say(text, " at ");
			text_show(text, payload->commit_sha);
		}
	}
	text_say(text, ".");
}

void sender_sentence(const struct run *run, const struct text *text)
{
	if (run->result == RESULT_IGNORED || run->result == RESULT_REFUSED)
		sender_words_reason(run, text);
	else
		say_requested(text, run);
}

static void add_run_link(const struct run *run, struct buf *out)
{
	auto_buf link = BUF_INIT(4096);

	if (link_run(&link, &run->runner, run->event.repository, "The run"))
		buf_addf(out, " %s has the details.", buf_str(&link));
}

void sender_words_reply(const struct run *run, struct buf *out)
{
	struct text text = {out, true};

	if (run->result == RESULT_REFUSED || run->result == RESULT_IGNORED) {
		text_say(&text, "⚠️ ");
		sender_words_reason(run, &text);
		return;
	}
	text_say(&text, "❌ ");
	if (run->event.kind == EVENT_ISSUE_COMMENT) {
		text_show(&text, command_word(run));
		text_say(&text, " failed: ");
	} else {
		text_say(&text, "The environment ");
		text_show(&text, run->environment.name[ENVIRONMENT_WORKSPACE]);
		text_say(&text, " may still exist. Its removal could not be requested: ");
	}
	text_quote(&text, run->err.msg);
	text_say(&text, ".");
	if (run->event.kind != EVENT_ISSUE_COMMENT) {
		text_say(&text, " Fix that, then rerun the job");
		/* After a retarget the command would mean the new base's environment. */
		if (run->decision.event == CONTRACT_CLOSED) {
			text_say(&text, ", or comment ");
			text_show(&text, run->config.destroy_command);
		}
		text_say(&text, ".");
	}
	add_run_link(run, out);
}

void sender_warning(const struct run *run, const struct warning *warning, struct buf *out)
{
	static const char *const words[] = {
		[SENDER_REACTION_NOT_WRITTEN] = "The reaction could not be written",
		[SENDER_REPLY_NOT_WRITTEN] = "The reply could not be written",
		[SENDER_AUTHOR_NOT_KNOWN] =
			"It is not known which status comments are ours, so earlier ones are not updated",
	};

	(void)run;
	buf_adds(out, words[warning->kind]);
}

/*
 * What an ignored run is worth: most of them nobody waits for. A closed pull request whose
 * environment is not removed is seen: staging that stays, and a base that no input names.
 */
enum output_level sender_level(const struct run *run)
{
	bool closed = run->event.kind == EVENT_PULL_REQUEST && !run->event.retargeted &&
		      !run->event.head_sha;

	if (run->result != RESULT_IGNORED)
		return OUTPUT_LOG;
	if (run->decision.denied)
		return OUTPUT_WARNING;
	return closed && run->decision.reason == REASON_BASE_NOT_COVERED ? OUTPUT_NOTICE
									 : OUTPUT_LOG;
}

const char *sender_words_reaction(enum result result)
{
	if (result == RESULT_DISPATCHED)
		return "rocket";
	return result == RESULT_REFUSED ? "confused" : "-1";
}
