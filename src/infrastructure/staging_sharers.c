/* SPDX-License-Identifier: MIT */
#include "infrastructure/staging_sharers.h"
#include "contract/bases.h"
#include "github/comments.h"
#include "github/pulls.h"
#include "infrastructure/receive.h"
#include "infrastructure/status_comment.h"
#include "infrastructure/status_edits.h"
#include "run/target.h"

#include <string.h>

/* The pull requests that share staging with that of the run. */
struct staging_sharers {
	const struct run *run;
	char number[STAGING_SHARERS_MAX][GRAMMAR_PR_NUMBER_MAX + 1];
	size_t count;
};

static bool see_pull(const struct pulls_entry *entry, void *context)
{
	struct staging_sharers *found = context;
	if (strcmp(entry->number, found->run->decision.payload.pr_number) != 0 &&
	    (!entry->is_fork || found->run->config.allow_forks) &&
	    environment_has_class(&found->run->config, entry->base, ENVIRONMENT_STAGING))
		memcpy(found->number[found->count++], entry->number, sizeof(entry->number));
	return found->count < STAGING_SHARERS_MAX;
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
	struct comments_list list = {.number = number,
				     .per_page = 100,
				     .see = status_history_see,
				     .context = &history};
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

/* The others, the ones that changed last first: what we wrote last moved that pull request to the front. */
static int find_sharers(const struct run *run, struct session *session,
			struct staging_sharers *found, struct err *err)
{
	struct api_target target = target_other(run);
	struct pulls_list list = {
		.updated = true, .last = 1, .see = see_pull, .context = found};

	*found = (struct staging_sharers){.run = run};
	if (pulls_get(session->http, &target, &list, err) == 0)
		return 0;
	return err_prefix(err, "The other pull requests that share staging could not be read");
}

void staging_sharers_tell(struct run *run, struct session *session)
{
	struct staging_sharers found;
	auto_buf report = BUF_INIT(COMMENTS_BODY_MAX);

	struct err err;

	if (find_sharers(run, session, &found, &err) < 0) {
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
	struct api_target target = target_other(run);
	struct staging_sharers found;

	if (find_sharers(run, session, &found, err) < 0)
		return -1;
	for (size_t i = 0; i < found.count; i++) {
		struct comments_list list = {.number = found.number[i],
					     .per_page = 100,
					     .see = status_history_see,
					     .context = &receiver_of(run)->history};

		if (comments_list(session->http, &target, &list, err) < 0)
			return err_prefix(
				err,
				"Pull request %s shares staging, and its comments could not be read",
				found.number[i]);
	}
	return 0;
}
