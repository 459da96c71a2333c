/* SPDX-License-Identifier: MIT */
/*
 * The line of a status comment that names the deployed commit. A report writes it, and a push to the pull request
 * changes it. Pure; Markdown as in markdown.h.
 */
#ifndef COMMIT_LINE_H
#define COMMIT_LINE_H

#include "run/run.h"
#include "status/status_history.h"

#define COMMIT_LINE_BEGIN "**Commit**: "

/* Behind the deployed commit: appends that `newest` is newer, and how to deploy it. `cms` is owner/name. */
void commit_line_add_newest(const struct run *run, const char *cms, const char *newest,
			    struct buf *out);

/*
 * Appends a live comment that says "deployed" as it is to be after a push: the same text, but for that line.
 * False where nothing changes, or the comment has no such line.
 */
bool commit_line_refresh(const struct run *run, const struct status_entry *status,
			 struct buf *out);

#endif
