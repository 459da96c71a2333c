/* SPDX-License-Identifier: MIT */
/*
 * The table of characters that show nothing of themselves: what is ignored where it cannot be
 * drawn, what turns text around or formats it, spaces other than U+0020, blanks. Below U+00A0
 * it holds none.
 */
#ifndef INVISIBLE_H
#define INVISIBLE_H

#include <stddef.h>
#include <stdint.h>

/* First and last code point, both in it. */
struct invisible_range {
	uint32_t first;
	uint32_t last;
};

/* In ascending order; no two touch. */
extern const struct invisible_range invisible_ranges[];
extern const size_t invisible_count;

#endif
