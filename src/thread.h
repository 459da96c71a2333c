/* SPDX-License-Identifier: MIT */
/*
 * What the comments of a pull request tell a report: the live status comments of its
 * environment, and when the command was given. Pure.
 */
#ifndef THREAD_H
#define THREAD_H

#include <stdint.h>

#include "command.h"
#include "comments.h"
#include "marker.h"

/* A live status comment by its mark, which anybody can write: whose it is, the author tells. */
struct thread_status {
	int64_t id;
	int64_t author_id;
	bool by_bot;
	struct marker marker;
	struct buf text; /* the body without its mark; full where it is too long to be kept */
};

/* What is looked for; borrowed. */
struct thread_query {
	const char
		*workspace; /* "": it could not be named, and all that could stay as they are */
	const char
		*sender; /* who gave the command that this run came of; "": it came of none */
	enum command_kind command;
	const char *deploy_command;
	const char *destroy_command;
};

struct thread {
	struct thread_query query;
	struct thread_status *status; /* oldest first, `count` of them */
	size_t count;
	size_t kept;     /* bytes of all their texts */
	int64_t asked_s; /* when the command was given, seconds since 1970; -1: not known */
};

/* Begins, or begins anew. The query's strings must outlive the thread. */
void thread_begin(struct thread *thread, const struct thread_query *query);

/* Takes what matters of one comment; a comments_see, `context` is the struct thread. */
void thread_see(const struct comment *comment, void *context);

/*
 * The author of all of them, if that is one bot; else 0. For an App that cannot learn who it is:
 * where only one bot has ever marked a comment, it is that one.
 */
int64_t thread_only_bot(const struct thread *thread);

/* Frees what it holds. */
void thread_release(struct thread *thread);

#endif
