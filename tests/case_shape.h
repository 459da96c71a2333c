/* SPDX-License-Identifier: MIT */
/* What the files of tests/cases/ may look like, so that a slip in one does not pass unseen. */
#ifndef CASE_SHAPE_H
#define CASE_SHAPE_H

#include "hub/tree.h"

/*
 * -1 when `file` is no file of scenarios: neither a list nor an object of `common` and
 * `scenarios`, an empty one, or one with a member that there is not, or a value that checks
 * nothing. The message has the scenario's title and the path to the member.
 */
int case_shape_check(struct json_object *file, struct err *err)
	__attribute__((warn_unused_result));

/* The same for what all scenarios are laid over. */
int case_shape_check_base(struct json_object *base, struct err *err)
	__attribute__((warn_unused_result));

/* The same for a scenario that is laid over all that it has in common with others. */
int case_shape_check_whole(struct json_object *scenario, struct err *err)
	__attribute__((warn_unused_result));

#endif
