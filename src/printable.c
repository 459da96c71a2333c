/* SPDX-License-Identifier: MIT */
#include "printable.h"
#include "grammar.h"

#include <string.h>

/* C0, DEL, C1, line separators, bidi marks; `len` is that of one character. */
static bool is_unprintable(const char *at, size_t len)
{
	const unsigned char *c = (const unsigned char *)at;

	if (len == 1)
		return c[0] < 0x20 || c[0] == 0x7f;
	if (len == 2)
		return c[0] == 0xc2 && c[1] <= 0x9f;
	if (len == 3 && c[0] == 0xe2 && c[1] == 0x80) /* U+200E, 200F, 2028 to 202E */
		return c[2] == 0x8e || c[2] == 0x8f || (c[2] >= 0xa8 && c[2] <= 0xae);
	if (len == 3 && c[0] == 0xe2 && c[1] == 0x81) /* U+2066 to 2069 */
		return c[2] >= 0xa6 && c[2] <= 0xa9;
	return false;
}

void printable_add(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	while (len > 0) {
		size_t step = grammar_utf8_len(text, len);

		if (*text == '\r' || *text == '\n' || *text == '\t')
			buf_addc(out, ' ');
		else if (step == 0 || is_unprintable(text, step))
			buf_addc(out, '?');
		else
			buf_add(out, text, step);
		step = step ? step : 1;
		text += step;
		len -= step;
	}
}
