/* SPDX-License-Identifier: MIT */
#include "infrastructure/receive.h"
#include "github/pull.h"
#include "github/viewer.h"
#include "infrastructure/report_inputs.h"
#include "infrastructure/resolve.h"
#include "infrastructure/success.h"
#include "run/target.h"

#include <string.h>
#include <time.h>

enum { FIELDS_MAX = 500 };

/* The most comments on a page that GitHub gives; then so many that any fit into an answer. */
static const int per_page[] = {100, 20};

/* What Resolve was told the report need not be told again. */
static int take_words(struct run *run, struct err *err)
{
	if (run->resolved.words.len == 0)
		return 0;
	if (report_inputs_read(&run->config, buf_str(&run->resolved.words), err) < 0)
		return -1;
	return success_check(&run->config, err);
}

int receive_decide(struct run *run, struct err *err)
{
	auto_buf unknown = BUF_INIT(FIELDS_MAX);
	struct err names;

	if (resolved_read(run->config.resolved, &run->resolved, err) < 0 ||
	    take_words(run, err) < 0 ||
	    resolve_event(&run->config, &run->event, &run->resolved, &run->decision, &unknown,
			  err) < 0)
		return -1;
	if (unknown.len > 0) {
		err_set(&names, REASON_BAD_PAYLOAD, "%s%s", buf_str(&unknown),
			unknown.full ? "…" : "");
		warnings_add(&run->warnings, WARNING_FIELDS_IGNORED, &names);
	}
	return 0;
}

/* Judges what was read. */
static int take_pull(struct run *run, struct err *err)
{
	struct facts *facts = &run->facts;

	if (!err_is_set(&facts->pull_err) &&
	    resolve_pull(&run->config, &run->event, &facts->pull, &run->decision,
			 &facts->pull_err) == 0)
		return 0;
	return err_copy(err, &facts->pull_err);
}

int receive_ask_pull(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_other(run);

	pull_fetch(session->http, &target, run->decision.payload.pr_number, &run->facts);
	return take_pull(run, err);
}

/* One way to read it: 0, or -1 where fewer comments on a page may do, or 1 where nothing will. */
static int read_thread(struct run *run, struct session *session, int count, bool with_pull,
		       struct err *err)
{
	const struct decision *decision = &run->decision;
	struct api_target target = target_other(run);
	struct status_history *history = &run->history;
	struct status_query query = {
		.workspace = run->environment.name[ENVIRONMENT_WORKSPACE],
		.deploy_command = run->config.deploy_command,
		.destroy_command = run->config.destroy_command,
		.requested_at = decision->payload.requested_at,
		.commit = decision->payload.commit_sha,
		.sender = run->event.kind == EVENT_REPOSITORY_DISPATCH
				  ? decision->payload.sender
				  : "",
		.command =
			decision->event == CONTRACT_DEPLOY ? COMMAND_DEPLOY : COMMAND_DESTROY,
	};
	struct comments_list list = {.number = decision->payload.pr_number,
				     .per_page = count,
				     .see = status_history_see,
				     .context = history};
	int rc;

	status_history_begin(history, &query);
	rc = with_pull
		     ? pull_fetch_with_comments(session->http, &target, &list, &run->facts, err)
		     : comments_list(session->http, &target, &list, err);
	return rc < 0 && !list.too_large ? 1 : rc;
}

/* When it was wished: the event tells it, or the newest comment that may be the command. */
static void note_age(struct run *run)
{
	int64_t asked_s = run->history.asked_s;

	(void)grammar_read_time(run->decision.payload.requested_at, &asked_s);
	if (asked_s >= 0)
		run->asked_ago_s = (int64_t)time(NULL) - asked_s;
}

static void read_all(struct run *run, struct session *session, bool with_pull)
{
	struct err err;
	int rc = -1;

	for (size_t i = 0; i < ARRAY_SIZE(per_page) && rc < 0; i++)
		rc = read_thread(run, session, per_page[i], with_pull && i == 0, &err);
	if (rc != 0)
		warnings_add(&run->warnings, WARNING_COMMENTS_NOT_READ, &err);
	note_age(run);
}

void receive_read_thread(struct run *run, struct session *session)
{
	read_all(run, session, false);
}

int receive_ask_pull_and_thread(struct run *run, struct session *session, struct err *err)
{
	read_all(run, session, true);
	return take_pull(run, err);
}

bool receive_ends_writes(const struct err *err)
{
	return err->reason == REASON_RATE_LIMITED || err->reason == REASON_TIMEOUT ||
	       err->reason == REASON_CANCELLED;
}

int64_t receive_ask_author(struct run *run, struct session *session)
{
	struct api_target target = target_other(run);
	int64_t id = run->author_id;
	struct err err;

	if (id != 0)
		return id;
	if (viewer_ask(session->http, &target, run->runner.graphql_url, &id, &err) == 0) {
		run->author_id = id;
		return id;
	}
	if (!receive_ends_writes(&err) && strncmp(target.token, "ghs_", 4) == 0)
		id = status_history_only_bot(&run->history);
	if (id == 0)
		warnings_add(&run->warnings, WARNING_AUTHOR_NOT_KNOWN, &err);
	run->author_id = id;
	return id;
}
