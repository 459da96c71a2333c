/* SPDX-License-Identifier: MIT */
#include "sender.h"
#include "cancel.h"
#include "comments.h"
#include "github.h"
#include "output.h"
#include "message.h"
#include "session.h"

/* This end, with the token that reads, reacts and replies. */
static struct api_target cms_end(const struct run *run)
{
	bool own = *run->config.github_token != '\0';

	return (struct api_target){
		.repository = run->event.repository,
		.token = own ? run->config.github_token : run->config.token,
		.token_input = own ? "github-token" : "token",
		.api_url = run->runner.api_url,
	};
}

/* Asks what the decision needs to know, and lets it go on. */
static int decide_with_facts(struct run *run, struct session *session, struct err *err)
{
	const struct event *event = &run->event;
	struct decision *decision = &run->decision;
	struct facts *facts = &run->facts;
	struct api_target cms = cms_end(run);

	if (session_open(session, run, err) < 0)
		return -1;
	for (size_t i = 0; i < decision->people_count; i++)
		facts->people[i].login = decision->people[i];
	facts->people_count = decision->people_count;
	github_fetch_facts(session->http, &cms, event->number,
			   event->kind == EVENT_ISSUE_COMMENT, facts);
	return decide_facts(&run->config, event, &run->command, facts, decision, err);
}

/* From the event to a decision; asks the API only where it is needed. */
static int decide(struct run *run, struct session *session, struct err *err)
{
	const struct config *config = &run->config;
	const struct event *event = &run->event;

	run->command = command_parse(event->body, event->body_len, config->deploy_command,
				     config->destroy_command);
	if (decide_early(config, event, &run->command, &run->decision, err) < 0)
		return -1;
	if (run->decision.verdict != VERDICT_ASK_FACTS)
		return 0;
	return decide_with_facts(run, session, err);
}

/* Sent all the same: staging that stays is seen and costs less than one that is forgotten. */
static void warn_unchecked(const struct run *run)
{
	struct err context = run->decision.unchecked;

	if (context.reason == REASON_NONE)
		return;
	err_prefix(&context,
		   "Whether the person who closed pull request %s may remove staging could not "
		   "be checked, so its removal is requested all the same",
		   run->event.number);
	output_annotate(OUTPUT_WARNING, context.msg);
}

static int dispatch(struct run *run, struct session *session, struct err *err)
{
	const struct decision *decision = &run->decision;
	const struct api_target infrastructure = {
		.repository = run->config.repository,
		.token = run->config.token,
		.token_input = "token",
		.api_url = run->runner.api_url,
	};
	auto_json payload = {0};

	if (session_open(session, run, err) < 0)
		return -1;
	contract_build(decision->event, &decision->payload, &payload);
	return github_dispatch(session->http, &infrastructure,
			       contract_event_type(decision->event), &payload, err);
}

/* Everything but the feedback. */
static int send_event(struct run *run, struct session *session, struct err *err)
{
	enum event_kind kind = event_kind(run->runner.event_name);
	const struct decision *decision = &run->decision;
	int decided;

	if (kind == EVENT_OTHER) {
		run->decision.reason = REASON_EVENT_NOT_HANDLED;
		run->result = RESULT_IGNORED;
		return 0;
	}
	if (run_load_event(run, kind, err) < 0)
		return -1;
	decided = decide(run, session, err);
	/* What cannot be sent has a name too: people will look for it. */
	if (decision->verdict == VERDICT_SEND) {
		warn_unchecked(run);
		run->decision.operation = contract_operation(decision->event);
		run_name_environment(run);
	}
	if (decided < 0)
		return -1;
	if (decision->verdict != VERDICT_SEND) {
		run->result =
			decision->verdict == VERDICT_IGNORE ? RESULT_IGNORED : RESULT_REFUSED;
		return 0;
	}
	if (run->config.dry_run) {
		run->result = RESULT_DRY_RUN;
		return 0;
	}
	if (dispatch(run, session, err) < 0)
		return -1;
	run->result = RESULT_DISPATCHED;
	return 0;
}

static void warn(const struct err *err, const char *what)
{
	struct err context = *err;

	if (err->reason == REASON_NONE)
		return;
	err_prefix(&context, "%s could not be written", what);
	output_annotate(OUTPUT_WARNING, context.msg);
}

/* Nothing was asked for that can be answered, or nobody waits for it any more. */
static bool has_no_feedback(const struct run *run)
{
	const struct decision *decision = &run->decision;
	bool ignored = decision->verdict == VERDICT_IGNORE && !decision->denied;

	return ignored || run->config.dry_run || run->err.reason == REASON_BAD_EVENT ||
	       cancel_requested();
}

/* The reaction and the reply: best effort, whatever becomes of them the result stays. */
static void give_feedback(struct run *run, struct session *session)
{
	bool replies = run->result != RESULT_DISPATCHED;
	struct comments_feedback feedback = {.number = run->event.number,
					     .seen = run->facts.pull.base != NULL};
	struct api_target cms = cms_end(run);
	auto_buf reply = BUF_INIT(MESSAGE_REPLY_MAX);
	struct err err;

	if (has_no_feedback(run) || !*cms.token || session_open(session, run, &err) < 0)
		return;
	if (run->config.react && run->event.kind == EVENT_ISSUE_COMMENT) {
		feedback.comment_id = run->event.comment_id;
		feedback.reaction = message_reaction(run->result);
	}
	if (run->config.reply && replies) {
		message_reply(run, &reply);
		feedback.reply = buf_str(&reply);
	}
	comments_give_feedback(session->http, &cms, &feedback);
	warn(&feedback.reaction_err, "The reaction");
	warn(&feedback.reply_err, "The reply");
	run->comment_url = feedback.reply_url;
}

void sender_run(struct run *run)
{
	struct session session = {0};

	if (send_event(run, &session, &run->err) < 0) {
		run->result = RESULT_FAILED;
		run_note_cancel(run);
	}
	give_feedback(run, &session);
	session_close(&session);
}
