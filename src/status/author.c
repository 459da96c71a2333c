/* SPDX-License-Identifier: MIT */
#include "status/author.h"
#include "github/viewer.h"
#include "run/target.h"

#include <string.h>

int author_ask(const struct run *run, struct session *session, int64_t *id, struct err *err)
{
	struct api_target target = target_other(run);

	return viewer_ask(session->http, &target, run->runner.graphql_url, id, err);
}

int64_t author_guess(const struct run *run, struct session *session,
		     const struct status_history *history, struct err *err)
{
	int64_t id;

	if (author_ask(run, session, &id, err) == 0)
		return id;
	if (!api_ends_writes(err) && strncmp(run->config.token, "ghs_", 4) == 0)
		return status_history_only_bot(history);
	return 0;
}
