/* SPDX-License-Identifier: MIT */
#include "base/printable.h"
#include "base/invisible.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* The code point of a well-formed sequence of `len` bytes. */
static uint32_t decode(const char *at, size_t len)
{
	const unsigned char *c = (const unsigned char *)at;
	/* The lead byte has as many ones in front as there are bytes, and a zero. */
	uint32_t code = len == 1 ? c[0] : c[0] & (0x7fU >> len);

	for (size_t i = 1; i < len; i++)
		code = code << 6 | (c[i] & 0x3fU);
	return code;
}

static bool is_invisible(uint32_t code)
{
	size_t low = 0;
	size_t high = invisible_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (code > invisible_ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < invisible_count && code >= invisible_ranges[low].first;
}

/* C0, DEL, C1. */
static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

static void add_character(struct buf *out, const char *at, size_t len)
{
	uint32_t code = decode(at, len);

	if (is_control(code))
		buf_addc(out, '?');
	else if (code >= 0xa0 && is_invisible(code))
		buf_addf(out, "{U+%04X}", (unsigned)code);
	else
		buf_add(out, at, len);
}

/* The sign ⚠ as a picture, as we write it: the selector behind it hides nothing there. */
static const char warning_sign[] = "\xe2\x9a\xa0\xef\xb8\x8f";

void printable_add(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len > 0) {
		size_t step = utf8_len(text, len);

		if (strncmp(text, warning_sign, strlen(warning_sign)) == 0)
			step = strlen(warning_sign);
		if (*text == '\r' || *text == '\n' || *text == '\t')
			buf_addc(out, ' ');
		else if (step == 0)
			buf_addc(out, '?');
		else if (step == strlen(warning_sign))
			buf_adds(out, warning_sign);
		else
			add_character(out, text, step);
		step = step ? step : 1;
		text += step;
		len -= step;
	}
}
