/* SPDX-License-Identifier: MIT */
#include "status/status_history.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	TEXT_MAX = 256 * 1024,
	TEXTS_MAX = 8 * 1024 * 1024 /* of all, whoever wrote them */
};

void status_history_begin(struct status_history *history, const struct status_query *query)
{
	status_history_release(history);
	*history = (struct status_history){.query = *query, .asked_s = -1};
}

/* True for the command that this event came of, as far as can be told. */
static bool is_command(const struct status_query *query, const struct comment *comment)
{
	return strcasecmp(comment->author, query->sender) == 0 &&
	       command_parse(comment->body, comment->body_len, query->deploy_command,
			     query->destroy_command)
			       .kind == query->command;
}

static struct status_entry *keep_status(struct status_history *history,
					const struct comment *comment,
					const struct marker *marker, size_t text_len)
{
	struct status_entry *status;

	while (text_len > 0 && strchr("\r\n", comment->body[text_len - 1]) &&
	       comment->body[text_len - 1] != '\0')
		text_len--;
	history->status =
		xrealloc(history->status, (history->count + 1) * sizeof(*history->status));
	status = &history->status[history->count++];
	*status = (struct status_entry){.id = comment->id,
					.author_id = comment->author_id,
					.by_bot = comment->by_bot,
					.marker = *marker,
					.text = BUF_INIT(TEXT_MAX)};
	if (history->kept + text_len > TEXTS_MAX) {
		status->text.full = true;
		return status;
	}
	history->kept += text_len;
	buf_add(&status->text, comment->body, text_len);
	return status;
}

/* A time, "" where it has no order. Times of one form are in the order of their text. */
static const char *ordered(const struct status_history *history, const char *time)
{
	int64_t at_s;

	return history->latest_s > 0 && grammar_read_time(time, &at_s) &&
			       at_s > history->latest_s
		       ? ""
		       : time;
}

const char *status_history_time(const struct status_history *history)
{
	const char *time = history->query.requested_at;

	return time ? ordered(history, time) : "";
}

static int compare_times(const struct marker *marker, const struct status_history *history)
{
	return strcmp(ordered(history, marker->requested_at), status_history_time(history));
}

bool status_history_has_newer(const struct status_history *history)
{
	const char *commit = history->query.commit;

	if (!*status_history_time(history))
		return false;
	for (size_t i = 0; i < history->request_count; i++) {
		const struct marker *marker = &history->requests[i].marker;
		int order = compare_times(marker, history);

		if (order > 0 || (order == 0 && commit && *commit && *marker->commit &&
				  strcmp(marker->commit, commit) != 0))
			return true;
	}
	return false;
}

static void keep_request(struct status_history *history, const struct comment *comment,
			 const struct marker *marker)
{
	history->requests = xrealloc(history->requests,
				     (history->request_count + 1) * sizeof(*history->requests));
	history->requests[history->request_count++] =
		(struct status_request){.id = comment->id,
					.author_id = comment->author_id,
					.by_bot = comment->by_bot,
					.marker = *marker};
}

/* A report that could not name its environment is old news to the next one of any. */
static bool is_same(const char *marked, const char *workspace)
{
	return !*marked || strcmp(marked, workspace) == 0;
}

/* Two pages overlap where the list has moved between them. */
static bool has_comment(const struct status_history *history, int64_t id)
{
	for (size_t i = 0; i < history->count; i++) {
		if (history->status[i].id == id)
			return true;
	}
	for (size_t i = 0; i < history->request_count; i++) {
		if (history->requests[i].id == id)
			return true;
	}
	return false;
}

void status_history_see(const struct comment *comment, void *context)
{
	struct status_history *history = context;
	struct marker marker;
	size_t text_len;

	if (marker_find(comment->body, comment->body_len, &marker, &text_len)) {
		bool foreign = !marker_is_of(&marker, history->query.repository,
					     history->query.repository_id);

		if ((foreign && !history->query.others) || has_comment(history, comment->id))
			return;
		/* A folded one is no news, but what it tells was requested nevertheless. */
		if (strcmp(marker.workspace, history->query.workspace) == 0)
			keep_request(history, comment, &marker);
		if (marker.state != MARKER_FOLDED &&
		    is_same(marker.workspace, history->query.workspace))
			keep_status(history, comment, &marker, text_len)->foreign = foreign;
	} else if (is_command(&history->query, comment)) {
		int64_t at;

		if (grammar_read_time(comment->created_at, &at) && at > history->asked_s)
			history->asked_s = at;
	}
}

bool status_history_newest(const struct status_history *history, int64_t author_id,
			   struct marker *out)
{
	const struct marker *newest = NULL;

	for (size_t i = 0; i < history->request_count; i++) {
		const struct status_request *request = &history->requests[i];

		if (request->author_id == author_id &&
		    compare_times(&request->marker, history) > 0 &&
		    (!newest ||
		     strcmp(request->marker.requested_at, newest->requested_at) >= 0))
			newest = &request->marker;
	}
	if (newest)
		*out = *newest;
	return newest;
}

bool status_history_find_same(const struct status_history *history, int64_t author_id,
			      const char *commit, struct marker *out)
{
	for (size_t i = 0; i < history->request_count; i++) {
		const struct status_request *request = &history->requests[i];

		if (request->author_id == author_id &&
		    compare_times(&request->marker, history) == 0 &&
		    strcmp(request->marker.commit, commit) == 0) {
			*out = request->marker;
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

int64_t status_history_only_bot(const struct status_history *history)
{
	int64_t only = 0;

	for (size_t i = 0; i < history->count; i++) {
		if (!is_only(history->status[i].author_id, history->status[i].by_bot, &only))
			return 0;
	}
	for (size_t i = 0; i < history->request_count; i++) {
		if (!is_only(history->requests[i].author_id, history->requests[i].by_bot,
			     &only))
			return 0;
	}
	return only;
}

void status_history_release(struct status_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		buf_release(&history->status[i].text);
	free(history->status);
	free(history->requests);
	*history = (struct status_history){0};
}
