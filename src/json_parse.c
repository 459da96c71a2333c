/* SPDX-License-Identifier: MIT */
#include "json.h"
#include "json_scan.h"
#include "mem.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

enum { DEPTH_MAX = 64, PIECE_MAX = 64 * 1024 };

/* Where in a list whose elements are dropped. */
enum list { NO_LIST, LIST_BEGUN, BEFORE_ELEMENT, IN_ELEMENT, AFTER_ELEMENT };

/* A document whose text comes in pieces. */
struct parse {
	struct json *doc;
	struct json_tokener *tokener;
	struct json_tokener *dropped; /* of an element that is; NULL: lists are kept */
	enum list list;
	char quote;    /* of the string that the text is in outside such lists, or 0 */
	bool escaped;  /* and behind a backslash there */
	size_t before; /* bytes in the pieces before this one */
	struct json_scan scan;
	bool begun; /* its value has begun */
	bool done;  /* and is whole */
};

struct piece {
	const char *text;
	size_t len;
	size_t at;
	bool last; /* behind it stands a NUL */
};

static struct json_tokener *new_tokener(void)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);

	if (!tokener)
		mem_exhausted();
	/* No JSON_TOKENER_STRICT: json-c 0.18 refuses every non-ASCII byte under it. */
	json_tokener_set_flags(tokener, JSON_TOKENER_VALIDATE_UTF8);
	return tokener;
}

/* Frees all but the document. */
static void parse_release(struct parse *parse)
{
	json_tokener_free(parse->tokener);
	if (parse->dropped)
		json_tokener_free(parse->dropped);
}

static int refuse(struct parse *parse, const char *why, size_t at, struct err *err)
{
	json_release(parse->doc);
	return err_set(err, parse->doc->fault, "%s is not JSON: %s at byte %zu",
		       parse->doc->name, why, parse->before + at);
}

static void skip_space(struct piece *piece)
{
	while (piece->at < piece->len && strchr(" \t\n\r", piece->text[piece->at]) &&
	       piece->text[piece->at])
		piece->at++;
}

/* Gives the tokener the rest of the piece, or what it takes of it: 1 with a value that is whole. */
static int feed(struct parse *parse, struct json_tokener *tokener, struct piece *piece,
		struct json_object **value, struct err *err)
{
	enum json_tokener_error fault;

	/* The length counts the final NUL: it ends a number or a literal at the document's end. */
	*value = json_tokener_parse_ex(tokener, piece->text + piece->at,
				       (int)(piece->len - piece->at) + (int)piece->last);
	fault = json_tokener_get_error(tokener);
	piece->at += json_tokener_get_parse_end(tokener);
	if (piece->at > piece->len)
		piece->at = piece->len; /* it took the NUL */
	if (fault == json_tokener_success)
		return 1;
	if (fault == json_tokener_continue && !piece->last)
		return 0;
	return refuse(parse,
		      fault == json_tokener_continue || fault == json_tokener_error_parse_eof
			      ? "it is cut off"
			      : json_tokener_error_desc(fault),
		      piece->at, err);
}

/* Goes on to the end of the list, or of the piece. The list's "]" is left to the document. */
static int drop_elements(struct parse *parse, struct piece *piece, struct err *err)
{
	while (parse->list != NO_LIST) {
		struct json_object *element;
		int fed;

		if (parse->list == IN_ELEMENT) {
			fed = feed(parse, parse->dropped, piece, &element, err);
			if (fed <= 0)
				return fed;
			json_object_put(element);
			parse->list = AFTER_ELEMENT;
		}
		skip_space(piece);
		if (piece->at == piece->len)
			return piece->last ? refuse(parse, "it is cut off", piece->at, err) : 0;
		if (parse->list != BEFORE_ELEMENT && piece->text[piece->at] == ']')
			parse->list = NO_LIST;
		else if (parse->list != AFTER_ELEMENT)
			parse->list = IN_ELEMENT;
		else if (piece->text[piece->at++] == ',')
			parse->list = BEFORE_ELEMENT;
		else
			return refuse(parse,
				      json_tokener_error_desc(json_tokener_error_parse_array),
				      piece->at - 1, err);
	}
	return 0;
}

/* Where the piece goes on behind the next "[" that begins a list; or its end. */
static size_t find_list(struct parse *parse, const struct piece *piece)
{
	for (size_t at = piece->at; at < piece->len; at++) {
		char c = piece->text[at];

		if (parse->escaped) {
			parse->escaped = false;
		} else if (parse->quote) {
			parse->escaped = c == '\\';
			if (c == parse->quote)
				parse->quote = '\0';
		} else if (c == '"' || c == '\'') { /* json-c takes both */
			parse->quote = c;
		} else if (c == '[') {
			parse->list = LIST_BEGUN;
			return at + 1;
		}
	}
	return piece->len;
}

static int parse_value(struct parse *parse, struct piece *piece, struct err *err)
{
	while (!parse->done && (piece->at < piece->len || piece->last)) {
		struct piece part = *piece;
		int fed;

		if (parse->dropped) {
			if (drop_elements(parse, piece, err) < 0)
				return -1;
			if (parse->list != NO_LIST)
				return 0;
			part.at = piece->at;
			part.len = find_list(parse, piece);
			part.last = piece->last && parse->list == NO_LIST;
		}
		fed = feed(parse, parse->tokener, &part, &parse->doc->root, err);
		if (fed < 0)
			return -1;
		piece->at = part.at;
		parse->done = fed == 1;
	}
	return 0;
}

/* Takes a piece that ends as piece_end() says. */
static int parse_piece(struct parse *parse, struct piece piece, struct err *err)
{
	struct json *doc = parse->doc;

	json_scan(&parse->scan, piece.text, piece.len);
	doc->nul_name = parse->scan.nul;
	/* Elements of lists that are dropped take no memory. */
	if (!parse->dropped && parse->scan.values > JSON_VALUES_MAX)
		return err_set(err, doc->fault, "%s has more than %d values", doc->name,
			       JSON_VALUES_MAX);
	if (parse->before == 0 && piece.len >= 3 && memcmp(piece.text, "\xef\xbb\xbf", 3) == 0)
		piece.at = 3;
	if (!parse->begun)
		skip_space(&piece);
	if (piece.at < piece.len)
		parse->begun = true;
	else if (!parse->begun && piece.last)
		return err_set(err, doc->fault, "%s is empty, expected JSON", doc->name);
	if (parse->begun && parse_value(parse, &piece, err) < 0)
		return -1;
	if (parse->done)
		skip_space(&piece);
	if (piece.at < piece.len) {
		json_release(doc);
		return err_set(err, doc->fault, "%s has more after its JSON value, at byte %zu",
			       doc->name, parse->before + piece.at);
	}
	parse->before += piece.len;
	return 0;
}

int json_parse(struct json *doc, const char *text, size_t len, struct err *err)
{
	__attribute__((cleanup(parse_release))) struct parse parse = {.doc = doc,
								      .tokener = new_tokener()};

	if (len >= INT_MAX)
		return err_set(err, doc->fault, "%s is too large", doc->name);
	return parse_piece(&parse, (struct piece){text, len, 0, true}, err);
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

	while (end > 0 && text[end - 1] && strchr("+-.0123456789Ee", text[end - 1]))
		end--;
	return end == 0 && len == PIECE_MAX ? whole : end;
}

int json_parse_from(struct json *doc, json_read *read, void *context, struct err *err)
{
	__attribute__((cleanup(parse_release))) struct parse parse = {
		.doc = doc, .tokener = new_tokener(), .dropped = new_tokener()};
	char text[PIECE_MAX + 1];
	size_t len = 0;
	ssize_t got;

	do {
		size_t end;

		got = read(context, text + len, PIECE_MAX - len, err);
		if (got < 0) {
			json_release(doc);
			return -1;
		}
		len += (size_t)got;
		text[len] = '\0';
		end = got > 0 ? piece_end(text, len) : len;
		if (parse_piece(&parse, (struct piece){text, end, 0, got == 0}, err) < 0)
			return -1;
		len -= end;
		memmove(text, text + end, len);
	} while (got > 0);
	return 0;
}
