/* SPDX-License-Identifier: MIT */
/*
 * The names that follow from an environment's class and its pull request.
 * Pure. A name depends on nothing that a branch's author can choose.
 */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stdbool.h>

#include "grammar.h"

enum environment_class { ENVIRONMENT_EPHEMERAL, ENVIRONMENT_STAGING };

enum {
	ENVIRONMENT_WORKSPACE_MAX = 15,
	ENVIRONMENT_HOST_MAX = 253,
	ENVIRONMENT_URL_MAX = ENVIRONMENT_HOST_MAX + 32
};

struct environment {
	enum environment_class class;
	char workspace[ENVIRONMENT_WORKSPACE_MAX + 1]; /* "pr-123" or "staging" */
	char deploy_branch[GRAMMAR_BRANCH_MAX + 1]; /* "" where the event has no head branch */
	char host[ENVIRONMENT_HOST_MAX + 1];
	char url[ENVIRONMENT_URL_MAX];
	char admin_url[ENVIRONMENT_URL_MAX];
	char mailpit_url[ENVIRONMENT_URL_MAX]; /* "" for staging: it sends real mail */
	char database[16];                     /* "pr_123" or "staging" */
	char files_prefix[16];                 /* "pr-123/" or "staging/" */
};

/*
 * Names the environment of pull request `number` under `domain`. `branch` is the head branch,
 * "" where the event has none; `staging_branch` is what staging deploys instead of it. All
 * values must be valid by grammar.h.
 */
struct environment environment_name(enum environment_class class, const char *number,
				    const char *branch, const char *staging_branch,
				    const char *domain);

/*
 * The class of the environments of pull requests into `base`; false where they have none. The
 * two bases are those of the inputs.
 */
bool environment_find_class(const char *base, const char *ephemeral_base,
			    const char *staging_base, enum environment_class *out);

/* "ephemeral" or "staging"; static text. */
const char *environment_class_name(enum environment_class class);

#endif
