/* SPDX-License-Identifier: MIT */
/*
 * What the text of a document tells before json-c has made values of it. Pure.
 *
 * A member's name that holds NUL (`\u0000`): json-c ends a name there, so that it reads
 * "sender\u0000x" as sender, while others read another name. And how many values there are, at the
 * most: a small value takes up to 300 times its text in memory.
 */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed before the first piece. */
struct json_scan {
	size_t values; /* so far, the document itself not counted */
	bool opened;   /* behind a bracket: what follows is its first value, or its end */
	bool nul;      /* a name holds NUL */
	char quote;    /* of the string that the text is in, or 0 */
	int escape;    /* in an escape: how much of it was there, up to "\u000" */
	bool pending;  /* the string, or the one that just ended, holds NUL */
};

/* Takes the next piece of the text; its ends may be anywhere. */
void json_scan(struct json_scan *scan, const char *text, size_t len);

#endif
