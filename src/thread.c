/* SPDX-License-Identifier: MIT */
#include "thread.h"
#include "mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { TEXT_MAX = 256 * 1024 };

void thread_init(struct thread *thread, const struct run *run)
{
	*thread = (struct thread){.run = run, .asked_s = -1};
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
static bool is_command(const struct run *run, const struct comment *comment)
{
	const struct config *config = &run->config;
	const struct decision *decision = &run->decision;
	enum command_kind kind =
		decision->event == CONTRACT_DEPLOY ? COMMAND_DEPLOY : COMMAND_DESTROY;

	return run->event.kind == EVENT_REPOSITORY_DISPATCH &&
	       strcasecmp(comment->author, decision->payload.sender) == 0 &&
	       command_parse(comment->body, comment->body_len, config->deploy_command,
			     config->destroy_command)
			       .kind == kind;
}

/*
 * Who may be us, by the token's kind: an App's installation (ghs_) is a bot, a personal token
 * (ghp_, github_pat_) is a person, and a person who may write here is no outsider. Sources:
 * GitHub's docs, "About authentication to GitHub", "GitHub's token formats"; GraphQL,
 * CommentAuthorAssociation.
 */
static bool may_be_us(const char *token, const struct comment *comment)
{
	static const char *const outsiders[] = {"NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR",
						"MANNEQUIN"};
	bool personal =
		strncmp(token, "ghp_", 4) == 0 || strncmp(token, "github_pat_", 11) == 0;

	if (strncmp(token, "ghs_", 4) == 0)
		return comment->by_bot;
	if (personal && comment->by_bot)
		return false;
	for (size_t i = 0; i < sizeof(outsiders) / sizeof(outsiders[0]); i++) {
		if (!comment->by_bot && comment->association &&
		    strcmp(comment->association, outsiders[i]) == 0)
			return false;
	}
	return true;
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
					 .marker = *marker,
					 .text = BUF_INIT(TEXT_MAX)};
	buf_add(&status->text, comment->body, text_len);
}

void thread_see(const struct comment *comment, void *context)
{
	struct thread *thread = context;
	struct marker marker;
	size_t text_len;

	if (!comment) {
		const struct run *run = thread->run;

		thread_release(thread);
		thread_init(thread, run);
		return;
	}
	if (marker_find(comment->body, comment->body_len, &marker, &text_len)) {
		if (marker.state != MARKER_FOLDED &&
		    strcmp(marker.workspace, thread->run->environment.workspace) == 0 &&
		    may_be_us(thread->run->config.token, comment))
			keep_status(thread, comment, &marker, text_len);
	} else if (is_command(thread->run, comment)) {
		int64_t at;

		if (parse_time(comment->created_at, &at) && at > thread->asked_s)
			thread->asked_s = at;
	}
}

void thread_release(struct thread *thread)
{
	for (size_t i = 0; i < thread->count; i++)
		buf_release(&thread->status[i].text);
	free(thread->status);
	*thread = (struct thread){0};
}
