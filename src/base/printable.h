/* SPDX-License-Identifier: MIT */
/* Text for people to read: what may stand on a line of a log or of Markdown. Pure. */
#ifndef PRINTABLE_H
#define PRINTABLE_H

#include "base/buf.h"

/*
 * Appends `text` on one line: CR, LF and tab become a space; other control characters and bytes
 * that are not UTF-8 become "?"; a character of which nothing would be seen (invisible.h) becomes
 * its name, as in "{U+200B}", but for the selector in "⚠️". That form is plain in every sink: no markup, command or mention.
 */
void printable_add(struct buf *out, const char *text);

#endif
