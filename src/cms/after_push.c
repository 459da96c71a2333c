/* SPDX-License-Identifier: MIT */
#include "cms/cms.h"
#include "cms/decide.h"
#include "cms/sender_words.h"
#include "github/comments.h"
#include "run/session.h"
#include "run/target.h"
#include "status/author.h"
#include "status/commit_line.h"

#include <string.h>

/* True where all marks are of one infrastructure: ours, though it may have had another name when it wrote them. */
static bool is_of_one(const struct status_history *history)
{
	for (size_t i = 1; i < history->request_count; i++) {
		const struct marker *marker = &history->requests[i].marker;

		if (!marker_is_of(&history->requests[0].marker, marker->repository,
				  marker->repository_id))
			return false;
	}
	return true;
}

/* The live comment of our infrastructure that says what is deployed, by whomever; NULL: there is none. */
static const struct status_entry *find_deployed(const struct status_history *history)
{
	bool any = is_of_one(history);

	for (size_t i = history->count; i > 0; i--) {
		const struct status_entry *status = &history->status[i - 1];

		if (status->marker.state == MARKER_DEPLOYED && (any || !status->foreign))
			return status;
	}
	return NULL;
}

static void after_push_release(struct run *run)
{
	status_history_release(&sender_of(run)->history);
}

static int after_push_decide(struct run *run, struct err *err)
{
	int rc = decide_pushed(&run->config, &run->event, &run->decision, err);

	/* Without it nobody can tell which comments are ours. */
	if (!*run->config.token && run->decision.verdict == VERDICT_ASK_FACTS)
		return decision_ignore(&run->decision, REASON_ACTION_NOT_HANDLED);
	if (rc == 0)
		environment_make(&run->config, ENVIRONMENT_EPHEMERAL, run->event.number, "",
				 &run->environment);
	return rc;
}

static int after_push_ask(struct run *run, struct session *session, struct err *err)
{
	const struct status_query query = {.workspace =
						   run->environment.name[ENVIRONMENT_WORKSPACE],
					   .sender = "",
					   .requested_at = "",
					   .repository = run->config.repository,
					   .repository_id = "",
					   .others = true};
	struct api_target target = target_own(run);
	struct comments_list list = {.number = run->event.number,
				     .see = status_history_see,
				     .context = &sender_of(run)->history};

	if (session_open(session, run, err) < 0)
		return -1;
	status_history_begin(&sender_of(run)->history, &query);
	return comments_list(session->http, &target, &list, err);
}

/*
 * Whose comments are ours tells the token for the other end: it is of the same machine user, or of
 * the same App, as the one that reports from there.
 */
static int after_push_act(struct run *run, struct session *session, struct err *err)
{
	const struct status_history *history = &sender_of(run)->history;
	const struct status_entry *status = find_deployed(history);
	struct api_target target = target_own(run);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);
	struct comments_written written;
	struct err unknown;
	int64_t author_id;
	int rc;

	run->result = RESULT_IGNORED;
	run->decision.reason = REASON_ACTION_NOT_HANDLED;
	if (!status || !commit_line_refresh(run, status, &text))
		return 0;
	author_id = author_guess(run, session, history, &unknown);
	if (author_id == 0)
		(void)warnings_add(&run->warnings, SENDER_AUTHOR_NOT_KNOWN, &unknown);
	if (author_id != status->author_id)
		return 0;
	run->result = run->config.dry_run ? RESULT_DRY_RUN : RESULT_REPORTED;
	run->decision.reason = REASON_NONE;
	if (run->config.dry_run)
		return 0;
	rc = comments_edit(session->http, &target, status->id, buf_str(&text), &written, err);
	buf_adds(&run->comment_url, buf_str(&written.url));
	buf_release(&written.url);
	return rc;
}

static void after_push_sentence(const struct run *run, const struct text *text)
{
	if (run->result == RESULT_IGNORED) {
		sender_words_reason(run, text);
		return;
	}
	text_say(text, run->result == RESULT_DRY_RUN
			       ? "Dry run, nothing was written. The comment on "
				 "pull request "
			       : "The comment on pull request ");
	text_say(text, run->event.number);
	text_say(text, run->result == RESULT_DRY_RUN ? " would say that " : " now says that ");
	text_show(text, run->event.head_sha);
	text_say(text, " is the newest commit.");
}

const struct end after_push = {
	.state_size = sizeof(struct sender),
	.release = after_push_release,
	.decide = after_push_decide,
	.ask = after_push_ask,
	.act = after_push_act,
	.sentence = after_push_sentence,
	.warning = sender_warning,
	.comment = "Reply",
};
