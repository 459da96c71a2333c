/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "model.h"
#include "tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { DESCRIPTION_MAX = 140 /* characters */ };

static struct json_object *deployments_of(struct call *call)
{
	if (!tree_get(call->repository, "deployments"))
		tree_set(call->repository, "deployments", tree_array());
	return tree_get(call->repository, "deployments");
}

/* False, and refused, where a text is missing, too long or not one of the words. */
static bool accept_word(struct call *call, const char *resource, const char *name,
			const char *words)
{
	const char *value = tree_text(call->request->body, name, "");
	auto_buf quoted = BUF_INIT(256);

	buf_addf(&quoted, "|%s|", value);
	if (*value && (!words || strstr(words, buf_str(&quoted))))
		return true;
	answer_invalid(call->answer, resource, name, *value ? "invalid" : "missing_field",
		       NULL);
	return false;
}

static bool accept_description(struct call *call, const char *resource)
{
	struct json_object *text = tree_get(call->request->body, "description");

	if (!text || tree_characters(text) <= DESCRIPTION_MAX)
		return true;
	answer_invalid(call->answer, resource, "description", "custom",
		       "description is too long (maximum is 140 characters)");
	return false;
}

/* True where the query names it or names nothing: as GitHub, "none" is any. */
static bool is_asked(const struct call *call, const struct json_object *deployment,
		     const char *name)
{
	auto_buf wanted = BUF_INIT(1024);
	const char *at;

	buf_addf(&wanted, "%s=%s", name, tree_text(deployment, name, ""));
	at = strstr(buf_str(&call->request->query), name);
	return !at || strncmp(at, buf_str(&wanted), strcspn(at, "&")) == 0;
}

void deployments_list(struct call *call)
{
	struct json_object *all = deployments_of(call);
	auto_tree *list = tree_array();

	for (size_t i = tree_length(all); i > 0; i--) {
		struct json_object *deployment = json_object_array_get_idx(all, i - 1);

		if (is_asked(call, deployment, "environment") &&
		    is_asked(call, deployment, "task"))
			tree_push(list, json_object_get(deployment));
	}
	pages_answer(call, list);
}

void deployments_create(struct call *call)
{
	struct json_object *made;

	if (!accept_word(call, "Deployment", "ref", NULL) ||
	    !accept_description(call, "Deployment"))
		return;
	made = tree_copy(call->request->body);
	tree_set(made, "id", tree_int(++call->scenario->last_id));
	tree_set(made, "created_at", model_now());
	tree_push(deployments_of(call), made);
	answer_json(call->answer, 201, json_object_get(made));
}

void deployments_set_state(struct call *call)
{
	struct json_object *all = deployments_of(call);

	if (!accept_word(call, "DeploymentStatus", "state",
			 "|error|failure|inactive|in_progress|queued|pending|success|") ||
	    !accept_description(call, "DeploymentStatus"))
		return;
	for (size_t i = 0; i < tree_length(all); i++) {
		struct json_object *deployment = json_object_array_get_idx(all, i);
		char id[32];

		(void)snprintf(id, sizeof(id), "%" PRId64, tree_number(deployment, "id", 0));
		if (strcmp(id, call->arg) != 0)
			continue;
		tree_set(deployment, "state",
			 tree_string(tree_text(call->request->body, "state", "")));
		answer_json(call->answer, 201, tree_copy(call->request->body));
		return;
	}
	answer_error(call->answer, 404, "Not Found");
}

void statuses_create(struct call *call)
{
	if (!accept_word(call, "Status", "state", "|error|failure|pending|success|") ||
	    !accept_description(call, "Status"))
		return;
	answer_json(call->answer, 201, tree_copy(call->request->body));
}
