/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "model.h"
#include "tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PAGE_DEFAULT = 30,
	PAGE_MAX = 100,
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

/* Adds one page to a Link header. */
static void add_link(const struct call *call, struct buf *link, size_t page, const char *rel)
{
	const struct request *request = call->request;
	const char *host = request->header[HEADER_HOST];
	size_t per_page = request_number(request, "per_page", 0);

	buf_addf(link, "%s<http://%s%s?", link->len ? ", " : "", host ? host : "localhost",
		 buf_str(&request->path));
	if (per_page > 0)
		buf_addf(link, "per_page=%zu&", per_page);
	buf_addf(link, "page=%zu>; rel=\"%s\"", page, rel);
}

void comments_list(struct call *call)
{
	struct json_object *list = find_list(call);
	size_t count = tree_length(list);
	size_t page = request_number(call->request, "page", 1);
	size_t size = request_number(call->request, "per_page", PAGE_DEFAULT);
	size_t last;
	struct json_object *shown;
	auto_buf link = BUF_INIT(BODY_MAX);

	if (!list)
		return;
	if (size > PAGE_MAX)
		size = PAGE_MAX;
	last = count ? (count + size - 1) / size : 1;
	if (page > last)
		page = last + 1; /* any page behind the last is empty */
	shown = tree_array();
	for (size_t i = (page - 1) * size; i < count && i < page * size; i++)
		tree_push(shown, json_object_get(json_object_array_get_idx(list, i)));
	if (page > 1)
		add_link(call, &link, page - 1, "prev");
	if (page < last) {
		add_link(call, &link, page + 1, "next");
		add_link(call, &link, last, "last");
	}
	if (page > 1)
		add_link(call, &link, 1, "first");
	if (link.len > 0)
		answer_header(call->answer, "Link", buf_str(&link));
	answer_json(call->answer, 200, shown);
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
	tree_push(list, comment);
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
	tree_set(comment, "updated_at", model_now());
	answer_json(call->answer, 200, json_object_get(comment));
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
