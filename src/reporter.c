/* SPDX-License-Identifier: MIT */
#include "cancel.h"
#include "comments.h"
#include "receive.h"
#include "status_comment.h"
#include "viewer.h"

#include <string.h>
#include <time.h>

enum { EDITS_MAX = 20 /* of one run: who writes more comments than that is not us */ };

static int check_cms(const struct config *config, struct err *err)
{
	if (!*config->repository)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input repository is empty, expected the owner/name of the CMS repository, to report there");
	if (!*config->token)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input token is empty, expected a token that can comment on pull requests of %s. The secret is not set",
			config->repository);
	return 0;
}

/* Reads the comments of the pull request, and when the command was given. */
static void read_thread(struct run *run, struct session *session)
{
	/* The most that GitHub gives; then so many that any comments fit into an answer. */
	static const int per_page[] = {100, 20};
	const struct decision *decision = &run->decision;
	struct api_target cms = end_other(run);
	struct thread *thread = &run->thread;
	struct thread_query query = {
		.workspace = run->environment.name[ENVIRONMENT_WORKSPACE],
		.deploy_command = run->config.deploy_command,
		.destroy_command = run->config.destroy_command,
		.sender = run->event.kind == EVENT_REPOSITORY_DISPATCH
				  ? decision->payload.sender
				  : "",
		.command =
			decision->event == CONTRACT_DEPLOY ? COMMAND_DEPLOY : COMMAND_DESTROY,
	};
	struct comments_list list = {
		.number = decision->payload.pr_number, .see = thread_see, .context = thread};
	struct err err;
	int rc = -1;

	for (size_t i = 0; i < ARRAY_SIZE(per_page) && rc < 0; i++) {
		thread_begin(thread, &query);
		list.per_page = per_page[i];
		rc = comments_list(session->http, &cms, &list, &err);
		if (rc < 0 && !list.too_large)
			break;
	}
	if (rc < 0)
		warnings_add(&run->warnings, WARNING_COMMENTS_NOT_READ, &err);
	if (thread->asked_s >= 0)
		run->asked_ago_s = (int64_t)time(NULL) - thread->asked_s;
}

/* A failure after which no other edit can be expected to work. */
static bool ends_edits(const struct err *err)
{
	return err->reason == REASON_RATE_LIMITED || err->reason == REASON_TIMEOUT ||
	       err->reason == REASON_CANCELLED;
}

/* Which status comments are edited, and what they are to say. */
struct edit {
	int64_t author_id;
	int64_t latest;     /* the comment that stays as it is; 0: none */
	const char *report; /* in front of what a comment said before */
	enum marker_state state;
};

/* False where no more edits are to be made. What was deleted meanwhile needs none. */
static bool edit_status(struct run *run, struct session *session,
			const struct thread_status *old, const struct edit *edit)
{
	struct api_target cms = end_other(run);
	auto_buf text = BUF_INIT(STATUS_COMMENT_MAX);
	struct comments_written written;
	struct err err;

	status_comment_add(run, edit->report, &old->text, &old->marker, edit->state, &text);
	if (comments_edit(session->http, &cms, old->id, buf_str(&text), &written, &err) == 0) {
		if (run->comment_url.len == 0)
			buf_adds(&run->comment_url, buf_str(&written.url));
		buf_release(&written.url);
		return true;
	}
	buf_release(&written.url);
	if (err.reason != REASON_NOT_FOUND)
		warnings_add(&run->warnings, WARNING_COMMENT_NOT_EDITED, &err);
	return !ends_edits(&err);
}

/* What is said to be removed need not be said again. */
static bool is_said(const struct run *run, const struct thread_status *old)
{
	return run->decision.event == CONTRACT_CLOSED && run->state == MARKER_REMOVED &&
	       old->marker.state == MARKER_REMOVED;
}

/*
 * Edits the author's live status comments, newest first: those that were missed before, if any,
 * are older. Of others nothing is touched, though a person who may write could.
 */
static void edit_ours(struct run *run, struct session *session, const struct edit *edit)
{
	const struct thread *thread = &run->thread;
	int edits = 0;

	for (size_t i = thread->count; i > 0 && edits < EDITS_MAX; i--) {
		const struct thread_status *old = &thread->status[i - 1];

		if (old->author_id != edit->author_id || old->id == edit->latest ||
		    is_said(run, old))
			continue;
		edits++;
		if (!edit_status(run, session, old, edit))
			return;
	}
}

/* True when there is a status comment, by any author, that may have to be edited. */
static bool has_earlier(const struct run *run, int64_t latest)
{
	const struct thread *thread = &run->thread;

	for (size_t i = 0; i < thread->count; i++) {
		if (thread->status[i].id != latest && !is_said(run, &thread->status[i]))
			return true;
	}
	return false;
}

/* Who we are; 0 where that cannot be known, and then nothing is edited. */
static int64_t ask_author(struct run *run, struct session *session)
{
	struct api_target cms = end_other(run);
	int64_t id;
	struct err err;

	if (viewer_ask(session->http, &cms, run->runner.graphql_url, &id, &err) == 0)
		return id;
	if (!ends_edits(&err) && strncmp(cms.token, "ghs_", 4) == 0)
		id = thread_only_bot(&run->thread);
	if (id == 0)
		warnings_add(&run->warnings, WARNING_AUTHOR_NOT_KNOWN, &err);
	return id;
}

/*
 * Folds what was said before: our own, which is known once a comment is written. Where the answer
 * did not tell, nothing is folded.
 */
static void fold(struct run *run, struct session *session, const struct comments_written *ours)
{
	const struct edit folded = {.author_id = ours->author_id,
				    .latest = ours->id,
				    .report = "",
				    .state = MARKER_FOLDED};

	if (!has_earlier(run, ours->id))
		return;
	if (ours->author_id == 0)
		warnings_add(&run->warnings, WARNING_AUTHOR_NOT_TOLD, NULL);
	else
		edit_ours(run, session, &folded);
}

/* A new comment at the end, and the one before folds itself. */
static void comment(struct run *run, struct session *session)
{
	struct api_target cms = end_other(run);
	auto_buf text = BUF_INIT(STATUS_COMMENT_MAX);
	struct comments_written written;
	struct err err;

	status_comment_add(run, buf_str(&run->report), NULL, NULL, run->state, &text);
	if (comments_create(session->http, &cms, run->decision.payload.pr_number,
			    buf_str(&text), &written, &err) < 0) {
		warnings_add(&run->warnings, WARNING_REPORT_NOT_WRITTEN, &err);
	} else {
		buf_adds(&run->comment_url, buf_str(&written.url));
		/* An attempt whose answer was lost may have written one too. */
		if (written.attempts > 1)
			read_thread(run, session);
		fold(run, session, &written);
	}
	buf_release(&written.url);
}

/* Nobody is told of a close; the comment that says "deployed" must not go on saying it. */
static void correct(struct run *run, struct session *session)
{
	struct edit edit = {.report = buf_str(&run->report), .state = run->state};

	if (has_earlier(run, 0))
		edit.author_id = ask_author(run, session);
	if (edit.author_id != 0)
		edit_ours(run, session, &edit);
}

/* What is said already, then the pull request; what closes after this, its own event removes. */
static int ask(struct run *run, struct session *session, struct err *err)
{
	struct err unread;

	if (check_cms(&run->config, err) < 0 || session_open(session, run, err) < 0)
		return -1;
	read_thread(run, session);
	if (run->decision.event != CONTRACT_CLOSED)
		(void)receive_ask_pull(run, session, &unread);
	return 0;
}

static int act(struct run *run, struct session *session, struct err *err)
{
	const struct err *unread = &run->facts.pull_err;

	run->state = status_comment_state(run);
	status_comment_text(run, &run->report);
	run->result = run->config.dry_run ? RESULT_DRY_RUN : RESULT_REPORTED;
	if (!run->config.dry_run && !cancel_requested()) {
		if (run->decision.event == CONTRACT_CLOSED)
			correct(run, session);
		else
			comment(run, session);
	}
	if (cancel_requested() && run->comment_url.len == 0)
		return err_set(err, REASON_CANCELLED, "The run was cancelled");
	if (!err_is_set(unread))
		return 0;
	/* "Deployed" is not enough where nobody could tell whether it is to stay. */
	if (run->state == MARKER_DEPLOYED) {
		(void)err_copy(err, unread);
		return err_prefix(err,
				  "It is not known whether the pull request is still open");
	}
	warnings_add(&run->warnings, WARNING_PULL_NOT_READ, unread);
	return 0;
}

const struct end reporter = {.decide = receive_decide, .ask = ask, .act = act};
