/* SPDX-License-Identifier: MIT */
/*
 * A repository as a token shows it to the doctor: what the API said, or why it could not be asked. Data,
 * which survey.h fills and checks.h judges.
 */
#ifndef SITE_H
#define SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "github/api.h"
#include "contract/grammar.h"
#include "doctor/workflows.h"

enum { SITE_TEXT_MAX = 1000 }; /* bytes of a header or name */

struct site {
	struct api_target target; /* which repository, and with which token; borrowed */
	bool asked;               /* there was a token and a repository to ask for */
	bool answered;            /* whatever the answer says */

	/* the repository */
	struct err err; /* set: it is not known */
	char full_name[SITE_TEXT_MAX + 1];
	char default_branch[SITE_TEXT_MAX + 1];
	bool public;
	bool archived;
	bool disabled;
	bool push_known; /* the answer tells what the token's owner may do */
	bool push;

	/* the token, and the server, by the headers of that answer */
	bool refused; /* 401 */
	char scopes[SITE_TEXT_MAX + 1];
	bool expires;
	int64_t expires_at_s;
	int64_t date_s; /* the server's clock; -1: not told */
	char version[SITE_TEXT_MAX + 1];

	struct workflows workflows;

	/* Actions, where the token may read that */
	bool actions_known;
	bool actions_enabled;
	char actions_allowed[SITE_TEXT_MAX + 1];
};

/* A branch that an input names. */
struct site_branch {
	char name[GRAMMAR_BRANCH_MAX + 1];
	const char *input; /* static */
	bool missing;      /* GitHub knows no such branch */
	struct err err;    /* set: it is not known */
};

enum { SITE_BRANCHES_MAX = 20 };

struct site_branches {
	struct site_branch list[SITE_BRANCHES_MAX];
	size_t count;
};

static inline void site_release(struct site *site)
{
	workflows_release(&site->workflows);
}

#endif
