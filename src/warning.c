/* SPDX-License-Identifier: MIT */
#include "warning.h"
#include "mem.h"

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

void warnings_release(struct warnings *warnings)
{
	free(warnings->list);
	*warnings = (struct warnings){0};
}
