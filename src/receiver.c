/* SPDX-License-Identifier: MIT */
#include "receiver.h"
#include "cancel.h"
#include "comments.h"
#include "github.h"
#include "grammar.h"
#include "output.h"
#include "resolve.h"
#include "session.h"
#include "status_comment.h"
#include "thread.h"
#include "viewer.h"

#include <string.h>
#include <time.h>

enum {
	UNKNOWN_MAX = 500,
	EDITS_MAX = 20 /* of one run: who writes more comments than that is not us */
};

/* The other end, with the token that reads its pull request and comments on it. */
static struct api_target cms_end(const struct run *run)
{
	return (struct api_target){
		.repository = run->config.repository,
		.token = run->config.token,
		.token_input = "token",
		.api_url = run->runner.api_url,
	};
}

static void warn(const struct err *err, const char *what)
{
	struct err context = *err;

	err_prefix(&context, "%s", what);
	output_annotate(OUTPUT_WARNING, context.msg);
}

/* The payload, checked, and the environment's names. */
static int receive(struct run *run, enum event_kind kind, struct err *err)
{
	auto_buf unknown = BUF_INIT(UNKNOWN_MAX);
	auto_buf notice = BUF_INIT(UNKNOWN_MAX + 128);

	if (run_load_event(run, kind, err) < 0 ||
	    resolve_event(&run->config, &run->event, &run->decision, &unknown, err) < 0)
		return -1;
	if (unknown.len > 0) {
		buf_addf(&notice, "The payload has more than the contract, passed over: %s%s",
			 buf_str(&unknown), unknown.full ? "…" : "");
		output_annotate(OUTPUT_NOTICE, buf_str(&notice));
	}
	if (run->decision.verdict == VERDICT_RECEIVED)
		run_name_environment(run);
	return 0;
}

/* Reads the pull request and lets a closed one win. */
static int ask_pull(struct run *run, struct session *session, struct err *err)
{
	struct api_target cms = cms_end(run);

	github_fetch_pull(session->http, &cms, run->decision.payload.pr_number, &run->facts);
	if (run->facts.pull_err.reason != REASON_NONE) {
		*err = run->facts.pull_err;
		return -1;
	}
	return resolve_pull(&run->config, &run->event, &run->facts.pull, &run->decision, err);
}

/* What the pull request has that the event did not say; nothing of it stops a deployment. */
static void compare(const struct run *run)
{
	const struct decision *decision = &run->decision;
	const struct pull *pull = &run->facts.pull;
	auto_buf text = BUF_INIT(2048);

	if (decision->operation != CONTRACT_OPERATE_DEPLOY)
		return;
	if (strcmp(pull->base, decision->payload.base_branch) != 0)
		buf_addf(&text,
			 "Pull request %s is into \"%.255s\" by now, and its environment was "
			 "asked for with the base \"%s\": closing it will not remove this one",
			 decision->payload.pr_number, pull->base,
			 decision->payload.base_branch);
	else if (pull->head && strcmp(pull->head, decision->payload.branch) != 0)
		buf_addf(&text,
			 "The head branch of pull request %s is \"%.255s\", and what is "
			 "deployed is \"%s\"",
			 decision->payload.pr_number, pull->head, decision->payload.branch);
	if (text.len > 0)
		output_annotate(OUTPUT_WARNING, buf_str(&text));
}

static int resolve(struct run *run, struct session *session, struct err *err)
{
	const struct config *config = &run->config;

	run->result = RESULT_RESOLVED;
	if (!*config->repository || !*config->token) {
		if (*config->repository)
			output_annotate(
				OUTPUT_WARNING,
				"The input token is empty: whether the pull request is still "
				"open was not asked");
		return 0;
	}
	if (session_open(session, run, err) < 0)
		return -1;
	if (ask_pull(run, session, err) == 0) {
		compare(run);
		return 0;
	}
	/* A removal needs nothing of the pull request, and is not to wait for it. */
	if (run->decision.event == CONTRACT_DEPLOY || err->reason == REASON_CANCELLED)
		return -1;
	warn(err, "The pull request could not be read");
	return 0;
}

static int check_cms(const struct config *config, struct err *err)
{
	if (!*config->repository)
		return err_set(err, REASON_BAD_CONFIG,
			       "The input repository is empty, expected the owner/name of the "
			       "CMS repository, to report there");
	if (!*config->token)
		return err_set(err, REASON_BAD_CONFIG,
			       "The input token is empty, expected a token that may comment on "
			       "pull requests of %s: the secret is not set",
			       config->repository);
	return 0;
}

/* What is there already, and when the command was given. */
static void read_thread(struct run *run, struct session *session, struct thread *thread)
{
	struct api_target cms = cms_end(run);
	struct err err;

	if (comments_list(session->http, &cms, run->decision.payload.pr_number, thread_see,
			  thread, &err) < 0)
		warn(&err, "The comments could not be read, earlier ones stay as they are");
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
	struct api_target cms = cms_end(run);
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
		warn(&err, "An earlier status comment could not be edited");
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
static void edit_ours(struct run *run, struct session *session, const struct thread *thread,
		      const struct edit *edit)
{
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

/* True when there is a status comment, whoever's, that may have to be edited. */
static bool has_earlier(const struct run *run, const struct thread *thread, int64_t latest)
{
	for (size_t i = 0; i < thread->count; i++) {
		if (thread->status[i].id != latest && !is_said(run, &thread->status[i]))
			return true;
	}
	return false;
}

/* Who we are; 0 where that cannot be known, and then nothing is edited. */
static int64_t ask_author(const struct run *run, struct session *session,
			  const struct thread *thread)
{
	struct api_target cms = cms_end(run);
	int64_t id;
	struct err err;

	if (viewer_ask(session->http, &cms, run->runner.graphql_url, &id, &err) == 0)
		return id;
	if (!ends_edits(&err) && strncmp(cms.token, "ghs_", 4) == 0)
		id = thread_only_bot(thread);
	if (id == 0)
		warn(&err, "Whose status comments are ours is not known, so earlier ones stay "
			   "as they are");
	return id;
}

/*
 * Folds what was said before: our own, which is known once a comment is written. Where the answer
 * did not tell, nothing is folded.
 */
static void fold(struct run *run, struct session *session, const struct thread *thread,
		 const struct comments_written *ours)
{
	const struct edit folded = {.author_id = ours->author_id,
				    .latest = ours->id,
				    .report = "",
				    .state = MARKER_FOLDED};

	if (!has_earlier(run, thread, ours->id))
		return;
	if (ours->author_id == 0)
		output_annotate(
			OUTPUT_WARNING,
			"GitHub did not say who wrote the report, so earlier ones stay as "
			"they are");
	else
		edit_ours(run, session, thread, &folded);
}

/* A new comment at the end, and the one before folds itself. */
static void comment(struct run *run, struct session *session, struct thread *thread)
{
	struct api_target cms = cms_end(run);
	auto_buf text = BUF_INIT(STATUS_COMMENT_MAX);
	struct comments_written written;
	struct err err;

	status_comment_add(run, buf_str(&run->report), NULL, NULL, run->state, &text);
	if (comments_create(session->http, &cms, run->decision.payload.pr_number,
			    buf_str(&text), &written, &err) < 0) {
		warn(&err, "The report could not be written");
	} else {
		buf_adds(&run->comment_url, buf_str(&written.url));
		/* An attempt whose answer was lost may have written one too. */
		if (written.attempts > 1)
			read_thread(run, session, thread);
		fold(run, session, thread, &written);
	}
	buf_release(&written.url);
}

/* Nobody is told of a close; the comment that says "deployed" must not go on saying it. */
static void correct(struct run *run, struct session *session, const struct thread *thread)
{
	struct edit edit = {.report = buf_str(&run->report), .state = run->state};

	if (has_earlier(run, thread, 0))
		edit.author_id = ask_author(run, session, thread);
	if (edit.author_id != 0)
		edit_ours(run, session, thread, &edit);
}

static int report(struct run *run, struct session *session, struct err *err)
{
	struct thread thread;
	int asked = 0;

	if (check_cms(&run->config, err) < 0 || session_open(session, run, err) < 0)
		return -1;
	thread_init(&thread, run);
	read_thread(run, session, &thread);
	/* Next to the report: what closes after this, its own event removes. */
	if (run->decision.event != CONTRACT_CLOSED)
		asked = ask_pull(run, session, err);
	run->state = status_comment_state(run);
	status_comment_text(run, &run->report);
	run->result = run->config.dry_run ? RESULT_DRY_RUN : RESULT_REPORTED;
	if (!run->config.dry_run && !cancel_requested()) {
		if (run->decision.event == CONTRACT_CLOSED)
			correct(run, session, &thread);
		else
			comment(run, session, &thread);
	}
	thread_release(&thread);
	if (cancel_requested() && run->comment_url.len == 0)
		return err_set(err, REASON_CANCELLED, "The run was cancelled");
	/* "Deployed" is not enough where nobody could tell whether it is to stay. */
	if (asked < 0 && run->state == MARKER_DEPLOYED)
		return err_prefix(err, "Whether the pull request is still open is not known");
	if (asked < 0)
		warn(err, "The pull request could not be read");
	return 0;
}

static int handle(struct run *run, struct session *session, struct err *err)
{
	if (receive(run, event_kind(run->runner.event_name), err) < 0)
		return -1;
	if (run->decision.verdict != VERDICT_RECEIVED) {
		run->result = RESULT_IGNORED;
		return 0;
	}
	if (run->config.status == JOB_STATUS_NONE)
		return resolve(run, session, err);
	return report(run, session, err);
}

void receiver_run(struct run *run)
{
	struct session session = {0};
	struct err err = {0};

	run->asked_ago_s = -1;
	if (handle(run, &session, &err) < 0) {
		run->result = RESULT_FAILED;
		run->err = err;
		run_note_cancel(run);
	}
	session_close(&session);
}
