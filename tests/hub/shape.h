/* SPDX-License-Identifier: MIT */
/* What a scenario file may look like, so that a slip in a test case does not pass unseen. */
#ifndef HUB_SHAPE_H
#define HUB_SHAPE_H

#include "base/err.h"

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

/* A value that there may be. A path that several rows have may be of each of their types. */
struct shape {
	const char *
		path; /* "*" in it is any name, and any place in an array; NULL ends the rows */
	enum json_type type;
	const char *words; /* a string is one of these; NULL: any string */
	int64_t max;       /* a number is from 0 to this */
	bool open;         /* whatever is inside is not looked at */
};

/* -1 when the scenario has a member that there is not, or a value that makes no sense. */
int shape_check(struct json_object *scenario, struct err *err)
	__attribute__((warn_unused_result));

/*
 * The same with another table: `value` as the row `shape` says. -1 names the path to what is
 * wrong.
 */
int shape_check_by(const struct shape *rows, const struct shape *shape,
		   struct json_object *value, struct err *err)
	__attribute__((warn_unused_result));

#endif
