/* SPDX-License-Identifier: MIT */
/*
 * The shapes in which GitHub shows its resources. Each function returns a new tree, which is
 * the caller's; names of repositories are full names, "owner/name".
 */
#ifndef HUB_MODEL_H
#define HUB_MODEL_H

#include "contract/role.h"

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

/* {"pull", "triage", "push", "maintain", "admin"}. */
struct json_object *model_permissions(enum role role);

/* The answer about a collaborator's permission. */
struct json_object *model_collaborator(const char *login, enum role role);

/* A `type` of NULL is told from the login: "Bot" with the suffix [bot], else "User". */
struct json_object *model_user(const char *login, const char *type);

struct json_object *model_repository(const char *name, bool archived);

/*
 * Pull request `number`: `base` with the names of the repository, then with `patch` merged in, then with the number and the addresses.
 */
struct json_object *model_pull(const char *name, const char *number, struct json_object *base,
			       struct json_object *patch);

/* A comment on pull request `number`. Takes `user` and `body`. */
struct json_object *model_comment(const char *name, const char *number, int64_t id,
				  struct json_object *user, struct json_object *body);

/* Takes `user`. */
struct json_object *model_reaction(int64_t id, struct json_object *user, const char *content);

/* Now, as "2025-11-20T10:00:00Z". */
struct json_object *model_now(void);

#endif
