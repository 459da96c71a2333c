/* SPDX-License-Identifier: MIT */
/*
 * json.c and json_parse.c alone know json-c. A struct json is one parsed document together with what
 * it is called in messages and which reason code its faults have ("the event" is bad_event, an
 * answer of the API is bad_response).
 *
 * Paths are member names joined with dots, from the document's root: "comment.user.login".
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum {
	JSON_VALUES_MAX = 100000
}; /* of a whole text: ten times 100 comments at their longest */

struct json_object; /* json-c's, opaque outside these two */

struct json {
	struct json_object *root; /* owned; NULL: no document */
	const char *name;         /* borrowed, as in "the event" */
	enum reason fault;        /* the reason code of whatever is wrong in it */
	bool nul_name; /* parsed: a member's name holds NUL and is cut off there, see json_scan.h */
	bool lone_surrogate; /* parsed: some string holds half of a surrogate pair, as U+FFFD */
};

/*
 * Parses `len` bytes into doc->root; name and fault are set by the caller before. Takes UTF-8
 * only and no extension of JSON, at most 64 levels and JSON_VALUES_MAX values, one value with nothing but white space after it; skips a byte
 * order mark (RFC 8259 section 8.1 allows that). -1 leaves doc->root NULL.
 */
int json_parse(struct json *doc, const char *text, size_t len, struct err *err) MUST_CHECK;

/* Frees the document; accepts a zeroed one. */
void json_release(struct json *doc);

#define auto_json __attribute__((cleanup(json_release))) struct json

/* True when there is a value at `path` and it is not null. */
bool json_has(const struct json *doc, const char *path);

/* True when there is an object at `path` ("" is the root). */
bool json_is_object(const struct json *doc, const char *path);

/* True when there is a string at `path`. */
bool json_is_string(const struct json *doc, const char *path);

/* How many values the list at `path` has; -1 where there is no list. */
long json_length(const struct json *doc, const char *path);

/*
 * The value at `place` of the list at `path`, null where there is none, as a document that is
 * borrowed from `doc`: not to be released.
 */
struct json json_element(const struct json *doc, const char *path, long place);

/* True when the object at `path` has a member of that name, whatever it holds: null too. */
bool json_has_name(const struct json *doc, const char *path, const char *name);

/* Shows each member's name of the object at `path`; nothing where there is none. */
void json_each_name(const struct json *doc, const char *path,
		    void (*see)(const char *name, void *context), void *context);

/* Appends what stands at `path` as compact JSON, "a list", or "nothing" where there is none. */
void json_describe(const struct json *doc, const char *path, struct buf *out);

/*
 * Required values. -1 with doc->fault when the value is missing, null or of another type; the
 * message names the path and what was expected. Strings are borrowed until json_release().
 */
int json_get_string(const struct json *doc, const char *path, const char **out, struct err *err)
	MUST_CHECK; /* refuses an embedded NUL, and half of a surrogate pair */
int json_get_int(const struct json *doc, const char *path, int64_t *out,
		 struct err *err) MUST_CHECK; /* a whole number, not "12" */
int json_get_bool(const struct json *doc, const char *path, bool *out,
		  struct err *err) MUST_CHECK;

/* As json_get_string, but *out is NULL when the value is missing or null. */
int json_find_string(const struct json *doc, const char *path, const char **out,
		     struct err *err) MUST_CHECK;

/*
 * As json_find_string for text of any content: it may hold NUL, *len counts. Half of a surrogate pair
 * is U+FFFD.
 */
int json_find_text(const struct json *doc, const char *path, const char **out, size_t *len,
		   struct err *err) MUST_CHECK;

/* Builders; they cannot fail. json_init makes doc->root an empty object. */
void json_init(struct json *doc);
void json_add_string(struct json *doc, const char *key, const char *value);
void json_add_int(struct json *doc, const char *key, int64_t value);
void json_add_bool(struct json *doc, const char *key, bool value);
void json_add_list(struct json *doc, const char *key); /* an empty one */
/* Moves the object of `child` into `doc`; `child` is then as zeroed. */
void json_add_object(struct json *doc, const char *key, struct json *child);

/* Appends the document in compact form. */
void json_write(const struct json *doc, struct buf *out);

#endif
