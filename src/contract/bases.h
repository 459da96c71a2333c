/* SPDX-License-Identifier: MIT */
/*
 * The inputs ephemeral-base and staging-base: branches and patterns of branches, separated by
 * white space. A pattern is fnmatch(3)'s (`*`, `?`, `[...]`), and `*` also matches a slash. They
 * decide which class of environment a pull request has. Pure.
 */
#ifndef BASES_H
#define BASES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "contract/grammar.h"

enum environment_class { ENVIRONMENT_EPHEMERAL, ENVIRONMENT_STAGING };

/*
 * True when each word is a branch name or a pattern that a branch name can match, and none is a slip
 * (branch_slip.h).
 */
bool bases_are_valid(const char *list);

/* What is wrong with the first word that is not valid, as in `"dev," has ","`; false where all are. */
bool bases_find_mistake(const char *list, struct buf *out);

/* True when the branch is in the list, by its name or by a pattern. */
bool bases_match(const char *list, const char *branch);

/* True where the list holds no pattern. */
bool bases_are_plain(const char *list);

/* Cuts the next word off `rest` into `word`; false at the end. A word that is too long is "". */
bool bases_next(const char **rest, char word[GRAMMAR_BRANCH_MAX + 1]);

/* True where two valid lists have the same words, in whatever order. */
bool bases_agree(const char *one, const char *two);

/* The first branch of the list that is no pattern into `name`; false where all are patterns. */
bool bases_find_plain(const char *list, char name[GRAMMAR_BRANCH_MAX + 1]);

/*
 * -1 (bad_config) where both lists name the same branch, where a pattern of staging covers all that a
 * word of `ephemeral` is for, as far as their signs tell it, or where staging has no branch to deploy:
 * `staging_branch` is "", and all of `ephemeral` are patterns. `staging` may be "none".
 */
int bases_check(const char *ephemeral, const char *staging, const char *staging_branch,
		struct err *err) MUST_CHECK;

/*
 * The class of the environment of a pull request that targets `base`; false where it has none.
 * What both lists cover is staging's.
 */
bool bases_find_class(const char *ephemeral, const char *staging, const char *base,
		      enum environment_class *out);

/*
 * Appends the words of both lists with "or" before the last: `dev`, `next` or `main`. `staging` may be
 * "none".
 */
void bases_say(const struct text *text, const char *ephemeral, const char *staging);

/* "ephemeral" or "staging"; static text. */
const char *environment_class_name(enum environment_class class);

#endif
