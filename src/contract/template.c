/* SPDX-License-Identifier: MIT */
#include "contract/template.h"

#include <string.h>

enum { FAULT_MAX = 40 };

/* What stands at the beginning of a template's rest. */
enum piece_kind { PIECE_END, PIECE_TEXT, PIECE_NAME, PIECE_FAULT };

struct piece {
	enum piece_kind kind;
	const char *at; /* the text, or the name without its braces */
	size_t len;
};

/* Cuts the next piece off `rest`. */
static struct piece next_piece(const char **rest)
{
	const char *at = *rest;
	struct piece piece = {PIECE_TEXT, at, strcspn(at, "{}")};

	if (*at == '\0') {
		piece.kind = PIECE_END;
	} else if (piece.len > 0) {
		*rest += piece.len;
	} else if (at[0] == at[1]) {
		piece.len = 1;
		*rest += 2;
	} else {
		size_t name = at[0] == '{' ? strcspn(at + 1, "{}") : 0;

		if (at[0] == '{' && at[1 + name] == '}') {
			piece = (struct piece){PIECE_NAME, at + 1, name};
			*rest += name + 2;
		} else {
			piece = (struct piece){PIECE_FAULT, at, 1 + name};
		}
	}
	return piece;
}

static bool is_name(const struct piece *piece, const char *name)
{
	return piece->kind == PIECE_NAME && strlen(name) == piece->len &&
	       memcmp(name, piece->at, piece->len) == 0;
}

/* The value that a piece names; NULL where none has that name. */
static const struct template_value *find_value(const struct piece *piece,
					       const struct template_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		if (is_name(piece, values->list[i].name))
			return &values->list[i];
	}
	return NULL;
}

void template_add(struct template_values *values, const char *name, const char *value,
		  void (*add)(struct buf *out, const char *value))
{
	values->list[values->count++] = (struct template_value){name, value, add};
}

void template_list(const struct template_values *values, struct buf *out)
{
	for (size_t i = 0; i < values->count; i++)
		buf_addf(out, "%s{%s}", i ? ", " : "", values->list[i].name);
}

bool template_is_valid(const char *text, const struct template_values *values,
		       struct buf *fault)
{
	for (;;) {
		struct piece piece = next_piece(&text);

		if (piece.kind == PIECE_END)
			return true;
		if (piece.kind == PIECE_TEXT ||
		    (piece.kind == PIECE_NAME && find_value(&piece, values)))
			continue;
		if (piece.kind == PIECE_NAME)
			piece = (struct piece){PIECE_FAULT, piece.at - 1, piece.len + 2};
		buf_add(fault, piece.at, piece.len < FAULT_MAX ? piece.len : FAULT_MAX);
		return false;
	}
}

bool template_has(const char *text, const char *name)
{
	for (;;) {
		struct piece piece = next_piece(&text);

		if (is_name(&piece, name))
			return true;
		if (piece.kind == PIECE_END || piece.kind == PIECE_FAULT)
			return false;
	}
}

bool template_has_empty(const char *text, const struct template_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		if (!*values->list[i].value && template_has(text, values->list[i].name))
			return true;
	}
	return false;
}

void template_expand(struct buf *out, const char *text, const struct template_values *values)
{
	for (;;) {
		struct piece piece = next_piece(&text);
		const struct template_value *value;

		if (piece.kind == PIECE_END || piece.kind == PIECE_FAULT)
			return;
		value = find_value(&piece, values);
		if (!value)
			buf_add(out, piece.at, piece.len);
		else if (value->add)
			value->add(out, value->value);
		else
			buf_adds(out, value->value);
	}
}
