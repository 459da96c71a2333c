/* SPDX-License-Identifier: MIT */
/*
 * Helpers on json-c's trees, which are what the hub's state, its answers and its record are
 * made of. NULL is JSON's null, as in json-c; lack of memory ends the process.
 */
#ifndef HUB_TREE_H
#define HUB_TREE_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Gives up a reference; for auto_tree. */
void tree_release(struct json_object **tree);

#define auto_tree __attribute__((cleanup(tree_release))) struct json_object

/* Parses one JSON value with nothing but white space around it. -1 leaves *out alone. */
int tree_parse(struct json_object **out, const char *text, size_t len, struct err *err)
	__attribute__((warn_unused_result));

/* Parses a whole file; the message of a failure names the file. */
int tree_load(struct json_object **out, const char *file, struct err *err)
	__attribute__((warn_unused_result));

/* Appends the tree in compact form. */
void tree_write(struct json_object *tree, struct buf *out);

/* Values; each is the caller's, for tree_object() and tree_set() to take. */
struct json_object *tree_string(const char *text);
struct json_object *tree_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
struct json_object *tree_int(int64_t number);
struct json_object *tree_bool(bool value);
struct json_object *tree_array(void);
struct json_object *tree_copy(struct json_object *tree);

/* A member of an object that is being made. */
struct pair {
	const char *key;
	struct json_object *value;
};

/* An object of the pairs, whose values are taken; a key of NULL ends them. NULL: none. */
struct json_object *tree_object(const struct pair *pair);

/* Adds or replaces a member; takes the value. */
void tree_set(struct json_object *object, const char *key, struct json_object *value);

/* Appends to an array; takes the value. */
void tree_push(struct json_object *array, struct json_object *value);

/*
 * The first member, NULL when `object` is not an object or is empty; go on with lh_entry_next(), look
 * with lh_entry_k() and lh_entry_v().
 */
struct lh_entry *tree_first(const struct json_object *object);

/* The number of values in an array; 0 when it is not an array. */
size_t tree_length(const struct json_object *array);

/* The member `key`, borrowed; NULL when `object` is not an object, does not have it, or has null there. */
struct json_object *tree_get(const struct json_object *object, const char *key);

/* As tree_get(), ignoring the case of the name, which is given out as it is written. */
struct json_object *tree_find(const struct json_object *object, const char *name,
			      const char **key);

/* The member's value, or `fallback` when there is none of that type. Text is borrowed. */
const char *tree_text(const struct json_object *object, const char *key, const char *fallback);
int64_t tree_number(const struct json_object *object, const char *key, int64_t fallback);
bool tree_true(const struct json_object *object, const char *key);

/* The characters, not bytes, in a string. */
size_t tree_characters(struct json_object *string);

/* RFC 7396: changes `target`, which is taken, by `patch` and returns the outcome. */
struct json_object *tree_merge(struct json_object *target, struct json_object *patch);

#endif
