/* SPDX-License-Identifier: MIT */
#include "base/base64.h"

#include <stdint.h>
#include <string.h>

bool base64_decode(struct buf *out, const char *text)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	unsigned count = 0;   /* digits of the group */
	unsigned padding = 0; /* "=" of the last group */

	for (; *text; text++) {
		const char *digit = strchr(digits, *text);

		if (*text == '\n' || *text == '\r')
			continue;
		if (*text == '=') {
			if (++padding > 2)
				return false;
		} else if (!digit || padding > 0) {
			return false;
		} else {
			bits = bits << 6 | (uint32_t)(digit - digits);
			count++;
		}
		if (count + padding < 4 || count == 0)
			continue;
		bits <<= 6 * padding;
		for (unsigned i = 0; i + 1 < count; i++)
			buf_addc(out, (char)(bits >> (16 - 8 * i) & 0xff));
		if (padding == 0)
			count = 0;
	}
	return (count == 0 && padding == 0) ||
	       (padding > 0 && padding <= 2 && count + padding == 4);
}
