/* SPDX-License-Identifier: MIT */
/*
 * Looks in the text of a document for a member's name that holds NUL (`\u0000`). json-c ends a
 * name there, so that it reads "sender\u0000x" as sender, while others read another name. Pure.
 */
#ifndef JSON_NAMES_H
#define JSON_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed before the first piece. */
struct json_names {
	bool nul;     /* found: a name holds NUL */
	char quote;   /* of the string that the text is in, or 0 */
	int escape;   /* in an escape: how much of it was there, up to "\u000" */
	bool pending; /* the string, or the one that just ended, holds NUL */
};

/* Takes the next piece of the text; its ends may be anywhere. */
void json_names_scan(struct json_names *names, const char *text, size_t len);

#endif
