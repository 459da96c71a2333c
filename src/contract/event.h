/* SPDX-License-Identifier: MIT */
/*
 * The event file (GITHUB_EVENT_PATH) as the few values that are used of it. Source of the
 * shapes: GitHub's docs, "Webhook events and payloads". Judges nothing.
 */
#ifndef EVENT_H
#define EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "contract/grammar.h"

enum event_kind {
	EVENT_OTHER,
	EVENT_ISSUE_COMMENT,
	EVENT_PULL_REQUEST, /* pull_request_target as well */
	EVENT_REPOSITORY_DISPATCH,
	EVENT_WORKFLOW_DISPATCH,
};

/*
 * Strings are borrowed from `document`, NULL where the event has none. A value that its event
 * always has but that is missing or wrong makes no error by itself: most events are ignored,
 * whatever they hold. The first such fault waits in `fault` for whoever wants to use the values;
 * they are valid only while fault.reason is REASON_NONE.
 */
struct event {
	enum event_kind kind;
	/* The event_type of a repository_dispatch. NULL for a workflow_dispatch, which has none,
	 * and for a comment without one, which is a fault. */
	const char *action;
	const char
		*repository; /* this end: repository.full_name, or what the caller puts here */
	int64_t repository_id; /* its number at GitHub, likewise; 0: not told */
	struct err fault;

	char number[GRAMMAR_PR_NUMBER_MAX + 1]; /* of the issue or pull request, decimal */
	/* sender.login; not read of a repository_dispatch. Of a closed one it may be missing:
	 * NULL, and `sender_fault` says why. */
	const char *sender;
	struct err sender_fault;
	const char
		*actor; /* who started this attempt of the run; the caller puts it here, NULL:
			      not told */

	/* When it was requested, as GitHub writes it; NULL: the event does not tell. */
	const char *requested_at;

	/* issue_comment */
	bool on_pull_request;
	const char *body; /* never NULL; body_len bytes that may hold NUL */
	size_t body_len;
	int64_t comment_id;
	const char *author;      /* comment.user.login */
	const char *author_type; /* comment.user.type: User, Bot, … */

	/* pull_request, pull_request_target */
	const char *head_repository; /* NULL: deleted */
	bool is_fork;                /* it comes from another repository, see fork.h */
	const char *base;
	bool merged;             /* closed */
	bool retargeted;         /* edited, and the base is another now */
	const char *base_before; /* retargeted: the base that it had */
	const char *head_sha;    /* synchronize: the newest commit */

	struct json document;
};

/* The kind that GITHUB_EVENT_NAME names. */
enum event_kind event_kind(const char *event_name);

/*
 * Parses the text of an event of that kind; takes `len` bytes with a NUL behind them. -1
 * (bad_event) where it is not JSON, not an object, or lacks its action (see struct event). What
 * a dispatch carries stays in the document, for the contract to read. Release in any case.
 */
int event_parse(struct event *event, enum event_kind kind, const char *text, size_t len,
		struct err *err) MUST_CHECK;

/* Reads the file, at most 32 MiB of it, and parses it; `path` may be NULL (bad_event). */
int event_load(struct event *event, enum event_kind kind, const char *path,
	       struct err *err) MUST_CHECK;

/* Frees the document, and with it every string; accepts a zeroed event. */
void event_release(struct event *event);

#endif
