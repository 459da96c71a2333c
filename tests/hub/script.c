/* SPDX-License-Identifier: MIT */
#include "script.h"
#include "tree.h"

#include <string.h>

static bool fits(const struct json_object *reply, const char *method, const struct path *path)
{
	const char *text = tree_text(reply, "path", NULL);
	auto_buf wanted_text = BUF_INIT(BODY_MAX);
	auto_path wanted = {.count = 0};

	if (strcmp(tree_text(reply, "method", method), method) != 0)
		return false;
	if (!text)
		return true;
	buf_add(&wanted_text, text, strcspn(text, "?"));
	path_parse(&wanted, buf_str(&wanted_text));
	if (wanted.count != path->count)
		return false;
	for (size_t i = 0; i < path->count; i++) {
		if (strcmp(wanted.segment[i], path->segment[i]) != 0)
			return false;
	}
	return true;
}

static bool use(struct json_object *reply)
{
	int64_t times = tree_number(reply, "times", 1);
	int64_t used = tree_number(reply, "used", 0);

	if (times != 0 && used >= times)
		return false;
	tree_set(reply, "used", tree_int(used + 1));
	return true;
}

static enum fault fault_of(const struct json_object *reply)
{
	const char *name = tree_text(reply, "fault", "");

	if (strcmp(name, "close") == 0)
		return FAULT_CLOSE;
	if (strcmp(name, "cut") == 0)
		return FAULT_CUT;
	return strcmp(name, "hang") == 0 ? FAULT_HANG : FAULT_NONE;
}

/* A string goes out as it is, anything else as JSON. */
static void add_body(const struct json_object *reply, struct answer *answer)
{
	struct json_object *body = tree_get(reply, "body");
	int64_t bytes = tree_number(reply, "body_bytes", 0);

	if (bytes > 0) {
		buf_addc(&answer->body, '"');
		while (--bytes > 1)
			buf_addc(&answer->body, 'x');
		buf_addc(&answer->body, '"');
	} else if (json_object_is_type(body, json_type_string)) {
		buf_add(&answer->body, json_object_get_string(body),
			(size_t)json_object_get_string_len(body));
	} else if (body) {
		tree_write(body, &answer->body);
	} else if (answer->fault == FAULT_CUT) {
		buf_adds(&answer->body, "{\"message\":\"never to be seen whole\"}");
	}
}

/* A header of so many bytes, more than a client should take. */
static void add_large_header(const struct json_object *reply, struct answer *answer)
{
	int64_t bytes = tree_number(reply, "header_bytes", 0);
	auto_buf text = BUF_INIT((size_t)bytes);

	while (bytes-- > 0)
		buf_addc(&text, 'x');
	if (text.len > 0)
		answer_header(answer, "X-Large", buf_str(&text));
}

bool script_answer(struct scenario *scenario, const char *method, const struct path *path,
		   struct answer *answer)
{
	struct json_object *replies = tree_get(scenario->root, "replies");
	struct json_object *reply = NULL;

	for (size_t i = 0; i < tree_length(replies) && !reply; i++) {
		struct json_object *at = json_object_array_get_idx(replies, i);

		if (fits(at, method, path) && use(at))
			reply = at;
	}
	if (!reply)
		return false;
	answer->status = (unsigned int)tree_number(reply, "status", 200);
	answer->fault = fault_of(reply);
	answer->delay_ms = (int)tree_number(reply, "delay_ms", 0);
	add_body(reply, answer);
	if (answer->body.len > 0)
		answer_header(answer, "Content-Type", "application/json; charset=utf-8");
	for (struct lh_entry *at = tree_first(tree_get(reply, "headers")); at;
	     at = lh_entry_next(at))
		answer_header(answer, lh_entry_k(at), json_object_get_string(lh_entry_v(at)));
	add_large_header(reply, answer);
	return true;
}
