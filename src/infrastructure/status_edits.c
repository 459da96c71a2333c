/* SPDX-License-Identifier: MIT */
#include "infrastructure/status_edits.h"
#include "github/comments.h"
#include "infrastructure/receive.h"
#include "infrastructure/status_comment.h"
#include "run/target.h"

#include <string.h>

enum { EDITS_MAX = 20 /* of one run: who writes more comments than that is not us */ };

/* What is to become of a comment. */
enum change {
	CHANGE_NOTHING,
	CHANGE_TEXT, /* it says the outcome, what it said before folded below */
	CHANGE_FOLD,
	CHANGE_DELETE
};

/* What is to become of the comments before. */
struct plan {
	const struct status_history *history;
	const char *report; /* what CHANGE_TEXT says */
	int64_t author_id;
	int64_t latest;           /* the new comment, which stays as it is; 0: none */
	enum change begun, other; /* of those that say "in progress", and of all others */
};

static bool is_begun(const struct status_entry *old)
{
	return old->marker.state == MARKER_IN_PROGRESS;
}

/* True for another pull request's, which shares staging with that of the run. */
static bool is_other(const struct run *run, const struct plan *plan)
{
	return plan->history != &receiver_of(run)->history;
}

/* What is said to be removed need not be said again, unless it was requested once more since. */
static bool is_said(const struct run *run, const struct plan *plan,
		    const struct status_entry *old)
{
	return (run->decision.event == CONTRACT_CLOSED || is_other(run, plan)) &&
	       receiver_of(run)->outcome == MARKER_REMOVED &&
	       old->marker.state == MARKER_REMOVED &&
	       strcmp(run->decision.payload.requested_at, old->marker.requested_at) <= 0;
}

static enum change change_of(const struct run *run, const struct plan *plan,
			     const struct status_entry *old)
{
	enum change change = is_begun(old) ? plan->begun : plan->other;

	if (old->author_id != plan->author_id || old->id == plan->latest ||
	    is_said(run, plan, old))
		return CHANGE_NOTHING;
	/* What was requested later than this must stay noted, though it came to nothing. */
	if (change == CHANGE_DELETE &&
	    strcmp(old->marker.requested_at, run->decision.payload.requested_at) > 0)
		return CHANGE_FOLD;
	return change;
}

/* Gives a comment its new text; what was deleted meanwhile needs none. */
static int edit(struct run *run, struct session *session, const struct status_entry *old,
		const char *report, struct buf *url, struct err *err)
{
	struct api_target target = target_other(run);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);
	struct comments_written written;
	int rc;

	status_comment_edit(run, report, &old->text, &old->marker, &text);
	rc = comments_edit(session->http, &target, old->id, buf_str(&text), &written, err);
	if (rc == 0 && url && url->len == 0)
		buf_adds(url, buf_str(&written.url));
	buf_release(&written.url);
	return rc;
}

/* What may not be deleted is folded. */
static int make_change(struct run *run, struct session *session, const struct plan *plan,
		       enum change change, const struct status_entry *old, struct err *err)
{
	struct api_target target = target_other(run);
	struct buf *url = is_other(run, plan) ? NULL : &run->comment_url;

	if (change == CHANGE_TEXT)
		return edit(run, session, old, plan->report, url, err);
	if (change == CHANGE_DELETE) {
		if (comments_delete(session->http, &target, old->id, err) == 0)
			return 0;
		if (api_ends_writes(err))
			return -1;
	}
	return edit(run, session, old, "", url, err);
}

/*
 * Newest first: those that were missed before, if any, are older. Of others nothing is touched,
 * though a person who may write could. How many now say the outcome.
 */
static int carry_out(struct run *run, struct session *session, const struct plan *plan)
{
	const struct status_history *history = plan->history;
	int warning =
		is_other(run, plan) ? RECEIVER_SHARER_NOT_TOLD : RECEIVER_COMMENT_NOT_EDITED;
	int changes = 0;
	int told = 0;

	for (size_t i = history->count; i > 0 && changes < EDITS_MAX; i--) {
		const struct status_entry *old = &history->status[i - 1];
		enum change change = change_of(run, plan, old);
		struct err err;

		/* What says the outcome already is the one that does. */
		if (old->author_id == plan->author_id && old->id != plan->latest &&
		    plan->other == CHANGE_TEXT && is_said(run, plan, old))
			told++;
		if (change == CHANGE_NOTHING)
			continue;
		changes++;
		/* One tells the outcome; what is live beside it, of a run that was killed, is folded. */
		if (change == CHANGE_TEXT && told > 0)
			change = CHANGE_FOLD;
		if (make_change(run, session, plan, change, old, &err) == 0) {
			told += change == CHANGE_TEXT;
			continue;
		}
		if (err.reason != REASON_NOT_FOUND)
			(void)warnings_add(&run->warnings, warning, &err);
		if (api_ends_writes(&err))
			break;
	}
	return told;
}

/* True when there is a comment, by any author, that the plan may change. */
static bool has_work(const struct run *run, struct plan plan)
{
	const struct status_history *history = plan.history;

	for (size_t i = 0; i < history->count; i++) {
		plan.author_id = history->status[i].author_id;
		if (change_of(run, &plan, &history->status[i]) != CHANGE_NOTHING)
			return true;
	}
	return false;
}

/*
 * A mark never goes back in time: what removed something too late may be older than what is noted
 * already, and what is older than that must not be carried out after it.
 */
static void note_newer(struct run *run, struct session *session)
{
	struct receiver *receiver = receiver_of(run);
	const struct status_history *history = &receiver->history;

	if (receiver->is_ahead ? history->request_count > 0 : status_history_has_newer(history))
		(void)status_history_newest(history, receive_ask_author(run, session),
					    &receiver->newer);
}

/*
 * Writes receiver_of(run)->report at the end, then does the plan. Who we are is known once it is written; where
 * the answer did not tell, nothing else is touched.
 */
static void write_new(struct run *run, struct session *session, struct plan plan)
{
	struct api_target target = target_other(run);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);
	struct comments_written written;
	struct err err;

	note_newer(run, session);
	status_comment_add(run, buf_str(&receiver_of(run)->report), &text);
	if (comments_create(session->http, &target, run->decision.payload.pr_number,
			    buf_str(&text), &written, &err) < 0) {
		(void)warnings_add(&run->warnings, RECEIVER_REPORT_NOT_WRITTEN, &err);
		buf_release(&written.url);
		return;
	}
	buf_adds(&run->comment_url, buf_str(&written.url));
	buf_release(&written.url);
	/* An attempt whose answer was lost may have written one too. */
	if (written.attempts > 1)
		receive_read_thread(run, session);
	plan.latest = written.id;
	receiver_of(run)->author_id = written.author_id;
	plan.author_id = written.author_id;
	if (!has_work(run, plan))
		return;
	if (written.author_id == 0)
		(void)warnings_add(&run->warnings, RECEIVER_AUTHOR_NOT_TOLD, NULL);
	else
		(void)carry_out(run, session, &plan);
}

void status_edits_note(struct run *run, struct session *session)
{
	struct api_target target = target_other(run);
	struct comments_written written;
	struct err err;

	if (comments_create(session->http, &target, run->decision.payload.pr_number,
			    buf_str(&receiver_of(run)->report), &written, &err) < 0)
		(void)warnings_add(&run->warnings, RECEIVER_REPORT_NOT_WRITTEN, &err);
	else
		buf_adds(&run->comment_url, buf_str(&written.url));
	buf_release(&written.url);
}

void status_edits_begin(struct run *run, struct session *session)
{
	write_new(run, session,
		  (struct plan){.history = &receiver_of(run)->history,
				.begun = CHANGE_DELETE,
				.other = CHANGE_NOTHING});
}

void status_edits_report(struct run *run, struct session *session)
{
	write_new(run, session,
		  (struct plan){.history = &receiver_of(run)->history,
				.begun = CHANGE_DELETE,
				.other = CHANGE_FOLD});
}

/* True when something else than "in progress" is there to say the outcome. */
static bool has_other(const struct status_history *history, int64_t author_id)
{
	for (size_t i = 0; i < history->count; i++) {
		if (history->status[i].author_id == author_id && !is_begun(&history->status[i]))
			return true;
	}
	return false;
}

int status_edits_tell(struct run *run, struct session *session,
		      const struct status_history *history, const char *report)
{
	struct plan plan = {.history = history,
			    .report = report,
			    .begun = CHANGE_TEXT,
			    .other = CHANGE_TEXT};

	if (!has_work(run, plan))
		return 0;
	plan.author_id = receive_ask_author(run, session);
	if (plan.author_id == 0)
		return 0;
	/* "In progress" is of a run that was killed: this one has its turn. */
	if (has_other(history, plan.author_id))
		plan.begun = CHANGE_DELETE;
	return carry_out(run, session, &plan);
}

void status_edits_correct(struct run *run, struct session *session)
{
	int told = status_edits_tell(run, session, &receiver_of(run)->history,
				     buf_str(&receiver_of(run)->report));

	if (told == 0 && receiver_of(run)->outcome == MARKER_REMOVAL_FAILED)
		status_edits_report(run, session);
}
