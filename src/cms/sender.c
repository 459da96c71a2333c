/* SPDX-License-Identifier: MIT */
#include "base/cancel.h"
#include "cms/cms.h"
#include "cms/decide.h"
#include "cms/sender_words.h"
#include "github/comments.h"
#include "github/dispatches.h"
#include "github/people.h"
#include "run/session.h"
#include "run/target.h"

static int sender_decide(struct run *run, struct err *err)
{
	const struct config *config = &run->config;
	const struct event *event = &run->event;
	struct command *command = &sender_of(run)->command;
	int rc;

	if (event->kind == EVENT_ISSUE_COMMENT)
		*command = command_parse(event->body, event->body_len, config->deploy_command,
					 config->destroy_command);
	rc = decide_early(config, event, command, &run->decision, err);
	/* What cannot be sent has a name too: people will look for it. */
	run_name(run);
	return rc;
}

/* The roles of those who ask; of a command the pull request as well. */
static int sender_ask(struct run *run, struct session *session, struct err *err)
{
	const struct event *event = &run->event;
	struct decision *decision = &run->decision;
	struct facts *facts = &run->facts;
	struct api_target target = target_own(run);
	int rc;

	if (session_open(session, run, err) < 0)
		return -1;
	for (size_t i = 0; i < decision->people_count; i++)
		facts->people[i].login = decision->people[i];
	facts->people_count = decision->people_count;
	people_fetch(session->http, &target, event->number, event->kind == EVENT_ISSUE_COMMENT,
		     facts);
	rc = decide_facts(&run->config, event, &sender_of(run)->command, facts, decision, err);
	run_name(run);
	return rc;
}

static int sender_act(struct run *run, struct session *session, struct err *err)
{
	const struct decision *decision = &run->decision;
	const struct api_target target = target_other(run);
	auto_json payload = {0};

	if (run->config.dry_run) {
		run->result = RESULT_DRY_RUN;
		return 0;
	}
	if (session_open(session, run, err) < 0)
		return -1;
	contract_build(decision->event, &decision->payload, &payload);
	if (dispatches_create(session->http, &target, contract_event_type(decision->event),
			      &payload, err) < 0)
		return -1;
	run->result = RESULT_DISPATCHED;
	return 0;
}

static void warn(struct run *run, int kind, const struct err *err)
{
	if (err_is_set(err))
		(void)warnings_add(&run->warnings, kind, err);
}

/* Nothing was asked for that can be answered, or nobody waits for it any more. */
static bool has_no_feedback(const struct run *run)
{
	const struct decision *decision = &run->decision;
	bool ignored = decision->verdict == VERDICT_IGNORE && !decision->denied;

	return ignored || run->config.dry_run || run->err.reason == REASON_BAD_EVENT ||
	       cancel_requested();
}

/* The reaction and the reply. */
static void sender_tell(struct run *run, struct session *session)
{
	struct comments_feedback feedback = {.number = run->event.number,
					     .seen = run->facts.pull.base != NULL};
	struct api_target target = target_own(run);
	auto_buf reply = BUF_INIT(COMMENTS_BODY_MAX);
	struct err unused;

	if (has_no_feedback(run) || !*target.token || session_open(session, run, &unused) < 0)
		return;
	if (run->config.react && run->event.kind == EVENT_ISSUE_COMMENT) {
		feedback.comment_id = run->event.comment_id;
		feedback.reaction = sender_words_reaction(run->result);
	}
	if (run->config.reply && run->result != RESULT_DISPATCHED) {
		sender_words_reply(run, &reply);
		feedback.reply = buf_str(&reply);
	}
	comments_give_feedback(session->http, &target, &feedback);
	warn(run, SENDER_REACTION_NOT_WRITTEN, &feedback.reaction_err);
	warn(run, SENDER_REPLY_NOT_WRITTEN, &feedback.reply_err);
	buf_adds(&run->comment_url, buf_str(&feedback.reply_url));
	buf_release(&feedback.reply_url);
}

const struct end sender = {
	.state_size = sizeof(struct sender),
	.decide = sender_decide,
	.ask = sender_ask,
	.act = sender_act,
	.tell = sender_tell,
	.sentence = sender_sentence,
	.warning = sender_warning,
	.level = sender_level,
	.comment = "Reply",
};
