/* SPDX-License-Identifier: MIT */
#include "sender.h"
#include "cancel.h"
#include "comments.h"
#include "github.h"
#include "output.h"
#include "report.h"
#include "session.h"

/* This end, with the token that reads, reacts and replies. */
static struct api_end cms_end(const struct run *run)
{
	bool own = *run->config.github_token != '\0';

	return (struct api_end){
		.repository = run->event.repository,
		.token = own ? run->config.github_token : run->config.token,
		.token_input = own ? "github-token" : "token",
	};
}

/* From the event to a decision; asks the API only for a command that may be one. */
static int decide(struct run *run, struct session *session, struct err *err)
{
	const struct config *config = &run->config;
	struct event *event = &run->event;
	struct api_end cms;

	run->command = command_parse(event->body, event->body_len, config->deploy_command,
				     config->destroy_command);
	if (decide_early(config, event, &run->command, &run->decision, err) < 0)
		return -1;
	if (run->decision.verdict != VERDICT_ASK_FACTS)
		return 0;
	if (session_open(session, run, err) < 0)
		return -1;
	cms = cms_end(run);
	github_fetch_facts(session->http, &cms, event->number, event->author, &run->facts);
	return decide_command(config, event, &run->command, &run->facts, &run->decision, err);
}

static int dispatch(struct run *run, struct session *session, struct err *err)
{
	const struct decision *decision = &run->decision;
	const struct api_end infrastructure = {
		.repository = run->config.repository,
		.token = run->config.token,
		.token_input = "token",
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
	return run->decision.verdict == VERDICT_IGNORE || run->config.dry_run ||
	       run->err.reason == REASON_BAD_EVENT || cancel_requested();
}

/* The reaction and the reply: best effort, whatever becomes of them the result stays. */
static void give_feedback(struct run *run, struct session *session)
{
	bool replies = run->result == RESULT_REFUSED || run->result == RESULT_FAILED;
	struct comments_feedback feedback = {.number = run->event.number};
	struct api_end cms = cms_end(run);
	auto_buf text = BUF_INIT(REPORT_REPLY_MAX);
	auto_buf reply = BUF_INIT(REPORT_REPLY_MAX);
	struct err err;

	if (has_no_feedback(run) || !*cms.token || session_open(session, run, &err) < 0)
		return;
	if (run->config.react && run->event.kind == EVENT_ISSUE_COMMENT) {
		feedback.comment_id = run->event.comment_id;
		feedback.reaction = report_reaction(run->result);
	}
	if (run->config.reply && replies) {
		report_reply(run, &text);
		config_redact(&run->config, buf_str(&text), &reply);
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
		if (cancel_requested() && run->err.reason != REASON_CANCELLED)
			err_set(&run->err, REASON_CANCELLED, "The run was cancelled");
	}
	give_feedback(run, &session);
	session_close(&session);
}
