/* SPDX-License-Identifier: MIT */
#include "thread.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
	TEXT_MAX = 256 * 1024,
	TEXTS_MAX = 8 * 1024 * 1024 /* of all, whoever wrote them */
};

void thread_begin(struct thread *thread, const struct thread_query *query)
{
	thread_release(thread);
	*thread = (struct thread){.query = *query, .asked_s = -1};
}

/* GitHub's times: RFC 3339, in UTC. */
static bool parse_time(const char *text, int64_t *out)
{
	struct tm tm = {0};
	const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm);

	if (!end || *end)
		return false;
	*out = (int64_t)timegm(&tm);
	return true;
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
		if (marker.state != MARKER_FOLDED &&
		    is_same(marker.workspace, thread->query.workspace))
			keep_status(thread, comment, &marker, text_len);
	} else if (is_command(&thread->query, comment)) {
		int64_t at;

		if (parse_time(comment->created_at, &at) && at > thread->asked_s)
			thread->asked_s = at;
	}
}

int64_t thread_only_bot(const struct thread *thread)
{
	for (size_t i = 0; i < thread->count; i++) {
		if (!thread->status[i].by_bot ||
		    thread->status[i].author_id != thread->status[0].author_id)
			return 0;
	}
	return thread->count > 0 ? thread->status[0].author_id : 0;
}

void thread_release(struct thread *thread)
{
	for (size_t i = 0; i < thread->count; i++)
		buf_release(&thread->status[i].text);
	free(thread->status);
	*thread = (struct thread){0};
}
