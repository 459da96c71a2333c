/* SPDX-License-Identifier: MIT */
/* What a scenario file may look like, so that a slip in a test case does not pass unseen. */
#ifndef HUB_SHAPE_H
#define HUB_SHAPE_H

#include "err.h"

#include <json-c/json.h>

/* -1 when the scenario has a member that there is not, or a value that makes no sense. */
int shape_check(struct json_object *scenario, struct err *err)
	__attribute__((warn_unused_result));

#endif
