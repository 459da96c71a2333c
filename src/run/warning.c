/* SPDX-License-Identifier: MIT */
#include "run/warning.h"
#include "base/mem.h"

#include <stdlib.h>

struct warning *warnings_add(struct warnings *warnings, int kind, const struct err *why)
{
	struct warning *warning;

	warnings->list =
		xrealloc(warnings->list, (warnings->count + 1) * sizeof(*warnings->list));
	warning = &warnings->list[warnings->count++];
	*warning = (struct warning){.kind = kind};
	if (why)
		warning->why = *why;
	return warning;
}

void warnings_add_expiry(struct warnings *warnings, const char *input, int64_t at_s,
			 int64_t now_s)
{
	struct warning *warning;

	for (size_t i = 0; i < warnings->count; i++) {
		if (warnings->list[i].input == input)
			return;
	}
	warning = warnings_add(warnings, WARNING_TOKEN_EXPIRES, NULL);
	warning->input = input;
	warning->at_s = at_s;
	warning->left_s = at_s - now_s;
}

void warnings_release(struct warnings *warnings)
{
	free(warnings->list);
	*warnings = (struct warnings){0};
}
