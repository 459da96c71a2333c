/* SPDX-License-Identifier: MIT */
#include "sweep/cut_off.h"
#include "base/mem.h"
#include "github/comments.h"
#include "github/runs.h"
#include "run/session.h"
#include "run/target.h"
#include "status/author.h"
#include "status/marker.h"
#include "sweep/sweeper.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	LOOK_BACK_S = 2 * 24 * 3600, /* a night's sweep may be left out */
	ENTRIES_MAX = 100            /* of one sweep; the next one goes on */
};

static void warn_of_unread(struct run *run, const struct err *why)
{
	(void)warnings_add(&run->warnings, SWEEP_WARNING_NOT_CHECKED, why);
}

/* A comment with a mark of a run of this repository. */
static bool find_mark(const struct run *run, const struct comment *comment,
		      struct marker *marker, size_t *text_len)
{
	const char *id = run->runner.repository_id;

	return marker_find(comment->body, comment->body_len, marker, text_len) &&
	       *marker->run && marker_is_of(marker, run->event.repository, id ? id : "");
}

static bool has_entry(const struct cut_off *cut_off, int64_t id)
{
	for (size_t i = 0; i < cut_off->count; i++) {
		if (cut_off->list[i].id == id)
			return true;
	}
	return false;
}

static void add_told(struct cut_off *cut_off, const struct comment *comment,
		     const struct marker *marker)
{
	struct cut_off_told *told;

	cut_off->told =
		xrealloc(cut_off->told, (cut_off->told_count + 1) * sizeof(*cut_off->told));
	told = &cut_off->told[cut_off->told_count++];
	*told = (struct cut_off_told){.id = comment->id, .author_id = comment->author_id};
	memcpy(told->workspace, marker->workspace, sizeof(told->workspace));
	memcpy(told->run, marker->run, sizeof(told->run));
}

/* A comments_see for the list. */
static void see_listed(const struct comment *comment, void *context)
{
	struct run *run = context;
	struct cut_off *cut_off = &sweep_of(run)->cut_off;
	struct cut_off_entry *entry;
	struct marker marker;
	size_t unused;

	if (!find_mark(run, comment, &marker, &unused))
		return;
	if (marker.state != MARKER_IN_PROGRESS && marker.state != MARKER_CUT_OFF)
		add_told(cut_off, comment, &marker);
	if (marker.state != MARKER_IN_PROGRESS || cut_off->count == ENTRIES_MAX ||
	    has_entry(cut_off, comment->id))
		return;
	cut_off->list = xrealloc(cut_off->list, (cut_off->count + 1) * sizeof(*cut_off->list));
	entry = &cut_off->list[cut_off->count++];
	*entry = (struct cut_off_entry){.id = comment->id,
					.author_id = comment->author_id,
					.marker = marker,
					.url = BUF_INIT(COMMENTS_URL_MAX)};
	buf_adds(&entry->url, comment->url);
}

static int find_begun(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_other(run);
	char since[GRAMMAR_TIME_MAX + 1];
	struct comments_list list = {.since = since, .see = see_listed, .context = run};

	grammar_write_time((run->date_s > 0 ? run->date_s : session_now_s()) - LOOK_BACK_S,
			   since);
	return comments_list(session->http, &target, &list, err);
}

/* Anybody can write a mark: only what this token's user wrote is ours. */
static int keep_own(struct run *run, struct session *session, struct err *err)
{
	struct cut_off *cut_off = &sweep_of(run)->cut_off;
	size_t kept = 0;
	int64_t id;

	if (cut_off->count == 0)
		return 0;
	if (author_ask(run, session, &id, err) < 0)
		return -1;
	for (size_t i = 0; i < cut_off->count; i++) {
		if (cut_off->list[i].author_id == id)
			cut_off->list[kept++] = cut_off->list[i];
		else
			buf_release(&cut_off->list[i].url);
	}
	cut_off->count = kept;
	return 0;
}

/* A comment that is looked at once more before it is edited. */
struct second_look {
	const struct run *run;
	const struct cut_off_entry *entry;
	struct buf *text; /* out: what it is to say; "" where it is no longer as it was */
};

static bool is_same_mark(const struct marker *one, const struct marker *other)
{
	return one->state == other->state && strcmp(one->run, other->run) == 0 &&
	       strcmp(one->workspace, other->workspace) == 0 &&
	       strcmp(one->requested_at, other->requested_at) == 0;
}

/*
 * The text of the comment stays, below a headline that says what is so: "⏳ Deploying `pr-7`" becomes
 * "❌ **Cut Off**: Deploying `pr-7`". So does its mark, with another state.
 */
static void see_again(const struct comment *comment, void *context)
{
	static const char begun[] = "⏳ ";
	const struct second_look *look = context;
	const char *body = comment->body;
	struct buf *text = look->text;
	struct marker marker;
	size_t len;

	if (comment->id != look->entry->id || comment->author_id != look->entry->author_id ||
	    !find_mark(look->run, comment, &marker, &len) ||
	    !is_same_mark(&marker, &look->entry->marker))
		return;
	marker.state = MARKER_CUT_OFF;
	if (len > strlen(begun) && memcmp(body, begun, strlen(begun)) == 0) {
		body += strlen(begun);
		len -= strlen(begun);
	}
	while (len > 0 && (body[len - 1] == '\n' || body[len - 1] == '\r'))
		len--;
	buf_adds(text, "❌ **Cut Off**: ");
	buf_add(text, body, len);
	buf_adds(
		text,
		"\n\nThe run ended before it could report what came of it. The environment may be incomplete. If it should have been removed, it may still exist. See the run's log, then give the command again.\n\n");
	marker_add(text, &marker);
}

/*
 * True where a later comment tells what came of the run, or of a later one for the same environment. Staging's may be on
 * another pull request: only the run's own counts.
 */
static bool was_told(const struct run *run, const struct cut_off_entry *entry)
{
	const struct cut_off *cut_off = &sweep_of(run)->cut_off;
	const struct marker *marker = &entry->marker;
	bool shared = strcmp(marker->workspace, run->config.staging_workspace) == 0;

	for (size_t i = 0; i < cut_off->told_count; i++) {
		const struct cut_off_told *told = &cut_off->told[i];

		if (told->author_id == entry->author_id && told->id > entry->id &&
		    strcmp(told->workspace, marker->workspace) == 0 &&
		    (!shared || strcmp(told->run, marker->run) == 0))
			return true;
	}
	return false;
}

/* What is to be written; true once it was. */
static bool write_outcome(struct run *run, struct session *session,
			  const struct cut_off_entry *entry, const struct buf *text,
			  struct err *err)
{
	struct api_target target = target_other(run);
	struct comments_written written = {.id = 0};
	int rc;

	if (run->config.dry_run)
		return false;
	if (entry->state == CUT_OFF_REPORTED)
		return comments_delete(session->http, &target, entry->id, err) == 0;
	rc = comments_edit(session->http, &target, entry->id, buf_str(text), &written, err);
	buf_release(&written.url);
	return rc == 0;
}

/* Between the list and now the run may have reported after all. */
static void correct(struct run *run, struct session *session, struct cut_off_entry *entry)
{
	struct api_target target = target_other(run);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);
	struct second_look look = {.run = run, .entry = entry, .text = &text};
	struct err err = {.reason = REASON_NONE};
	struct warning *warning;

	if (comments_get(session->http, &target, entry->id, see_again, &look, &err) == 0) {
		if (text.len == 0 || text.full)
			return;
		entry->state = was_told(run, entry) ? CUT_OFF_REPORTED : CUT_OFF_FOUND;
		if (write_outcome(run, session, entry, &text, &err) &&
		    entry->state == CUT_OFF_FOUND)
			entry->state = CUT_OFF_CORRECTED;
	}
	/* It was deleted; or all is told already, and a comment that says less is no news. */
	if (err.reason == REASON_NOT_FOUND ||
	    (entry->state == CUT_OFF_REPORTED && !err_is_set(&err)))
		return;
	sweep_of(run)->cut_off.corrected += entry->state == CUT_OFF_CORRECTED;
	warning = warnings_add(&run->warnings, SWEEP_WARNING_CUT_OFF, &err);
	warning->place = (size_t)(entry - sweep_of(run)->cut_off.list);
}

/* Some of them; false where others could not be asked for either. A run that is not found was deleted. */
static bool correct_some(struct run *run, struct session *session, struct cut_off_entry *list,
			 size_t count)
{
	struct api_target target = target_here(run);
	struct workflow_run runs[RUNS_AT_ONCE] = {{.ended = false}};

	for (size_t i = 0; i < count; i++)
		memcpy(runs[i].id, list[i].marker.run, sizeof(runs[i].id));
	runs_get_all(session->http, &target, runs, count);
	for (size_t i = 0; i < count; i++) {
		if (err_is_set(&runs[i].err)) {
			warn_of_unread(run, &runs[i].err);
			if (runs[i].err.reason != REASON_NOT_FOUND)
				return false;
		}
		if (runs[i].ended)
			correct(run, session, &list[i]);
	}
	return true;
}

void cut_off_correct(struct run *run, struct session *session)
{
	struct cut_off *cut_off = &sweep_of(run)->cut_off;
	struct err err;

	if (find_begun(run, session, &err) < 0 || keep_own(run, session, &err) < 0) {
		warn_of_unread(run, &err);
		return;
	}
	for (size_t i = 0; i < cut_off->count; i += RUNS_AT_ONCE) {
		size_t left = cut_off->count - i;

		if (!correct_some(run, session, &cut_off->list[i],
				  left < RUNS_AT_ONCE ? left : RUNS_AT_ONCE))
			return;
	}
}

void cut_off_release(struct cut_off *cut_off)
{
	for (size_t i = 0; i < cut_off->count; i++)
		buf_release(&cut_off->list[i].url);
	free(cut_off->list);
	free(cut_off->told);
	*cut_off = (struct cut_off){.count = 0};
}
