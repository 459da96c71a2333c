/* SPDX-License-Identifier: MIT */
#include "control.h"
#include "shape.h"
#include "tree.h"

#include <string.h>

/* A patch can only change a pull request that there is: a new one would not be whole. */
static bool knows_pulls(const struct scenario *scenario, const struct json_object *patch)
{
	struct json_object *given = tree_get(patch, "repositories");

	for (struct lh_entry *at = tree_first(given); at; at = lh_entry_next(at)) {
		struct json_object *known =
			tree_get(tree_get(scenario->root, "repositories"), lh_entry_k(at));
		struct json_object *pulls = tree_get(lh_entry_v(at), "pulls");

		for (struct lh_entry *pull = tree_first(pulls); pull;
		     pull = lh_entry_next(pull)) {
			if (!tree_get(tree_get(known, "pulls"), lh_entry_k(pull)))
				return false;
		}
	}
	return true;
}

static void patch_state(struct scenario *scenario, const struct request *request,
			struct answer *answer)
{
	struct err err;

	if (shape_check(request->body, &err) < 0) {
		answer_error(answer, 422, "%s", err.msg);
	} else if (!knows_pulls(scenario, request->body)) {
		answer_error(answer, 422, "There is no such pull request to be changed");
	} else {
		scenario->root = tree_merge(scenario->root, request->body);
		answer->status = 204;
	}
}

static void put_state(struct scenario *scenario, const struct request *request,
		      struct answer *answer)
{
	struct err err;

	if (scenario_set(scenario, request->body, &err) < 0)
		answer_error(answer, 422, "%s", err.msg);
	else
		answer->status = 204;
	scenario->requests = 0; /* another world has all of its rate limit */
}

bool control_answer(struct scenario *scenario, const struct request *request,
		    struct answer *answer)
{
	if (strcmp(buf_str(&request->path), "/control") != 0)
		return false;
	if (strcmp(request->method, "GET") == 0)
		answer_json(answer, 200, tree_copy(scenario->root));
	else if (strcmp(request->method, "PUT") == 0)
		put_state(scenario, request, answer);
	else
		patch_state(scenario, request, answer);
	return true;
}
