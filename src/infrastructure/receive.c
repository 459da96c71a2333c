/* SPDX-License-Identifier: MIT */
#include "infrastructure/receive.h"
#include "github/pull.h"
#include "infrastructure/report_inputs.h"
#include "infrastructure/resolve.h"
#include "infrastructure/success.h"
#include "run/target.h"
#include "status/author.h"

enum { FIELDS_MAX = 500, ORDER_AHEAD_MAX_S = 24 * 3600 };

/* A report has the names that Resolve made. */
static void name(struct run *run)
{
	const struct resolved *resolved = &receiver_of(run)->resolved;

	if (resolved->given && run_has_event(run))
		run->environment = resolved->environment;
	else
		run_name(run);
}

/* What Resolve was told the report need not be told again. */
static int take_inputs(struct run *run, const struct resolved *resolved, struct err *err)
{
	if (resolved->words.len == 0)
		return 0;
	if (report_inputs_read(&run->config, buf_str(&resolved->words), err) < 0)
		return -1;
	return success_check(&run->config, err);
}

int receive_decide(struct run *run, struct err *err)
{
	struct receiver *receiver = receiver_of(run);
	auto_buf unknown = BUF_INIT(FIELDS_MAX);
	struct err fields;
	int rc;

	receiver->asked_ago_s = -1;
	receiver->report = BUF_INIT(COMMENTS_BODY_MAX);
	if (resolved_read(run->config.resolved, &receiver->resolved, err) < 0 ||
	    take_inputs(run, &receiver->resolved, err) < 0)
		return -1;
	rc = resolve_event(&run->config, &run->event, &receiver->resolved, &run->decision,
			   &unknown, err);
	name(run);
	if (rc == 0 && unknown.len > 0) {
		err_set(&fields, REASON_BAD_PAYLOAD, "%s%s", buf_str(&unknown),
			unknown.full ? "…" : "");
		warnings_add(&run->warnings, RECEIVER_FIELDS_IGNORED, &fields)->notice = true;
	}
	return rc;
}

void receive_release(struct run *run)
{
	struct receiver *receiver = receiver_of(run);

	resolved_release(&receiver->resolved);
	status_history_release(&receiver->history);
	buf_release(&receiver->report);
}

/* Judges what was read. */
static int take_pull(struct run *run, struct err *err)
{
	struct facts *facts = &run->facts;

	if (!err_is_set(&facts->pull_err) &&
	    resolve_pull(&run->config, &run->event, &facts->pull, &run->decision,
			 &facts->pull_err) == 0) {
		/* Of a deployment by hand the class is known only now. */
		name(run);
		return 0;
	}
	return err_copy(err, &facts->pull_err);
}

int receive_ask_pull(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_other(run);

	pull_fetch(session->http, &target, run->decision.payload.pr_number, &run->facts);
	return take_pull(run, err);
}

static int read_thread(struct run *run, struct session *session, bool with_pull,
		       struct err *err)
{
	const struct decision *decision = &run->decision;
	struct api_target target = target_other(run);
	struct status_history *history = &receiver_of(run)->history;
	struct status_query query = {
		.workspace = run->environment.name[ENVIRONMENT_WORKSPACE],
		.deploy_command = run->config.deploy_command,
		.destroy_command = run->config.destroy_command,
		.requested_at = decision->payload.requested_at,
		.commit = decision->payload.commit_sha,
		.repository = run->event.repository ? run->event.repository : "",
		.repository_id = run->runner.repository_id ? run->runner.repository_id : "",
		.sender = run->event.kind == EVENT_REPOSITORY_DISPATCH
				  ? decision->payload.sender
				  : "",
		.command =
			decision->event == CONTRACT_DEPLOY ? COMMAND_DEPLOY : COMMAND_DESTROY,
	};
	struct comments_list list = {.number = decision->payload.pr_number,
				     .see = status_history_see,
				     .context = history};

	status_history_begin(history, &query);
	return with_pull ? pull_fetch_with_comments(session->http, &target, &list, &run->facts,
						    err)
			 : comments_list(session->http, &target, &list, err);
}

/* When it was requested: the event tells it, or the newest comment that may be the command. */
static void note_age(struct run *run)
{
	struct receiver *receiver = receiver_of(run);
	int64_t asked_s = receiver->history.asked_s;

	(void)grammar_read_time(run->decision.payload.requested_at, &asked_s);
	if (asked_s >= 0)
		receiver->asked_ago_s = session_now_s() - asked_s;
}

/* A time that is more than a day ahead of GitHub's clock is none of GitHub's. */
static void note_clock(struct run *run)
{
	struct receiver *receiver = receiver_of(run);
	const char *time = run->decision.payload.requested_at;

	if (run->date_s <= 0)
		return;
	receiver->history.latest_s = run->date_s + ORDER_AHEAD_MAX_S;
	if (*time && !*status_history_time(&receiver->history) && !receiver->is_ahead) {
		(void)warnings_add(&run->warnings, RECEIVER_TIME_AHEAD, NULL);
		receiver->is_ahead = true;
	}
}

static int read_all(struct run *run, struct session *session, bool with_pull, struct err *err)
{
	int rc = read_thread(run, session, with_pull, err);

	note_age(run);
	note_clock(run);
	return rc;
}

void receive_read_thread(struct run *run, struct session *session)
{
	struct err err;

	if (read_all(run, session, false, &err) < 0)
		(void)warnings_add(&run->warnings, RECEIVER_COMMENTS_NOT_READ, &err);
}

int receive_ask_pull_and_thread(struct run *run, struct session *session, struct err *unread,
				struct err *err)
{
	struct err thread;

	*unread = (struct err){.reason = REASON_NONE};
	if (read_all(run, session, true, &thread) < 0)
		*unread = thread;
	return take_pull(run, err);
}

int64_t receive_ask_author(struct run *run, struct session *session)
{
	struct receiver *receiver = receiver_of(run);
	struct err err;

	if (receiver->author_id != 0)
		return receiver->author_id;
	receiver->author_id = author_guess(run, session, &receiver->history, &err);
	if (receiver->author_id == 0)
		(void)warnings_add(&run->warnings, RECEIVER_AUTHOR_NOT_KNOWN, &err);
	return receiver->author_id;
}
