/* SPDX-License-Identifier: MIT */
#include "status/commit_line.h"
#include "base/markdown.h"
#include "github/link.h"

#include <string.h>
#include <strings.h>

/* By these words a line is known that names a newer commit. */
static const char live[] = " is live, ";

void commit_line_add_newest(const struct run *run, const char *cms, const char *newest,
			    struct buf *out)
{
	buf_adds(out, live);
	link_commit(out, &run->runner, cms, newest);
	buf_adds(out, " is the newest. Comment ");
	markdown_code(out, run->config.deploy_command);
	buf_adds(out, " to update");
}

/* The line that tells the marked commit, which a team's own words do not; NULL: there is none. */
static const char *find_commit_line(const char *text, const struct marker *marker)
{
	for (const char *line = text; *line;
	     line += strcspn(line, "\n"), line += *line == '\n') {
		const char *sha = line + strlen(COMMIT_LINE_BEGIN);

		if (strncmp(line, COMMIT_LINE_BEGIN, strlen(COMMIT_LINE_BEGIN)) != 0)
			continue;
		sha += strspn(sha, "[`");
		if (strncmp(sha, marker->commit, 7) == 0)
			return line;
	}
	return NULL;
}

bool commit_line_refresh(const struct run *run, const struct status_entry *status,
			 struct buf *out)
{
	const char *text = buf_str(&status->text);
	const char *line =
		*status->marker.commit ? find_commit_line(text, &status->marker) : NULL;
	const char *cms = run->event.repository;
	auto_buf made = BUF_INIT(4096);
	size_t len;

	if (!line || status->text.full)
		return false;
	len = strcspn(line, "\n");
	/* What says nothing of another commit may say other things. */
	if (strcasecmp(run->event.head_sha, status->marker.commit) == 0 &&
	    !memmem(line, len, live, strlen(live)))
		return false;
	buf_adds(&made, COMMIT_LINE_BEGIN);
	link_commit(&made, &run->runner, cms, status->marker.commit);
	if (strcasecmp(run->event.head_sha, status->marker.commit) != 0)
		commit_line_add_newest(run, cms, run->event.head_sha, &made);
	if (made.len == len && memcmp(line, buf_str(&made), len) == 0)
		return false;
	buf_add(out, text, (size_t)(line - text));
	buf_adds(out, buf_str(&made));
	buf_adds(out, line + len);
	buf_adds(out, "\n\n");
	marker_add(out, &status->marker);
	return !out->full;
}
