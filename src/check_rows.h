/* SPDX-License-Identifier: MIT */
/* What the checks of the workflow files share. Pure. */
#ifndef CHECK_ROWS_H
#define CHECK_ROWS_H

#include "patient.h"

#define CHECK_DISPATCH "repository_dispatch"
#define CHECK_COMMENT  "issue_comment"
#define CHECK_TARGET   "pull_request_target"
#define CHECK_PULL     "pull_request"

/* Adds a row about a site, "Concurrency in owner/name", and gives its sentence. */
struct buf *check_rows_add(const struct patient *patient, const struct site *site,
			   enum finding finding, const char *what);

/* Those of the contract's workflows that have a concurrency group of each kind; NULL: none has. */
struct check_groups {
	const struct workflow *by_ref;
	const struct workflow *by_other;
	const struct workflow *by_number;
	const struct workflow *cutting; /* a run that goes on is cut off */
};

struct check_groups check_rows_groups(const struct workflows *workflows);

/* checks_sender.c, checks_receiver.c: the rows of the CMS, and of the infrastructure. */
void check_rows_sender(const struct patient *patient, const struct site *site);
void check_rows_receiver(const struct patient *patient, const struct site *site);

#endif
