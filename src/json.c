/* SPDX-License-Identifier: MIT */
#include "json.h"
#include "mem.h"

#include <json-c/json.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64, PIECE_MAX = 64 * 1024 };

/* A document whose text comes in pieces. */
struct parse {
	struct json *doc;
	struct json_tokener *tokener;
	size_t before; /* bytes in the pieces before this one */
	bool begun;    /* its value has begun */
	bool done;     /* and is whole */
};

static void parse_begin(struct parse *parse, struct json *doc)
{
	*parse = (struct parse){.doc = doc, .tokener = json_tokener_new_ex(DEPTH_MAX)};
	if (!parse->tokener)
		mem_exhausted();
	/* No JSON_TOKENER_STRICT: json-c 0.18 refuses every non-ASCII byte under it. */
	json_tokener_set_flags(parse->tokener, JSON_TOKENER_VALIDATE_UTF8);
}

/* Frees all but the document. */
static void parse_release(struct parse *parse)
{
	json_tokener_free(parse->tokener);
}

static bool is_json_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(const char *text, size_t len, size_t at)
{
	while (at < len && is_json_space(text[at]))
		at++;
	return at;
}

/* Feeds the value's next bytes, and moves `at` behind what was taken. */
static int parse_value(struct parse *parse, const char *text, size_t len, size_t *at, bool last,
		       struct err *err)
{
	struct json *doc = parse->doc;
	enum json_tokener_error fault;

	/* The length counts the final NUL: it ends a number or a literal at the document's end. */
	doc->root =
		json_tokener_parse_ex(parse->tokener, text + *at, (int)(len - *at) + (int)last);
	fault = json_tokener_get_error(parse->tokener);
	*at += json_tokener_get_parse_end(parse->tokener);
	parse->done = fault == json_tokener_success;
	if (parse->done || (fault == json_tokener_continue && !last))
		return 0;
	json_release(doc);
	return err_set(err, doc->fault, "%s is not JSON: %s at byte %zu", doc->name,
		       fault == json_tokener_continue || fault == json_tokener_error_parse_eof
			       ? "it is cut off"
			       : json_tokener_error_desc(fault),
		       parse->before + *at);
}

/* Takes a piece that ends with a whole character; behind the last one stands a NUL. */
static int parse_piece(struct parse *parse, const char *text, size_t len, bool last,
		       struct err *err)
{
	struct json *doc = parse->doc;
	size_t at = 0;

	if (parse->before == 0 && len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	if (!parse->begun)
		at = skip_space(text, len, at);
	if (at < len)
		parse->begun = true;
	else if (!parse->begun && last)
		return err_set(err, doc->fault, "%s is empty, expected JSON", doc->name);
	if (parse->begun && !parse->done && (at < len || last) &&
	    parse_value(parse, text, len, &at, last, err) < 0)
		return -1;
	if (parse->done && (at = skip_space(text, len, at)) < len) {
		json_release(doc);
		return err_set(err, doc->fault, "%s has more after its JSON value, at byte %zu",
			       doc->name, parse->before + at);
	}
	parse->before += len;
	return 0;
}

int json_parse(struct json *doc, const char *text, size_t len, struct err *err)
{
	__attribute__((cleanup(parse_release))) struct parse parse;

	parse_begin(&parse, doc);
	if (len >= INT_MAX)
		return err_set(err, doc->fault, "%s is too large", doc->name);
	return parse_piece(&parse, text, len, true, err);
}

static size_t whole_characters(const char *text, size_t len)
{
	size_t tail = 0; /* bytes that go on with a character */
	unsigned char lead;

	while (tail < 3 && tail < len && ((unsigned char)text[len - 1 - tail] & 0xc0) == 0x80)
		tail++;
	if (tail == len)
		return len;
	lead = (unsigned char)text[len - 1 - tail];
	if ((lead >= 0xc0 && tail < 1) || (lead >= 0xe0 && tail < 2) ||
	    (lead >= 0xf0 && tail < 3))
		return len - 1 - tail;
	return len;
}

/*
 * Where a piece may end: json-c wants each character in one, and each number, or it takes "1-2"
 * for one that was cut before the sign. A number that fills a piece is cut all the same.
 */
static size_t piece_end(const char *text, size_t len)
{
	size_t whole = whole_characters(text, len);
	size_t end = whole;

	while (end > 0 && strchr("+-.0123456789Ee", text[end - 1]))
		end--;
	return end == 0 && len == PIECE_MAX ? whole : end;
}

int json_parse_from(struct json *doc, json_read *read, void *context, struct err *err)
{
	__attribute__((cleanup(parse_release))) struct parse parse;
	char piece[PIECE_MAX + 1];
	size_t len = 0;
	ssize_t got;

	parse_begin(&parse, doc);
	do {
		size_t end;

		got = read(context, piece + len, PIECE_MAX - len, err);
		if (got < 0) {
			json_release(doc);
			return -1;
		}
		len += (size_t)got;
		piece[len] = '\0';
		end = got > 0 ? piece_end(piece, len) : len;
		if (parse_piece(&parse, piece, end, got == 0, err) < 0)
			return -1;
		len -= end;
		memmove(piece, piece + end, len);
	} while (got > 0);
	return 0;
}

void json_release(struct json *doc)
{
	json_object_put(doc->root);
	doc->root = NULL;
}

/* Goes from `*at` to its member, or its place in the list; false where it has none such. */
static bool step(struct json_object **at, const char *key)
{
	char *end;
	unsigned long place;

	if (json_object_is_type(*at, json_type_object))
		return json_object_object_get_ex(*at, key, at);
	if (!json_object_is_type(*at, json_type_array))
		return false;
	place = strtoul(key, &end, 10);
	if (*key < '0' || *key > '9' || *end || place >= json_object_array_length(*at))
		return false;
	*at = json_object_array_get_idx(*at, place);
	return true;
}

/* Finds the value at `path`, NULL for null; false where nothing stands there. */
static bool look(const struct json *doc, const char *path, struct json_object **out)
{
	*out = doc->root;
	while (*path) {
		char key[64];
		size_t len = strcspn(path, ".");

		if (len >= sizeof(key))
			return false;
		memcpy(key, path, len);
		key[len] = '\0';
		if (!*out || !step(out, key))
			return false;
		path += len + (path[len] == '.');
	}
	return true;
}

/* The value at `path`; NULL when it is missing or null. */
static struct json_object *find(const struct json *doc, const char *path)
{
	struct json_object *value;

	return look(doc, path, &value) ? value : NULL;
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

void json_describe(const struct json *doc, const char *path, struct buf *out)
{
	struct json_object *value;

	if (!look(doc, path, &value))
		buf_adds(out, "nothing");
	else
		buf_adds(out, value ? to_text(value) : "null");
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
static void add(struct json *doc, const char *key, struct json_object *value)
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
	add(doc, key, json_object_new_string(value));
}

void json_add_int(struct json *doc, const char *key, int64_t value)
{
	add(doc, key, json_object_new_int64(value));
}

void json_add_bool(struct json *doc, const char *key, bool value)
{
	add(doc, key, json_object_new_boolean(value));
}

void json_add_object(struct json *doc, const char *key, struct json *child)
{
	add(doc, key, child->root);
	child->root = NULL;
}

void json_write(const struct json *doc, struct buf *out)
{
	buf_adds(out, to_text(doc->root));
}
