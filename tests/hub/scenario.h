/* SPDX-License-Identifier: MIT */
/*
 * The hub's state: the scenario file, checked and filled up. The file is the scenario, or has
 * it under "hub". Every member may be left out:
 *
 * "prefix"        in front of every path, such as "/api/v3"; outside of it all is 404
 * "tokens"        by credential: {"login", "type", "repositories": {"owner/name": "read" or
 *                 "write"}}; a repository that is named here exists
 * "repositories"  by full name, in any case:
 *     "archived"  true or false
 *     "pulls"     by number: a merge patch (RFC 7396) over the default pull request
 *     "roles"     by login, in any case: a role name, or an object that is given out as it is
 *     "shows"     a merge patch over what the repository's own answer shows
 *     "branches"  their names; "dev" and "main" when left out
 *     "actions"   the answer about Actions' permissions; left out: nobody may read it
 *     "runs"      of Actions, by their ids; left out: nobody may read them
 *     "policies"  for Actions, whole; left out: nobody may read them
 *     "workflows" "from": the folder of this tree whose workflow files it has; "files" by name: the text
 *                 of others, "" for one that is not there; "edits" by name: what becomes what in it
 *     "comments"  by number of the pull request: [{"id", "user": {"login", "type"}, "body"}]
 * "now"           what GitHub's clock says, and so the time that new and edited comments get; else the real one
 * "replies"       answers instead of the model, without its effects, the first that fits:
 *     "method", "path"   fit any when left out; the path has neither prefix nor query; its segment
 *                        "*" fits any one, "**" all that follow
 *     "status"           200 when left out
 *     "headers"          put over the usual ones; null takes one away; in a value stand {url},
 *                        {host}, {port}, {date+N}, {time+N}: see script.c
 *     "body"             a string goes out as it is, anything else as JSON
 *     "body_bytes"       instead: a JSON string of so many bytes, with its quotes
 *     "skip"             so many requests that fit are let through first
 *     "times"            how often, 1 when left out, 0: for ever
 *     "delay_ms"         before the answer or the fault
 *     "fault"            "close", "reset", "cut", "snap", "stall" or "hang", see enum fault
 *
 * Once loaded, "pulls" holds whole pull requests and "comments" whole comments. Whoever reads
 * or changes the state in several threads holds a lock.
 */
#ifndef HUB_SCENARIO_H
#define HUB_SCENARIO_H

#include "base/err.h"

#include <json-c/json.h>
#include <stdint.h>

struct scenario {
	struct json_object *root;      /* owned */
	const char *fixtures;          /* borrowed: the folder of pull.json, tests/fixtures */
	struct json_object *reactions; /* owned; "comment login content" to the reaction */
	struct json_object *pull;      /* owned; what those of the scenario are patches of */
	int64_t last_id;               /* of whatever was made last */
	int64_t requests;              /* answered until now */
};

/*
 * Loads the file; `fixtures` is the folder of pull.json, the pull request that those of the
 * scenario are patches of. -1 leaves a scenario that
 * scenario_release() takes, and says what is wrong with which member of the file.
 */
int scenario_load(struct scenario *scenario, const char *file, const char *fixtures,
		  struct err *err) __attribute__((warn_unused_result));

/* Puts another scenario, a copy of `tree`, in the place of this one. -1 leaves all as it is. */
int scenario_set(struct scenario *scenario, struct json_object *tree, struct err *err)
	__attribute__((warn_unused_result));

/* Frees the state; accepts a zeroed one. */
void scenario_release(struct scenario *scenario);

/* The repository "owner/name" in any case, borrowed; *full_name is as the scenario has it. */
struct json_object *scenario_repository(const struct scenario *scenario, const char *owner,
					const char *name, const char **full_name);

#endif
