/* SPDX-License-Identifier: MIT */
#include "status/thread.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	TEXT_MAX = 256 * 1024,
	TEXTS_MAX = 8 * 1024 * 1024 /* of all, whoever wrote them */
};

void thread_begin(struct thread *thread, const struct thread_query *query)
{
	thread_release(thread);
	*thread = (struct thread){.query = *query, .asked_s = -1};
}

/* True for the command that this event came of, as far as can be told. */
static bool is_command(const struct thread_query *query, const struct comment *comment)
{
	return strcasecmp(comment->author, query->sender) == 0 &&
	       command_parse(comment->body, comment->body_len, query->deploy_command,
			     query->destroy_command)
			       .kind == query->command;
}

static void keep_status(struct thread *thread, const struct comment *comment,
			const struct marker *marker, size_t text_len)
{
	struct thread_status *status;

	while (text_len > 0 && strchr("\r\n", comment->body[text_len - 1]) &&
	       comment->body[text_len - 1] != '\0')
		text_len--;
	thread->status =
		xrealloc(thread->status, (thread->count + 1) * sizeof(*thread->status));
	status = &thread->status[thread->count++];
	*status = (struct thread_status){.id = comment->id,
					 .author_id = comment->author_id,
					 .by_bot = comment->by_bot,
					 .marker = *marker,
					 .text = BUF_INIT(TEXT_MAX)};
	if (thread->kept + text_len > TEXTS_MAX) {
		status->text.full = true;
		return;
	}
	thread->kept += text_len;
	buf_add(&status->text, comment->body, text_len);
}

/* Times of one form are in the order of their text. */
static int compare_times(const struct marker *marker, const struct thread *thread)
{
	return strcmp(marker->requested_at, thread->query.requested_at);
}

/* Of the same time only what another commit was deployed for. */
static bool is_wish(const struct marker *marker, const struct thread *thread)
{
	const char *commit = thread->query.commit;
	int order;

	if (!*thread->query.requested_at)
		return false;
	order = compare_times(marker, thread);
	return order > 0 || (order == 0 && commit && *commit && *marker->commit &&
			     strcmp(marker->commit, commit) != 0);
}

static void keep_wish(struct thread *thread, const struct comment *comment,
		      const struct marker *marker)
{
	thread->wishes =
		xrealloc(thread->wishes, (thread->wish_count + 1) * sizeof(*thread->wishes));
	thread->wishes[thread->wish_count++] = (struct thread_wish){
		.author_id = comment->author_id, .by_bot = comment->by_bot, .marker = *marker};
}

/* A report that could not name its environment is old news to the next one of any. */
static bool is_same(const char *marked, const char *workspace)
{
	return !*marked || strcmp(marked, workspace) == 0;
}

void thread_see(const struct comment *comment, void *context)
{
	struct thread *thread = context;
	struct marker marker;
	size_t text_len;

	if (marker_find(comment->body, comment->body_len, &marker, &text_len)) {
		/* A folded one is no news, but what it tells was wished nevertheless. */
		if (strcmp(marker.workspace, thread->query.workspace) == 0 &&
		    is_wish(&marker, thread))
			keep_wish(thread, comment, &marker);
		if (marker.state != MARKER_FOLDED &&
		    is_same(marker.workspace, thread->query.workspace))
			keep_status(thread, comment, &marker, text_len);
	} else if (is_command(&thread->query, comment)) {
		int64_t at;

		if (grammar_read_time(comment->created_at, &at) && at > thread->asked_s)
			thread->asked_s = at;
	}
}

bool thread_newest(const struct thread *thread, int64_t author_id, struct marker *out)
{
	const struct marker *newest = NULL;

	for (size_t i = 0; i < thread->wish_count; i++) {
		const struct thread_wish *wish = &thread->wishes[i];

		if (wish->author_id == author_id && compare_times(&wish->marker, thread) > 0 &&
		    (!newest || strcmp(wish->marker.requested_at, newest->requested_at) >= 0))
			newest = &wish->marker;
	}
	if (newest)
		*out = *newest;
	return newest;
}

bool thread_find_same(const struct thread *thread, int64_t author_id, const char *commit,
		      struct marker *out)
{
	for (size_t i = 0; i < thread->wish_count; i++) {
		const struct thread_wish *wish = &thread->wishes[i];

		if (wish->author_id == author_id && compare_times(&wish->marker, thread) == 0 &&
		    strcmp(wish->marker.commit, commit) == 0) {
			*out = wish->marker;
			return true;
		}
	}
	return false;
}

/* *only is who it was so far, 0 before the first. */
static bool is_only(int64_t author_id, bool by_bot, int64_t *only)
{
	if (!by_bot || (*only != 0 && *only != author_id))
		return false;
	*only = author_id;
	return true;
}

int64_t thread_only_bot(const struct thread *thread)
{
	int64_t only = 0;

	for (size_t i = 0; i < thread->count; i++) {
		if (!is_only(thread->status[i].author_id, thread->status[i].by_bot, &only))
			return 0;
	}
	for (size_t i = 0; i < thread->wish_count; i++) {
		if (!is_only(thread->wishes[i].author_id, thread->wishes[i].by_bot, &only))
			return 0;
	}
	return only;
}

void thread_release(struct thread *thread)
{
	for (size_t i = 0; i < thread->count; i++)
		buf_release(&thread->status[i].text);
	free(thread->status);
	free(thread->wishes);
	*thread = (struct thread){0};
}
