/* SPDX-License-Identifier: MIT */
/*
 * What the API said: the roles of the people who ask for something, and the pull request. Each
 * is either known or carries the error why it could not be asked; deciding what that means is
 * the decision's business.
 */
#ifndef FACTS_H
#define FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/json.h"
#include "contract/grammar.h"
#include "contract/role.h"

/* A pull request as GET /repos/{owner}/{repo}/pulls/{number} answers; strings are borrowed. */
struct pull {
	bool open;
	bool merged; /* false where the answer does not say */
	const char *base;
	int64_t base_repository_id; /* the number of the repository; 0 where the answer has none */
	const char *base_repository; /* its full name; NULL where the answer has none */
	const char *created_at;      /* likewise, as the next two */
	const char *updated_at;
	const char *closed_at;
	const char *head;            /* NULL where the answer has none */
	const char *head_sha;        /* likewise */
	const char *head_repository; /* NULL: deleted */
	bool is_fork;                /* it comes from another repository, see fork.h */
};

/* Somebody whose role was asked. */
struct facts_person {
	const char *login; /* borrowed */
	enum role role;
	struct err err; /* set: the role is not known */
};

enum { FACTS_PEOPLE_MAX = 2 }; /* who asks, and who started this attempt of the run */

struct facts {
	struct facts_person people[FACTS_PEOPLE_MAX]; /* the first people_count of them */
	size_t people_count;
	struct pull pull;
	struct err pull_err;  /* set: the pull request is not known */
	struct json document; /* owns the strings of `pull` */
};

/* Frees the document, and with it the strings; accepts zeroed facts. */
static inline void facts_release(struct facts *facts)
{
	json_release(&facts->document);
}

#endif
