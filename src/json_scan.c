/* SPDX-License-Identifier: MIT */
#include "json_scan.h"

#include <string.h>

/* One more character of an escape; true when it was the last of "\u0000". */
static bool is_nul(struct json_scan *scan, char c)
{
	static const char nul[] = "\\u0000";

	if (c != nul[scan->escape]) {
		scan->escape = 0;
		return false;
	}
	scan->escape = nul[scan->escape + 1] ? scan->escape + 1 : 0;
	return scan->escape == 0;
}

static void scan_string(struct json_scan *scan, char c)
{
	if (scan->escape > 0) {
		scan->pending = is_nul(scan, c) || scan->pending;
	} else if (c == '\\') {
		scan->escape = 1;
	} else if (c == scan->quote) {
		scan->quote = '\0';
	}
}

/* Each comma stands before a value, and each bracket that is not closed at once. */
static void count_value(struct json_scan *scan, char c)
{
	if (strchr(" \t\r\n", c) && c)
		return;
	if (c == ',' || (scan->opened && c != '}' && c != ']'))
		scan->values++;
	scan->opened = c == '{' || c == '[';
}

void json_scan(struct json_scan *scan, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (scan->quote) {
			scan_string(scan, c);
			continue;
		}
		count_value(scan, c);
		if (c == '"' || c == '\'') { /* json-c takes both */
			scan->quote = c;
			scan->pending = false;
		} else if (c == ':') {
			scan->nul = scan->nul || scan->pending;
			scan->pending = false;
		}
	}
}
