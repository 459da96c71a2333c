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
	/* A string holds half of a surrogate pair ("\ud800"). json-c makes U+FFFD of it. */
	bool lone_surrogate;
	/* The first thing that json-c may take and that is no JSON (RFC 8259): a comment, a comma behind
	 * the last value, NaN, True, 01, single quotes, a line break in a string. Static text, and where
	 * it stands; NULL where there is none. Other faults are left to json-c. */
	const char *fault;
	size_t fault_at;
};

/* Reads `len` bytes; what is no JSON is counted somehow. */
struct json_scan json_scan(const char *text, size_t len);

#endif
