/* SPDX-License-Identifier: MIT */
#include "base/markdown.h"
#include "base/printable.h"
#include "base/secret.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* GitHub's renderer counts no further than 80 of a code span's backticks, 255 of a fence's. */
enum { TICKS_MAX = 32 };

static const char zero_width_space[] = "\xe2\x80\x8b";

/* Appends foreign text as one line, before an escape or a parting could hide a secret. */
static void add_safe(struct buf *out, const char *text)
{
	auto_buf line = BUF_INIT(out->cap);

	printable_add(&line, text);
	out->full = out->full || line.full;
	secret_redact(out, buf_str(&line));
}

/* Appends printable text with its long runs of backticks parted. */
static void add_parted(struct buf *out, const char *text)
{
	for (size_t ticks = 0; *text; text++) {
		ticks = *text == '`' ? ticks + 1 : 0;
		if (ticks > TICKS_MAX) {
			buf_adds(out, zero_width_space);
			ticks = 1;
		}
		buf_addc(out, *text);
	}
}

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

static void add_ticks(struct buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addc(out, '`');
}

static void add_code(struct buf *out, const char *foreign, bool in_cell)
{
	auto_buf line = BUF_INIT(out->cap);
	auto_buf parted = BUF_INIT(out->cap);
	const char *text;
	size_t fence;
	bool pad;

	add_safe(&line, foreign);
	add_parted(&parted, buf_str(&line));
	out->full = out->full || line.full || parted.full;
	text = buf_str(&parted);
	fence = longest_ticks(text) + 1;
	pad = *text == '\0' || *text == '`' || *text == ' ' || fence > 1;

	add_ticks(out, fence);
	if (pad)
		buf_addc(out, ' ');
	for (; *text; text++) {
		if (*text == '|' && in_cell)
			buf_addc(out, '\\'); /* a bare one ends the cell even in code */
		buf_addc(out, *text);
	}
	if (pad)
		buf_addc(out, ' ');
	add_ticks(out, fence);
}

void markdown_code(struct buf *out, const char *text)
{
	add_code(out, text, false);
}

void markdown_cell(struct buf *out, const char *text)
{
	add_code(out, text, true);
}

/* The hyphen of "GH-12", which is a reference as "#12" is. */
static bool is_reference(const char *begin, const char *at)
{
	return *at == '-' && at - begin >= 2 && strncasecmp(at - 2, "gh", 2) == 0 &&
	       (at - begin == 2 || !isalnum((unsigned char)at[-3])) &&
	       isdigit((unsigned char)at[1]);
}

void markdown_text(struct buf *out, const char *text)
{
	auto_buf line = BUF_INIT(out->cap);
	const char *begin;

	add_safe(&line, text);
	out->full = out->full || line.full;
	begin = buf_str(&line);
	for (const char *at = begin; *at; at++) {
		bool inside_word = at > begin && isalnum((unsigned char)at[-1]) &&
				   isalnum((unsigned char)at[1]);

		if (strchr("\\`*[]<>&~|$", *at) || (*at == '_' && !inside_word))
			buf_addc(out, '\\');
		if (*at == '.' && at - begin >= 3 && strncasecmp(at - 3, "www", 3) == 0)
			buf_adds(out,
				 zero_width_space); /* behind the dot it would be too late */
		buf_addc(out, *at);
		/* A backslash does not stop GitHub from making a mention, a reference or a link. */
		if (*at == '@' || *at == '#' || strncmp(at, "://", 3) == 0 ||
		    is_reference(begin, at))
			buf_adds(out, zero_width_space);
	}
}

/* The length of a terminal's control sequence (ECMA-48, section 5.4: CSI), 0 where none is. */
static size_t sequence_len(const char *text)
{
	size_t len;

	if (text[0] != '\x1b' || text[1] != '[')
		return 0;
	len = 2 + strspn(text + 2, "0123456789:;<=>? !\"#$%&'()*+,-./");
	return text[len] ? len + 1 : len;
}

void markdown_lines(struct buf *out, const char *text)
{
	auto_buf lines = BUF_INIT(out->cap);
	auto_buf safe = BUF_INIT(out->cap);

	while (*text) {
		size_t len = strcspn(text, "\n");
		auto_buf line = BUF_INIT(out->cap);
		auto_buf clean = BUF_INIT(out->cap);

		for (size_t i = 0; i < len;) {
			size_t skip = sequence_len(text + i);

			if (skip == 0 && !(text[i] == '\r' && i + 1 == len))
				buf_addc(&line, text[i]);
			i += skip ? skip : 1;
		}
		printable_add(&clean, buf_str(&line));
		out->full = out->full || line.full || clean.full;
		buf_adds(&lines, buf_str(&clean));
		buf_addc(&lines, '\n');
		text += len + (text[len] == '\n');
	}
	out->full = out->full || lines.full;
	/* Colours were removed above: in the middle of a secret they would hide it. */
	secret_redact(&safe, buf_str(&lines));
	add_parted(out, buf_str(&safe));
}

/* Goes back from `at` to where a character begins. */
static size_t character_begin(const char *text, size_t at)
{
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

void markdown_fence(struct buf *out, const char *lines, size_t max)
{
	size_t len = strlen(lines);
	size_t ticks = longest_ticks(lines) + 1;

	if (ticks < 3)
		ticks = 3;
	add_ticks(out, ticks);
	buf_adds(out, "text\n");
	if (len <= max) {
		buf_add(out, lines, len);
	} else {
		size_t head = character_begin(lines, max / 3);
		size_t tail = character_begin(lines, len - max / 3 * 2);

		buf_add(out, lines, head);
		buf_addf(out, "\n… %zu bytes are left out here …\n", tail - head);
		buf_add(out, lines + tail, len - tail);
	}
	add_ticks(out, ticks);
	buf_addc(out, '\n');
}
