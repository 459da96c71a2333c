/* SPDX-License-Identifier: MIT */
/*
 * A repository as a token shows it to the doctor: what the API said, or why it could not be asked. Data,
 * which requests.h fills and checks.h judges.
 */
#ifndef REPOSITORY_FACTS_H
#define REPOSITORY_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "contract/grammar.h"
#include "doctor/policies.h"
#include "workflow/workflows.h"
#include "github/api_target.h"

enum { REPOSITORY_TEXT_MAX = 1000 }; /* bytes of a header or name */

struct repository_facts {
	struct api_target target; /* which repository, and with which token; borrowed */
	bool asked;               /* there was a token and a repository to ask for */
	bool answered;            /* whatever the answer says */

	/* the repository */
	struct err err; /* set: it is not known */
	char full_name[REPOSITORY_TEXT_MAX + 1];
	char default_branch[REPOSITORY_TEXT_MAX + 1];
	bool public;
	bool archived;
	bool disabled;
	bool push_known; /* the answer tells what the token's owner may do */
	bool push;

	/* the token, and the server, by the headers of that answer */
	bool refused; /* 401 */
	char scopes[REPOSITORY_TEXT_MAX + 1];
	bool expires;
	int64_t expires_at_s;
	int64_t date_s; /* the server's clock; -1: not told */
	char version[REPOSITORY_TEXT_MAX + 1];

	struct workflows workflows;

	/* Actions, where the token may read that */
	bool actions_known;
	bool actions_enabled;
	char actions_allowed[REPOSITORY_TEXT_MAX + 1];

	struct policies policies; /* of a public CMS; else they were not asked for */
};

static inline void repository_facts_release(struct repository_facts *repo)
{
	workflows_release(&repo->workflows);
	policies_release(&repo->policies);
}

#endif
