/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "base/macros.h"

#include <stdint.h>

size_t utf8_len(const char *text, size_t len)
{
	static const struct {
		uint8_t first, last; /* range of the lead byte */
		uint8_t low, high;   /* range of the second byte */
		uint8_t bytes;
	} forms[] = {
		{0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2},
		{0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
		{0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
		{0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
		{0xf4, 0xf4, 0x80, 0x8f, 4},
	};
	const uint8_t *bytes = (const uint8_t *)text;

	for (size_t i = 0; len > 0 && i < ARRAY_SIZE(forms); i++) {
		if (bytes[0] < forms[i].first || bytes[0] > forms[i].last)
			continue;
		if (forms[i].bytes > len)
			return 0;
		if (forms[i].bytes > 1 && (bytes[1] < forms[i].low || bytes[1] > forms[i].high))
			return 0;
		for (size_t k = 2; k < forms[i].bytes; k++) {
			if (bytes[k] < 0x80 || bytes[k] > 0xbf)
				return 0;
		}
		return forms[i].bytes;
	}
	return 0;
}

bool utf8_is_valid(const char *text, size_t len)
{
	while (len > 0) {
		size_t step = utf8_len(text, len);

		if (step == 0)
			return false;
		text += step;
		len -= step;
	}
	return true;
}
