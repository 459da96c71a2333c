/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "base/mem.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

void json_release(struct json *doc)
{
	json_object_put(doc->root);
	doc->root = NULL;
}

/* Finds the value at `path`, NULL for null; false where nothing stands there. */
static bool find_member(const struct json *doc, const char *path, struct json_object **out)
{
	*out = doc->root;
	while (*path) {
		char key[64];
		size_t len = strcspn(path, ".");

		if (len >= sizeof(key))
			return false;
		memcpy(key, path, len);
		key[len] = '\0';
		if (!json_object_is_type(*out, json_type_object) ||
		    !json_object_object_get_ex(*out, key, out))
			return false;
		path += len + (path[len] == '.');
	}
	return true;
}

/* The value at `path`; NULL when it is missing or null. */
static struct json_object *find(const struct json *doc, const char *path)
{
	struct json_object *value;

	return find_member(doc, path, &value) ? value : NULL;
}

/* What a value is, in words. */
static const char *type_words(struct json_object *value)
{
	switch (json_object_get_type(value)) {
	case json_type_boolean: return "true or false";
	case json_type_double:
	case json_type_int: return "a number";
	case json_type_object: return "an object";
	case json_type_array: return "a list";
	case json_type_string: return "a string";
	case json_type_null: break;
	}
	return "null";
}

/* As find(), but the value must be there and of the type: else NULL, with `err` set. */
static struct json_object *get(const struct json *doc, const char *path, enum json_type type,
			       const char *expected, struct err *err)
{
	struct json_object *at = find(doc, path);

	if (!at) {
		err_set(err, doc->fault, "%s has no %s, expected %s", doc->name, path,
			expected);
		return NULL;
	}
	/* json-c's getters convert between types: "12" would pass as 12. */
	if (!json_object_is_type(at, type)) {
		err_set(err, doc->fault, "%s has %s as %s, expected %s", doc->name,
			type_words(at), path, expected);
		return NULL;
	}
	return at;
}

bool json_has(const struct json *doc, const char *path)
{
	return find(doc, path) != NULL;
}

bool json_is_object(const struct json *doc, const char *path)
{
	return json_object_is_type(find(doc, path), json_type_object);
}

bool json_is_string(const struct json *doc, const char *path)
{
	return json_object_is_type(find(doc, path), json_type_string);
}

long json_length(const struct json *doc, const char *path)
{
	struct json_object *list = find(doc, path);

	return json_object_is_type(list, json_type_array) ? (long)json_object_array_length(list)
							  : -1;
}

struct json json_element(const struct json *doc, const char *path, long place)
{
	struct json element = {
		.name = doc->name,
		.fault = doc->fault,
		.lone_surrogate = doc->lone_surrogate,
	};

	if (place >= 0 && place < json_length(doc, path))
		element.root = json_object_array_get_idx(find(doc, path), (size_t)place);
	return element;
}

bool json_has_name(const struct json *doc, const char *path, const char *name)
{
	struct json_object *object = find(doc, path);

	return json_object_is_type(object, json_type_object) &&
	       json_object_object_get_ex(object, name, NULL);
}

void json_each_name(const struct json *doc, const char *path,
		    void (*see)(const char *name, void *context), void *context)
{
	struct json_object *object = find(doc, path);
	struct json_object_iterator at;
	struct json_object_iterator end;

	if (!json_object_is_type(object, json_type_object))
		return;
	end = json_object_iter_end(object);
	for (at = json_object_iter_begin(object); !json_object_iter_equal(&at, &end);
	     json_object_iter_next(&at))
		see(json_object_iter_peek_name(&at), context);
}

/* The text of a value; borrowed from it. */
static const char *to_text(struct json_object *value)
{
	const char *text = json_object_to_json_string_ext(
		value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	if (!text)
		mem_exhausted();
	return text;
}

/*
 * True where half of a surrogate pair may have become U+FFFD. A document that has one somewhere else, as
 * in a comment's body, is taken, but then no other U+FFFD is told from it.
 */
static bool is_damaged(const struct json *doc, const char *text)
{
	return doc->lone_surrogate && strstr(text, "\xef\xbf\xbd");
}

void json_describe(const struct json *doc, const char *path, struct buf *out)
{
	struct json_object *value = NULL;

	if (!find_member(doc, path, &value))
		buf_adds(out, "nothing");
	else if (json_object_is_type(value, json_type_array))
		buf_adds(out, "a list"); /* whose elements may have been dropped */
	else
		buf_adds(out, value ? to_text(value) : "null");
	if (json_object_is_type(value, json_type_string) && is_damaged(doc, to_text(value)))
		buf_adds(out, " (half of a surrogate pair)");
}

int json_get_string(const struct json *doc, const char *path, const char **out, struct err *err)
{
	struct json_object *at = get(doc, path, json_type_string, "a string", err);
	const char *text;

	if (!at)
		return -1;
	text = json_object_get_string(at);
	if (!text)
		mem_exhausted();
	if (strlen(text) != (size_t)json_object_get_string_len(at))
		return err_set(err, doc->fault, "%s has a NUL character in %s", doc->name,
			       path);
	if (is_damaged(doc, text))
		return err_set(
			err, doc->fault,
			"%s has half of a surrogate pair in %s, expected whole characters",
			doc->name, path);
	*out = text;
	return 0;
}

int json_get_int(const struct json *doc, const char *path, int64_t *out, struct err *err)
{
	struct json_object *at = get(doc, path, json_type_int, "a whole number", err);

	if (!at)
		return -1;
	/* json-c cuts what does not fit to these. */
	if (json_object_get_int64(at) == INT64_MAX || json_object_get_int64(at) == INT64_MIN)
		return err_set(err, doc->fault, "%s has a number as %s that is out of range",
			       doc->name, path);
	*out = json_object_get_int64(at);
	return 0;
}

int json_get_bool(const struct json *doc, const char *path, bool *out, struct err *err)
{
	struct json_object *at = get(doc, path, json_type_boolean, "true or false", err);

	if (!at)
		return -1;
	*out = json_object_get_boolean(at);
	return 0;
}

int json_find_string(const struct json *doc, const char *path, const char **out,
		     struct err *err)
{
	*out = NULL;
	return json_has(doc, path) ? json_get_string(doc, path, out, err) : 0;
}

int json_find_text(const struct json *doc, const char *path, const char **out, size_t *len,
		   struct err *err)
{
	struct json_object *at;

	*out = NULL;
	*len = 0;
	if (!json_has(doc, path))
		return 0;
	at = get(doc, path, json_type_string, "a string", err);
	if (!at)
		return -1;
	*out = json_object_get_string(at);
	if (!*out)
		mem_exhausted();
	*len = (size_t)json_object_get_string_len(at);
	return 0;
}

/* Adds `value`, which is taken; NULL is json-c's way to say that memory is gone. */
static void add_member(struct json *doc, const char *key, struct json_object *value)
{
	if (!value || json_object_object_add(doc->root, key, value) < 0)
		mem_exhausted();
}

void json_init(struct json *doc)
{
	doc->root = json_object_new_object();
	if (!doc->root)
		mem_exhausted();
}

void json_add_string(struct json *doc, const char *key, const char *value)
{
	add_member(doc, key, json_object_new_string(value));
}

void json_add_int(struct json *doc, const char *key, int64_t value)
{
	add_member(doc, key, json_object_new_int64(value));
}

void json_add_bool(struct json *doc, const char *key, bool value)
{
	add_member(doc, key, json_object_new_boolean(value));
}

void json_add_list(struct json *doc, const char *key)
{
	add_member(doc, key, json_object_new_array());
}

void json_add_object(struct json *doc, const char *key, struct json *child)
{
	add_member(doc, key, child->root);
	child->root = NULL;
}

void json_write(const struct json *doc, struct buf *out)
{
	buf_adds(out, to_text(doc->root));
}
