/* SPDX-License-Identifier: MIT */
/*
 * A sentence being written, in plain text or in Markdown: the same words for both. Text from outside stands
 * in quotes or code spans, or is escaped. Pure.
 */
#ifndef TEXT_H
#define TEXT_H

#include "base/buf.h"

struct text {
	struct buf *out;
	bool markdown;
};

/* Appends our own words, which hold nothing that means something in Markdown. */
void text_say(const struct text *text, const char *words);

/* Appends a value from outside: in quotes, or in a code span. */
void text_show(const struct text *text, const char *value);

/* Appends words from outside, which in Markdown are escaped. */
void text_quote(const struct text *text, const char *words);

#endif
