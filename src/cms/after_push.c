/* SPDX-License-Identifier: MIT */
#include "cms/decide.h"
#include "infrastructure/receive.h"
#include "infrastructure/status_comment.h"
#include "run/end.h"
#include "run/target.h"

#include <string.h>

/* The live comment that says what is deployed, by whomever; NULL: there is none. */
static const struct status_entry *find_deployed(const struct status_history *history)
{
	for (size_t i = history->count; i > 0; i--) {
		if (history->status[i - 1].marker.state == MARKER_DEPLOYED)
			return &history->status[i - 1];
	}
	return NULL;
}

static int decide(struct run *run, struct err *err)
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

static int ask(struct run *run, struct session *session, struct err *err)
{
	const struct status_query query = {.workspace =
						   run->environment.name[ENVIRONMENT_WORKSPACE],
					   .sender = "",
					   .requested_at = ""};
	struct api_target target = target_own(run);
	struct comments_list list = {.number = run->event.number,
				     .per_page = 100,
				     .see = status_history_see,
				     .context = &run->history};

	if (session_open(session, run, err) < 0)
		return -1;
	status_history_begin(&run->history, &query);
	return comments_list(session->http, &target, &list, err);
}

/*
 * Whose comments are ours tells the token for the other end: it is of the same machine user, or of
 * the same App, as the one that reports from there.
 */
static int act(struct run *run, struct session *session, struct err *err)
{
	const struct status_entry *status = find_deployed(&run->history);
	struct api_target target = target_own(run);
	auto_buf text = BUF_INIT(STATUS_COMMENT_MAX);
	struct comments_written written;
	int rc;

	run->result = RESULT_IGNORED;
	run->decision.reason = REASON_ACTION_NOT_HANDLED;
	if (!status || !status_comment_refresh(run, status, &text) ||
	    receive_ask_author(run, session) != status->author_id)
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

const struct end after_push = {.decide = decide, .ask = ask, .act = act};
