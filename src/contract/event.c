/* SPDX-License-Identifier: MIT */
#include "contract/event.h"
#include "base/file.h"
#include "contract/fork.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { EVENT_SIZE_MAX = 32 * 1024 * 1024 };

enum event_kind event_kind(const char *event_name)
{
	if (strcmp(event_name, "issue_comment") == 0)
		return EVENT_ISSUE_COMMENT;
	if (strcmp(event_name, "pull_request") == 0 ||
	    strcmp(event_name, "pull_request_target") == 0)
		return EVENT_PULL_REQUEST;
	if (strcmp(event_name, "repository_dispatch") == 0)
		return EVENT_REPOSITORY_DISPATCH;
	if (strcmp(event_name, "workflow_dispatch") == 0)
		return EVENT_WORKFLOW_DISPATCH;
	return EVENT_OTHER;
}

static int read_number(struct event *event, const char *path, struct err *err)
{
	int64_t number;

	if (json_get_int(&event->document, path, &number, err) < 0)
		return -1;
	if (number < 1 || number > INT64_C(9999999999))
		return err_set(err, REASON_BAD_EVENT,
			       "The event has %" PRId64
			       " as %s, expected a number from 1 to 10 digits",
			       number, path);
	(void)snprintf(event->number, sizeof(event->number), "%" PRId64, number);
	return 0;
}

/* A string that must be valid by `valid`; `expected` is what that is. */
static int read_string(struct event *event, const char *path, bool (*valid)(const char *),
		       const char *expected, const char **out, struct err *err)
{
	const char *text;

	if (json_get_string(&event->document, path, &text, err) < 0)
		return -1;
	if (!valid(text))
		return err_set(err, REASON_BAD_EVENT,
			       "The event has \"%.80s\" as %s, expected %s", text, path,
			       expected);
	*out = text;
	return 0;
}

static int read_login(struct event *event, const char *path, const char **out, struct err *err)
{
	return read_string(event, path, grammar_is_login, "a GitHub login", out, err);
}

static int read_branch(struct event *event, const char *path, const char **out, struct err *err)
{
	return read_string(event, path, grammar_is_branch, "a valid git branch name", out, err);
}

/* What tells a command from any other comment. Nothing in it is a fault: see struct event. */
static void read_comment_text(struct event *event)
{
	const struct json *doc = &event->document;
	struct err unused;

	if (json_find_text(doc, "comment.body", &event->body, &event->body_len, &unused) < 0 ||
	    !event->body)
		event->body = "";
	if (json_find_string(doc, "comment.user.type", &event->author_type, &unused) < 0)
		event->author_type = NULL;
	/* Without an issue it is a broken event rather than one of the other kind. */
	event->on_pull_request = json_has(doc, "issue.pull_request") || !json_has(doc, "issue");
}

/* When it was requested; without it events have no order, which is no fault. */
static void read_time(struct event *event, const char *path)
{
	struct err unused;

	if (json_find_string(&event->document, path, &event->requested_at, &unused) < 0 ||
	    (event->requested_at && !grammar_is_time(event->requested_at)))
		event->requested_at = NULL;
}

/* What a command needs. */
static int read_comment_event(struct event *event, struct err *err)
{
	const struct json *doc = &event->document;

	if (read_number(event, "issue.number", err) < 0 ||
	    json_get_int(doc, "comment.id", &event->comment_id, err) < 0 ||
	    read_login(event, "comment.user.login", &event->author, err) < 0 ||
	    json_get_string(doc, "comment.user.type", &event->author_type, err) < 0 ||
	    read_login(event, "sender.login", &event->sender, err) < 0)
		return -1;
	read_time(event, "comment.created_at");
	if (event->comment_id < 1)
		return err_set(err, REASON_BAD_EVENT,
			       "The event has %" PRId64
			       " as comment.id, expected a number above 0",
			       event->comment_id);
	return 0;
}

static int read_pull_request(struct event *event, struct err *err)
{
	const struct json *doc = &event->document;

	if (read_number(event, "pull_request.number", err) < 0 ||
	    read_branch(event, "pull_request.base.ref", &event->base, err) < 0)
		return -1;
	if (!json_is_object(doc, "pull_request.head"))
		return err_set(err, REASON_BAD_EVENT,
			       "The event has no pull_request.head, expected an object");
	if (fork_read(doc, "pull_request", event->repository, &event->head_repository,
		      &event->is_fork, err) < 0)
		return -1;
	if (event->head_repository && !grammar_is_repository(event->head_repository))
		return err_set(
			err, REASON_BAD_EVENT,
			"The event has \"%.80s\" as pull_request.head.repo.full_name, expected owner/name",
			event->head_repository);
	return 0;
}

static int read_closed(struct event *event, struct err *err)
{
	if (read_pull_request(event, err) < 0)
		return -1;
	if (read_login(event, "sender.login", &event->sender, &event->sender_fault) < 0)
		event->sender = NULL;
	read_time(event, "pull_request.closed_at");
	return json_get_bool(&event->document, "pull_request.merged", &event->merged, err);
}

static bool is_sha(const char *text)
{
	return grammar_is_commit_sha(text);
}

static int read_pushed(struct event *event, struct err *err)
{
	if (read_pull_request(event, err) < 0)
		return -1;
	return read_string(event, "pull_request.head.sha", is_sha,
			   "40 or 64 hexadecimal digits", &event->head_sha, err);
}

static int read_retargeted(struct event *event, struct err *err)
{
	if (read_branch(event, "changes.base.ref.from", &event->base_before, err) < 0 ||
	    read_pull_request(event, err) < 0)
		return -1;
	read_time(event, "pull_request.updated_at");
	return read_login(event, "sender.login", &event->sender, err);
}

/*
 * The action, which only a workflow_dispatch does not have. Without one a comment that is no
 * command is still ignored: for a command that is a fault like others.
 */
static int read_action(struct event *event, struct err *err)
{
	const struct json *doc = &event->document;

	event->action = NULL;
	if (event->kind == EVENT_WORKFLOW_DISPATCH ||
	    json_get_string(doc, "action", &event->action, &event->fault) == 0)
		return 0;
	event->action = NULL;
	if (event->kind == EVENT_ISSUE_COMMENT && json_has(doc, "comment"))
		return 0;
	*err = event->fault;
	return -1;
}

static void event_begin(struct event *event, enum event_kind kind)
{
	*event = (struct event){.kind = kind, .body = ""};
	event->document.name = "The event";
	event->document.fault = REASON_BAD_EVENT;
}

/* Reads from the document whatever its kind has. */
static int read_event(struct event *event, struct err *err)
{
	struct json *doc = &event->document;
	enum event_kind kind = event->kind;
	struct err ignored;

	if (!json_is_object(doc, ""))
		return err_set(err, REASON_BAD_EVENT, "The event is not a JSON object");
	if (read_action(event, err) < 0)
		return -1;
	if (json_find_string(doc, "repository.full_name", &event->repository, &ignored) < 0)
		event->repository = NULL;
	if (json_get_int(doc, "repository.id", &event->repository_id, &ignored) < 0 ||
	    event->repository_id < 1)
		event->repository_id = 0;

	if (kind == EVENT_ISSUE_COMMENT) {
		read_comment_text(event);
		if (event->action)
			(void)read_comment_event(event, &event->fault);
	} else if (kind == EVENT_PULL_REQUEST && event->action) {
		event->retargeted = json_has(doc, "changes.base.ref.from");
		if (strcmp(event->action, "closed") == 0)
			(void)read_closed(event, &event->fault);
		else if (strcmp(event->action, "synchronize") == 0)
			(void)read_pushed(event, &event->fault);
		else if (event->retargeted)
			(void)read_retargeted(event, &event->fault);
	} else if (kind == EVENT_WORKFLOW_DISPATCH) {
		(void)read_login(event, "sender.login", &event->sender, &event->fault);
	}
	return 0;
}

int event_parse(struct event *event, enum event_kind kind, const char *text, size_t len,
		struct err *err)
{
	event_begin(event, kind);
	if (json_parse(&event->document, text, len, err) < 0)
		return -1;
	return read_event(event, err);
}

int event_load(struct event *event, enum event_kind kind, const char *path, struct err *err)
{
	auto_buf text = BUF_INIT(EVENT_SIZE_MAX);

	event_begin(event, kind);
	if (!path)
		return err_set(
			err, REASON_BAD_EVENT,
			"GITHUB_EVENT_PATH is not set, expected the path of the event's file");
	if (file_read(path, "The event file", REASON_BAD_EVENT, &text, err) < 0)
		return -1;
	return event_parse(event, kind, buf_str(&text), text.len, err);
}

void event_release(struct event *event)
{
	json_release(&event->document);
}
