/* SPDX-License-Identifier: MIT */
#include "shape.h"
#include "tree.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Every value that the hub's scenario may have. */
static const struct shape shapes[] = {
	{.path = "", .type = json_type_object},
	{.path = "/prefix", .type = json_type_string},
	{.path = "/now", .type = json_type_string},
	{.path = "/tokens", .type = json_type_object},
	{.path = "/tokens/*", .type = json_type_object},
	{.path = "/tokens/*/login", .type = json_type_string},
	{.path = "/tokens/*/type", .type = json_type_string},
	{.path = "/tokens/*/headers", .type = json_type_object},
	{.path = "/tokens/*/headers/*", .type = json_type_string},
	{.path = "/tokens/*/repositories", .type = json_type_object},
	{.path = "/tokens/*/repositories/*", .type = json_type_string, .words = "|read|write|"},
	{.path = "/repositories", .type = json_type_object},
	{.path = "/repositories/*", .type = json_type_object},
	{.path = "/repositories/*/archived", .type = json_type_boolean},
	{.path = "/repositories/*/pulls", .type = json_type_object},
	{.path = "/repositories/*/pulls/*", .type = json_type_object, .open = true},
	{.path = "/repositories/*/roles", .type = json_type_object},
	{.path = "/repositories/*/roles/*", .type = json_type_object, .open = true},
	{.path = "/repositories/*/roles/*",
	 .type = json_type_string,
	 .words = "|none|read|triage|write|maintain|admin|"},
	{.path = "/repositories/*/comments", .type = json_type_object},
	{.path = "/repositories/*/comments/*", .type = json_type_array},
	{.path = "/repositories/*/comments/*/*", .type = json_type_object},
	{.path = "/repositories/*/comments/*/*/id", .type = json_type_int, .max = INT64_MAX},
	{.path = "/repositories/*/comments/*/*/user", .type = json_type_object},
	{.path = "/repositories/*/comments/*/*/user/login", .type = json_type_string},
	{.path = "/repositories/*/comments/*/*/user/type", .type = json_type_string},
	{.path = "/repositories/*/comments/*/*/body", .type = json_type_string},
	{.path = "/repositories/*/comments/*/*/created_at", .type = json_type_string},
	{.path = "/repositories/*/comments/*/*/updated_at", .type = json_type_string},
	{.path = "/repositories/*/comments/*/*/author_association", .type = json_type_string},
	{.path = "/repositories/*/comments/*/*/copies", .type = json_type_int, .max = 10000},
	{.path = "/repositories/*/shows", .type = json_type_object, .open = true},
	{.path = "/repositories/*/actions", .type = json_type_object, .open = true},
	{.path = "/repositories/*/runs", .type = json_type_object},
	{.path = "/repositories/*/runs/*", .type = json_type_object, .open = true},
	{.path = "/repositories/*/policies", .type = json_type_array},
	{.path = "/repositories/*/policies/*", .type = json_type_object, .open = true},
	{.path = "/repositories/*/branches", .type = json_type_array},
	{.path = "/repositories/*/branches/*", .type = json_type_string},
	{.path = "/repositories/*/workflows", .type = json_type_object},
	{.path = "/repositories/*/workflows/from", .type = json_type_string},
	{.path = "/repositories/*/workflows/files", .type = json_type_object},
	{.path = "/repositories/*/workflows/files/*", .type = json_type_string},
	{.path = "/repositories/*/workflows/edits", .type = json_type_object},
	{.path = "/repositories/*/workflows/edits/*", .type = json_type_object},
	{.path = "/repositories/*/workflows/edits/*/*", .type = json_type_string},
	{.path = "/repositories/*/deployments", .type = json_type_array, .open = true},
	{.path = "/replies", .type = json_type_array},
	{.path = "/replies/*", .type = json_type_object},
	{.path = "/replies/*/method", .type = json_type_string},
	{.path = "/replies/*/path", .type = json_type_string},
	{.path = "/replies/*/status", .type = json_type_int, .max = 599},
	{.path = "/replies/*/headers", .type = json_type_object},
	{.path = "/replies/*/headers/*", .type = json_type_string},
	{.path = "/replies/*/body", .type = json_type_object, .open = true},
	{.path = "/replies/*/body", .type = json_type_array, .open = true},
	{.path = "/replies/*/body", .type = json_type_string},
	{.path = "/replies/*/body_bytes", .type = json_type_int, .max = 32 * 1024 * 1024},
	{.path = "/replies/*/header_bytes", .type = json_type_int, .max = 512 * 1024},
	{.path = "/replies/*/skip", .type = json_type_int, .max = INT_MAX},
	{.path = "/replies/*/times", .type = json_type_int, .max = INT_MAX},
	{.path = "/replies/*/delay_ms", .type = json_type_int, .max = 600 * 1000},
	{.path = "/replies/*/fault",
	 .type = json_type_string,
	 .words = "|close|reset|cut|snap|stall|hang|"},
	{.path = NULL},
};

/* The row for a value of this type at `path`; NULL when there is none. */
static const struct shape *find_path(const struct shape *rows, const char *path,
				     enum json_type type)
{
	for (; rows->path; rows++) {
		if (strcmp(rows->path, path) == 0 &&
		    (rows->type == type || type == json_type_null))
			return rows;
	}
	return NULL;
}

/*
 * The row for a value of this type at `name` in `parent`, of any type for null; NULL when there
 * is none. A name with a slash is no path: only "*" stands for it.
 */
static const struct shape *find_shape(const struct shape *rows, const char *parent,
				      const char *name, enum json_type type)
{
	const struct shape *found = NULL;
	char path[512];

	(void)snprintf(path, sizeof(path), "%s/%s", parent, name);
	if (!strchr(name, '/'))
		found = find_path(rows, path, type);
	(void)snprintf(path, sizeof(path), "%s/*", parent);
	return found ? found : find_path(rows, path, type);
}

static bool is_word(const char *words, const char *text)
{
	auto_buf quoted = BUF_INIT(64);

	buf_addf(&quoted, "|%s|", text);
	return strstr(words, buf_str(&quoted)) != NULL;
}

static int check_member(const struct shape *rows, const char *name, struct json_object *value,
			const struct shape *parent, struct err *err)
{
	enum json_type type = json_object_get_type(value);
	const struct shape *shape = find_shape(rows, parent->path, name, type);

	if (!shape)
		return err_set(err, REASON_BAD_CONFIG, "%s: there is no such member of type %s",
			       name, json_type_to_name(type));
	/* null stands for a member that is not there. */
	if (!value)
		return 0;
	return shape_check_by(rows, shape, value, err) < 0 ? err_prefix(err, "%s", name) : 0;
}

int shape_check_by(const struct shape *rows, const struct shape *shape,
		   struct json_object *value, struct err *err)
{
	if (shape->open)
		return 0;
	if (shape->words && !is_word(shape->words, json_object_get_string(value)))
		return err_set(err, REASON_BAD_CONFIG, "not one of %s", shape->words);
	if (shape->max &&
	    (json_object_get_int64(value) < 0 || json_object_get_int64(value) > shape->max))
		return err_set(err, REASON_BAD_CONFIG, "out of range");
	for (struct lh_entry *at = tree_first(value); at; at = lh_entry_next(at)) {
		if (check_member(rows, lh_entry_k(at), lh_entry_v(at), shape, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < tree_length(value); i++) {
		if (check_member(rows, "*", json_object_array_get_idx(value, i), shape, err) <
		    0)
			return -1;
	}
	return 0;
}

int shape_check(struct json_object *scenario, struct err *err)
{
	const char *prefix = tree_text(scenario, "prefix", "");

	if (!json_object_is_type(scenario, json_type_object))
		return err_set(err, REASON_BAD_CONFIG, "not an object");
	if (*prefix && (*prefix != '/' || prefix[strlen(prefix) - 1] == '/'))
		return err_set(err, REASON_BAD_CONFIG,
			       "prefix: starts with a slash and does not end with one");
	return shape_check_by(shapes, &shapes[0], scenario, err);
}
