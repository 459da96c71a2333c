/* SPDX-License-Identifier: MIT */
/*
 * What the comments of a pull request tell: the live status comments of its environment, what was
 * requested for it, and when the command was given. Pure.
 */
#ifndef STATUS_HISTORY_H
#define STATUS_HISTORY_H

#include <stdint.h>

#include "contract/command.h"
#include "github/comments.h"
#include "status/marker.h"

/* A live status comment by its mark, which anybody can write: whose it is, the author tells. */
struct status_entry {
	int64_t id;
	int64_t author_id;
	bool by_bot;
	bool foreign; /* of another infrastructure, see status_query.others */
	struct marker marker;
	struct buf text; /* the body without its mark; full where it is too long to be kept */
};

/* A mark for the environment, folded or live, by whoever wrote it: what was requested once. */
struct status_request {
	int64_t id;
	int64_t author_id;
	bool by_bot;
	struct marker marker;
};

/* What is looked for; borrowed. */
struct status_query {
	const char
		*workspace; /* "": it could not be named, and all that could stay as they are */
	const char
		*sender; /* who gave the command that this run came of; "": it came of none */
	enum command_kind command;
	const char *deploy_command;
	const char *destroy_command;
	const char
		*requested_at; /* of the event; "": it does not tell, and no request is newer */
	const char *commit;    /* of the event; "": it has none; may be NULL */
	/* The infrastructure; "": not known. Marks of others are left out, or kept with `others`. */
	const char *repository;
	const char *repository_id;
	bool others;
};

struct status_history {
	struct status_query query;
	struct status_entry *status; /* oldest first, `count` of them */
	size_t count;
	size_t kept;                     /* bytes of all their texts */
	struct status_request *requests; /* in the order of their comments */
	size_t request_count;
	int64_t asked_s; /* when the command was given, seconds since 1970; -1: not known */
	int64_t latest_s; /* a later time has no order: no clock of GitHub's wrote it; 0: any has one */
};

/* Begins, or begins anew. The query's strings must outlive the history. */
void status_history_begin(struct status_history *history, const struct status_query *query);

/* Takes what matters of one comment, once where two pages show it; a comments_see, `context` is the struct status_history. */
void status_history_see(const struct comment *comment, void *context);

/* The event's time, "" where it has none or one that has no order. */
const char *status_history_time(const struct status_history *history);

/*
 * True where somebody noted a request that is newer than the event, or of the same time with another commit (the event
 * came twice, and read two heads). False for an event without a time.
 */
bool status_history_has_newer(const struct status_history *history);

/* The newest request that is newer than the event's and that this author noted into *out; false: there is none. */
bool status_history_newest(const struct status_history *history, int64_t author_id,
			   struct marker *out);

/* One of the same time and of that commit, by this author; likewise. */
bool status_history_find_same(const struct status_history *history, int64_t author_id,
			      const char *commit, struct marker *out);

/*
 * The author of all marks, if that is one bot; else 0. For an App that cannot learn who it is: where only one bot has
 * ever marked a comment, it is that one.
 */
int64_t status_history_only_bot(const struct status_history *history);

/* Frees what it holds. */
void status_history_release(struct status_history *history);

#endif
