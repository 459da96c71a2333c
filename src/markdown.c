/* SPDX-License-Identifier: MIT */
#include "markdown.h"
#include "printable.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The length of the longest run of backticks. */
static size_t longest_ticks(const char *text)
{
	size_t longest = 0;

	while (*text) {
		size_t ticks = strspn(text, "`");

		if (ticks > longest)
			longest = ticks;
		text += ticks;
		text += strcspn(text, "`");
	}
	return longest;
}

/* `text` is printable. */
static void add_code(struct buf *out, const char *text, bool in_cell)
{
	size_t fence = longest_ticks(text) + 1;
	bool pad = *text == '\0' || *text == '`' || *text == ' ' || fence > 1;

	for (size_t i = 0; i < fence; i++)
		buf_addc(out, '`');
	if (pad)
		buf_addc(out, ' ');
	for (; *text; text++) {
		if (*text == '|' && in_cell)
			buf_addc(out, '\\'); /* a bare one ends the cell even in code */
		buf_addc(out, *text);
	}
	if (pad)
		buf_addc(out, ' ');
	for (size_t i = 0; i < fence; i++)
		buf_addc(out, '`');
}

void markdown_code(struct buf *out, const char *text)
{
	auto_buf line = BUF_INIT(out->cap);

	printable_add(&line, text);
	add_code(out, buf_str(&line), false);
}

void markdown_cell(struct buf *out, const char *text)
{
	auto_buf line = BUF_INIT(out->cap);

	printable_add(&line, text);
	add_code(out, buf_str(&line), true);
}

void markdown_text(struct buf *out, const char *text)
{
	static const char zero_width_space[] = "\xe2\x80\x8b";
	auto_buf line = BUF_INIT(out->cap);
	const char *begin;

	printable_add(&line, text);
	begin = buf_str(&line);
	for (const char *at = begin; *at; at++) {
		bool inside_word = at > begin && isalnum((unsigned char)at[-1]) &&
				   isalnum((unsigned char)at[1]);

		if (strchr("\\`*[]<>&~|$", *at) || (*at == '_' && !inside_word))
			buf_addc(out, '\\');
		buf_addc(out, *at);
		/* A backslash does not stop GitHub from making a mention, a reference or a link. */
		if (*at == '@' || *at == '#' || strncmp(at, "://", 3) == 0 ||
		    (*at == '.' && at - begin >= 3 && strncasecmp(at - 3, "www", 3) == 0))
			buf_adds(out, zero_width_space);
	}
}
