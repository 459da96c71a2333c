/* SPDX-License-Identifier: MIT */
#include "json_names.h"

#include <string.h>

/* One more character of an escape; true when it was the last of "\u0000". */
static bool is_nul(struct json_names *names, char c)
{
	static const char nul[] = "\\u0000";

	if (c != nul[names->escape]) {
		names->escape = 0;
		return false;
	}
	names->escape = nul[names->escape + 1] ? names->escape + 1 : 0;
	return names->escape == 0;
}

static void scan_string(struct json_names *names, char c)
{
	if (names->escape > 0) {
		names->pending = is_nul(names, c) || names->pending;
	} else if (c == '\\') {
		names->escape = 1;
	} else if (c == names->quote) {
		names->quote = '\0';
	}
}

void json_names_scan(struct json_names *names, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (names->quote) {
			scan_string(names, c);
		} else if (c == '"' || c == '\'') { /* json-c takes both */
			names->quote = c;
			names->pending = false;
		} else if (c == ':') {
			names->nul = names->nul || names->pending;
			names->pending = false;
		}
	}
}
