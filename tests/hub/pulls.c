/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

static int newest_first(const void *one, const void *other)
{
	struct json_object *const *a = one;
	struct json_object *const *b = other;
	int64_t left = tree_number(*a, "number", 0);
	int64_t right = tree_number(*b, "number", 0);

	return left < right ? 1 : left > right ? -1 : 0;
}

/* As texts of the same form are ordered; the newest number first where they are equal. */
static int last_updated_first(const void *one, const void *other)
{
	struct json_object *const *a = one;
	struct json_object *const *b = other;
	int order = strcmp(tree_text(*b, "updated_at", ""), tree_text(*a, "updated_at", ""));

	return order ? order : newest_first(one, other);
}

/* One of the list, which does not say `merged` as the pull request alone does. */
static struct json_object *listed(struct json_object *pull)
{
	struct json_object *shown = tree_object(NULL);

	for (struct lh_entry *at = tree_first(pull); at; at = lh_entry_next(at)) {
		if (strcmp(lh_entry_k(at), "merged") != 0)
			tree_set(shown, lh_entry_k(at), json_object_get(lh_entry_v(at)));
	}
	return shown;
}

void pulls_list(struct call *call)
{
	struct json_object *pulls = tree_get(call->repository, "pulls");
	auto_tree *list = tree_array();
	auto_buf state = BUF_INIT(64);
	auto_buf base = BUF_INIT(1024);
	auto_buf sort = BUF_INIT(64);

	request_parameter(call->request, "state", "open", &state);
	request_parameter(call->request, "base", "", &base);
	request_parameter(call->request, "sort", "created", &sort);
	for (struct lh_entry *at = tree_first(pulls); at; at = lh_entry_next(at)) {
		struct json_object *pull = lh_entry_v(at);

		if (strcmp(buf_str(&state), "all") != 0 &&
		    strcmp(buf_str(&state), tree_text(pull, "state", "")) != 0)
			continue;
		if (base.len > 0 &&
		    strcmp(buf_str(&base), tree_text(tree_get(pull, "base"), "ref", "")) != 0)
			continue;
		tree_push(list, listed(pull));
	}
	json_object_array_sort(list, strcmp(buf_str(&sort), "updated") == 0 ? last_updated_first
									    : newest_first);
	pages_answer(call, list);
}
