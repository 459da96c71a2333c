/* SPDX-License-Identifier: MIT */
/*
 * The words of the status comment on the CMS's pull request: the contract's two messages of
 * success to the letter, and below and beside them our own. Pure.
 */
#ifndef STATUS_COMMENT_H
#define STATUS_COMMENT_H

#include "infrastructure/receiver.h"

enum { STATUS_COMMENT_ERROR_MAX = 24 * 1024 };

/* What the report of this run says, from its event, its status and its pull request. */
enum marker_state status_comment_state(const struct run *run);

/* Appends the text for run->state, without a mark. */
void status_comment_text(const struct run *run, struct buf *out);

/*
 * Appends what the comments of other pull requests that share staging are to say now: that it was
 * deployed or removed, and for which pull request.
 */
void status_comment_shared(const struct run *run, struct buf *out);

/* Appends a whole new comment: `text`, and the mark of this run. */
void status_comment_add(const struct run *run, const char *text, struct buf *out);

/*
 * Appends what becomes of an earlier comment: `text`, below it what stood there before (`old`)
 * folded, and the mark. "" as the text folds it: a newer comment took its place. What is too long to
 * be kept is left out.
 */
void status_comment_edit(const struct run *run, const char *text, const struct buf *old,
			 const struct marker *was, struct buf *out);

#endif
