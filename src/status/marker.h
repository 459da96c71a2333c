/* SPDX-License-Identifier: MIT */
/*
 * The hidden mark of a status comment: an HTML comment with a small JSON as the last line, by
 * which a later run knows its own comments, what they say, and what was requested last. Pure.
 *
 *   <!-- deploy-dispatch: {"version":2,"workspace":"pr-123","state":"deployed","commit":"…",
 *   "requested_at":"2026-11-25T10:00:00Z","run":"42","repository":"owner/infra","repository_id":"7"} -->
 *
 * It is one line. Version 1 had neither requested_at nor run; it, and a mark without a repository, are still read.
 */
#ifndef MARKER_H
#define MARKER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "contract/grammar.h"

/* What a status comment says; all but MARKER_FOLDED are live. */
enum marker_state {
	MARKER_IN_PROGRESS, /* the outcome is to come, and takes its place */
	MARKER_DEPLOYED,
	MARKER_DEPLOY_FAILED,
	MARKER_CLOSED, /* deployed, but the pull request was closed meanwhile */
	MARKER_REMOVED,
	MARKER_REMOVAL_FAILED,
	MARKER_CUT_OFF, /* it was in progress, and its run ended without a report */
	MARKER_FOLDED,  /* a newer comment took its place */
	MARKER_STATE_COUNT
};

struct marker {
	char workspace[GRAMMAR_WORKSPACE_MAX + 1]; /* "" where it could not be named */
	enum marker_state state;
	char commit[GRAMMAR_COMMIT_SHA_MAX + 1]; /* "" where there is none */
	char requested_at[GRAMMAR_TIME_MAX + 1]; /* of what was carried out; "": not known */
	char run[GRAMMAR_RUN_ID_MAX + 1];        /* GITHUB_RUN_ID; likewise */
	/* The infrastructure that wrote it: GITHUB_REPOSITORY and GITHUB_REPOSITORY_ID; likewise. */
	char repository[GRAMMAR_REPOSITORY_MAX + 1];
	char repository_id[GRAMMAR_RUN_ID_MAX + 1];
};

/*
 * True for a mark of that infrastructure: by the number, or by the name (case ignored) where one of them has no number. A
 * mark that names none may be of any.
 */
bool marker_is_of(const struct marker *marker, const char *repository,
		  const char *repository_id);

/* Appends the mark; it is to be the last line. */
void marker_add(struct buf *out, const struct marker *marker);

/*
 * Reads the mark of a comment's `len` bytes; false where its last line is not a mark, or is one of a
 * version that is not known here. *begin is where the mark's line begins.
 */
bool marker_find(const char *body, size_t len, struct marker *out, size_t *begin);

#endif
