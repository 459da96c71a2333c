/* SPDX-License-Identifier: MIT */
/*
 * Templates of names and texts: `{name}` stands for a value, `{{` and `}}` for a brace. Pure.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What a placeholder stands for; borrowed. */
struct template_value {
	const char *name; /* without the braces */
	const char *value;
	void (*add)(struct buf *out,
		    const char *value); /* such as markdown_text; NULL: as it is */
};

/* All that the placeholders of a template may stand for; zeroed: nothing. */
struct template_values {
	struct template_value list[16];
	size_t count;
};

/* Adds one. */
void template_add(struct template_values *values, const char *name, const char *value,
		  void (*add)(struct buf *out, const char *value));

/* Appends their placeholders, "{number}, {domain}". */
void template_list(const struct template_values *values, struct buf *out);

/*
 * True when every brace of `text` belongs to `{{`, `}}` or a placeholder of one of the values.
 * Otherwise `fault` gets what is wrong, from its brace on: "{nummer}", "{ab" or "}".
 */
bool template_is_valid(const char *text, const struct template_values *values,
		       struct buf *fault);

/* True when the placeholder of that name is in `text`. */
bool template_has(const char *text, const char *name);

/* True when the template has a placeholder whose value is "": such a line has nothing to say. */
bool template_has_empty(const char *text, const struct template_values *values);

/* Appends a valid template with its values; its own text goes in as it is. */
void template_expand(struct buf *out, const char *text, const struct template_values *values);

#endif
