/* SPDX-License-Identifier: MIT */
/*
 * Whether a pull request comes from another repository: head and base compared within one
 * document, by the repositories' ids. Names change when a repository is renamed or moved, and
 * events keep old ones; they count only where an id is missing. Pure.
 */
#ifndef FORK_H
#define FORK_H

#include <stdbool.h>

#include "base/err.h"
#include "base/json.h"

/*
 * Reads head.repo and base.repo of the pull request at `path` of the document, "" for its root.
 * *head_repository is the full name of the head's, borrowed; NULL where it was deleted, which
 * counts as a fork. `fallback` is the name of the base's where the document has none. -1 with
 * the document's fault where a value is of another type.
 */
int fork_read(const struct json *doc, const char *path, const char *fallback,
	      const char **head_repository, bool *is_fork, struct err *err) MUST_CHECK;

#endif
