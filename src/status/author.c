/* SPDX-License-Identifier: MIT */
#include "status/author.h"
#include "github/viewer.h"
#include "run/target.h"

#include <string.h>

int64_t author_ask(const struct run *run, struct session *session,
		   const struct status_history *history, struct err *err)
{
	struct api_target target = target_other(run);
	int64_t id;

	if (viewer_ask(session->http, &target, run->runner.graphql_url, &id, err) == 0)
		return id;
	if (!api_ends_writes(err) && strncmp(target.token, "ghs_", 4) == 0)
		return status_history_only_bot(history);
	return 0;
}
