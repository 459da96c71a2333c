/* SPDX-License-Identifier: MIT */
/*
 * The hub's state: the scenario file, checked and filled up with what it leaves out. One tree,
 * as in the file: "prefix", "tokens", "repositories", "replies". After scenario_load():
 *
 * - every repository that a token names exists;
 * - "pulls" holds whole pull requests, "comments" whole comments, both by number;
 * - a comment's author has a login.
 *
 * Whoever changes or reads it in several threads holds a lock.
 */
#ifndef HUB_SCENARIO_H
#define HUB_SCENARIO_H

#include "err.h"

#include <json-c/json.h>
#include <stdint.h>

struct scenario {
	struct json_object *root;      /* owned */
	struct json_object *reactions; /* owned; "comment login content" to the reaction */
	int64_t last_id;               /* of whatever was made last */
	int64_t requests;              /* answered until now */
};

/*
 * Loads the file; `fixtures` is the folder of pull.json, NULL: none. -1 leaves a scenario that
 * scenario_release() takes, and says what is wrong with which member of the file.
 */
int scenario_load(struct scenario *scenario, const char *file, const char *fixtures,
		  struct err *err) __attribute__((warn_unused_result));

/* Frees the state; accepts a zeroed one. */
void scenario_release(struct scenario *scenario);

/* The repository "owner/name" in any case, borrowed; *full_name is as the scenario writes it. */
struct json_object *scenario_repository(const struct scenario *scenario, const char *owner,
					const char *name, const char **full_name);

#endif
