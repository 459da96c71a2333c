/* SPDX-License-Identifier: MIT */
/*
 * What the comments of a pull request tell a report: the live status comments of its
 * environment, and when the command was given. Pure.
 */
#ifndef THREAD_H
#define THREAD_H

#include <stdint.h>

#include "comments.h"
#include "marker.h"
#include "run.h"

/* A live status comment of somebody who may be us. */
struct thread_status {
	int64_t id;
	int64_t author_id;
	struct marker marker;
	struct buf text; /* the body without its mark */
};

struct thread {
	const struct run *run;
	struct thread_status *status; /* oldest first, `count` of them */
	size_t count;
	int64_t asked_s; /* when the command was given, seconds since 1970; -1: not known */
};

/* For the run's environment and event; `run` must outlive it. */
void thread_init(struct thread *thread, const struct run *run);

/* Takes what matters of one comment; a comments_see, `context` is the struct thread. */
void thread_see(const struct comment *comment, void *context);

/* Frees what it holds. */
void thread_release(struct thread *thread);

#endif
