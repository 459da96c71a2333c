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

/* The most comments on a page that GitHub gives; then so many that any fit into an answer. */
static const int per_page[] = {100, 20};

static void warn_of_unread(struct run *run, const struct err *why)
{
	(void)warnings_add(&run->warnings, SWEEP_WARNING_NOT_CHECKED, why);
}

/* A comment that says "in progress", with a mark of this repository's. */
static bool is_begun_here(const struct run *run, const struct comment *comment,
			  struct marker *marker, size_t *text_len)
{
	const char *id = run->runner.repository_id;

	return marker_find(comment->body, comment->body_len, marker, text_len) &&
	       marker->state == MARKER_IN_PROGRESS && *marker->run &&
	       marker_is_of(marker, run->event.repository, id ? id : "");
}

static bool has_entry(const struct cut_off *cut_off, int64_t id)
{
	for (size_t i = 0; i < cut_off->count; i++) {
		if (cut_off->list[i].id == id)
			return true;
	}
	return false;
}

/* A comments_see for the list. */
static void see_listed(const struct comment *comment, void *context)
{
	struct run *run = context;
	struct cut_off *cut_off = &sweep_of(run)->cut_off;
	struct cut_off_entry *entry;
	struct marker marker;
	size_t unused;

	if (!is_begun_here(run, comment, &marker, &unused) || cut_off->count == ENTRIES_MAX ||
	    has_entry(cut_off, comment->id))
		return;
	cut_off->list = xrealloc(cut_off->list, (cut_off->count + 1) * sizeof(*cut_off->list));
	entry = &cut_off->list[cut_off->count++];
	*entry = (struct cut_off_entry){.id = comment->id,
					.author_id = comment->author_id,
					.url = BUF_INIT(COMMENTS_URL_MAX)};
	memcpy(entry->run, marker.run, sizeof(entry->run));
	buf_adds(&entry->url, comment->url);
}

static int find_begun(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_other(run);
	time_t since_s =
		(time_t)((run->date_s > 0 ? run->date_s : session_now_s()) - LOOK_BACK_S);
	char since[GRAMMAR_TIME_MAX + 1];
	struct comments_list list = {.since = since, .see = see_listed, .context = run};
	struct tm tm;
	int rc = -1;

	(void)strftime(since, sizeof(since), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&since_s, &tm));
	for (size_t i = 0; rc < 0 && i < ARRAY_SIZE(per_page) && (i == 0 || list.too_large);
	     i++) {
		list.per_page = per_page[i];
		rc = comments_list(session->http, &target, &list, err);
	}
	return rc;
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
	    !is_begun_here(look->run, comment, &marker, &len) ||
	    strcmp(marker.run, look->entry->run) != 0)
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

/* Between the list and now the run may have reported after all. */
static void correct(struct run *run, struct session *session, struct cut_off_entry *entry)
{
	struct api_target target = target_other(run);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);
	struct second_look look = {.run = run, .entry = entry, .text = &text};
	struct comments_written written = {.id = 0};
	struct err err = {.reason = REASON_NONE};
	struct warning *warning;

	if (comments_get(session->http, &target, entry->id, see_again, &look, &err) == 0) {
		if (text.len == 0 || text.full)
			return;
		entry->state = CUT_OFF_FOUND;
		if (!run->config.dry_run && comments_edit(session->http, &target, entry->id,
							  buf_str(&text), &written, &err) == 0)
			entry->state = CUT_OFF_CORRECTED;
		buf_release(&written.url);
	}
	/* It was deleted. */
	if (err.reason == REASON_NOT_FOUND)
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
		memcpy(runs[i].id, list[i].run, sizeof(runs[i].id));
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
	*cut_off = (struct cut_off){.count = 0};
}
