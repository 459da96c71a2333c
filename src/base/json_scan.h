/* SPDX-License-Identifier: MIT */
/* What the text of a document tells before json-c makes values of it. Pure. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct json_scan {
	/* The values in it, the document itself not counted: a small one takes up to 300 times
	 * its text in memory. */
	size_t values;
	/* A member's name holds NUL ("\u0000"). json-c ends a name there, so that it reads
	 * "sender\u0000x" as sender, while others read another name. */
	bool nul_name;
};

/* Reads `len` bytes; what is no JSON is counted somehow. */
struct json_scan json_scan(const char *text, size_t len);

#endif
