/* SPDX-License-Identifier: MIT */
#include "run/warning.h"
#include "base/mem.h"

#include <stdlib.h>

void warnings_add(struct warnings *warnings, enum warning_kind kind, const struct err *why)
{
	struct warning *warning;

	warnings->list =
		xrealloc(warnings->list, (warnings->count + 1) * sizeof(*warnings->list));
	warning = &warnings->list[warnings->count++];
	*warning = (struct warning){.kind = kind};
	if (why)
		warning->why = *why;
}

void warnings_add_expiry(struct warnings *warnings, const char *input, int64_t at_s,
			 int64_t now_s)
{
	struct warning *warning;

	for (size_t i = 0; i < warnings->count; i++) {
		if (warnings->list[i].input == input)
			return;
	}
	warnings_add(warnings, WARNING_TOKEN_EXPIRES, NULL);
	warning = &warnings->list[warnings->count - 1];
	warning->input = input;
	warning->at_s = at_s;
	warning->left_s = at_s - now_s;
}

void warnings_add_place(struct warnings *warnings, enum warning_kind kind, size_t place,
			const struct err *why)
{
	warnings_add(warnings, kind, why);
	warnings->list[warnings->count - 1].place = place;
}

void warnings_release(struct warnings *warnings)
{
	free(warnings->list);
	*warnings = (struct warnings){0};
}
