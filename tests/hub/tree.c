/* SPDX-License-Identifier: MIT */
#include "tree.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	DEPTH_MAX = 64,
	FILE_MAX = 16 * 1024 * 1024,
};

void tree_release(struct json_object **tree)
{
	json_object_put(*tree);
	*tree = NULL;
}

/* json-c says with NULL that memory is gone. */
static struct json_object *need(struct json_object *made)
{
	if (!made)
		mem_exhausted();
	return made;
}

int tree_parse(struct json_object **out, const char *text, size_t len, struct err *err)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);
	struct json_object *tree;
	enum json_tokener_error fault;
	size_t end;

	if (!tokener)
		mem_exhausted();
	if (len >= INT_MAX)
		len = INT_MAX - 1;
	json_tokener_set_flags(tokener, JSON_TOKENER_VALIDATE_UTF8);
	/* The length counts the final NUL: it ends a number at the text's end. */
	tree = json_tokener_parse_ex(tokener, text, (int)len + 1);
	fault = json_tokener_get_error(tokener);
	end = json_tokener_get_parse_end(tokener);
	json_tokener_free(tokener);
	if (fault != json_tokener_success)
		return err_set(err, REASON_BAD_CONFIG, "not JSON: %s at byte %zu",
			       json_tokener_error_desc(fault), end);
	if (end < len && (end += strspn(text + end, " \t\r\n")) < len) {
		json_object_put(tree);
		return err_set(err, REASON_BAD_CONFIG, "text after the JSON value, at byte %zu",
			       end);
	}
	*out = tree;
	return 0;
}

int tree_load(struct json_object **out, const char *file, struct err *err)
{
	auto_buf text = BUF_INIT(FILE_MAX);
	FILE *stream = fopen(file, "re");
	char chunk[4096];
	size_t len;
	int fault;

	if (!stream)
		return err_set(err, REASON_BAD_CONFIG, "%s: %s", file, strerror(errno));
	errno = 0;
	do {
		len = fread(chunk, 1, sizeof(chunk), stream);
		buf_add(&text, chunk, len);
	} while (len == sizeof(chunk));
	fault = ferror(stream) ? errno : 0;
	(void)fclose(stream);
	if (fault)
		return err_set(err, REASON_BAD_CONFIG, "%s: %s", file, strerror(fault));
	if (text.full)
		return err_set(err, REASON_BAD_CONFIG, "%s: over %d bytes", file,
			       (int)FILE_MAX);
	if (tree_parse(out, buf_str(&text), text.len, err) < 0)
		return err_prefix(err, "%s", file);
	return 0;
}

void tree_write(struct json_object *tree, struct buf *out)
{
	const char *text = json_object_to_json_string_ext(
		tree, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	if (!text)
		mem_exhausted();
	buf_adds(out, text);
}

struct json_object *tree_string(const char *text)
{
	return need(json_object_new_string(text));
}

struct json_object *tree_format(const char *format, ...)
{
	char text[2048];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return tree_string(text);
}

struct json_object *tree_int(int64_t number)
{
	return need(json_object_new_int64(number));
}

struct json_object *tree_bool(bool value)
{
	return need(json_object_new_boolean(value));
}

struct json_object *tree_array(void)
{
	return need(json_object_new_array());
}

struct json_object *tree_copy(struct json_object *tree)
{
	struct json_object *copy = NULL;

	if (tree && json_object_deep_copy(tree, &copy, NULL) < 0)
		mem_exhausted();
	return copy;
}

struct json_object *tree_object(const struct pair *pair)
{
	struct json_object *object = need(json_object_new_object());

	for (; pair && pair->key; pair++)
		tree_set(object, pair->key, pair->value);
	return object;
}

void tree_set(struct json_object *object, const char *key, struct json_object *value)
{
	if (json_object_object_add(object, key, value) < 0)
		mem_exhausted();
}

void tree_push(struct json_object *array, struct json_object *value)
{
	if (json_object_array_add(array, value) < 0)
		mem_exhausted();
}

struct lh_entry *tree_first(const struct json_object *object)
{
	return json_object_is_type(object, json_type_object)
		       ? lh_table_head(json_object_get_object(object))
		       : NULL;
}

size_t tree_length(const struct json_object *array)
{
	return json_object_is_type(array, json_type_array) ? json_object_array_length(array)
							   : 0;
}

struct json_object *tree_get(const struct json_object *object, const char *key)
{
	return json_object_object_get(object, key);
}

struct json_object *tree_find(const struct json_object *object, const char *name,
			      const char **key)
{
	for (struct lh_entry *at = tree_first(object); at; at = lh_entry_next(at)) {
		if (strcasecmp(lh_entry_k(at), name) == 0) {
			*key = lh_entry_k(at);
			return lh_entry_v(at);
		}
	}
	return NULL;
}

const char *tree_text(const struct json_object *object, const char *key, const char *fallback)
{
	struct json_object *value = tree_get(object, key);

	return json_object_is_type(value, json_type_string) ? json_object_get_string(value)
							    : fallback;
}

int64_t tree_number(const struct json_object *object, const char *key, int64_t fallback)
{
	struct json_object *value = tree_get(object, key);

	return json_object_is_type(value, json_type_int) ? json_object_get_int64(value)
							 : fallback;
}

bool tree_true(const struct json_object *object, const char *key)
{
	struct json_object *value = tree_get(object, key);

	return json_object_is_type(value, json_type_boolean) && json_object_get_boolean(value);
}

size_t tree_characters(struct json_object *string)
{
	const char *text = json_object_get_string(string);
	size_t len = (size_t)json_object_get_string_len(string);
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += ((unsigned char)text[i] & 0xc0U) != 0x80U;
	return count;
}

struct json_object *tree_merge(struct json_object *target, struct json_object *patch)
{
	if (!json_object_is_type(patch, json_type_object)) {
		json_object_put(target);
		return tree_copy(patch);
	}
	if (!json_object_is_type(target, json_type_object)) {
		json_object_put(target);
		target = tree_object(NULL);
	}
	for (struct lh_entry *at = tree_first(patch); at; at = lh_entry_next(at)) {
		const char *key = lh_entry_k(at);
		struct json_object *value = lh_entry_v(at);
		struct json_object *old = tree_get(target, key);

		/* The extra reference keeps the old value over its own replacement. */
		if (value)
			tree_set(target, key, tree_merge(json_object_get(old), value));
		else
			json_object_object_del(target, key);
	}
	return target;
}
