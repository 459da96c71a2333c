/* SPDX-License-Identifier: MIT */
/*
 * The names of an environment. They follow from its class and its pull request's number, by the
 * templates in the inputs. Pure. A name depends on nothing that a branch's author can choose.
 *
 * A template holds {number}, {workspace}, {class} and {domain}, where they make sense; "none"
 * stands for "there is no such thing".
 */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include "contract/bases.h"
#include "contract/config.h"

enum environment_name {
	ENVIRONMENT_WORKSPACE,
	ENVIRONMENT_HOST,
	ENVIRONMENT_DATABASE,
	ENVIRONMENT_FILES_PREFIX,
	ENVIRONMENT_URL,
	ENVIRONMENT_ADMIN_URL,
	ENVIRONMENT_MAILPIT_URL, /* a pull request's only: staging sends real mail */
	ENVIRONMENT_NAME_COUNT
};

enum { ENVIRONMENT_NAME_MAX = 511 };

struct environment {
	enum environment_class class;
	char name[ENVIRONMENT_NAME_COUNT]
		 [ENVIRONMENT_NAME_MAX + 1];        /* "" where there is none */
	char deploy_branch[GRAMMAR_BRANCH_MAX + 1]; /* "" where the event has no head branch */
};

/* The class of the environment of a pull request that targets `base`, by the inputs; false: it has none. */
bool environment_find_class(const struct config *config, const char *base,
			    enum environment_class *out);

/* True where that is `class`. */
bool environment_has_class(const struct config *config, const char *base,
			   enum environment_class class);

/* True for a pull request that shares staging while it is open: of a fork only where forks may have environments. */
bool environment_shares_staging(const struct config *config, const char *base, bool is_fork);

/* The name's own name, as outputs and placeholders have it: "admin-url"; static text. */
const char *environment_word(enum environment_name name);

/* True when `value` has the grammar of that name, or is "" where there may be none. */
bool environment_is_valid(enum environment_name name, const char *value);

/*
 * Checks the templates with the largest number that there is, so that a name that will be wrong
 * one day is wrong today. -1 (bad_config) names the input: a placeholder that may not be there, a
 * name outside its grammar, or a name that two environments would share. In the mode reconcile it is
 * only about the workspace.
 */
int environment_check(const struct config *config, struct err *err) MUST_CHECK;

/*
 * Names the environment of pull request `number`. `branch` is the head branch, "" where the event
 * has none. The config must have passed environment_check(), the values must be valid by grammar.h.
 */
void environment_make(const struct config *config, enum environment_class class,
		      const char *number, const char *branch, struct environment *out);

/*
 * The pull request whose environment has this workspace, letter by letter; false where the names' rules
 * make it of no number.
 */
bool environment_number_of(const struct config *config, const char *workspace,
			   char number[GRAMMAR_PR_NUMBER_MAX + 1]);

/* True for staging's workspace; there may be none. */
bool environment_is_staging(const struct config *config, const char *workspace);

#endif
