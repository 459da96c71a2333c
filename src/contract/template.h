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

/*
 * True when every brace of `text` belongs to `{{`, `}}` or a placeholder of one of the `count`
 * values. Otherwise `fault` gets what is wrong, from its brace on: "{nummer}", "{ab" or "}".
 */
bool template_is_valid(const char *text, const struct template_value *values, size_t count,
		       struct buf *fault);

/* True when the placeholder of that name is in `text`. */
bool template_has(const char *text, const char *name);

/* True when the template has a placeholder whose value is "": such a line has nothing to say. */
bool template_has_empty(const char *text, const struct template_value *values, size_t count);

/* Appends a valid template with its values; its own text goes in as it is. */
void template_expand(struct buf *out, const char *text, const struct template_value *values,
		     size_t count);

#endif
