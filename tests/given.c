/* SPDX-License-Identifier: MIT */
#include "given.h"

#include <check.h>
#include <string.h>

static const char *look_up(const char *name, void *context)
{
	const struct given *given = context;

	for (size_t i = 0; i < GIVEN_MAX; i++) {
		if (given->input[i] && strcmp(name, given->input[i]) == 0)
			return given->value[i];
	}
	return NULL;
}

void given_load(struct config *config, const struct given *given)
{
	struct given copy = *given;
	struct err err;

	*config = (struct config){0};
	if (config_load(config, look_up, &copy, &err) < 0)
		ck_abort_msg("%s", err.msg);
}
