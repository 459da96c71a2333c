/* SPDX-License-Identifier: MIT */
#include "infrastructure/staging_sharers.h"
#include "contract/environment.h"
#include "github/comments.h"
#include "github/pulls.h"
#include "infrastructure/receive.h"
#include "infrastructure/status_comment.h"
#include "infrastructure/status_edits.h"
#include "run/target.h"

#include <string.h>

enum { STAGING_SHARERS_MAX = 20 }; /* that are told, the ones that changed last */

/* The pull requests that share staging with that of the run. */
struct staging_sharers {
	const struct run *run;
	char number[STAGING_SHARERS_MAX][GRAMMAR_PR_NUMBER_MAX + 1];
	size_t count;
	size_t max; /* so many are enough */
};

static bool see_pull(const struct pulls_entry *entry, void *context)
{
	struct staging_sharers *found = context;
	const struct run *run = found->run;

	if (strcmp(entry->number, run->decision.payload.pr_number) != 0 &&
	    environment_shares_staging(&run->config, entry->base, entry->is_fork))
		memcpy(found->number[found->count++], entry->number, sizeof(entry->number));
	return found->count < found->max;
}

/* False where nothing more can be expected to be read. */
static bool tell(struct run *run, struct session *session, const char *number,
		 const char *report)
{
	struct api_target target = target_other(run);
	const struct status_query query = {
		.workspace = run->environment.name[ENVIRONMENT_WORKSPACE],
		.sender = "",
		.requested_at = "",
		.repository = receiver_of(run)->history.query.repository,
		.repository_id = receiver_of(run)->history.query.repository_id};
	struct status_history history = {0};
	struct comments_list list = {
		.number = number, .see = status_history_see, .context = &history};
	struct err err;
	int rc;

	status_history_begin(&history, &query);
	rc = comments_list(session->http, &target, &list, &err);
	if (rc == 0)
		(void)status_edits_tell(run, session, &history, report);
	else
		(void)warnings_add(&run->warnings, RECEIVER_SHARER_NOT_TOLD, &err);
	status_history_release(&history);
	return rc == 0 || !api_ends_writes(&err);
}

void staging_sharers_tell(struct run *run, struct session *session)
{
	struct api_target target = target_other(run);
	struct staging_sharers found = {.run = run, .max = STAGING_SHARERS_MAX};
	/* The ones that changed last first: what we wrote last moved that pull request to the front. */
	struct pulls_list list = {
		.updated = true, .last = 1, .see = see_pull, .context = &found};
	auto_buf report = BUF_INIT(COMMENTS_BODY_MAX);
	struct err err;

	if (pulls_get(session->http, &target, &list, &err) < 0) {
		(void)warnings_add(&run->warnings, RECEIVER_SHARERS_NOT_READ, &err);
		return;
	}
	status_comment_shared(run, &report);
	for (size_t i = 0; i < found.count; i++) {
		if (!tell(run, session, found.number[i], buf_str(&report)))
			return;
	}
}

int staging_sharers_read(struct run *run, struct session *session, struct err *err)
{
	struct status_history *history = &receiver_of(run)->history;
	struct api_target target = target_other(run);
	char since[GRAMMAR_TIME_MAX + 1];
	struct comments_list list = {
		.since = since, .see = status_history_see, .context = history};
	int64_t requested_s = 0;

	(void)grammar_read_time(status_history_time(history), &requested_s);
	/* A newer request was noted after it was made; the minute is for clocks that differ. */
	grammar_write_time(requested_s - 60, since);
	if (comments_list(session->http, &target, &list, err) == 0)
		return 0;
	return err_prefix(
		err,
		"The comments on other pull requests that share staging could not be read");
}

int staging_sharers_find_open(const struct run *run, struct session *session,
			      char number[GRAMMAR_PR_NUMBER_MAX + 1], struct err *err)
{
	struct api_target target = target_other(run);
	struct staging_sharers found = {.run = run, .max = 1};
	struct pulls_list list = {
		.bases = run->config.staging_base, .see = see_pull, .context = &found};

	if (pulls_get(session->http, &target, &list, err) < 0)
		return err_prefix(
			err, "The open pull requests that share staging could not be read");
	memcpy(number, found.number[0], sizeof(found.number[0]));
	return 0;
}
