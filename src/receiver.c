/* SPDX-License-Identifier: MIT */
#include "receiver.h"
#include "cancel.h"
#include "comments.h"
#include "github.h"
#include "grammar.h"
#include "output.h"
#include "resolve.h"
#include "session.h"
#include "status.h"
#include "thread.h"

#include <string.h>
#include <time.h>

enum { UNKNOWN_MAX = 500 };

/* The other end, with the token that reads its pull request and comments on it. */
static struct api_end cms_end(const struct run *run)
{
	return (struct api_end){
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
	struct api_end cms = cms_end(run);

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
	struct api_end cms = cms_end(run);
	struct err err;

	if (comments_list(session->http, &cms, run->decision.payload.pr_number, thread_see,
			  thread, &err) < 0)
		warn(&err, "The comments could not be read, earlier ones stay as they are");
	if (thread->asked_s >= 0)
		run->asked_ago_s = (int64_t)time(NULL) - thread->asked_s;
}

/* True for an edit that GitHub did not let through: the comment is somebody else's. */
static bool is_not_ours(const struct err *err)
{
	return err->reason == REASON_FORBIDDEN || err->reason == REASON_NOT_FOUND;
}

/* Folds what was said before; only our own, which is known once a comment is written. */
static void fold(const struct run *run, struct session *session, const struct thread *thread,
		 const struct comments_written *ours)
{
	struct api_end cms = cms_end(run);

	for (size_t i = 0; i < thread->count; i++) {
		const struct thread_status *old = &thread->status[i];
		auto_buf text = BUF_INIT(STATUS_COMMENT_MAX);
		struct comments_written written;
		struct err err;

		if (old->id == ours->id ||
		    (ours->author_id != 0 && old->author_id != ours->author_id))
			continue;
		status_comment(run, "", &old->text, &old->marker, MARKER_FOLDED, &text);
		if (comments_edit(session->http, &cms, old->id, buf_str(&text), &written,
				  &err) < 0 &&
		    !is_not_ours(&err))
			warn(&err, "The comment before could not be folded");
		buf_release(&written.url);
	}
}

/* A new comment at the end, and the one before folds itself. */
static void comment(struct run *run, struct session *session, struct thread *thread)
{
	struct api_end cms = cms_end(run);
	auto_buf text = BUF_INIT(STATUS_COMMENT_MAX);
	struct comments_written written;
	struct err err;

	status_comment(run, buf_str(&run->report), NULL, NULL, run->state, &text);
	if (comments_create(session->http, &cms, run->decision.payload.pr_number,
			    buf_str(&text), &written, &err) < 0) {
		warn(&err, "The report could not be written");
	} else {
		/* An attempt whose answer was lost may have written one too. */
		if (written.attempts > 1)
			read_thread(run, session, thread);
		fold(run, session, thread, &written);
	}
	run->comment_url = written.url;
}

/*
 * Nobody is told of a close; the comment that says "deployed" must not go on saying it. Who we
 * are is not known here: what GitHub does not let us edit is somebody else's.
 */
static void correct(struct run *run, struct session *session, const struct thread *thread)
{
	struct api_end cms = cms_end(run);

	for (size_t i = 0; i < thread->count; i++) {
		const struct thread_status *old = &thread->status[i];
		auto_buf text = BUF_INIT(STATUS_COMMENT_MAX);
		struct comments_written written;
		struct err err;

		if (old->marker.state == MARKER_REMOVED && run->state == MARKER_REMOVED)
			continue;
		status_comment(run, buf_str(&run->report), &old->text, &old->marker, run->state,
			       &text);
		if (comments_edit(session->http, &cms, old->id, buf_str(&text), &written,
				  &err) == 0) {
			buf_release(&run->comment_url);
			run->comment_url = written.url;
			continue;
		}
		if (!is_not_ours(&err))
			warn(&err, "The status comment could not be edited");
		buf_release(&written.url);
	}
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
	run->state = status_state(run);
	status_text(run, &run->report);
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
	if (run->config.status == STATUS_NONE)
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
