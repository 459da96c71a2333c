/* SPDX-License-Identifier: MIT */
#include "base/text.h"
#include "base/markdown.h"

void text_say(const struct text *text, const char *words)
{
	buf_adds(text->out, words);
}

void text_show(const struct text *text, const char *value)
{
	if (text->markdown)
		markdown_code(text->out, value);
	else
		buf_addf(text->out, "\"%s\"", value);
}

void text_quote(const struct text *text, const char *words)
{
	if (text->markdown)
		markdown_text(text->out, words);
	else
		buf_adds(text->out, words);
}
