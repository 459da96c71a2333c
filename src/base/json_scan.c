/* SPDX-License-Identifier: MIT */
#include "base/json_scan.h"

#include <string.h>

static const char nul[] = "\\u0000";

/* Where the string that begins at `at` ends, behind its quote; *has_nul: it holds NUL. */
static size_t skip_string(const char *text, size_t len, size_t at, bool *has_nul)
{
	char quote = text[at++]; /* json-c takes ' as well */

	*has_nul = false;
	while (at < len && text[at] != quote) {
		size_t left = len - at;

		if (left >= strlen(nul) && memcmp(text + at, nul, strlen(nul)) == 0)
			*has_nul = true;
		at += text[at] == '\\' && left > 1 ? 2 : 1;
	}
	return at < len ? at + 1 : len;
}

struct json_scan json_scan(const char *text, size_t len)
{
	struct json_scan scan = {0};
	bool opened = false;  /* behind a bracket: its first value is next, or its end */
	bool has_nul = false; /* the string before holds NUL: it may be a name */

	for (size_t at = 0; at < len;) {
		char c = text[at];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			at++;
			continue;
		}
		/* Each comma stands before a value, and each bracket that is not closed at once. */
		if (c == ',' || (opened && c != '}' && c != ']'))
			scan.values++;
		opened = c == '{' || c == '[';
		scan.nul_name = scan.nul_name || (c == ':' && has_nul);
		if (c == '"' || c == '\'') {
			at = skip_string(text, len, at, &has_nul);
		} else {
			has_nul = false;
			at++;
		}
	}
	return scan;
}
