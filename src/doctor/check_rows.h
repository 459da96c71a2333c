/* SPDX-License-Identifier: MIT */
/* What the checks of the workflow files share. Pure. */
#ifndef CHECK_ROWS_H
#define CHECK_ROWS_H

#include "doctor/setup.h"

#define CHECK_DISPATCH "repository_dispatch"
#define CHECK_COMMENT  "issue_comment"
#define CHECK_TARGET   "pull_request_target"
#define CHECK_PULL     "pull_request"

/* Adds a row about a site, "Concurrency in owner/name", and gives its sentence. */
struct buf *check_rows_add(const struct setup *setup, const struct repository_facts *repo,
			   enum finding finding, const char *what);

/* Those of the contract's workflows that have a concurrency group of each kind; NULL: none has. */
struct check_groups {
	const struct workflow *by_ref;
	const struct workflow *by_other;
	const struct workflow *by_number;
	const struct workflow *cutting; /* a run that goes on is cut off */
	const struct workflow *queuing; /* it has a `queue` */
};

struct check_groups check_rows_groups(const struct workflows *workflows);

/* A workflow's names, and where that is, for people. */
struct check_place {
	const struct shared_inputs *shared;
	const char *words;
};

/* Says of one name where the two differ, and makes the row worse: a warning where only GitHub knows. */
void check_rows_compare(const struct setup *setup, size_t input, const struct check_place *one,
			const struct check_place *two, struct buf *out);

/* Says which file is there and could not be read, if one is: it may be the one that is missed. */
void check_rows_say_unread(const struct repository_facts *repo, struct buf *out);

/* checks_policy.c: the row about what GitHub's policies say of pull_request_target on the CMS. */
void check_rows_policy(const struct setup *setup, const struct repository_facts *repo);

/* checks_sender.c, checks_receiver.c: the rows of the CMS, and of the infrastructure. */
void check_rows_sender(const struct setup *setup, const struct repository_facts *repo);
void check_rows_receiver(const struct setup *setup, const struct repository_facts *repo);

/* True where the step that uses the action for that mode has dry-run: true, as far as the file tells. */
bool check_rows_is_dry(const struct workflow *workflow, const char *mode);

#endif
