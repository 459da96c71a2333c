/* SPDX-License-Identifier: MIT */
/* Text for people to read: what may stand on a line of a log or of Markdown. Pure. */
#ifndef PRINTABLE_H
#define PRINTABLE_H

#include "buf.h"

/*
 * Appends `text` on one line: CR, LF and tab become a space; other control characters, line
 * separators, marks that turn text around (bidi) and bytes that are not UTF-8 become "?".
 */
void printable_add(struct buf *out, const char *text);

#endif
