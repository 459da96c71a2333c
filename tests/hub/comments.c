/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "model.h"
#include "tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	COMMENT_MAX = 65536, /* characters */
};

static void not_found(struct call *call)
{
	answer_error(call->answer, 404, "Not Found");
}

static struct json_object *author(const struct call *call)
{
	return model_user(tree_text(call->token, "login", ""),
			  tree_text(call->token, "type", NULL));
}

/* The comments on the pull request that the path names; NULL and 404 when there is none. */
static struct json_object *find_list(struct call *call)
{
	struct json_object *comments = tree_get(call->repository, "comments");

	if (!tree_get(comments, call->arg)) {
		if (!tree_get(tree_get(call->repository, "pulls"), call->arg)) {
			not_found(call);
			return NULL;
		}
		tree_set(comments, call->arg, tree_array());
	}
	return tree_get(comments, call->arg);
}

/* Of objects of an array, for json_object_array_sort(). */
static int last_first(const void *one, const void *other)
{
	int64_t a = tree_number(*(struct json_object *const *)one, "id", 0);
	int64_t b = tree_number(*(struct json_object *const *)other, "id", 0);

	return (a < b) - (a > b);
}

void comments_list(struct call *call)
{
	struct json_object *list = find_list(call);

	if (list)
		pages_answer(call, list);
}

void comments_list_all(struct call *call)
{
	struct json_object *comments = tree_get(call->repository, "comments");
	auto_tree *list = tree_array();
	auto_buf since = BUF_INIT(64);

	request_parameter(call->request, "since", "", &since);
	for (struct lh_entry *at = tree_first(comments); at; at = lh_entry_next(at)) {
		for (size_t i = 0; i < tree_length(lh_entry_v(at)); i++) {
			struct json_object *comment =
				json_object_array_get_idx(lh_entry_v(at), i);

			if (strcmp(tree_text(comment, "updated_at", ""), buf_str(&since)) >= 0)
				tree_push(list, json_object_get(comment));
		}
	}
	json_object_array_sort(list, last_first);
	pages_answer(call, list);
}

/* A copy of the text that a comment is to have; NULL when it was refused. */
static struct json_object *accept_text(struct call *call)
{
	struct json_object *text = tree_get(call->request->body, "body");
	const char *fault = NULL;

	if (!json_object_is_type(text, json_type_string)) {
		answer_error(call->answer, 422,
			     text ? "Invalid request.\n\nFor 'properties/body', this is not a "
				    "string."
				  : "Invalid request.\n\n\"body\" wasn't supplied.");
		return NULL;
	}
	if (tree_characters(text) == 0)
		fault = "Body cannot be blank";
	else if (tree_characters(text) > COMMENT_MAX)
		fault = "Body is too long (maximum is 65536 characters)";
	if (!fault)
		return tree_copy(text);
	answer_invalid(call->answer, "IssueComment", "data", "unprocessable", fault);
	return NULL;
}

/* The time that a comment gets now: the scenario's, if it has one. */
static struct json_object *now(const struct call *call)
{
	const char *given = tree_text(call->scenario->root, "now", NULL);

	return given ? tree_string(given) : model_now();
}

void comments_create(struct call *call)
{
	struct json_object *list = find_list(call);
	struct json_object *pull = tree_get(tree_get(call->repository, "pulls"), call->arg);
	struct json_object *comment;
	struct json_object *text;

	if (!list)
		return;
	if (tree_true(pull, "locked")) {
		answer_error(call->answer, 403,
			     "Unable to create comment because issue is locked.");
		return;
	}
	text = accept_text(call);
	if (!text)
		return;
	comment = model_comment(call->full_name, call->arg, ++call->scenario->last_id,
				author(call), text);
	tree_set(comment, "created_at", now(call));
	tree_set(comment, "updated_at", now(call));
	tree_push(list, comment);
	if (pull)
		tree_set(pull, "updated_at", now(call));
	answer_header(call->answer, "Location", tree_text(comment, "url", ""));
	answer_json(call->answer, 201, json_object_get(comment));
}

/* The comment `id` of the repository, on whichever pull request it is; borrowed. */
static struct json_object *find_comment(const struct call *call, const char *id)
{
	struct json_object *comments = tree_get(call->repository, "comments");

	for (struct lh_entry *at = tree_first(comments); at; at = lh_entry_next(at)) {
		for (size_t i = 0; i < tree_length(lh_entry_v(at)); i++) {
			struct json_object *comment =
				json_object_array_get_idx(lh_entry_v(at), i);
			char own[32];

			(void)snprintf(own, sizeof(own), "%" PRId64,
				       tree_number(comment, "id", 0));
			if (strcmp(own, id) == 0)
				return comment;
		}
	}
	return NULL;
}

void comments_show(struct call *call)
{
	struct json_object *comment = find_comment(call, call->arg);

	if (comment)
		answer_json(call->answer, 200, json_object_get(comment));
	else
		not_found(call);
}

void comments_edit(struct call *call)
{
	struct json_object *comment = find_comment(call, call->arg);
	struct json_object *text;

	if (!comment) {
		not_found(call);
		return;
	}
	/* Who may write may edit anybody's comment: that GitHub lets it through proves nothing. */
	text = accept_text(call);
	if (!text)
		return;
	tree_set(comment, "body", text);
	tree_set(comment, "updated_at", now(call));
	answer_json(call->answer, 200, json_object_get(comment));
}

/* As an edit: who may write may delete anybody's. */
void comments_delete(struct call *call)
{
	struct json_object *comments = tree_get(call->repository, "comments");
	struct json_object *comment = find_comment(call, call->arg);

	if (!comment) {
		not_found(call);
		return;
	}
	for (struct lh_entry *at = tree_first(comments); at; at = lh_entry_next(at)) {
		for (size_t i = 0; i < tree_length(lh_entry_v(at)); i++) {
			if (json_object_array_get_idx(lh_entry_v(at), i) == comment) {
				(void)json_object_array_del_idx(lh_entry_v(at), i, 1);
				call->answer->status = 204;
				return;
			}
		}
	}
}

void comments_react(struct call *call)
{
	static const char contents[] = "|+1|-1|laugh|confused|heart|hooray|rocket|eyes|";
	const char *content = tree_text(call->request->body, "content", "");
	struct json_object *reactions = call->scenario->reactions;
	auto_buf quoted = BUF_INIT(64);
	auto_buf key = BUF_INIT(512);
	struct json_object *reaction;

	if (call->arg[strspn(call->arg, "0123456789")]) {
		not_found(call);
		return;
	}
	buf_addf(&quoted, "|%s|", content);
	if (!*content || strchr(content, '|') || !strstr(contents, buf_str(&quoted))) {
		answer_invalid(call->answer, "Reaction", "content", "invalid", NULL);
		return;
	}
	buf_addf(&key, "%s %s %s", call->arg, tree_text(call->token, "login", ""), content);
	reaction = tree_get(reactions, buf_str(&key));
	if (reaction) {
		answer_json(call->answer, 200, json_object_get(reaction));
		return;
	}
	reaction = model_reaction(++call->scenario->last_id, author(call), content);
	tree_set(reactions, buf_str(&key), reaction);
	answer_json(call->answer, 201, json_object_get(reaction));
}
