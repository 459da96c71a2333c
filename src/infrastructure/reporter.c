/* SPDX-License-Identifier: MIT */
#include "base/cancel.h"
#include "infrastructure/deployment_report.h"
#include "infrastructure/infrastructure.h"
#include "infrastructure/receive.h"
#include "infrastructure/receiver_words.h"
#include "infrastructure/reporter.h"
#include "infrastructure/resolve.h"
#include "infrastructure/staging_sharers.h"
#include "infrastructure/status_comment.h"
#include "infrastructure/status_edits.h"
#include "run/target.h"

int reporter_check(const struct config *config, struct err *err)
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

/* What is being done is not asked for: whether it is to stay, the outcome will say. */
static bool needs_pull(const struct run *run)
{
	return run->decision.event != CONTRACT_CLOSED &&
	       run->config.status != JOB_STATUS_IN_PROGRESS;
}

/* Superseded: nothing was done. A removal that nobody gave a command for is begun in silence. */
static bool is_silent(const struct run *run)
{
	const struct decision *decision = &run->decision;
	bool asked = decision->event != CONTRACT_CLOSED && !decision->late &&
		     decision->operation != CONTRACT_OPERATE_NONE;

	return decision->operation == CONTRACT_OPERATE_SUPERSEDED ||
	       (!asked && run->config.status == JOB_STATUS_IN_PROGRESS);
}

/* Nothing is written on a pull request that may be another one's: its repository must be known. */
static int ask_whose(struct run *run, struct session *session, struct err *err)
{
	int rc = receive_ask_pull(run, session, err);

	if (resolve_is_foreign(&run->config, &run->facts, &run->decision))
		return decision_ignore(&run->decision, REASON_OTHER_SOURCE);
	if (rc < 0)
		return err_prefix(
			err,
			"It is not known whether the event is about a pull request of %s, so nothing is reported",
			run->config.repository);
	receive_read_thread(run, session);
	return 0;
}

/* What is said already, then the pull request; what closes after this, its own event removes. */
int reporter_ask(struct run *run, struct session *session, struct err *err)
{
	struct err unread;

	if (reporter_check(&run->config, err) < 0)
		return -1;
	if (is_silent(run))
		return 0;
	if (session_open(session, run, err) < 0)
		return -1;
	if (resolve_names_other(&run->config, &run->decision))
		return ask_whose(run, session, err);
	receive_read_thread(run, session);
	if (needs_pull(run))
		(void)receive_ask_pull(run, session, &unread);
	return 0;
}

/* Of a removal that nobody gave a command for, only a failure is news. */
static void write_report(struct run *run, struct session *session)
{
	if (run->decision.operation == CONTRACT_OPERATE_NONE)
		status_edits_note(run, session);
	else if (receiver_of(run)->outcome == MARKER_IN_PROGRESS)
		status_edits_begin(run, session);
	else if (run->decision.event == CONTRACT_CLOSED ||
		 (run->decision.late && receiver_of(run)->outcome == MARKER_REMOVED))
		status_edits_correct(run, session);
	else
		status_edits_report(run, session);
}

/* Only what is so is told: after a failure nobody knows what is there. */
static bool has_sharers(const struct run *run)
{
	return run->environment.class == ENVIRONMENT_STAGING &&
	       run->decision.operation != CONTRACT_OPERATE_NONE &&
	       (receiver_of(run)->outcome == MARKER_DEPLOYED ||
		receiver_of(run)->outcome == MARKER_REMOVED);
}

void reporter_write(struct run *run, struct session *session)
{
	receiver_of(run)->outcome = status_comment_state(run);
	status_comment_text(run, &receiver_of(run)->report);
	if (run->config.dry_run || cancel_requested())
		return;
	write_report(run, session);
	if (run->decision.operation != CONTRACT_OPERATE_NONE && !cancel_requested())
		deployment_report(run, session);
	if (has_sharers(run) && !cancel_requested())
		staging_sharers_tell(run, session);
}

int reporter_act(struct run *run, struct session *session, struct err *err)
{
	const struct err *unread = &run->facts.pull_err;

	run->result = run->config.dry_run ? RESULT_DRY_RUN : RESULT_REPORTED;
	if (is_silent(run))
		return 0;
	reporter_write(run, session);
	if (cancel_requested() && run->comment_url.len == 0)
		return err_set(err, REASON_CANCELLED, "The run was cancelled");
	if (!err_is_set(unread))
		return 0;
	/* "Deployed" is not enough where nobody could tell whether it is to stay. */
	if (receiver_of(run)->outcome == MARKER_DEPLOYED &&
	    run->decision.operation != CONTRACT_OPERATE_NONE) {
		(void)err_copy(err, unread);
		return err_prefix(err,
				  "It is not known whether the pull request is still open");
	}
	(void)warnings_add(&run->warnings, RECEIVER_PULL_NOT_READ, unread);
	return 0;
}

const struct end reporter = {
	.state_size = sizeof(struct receiver),
	.release = receive_release,
	.decide = receive_decide,
	.ask = reporter_ask,
	.act = reporter_act,
	.sentence = receiver_sentence,
	.warning = receiver_warning,
	.level = receiver_level,
	.summary = receiver_summary,
	.comment = "Report",
	.outputs = receiver_outputs,
	.fill = receiver_fill,
};
