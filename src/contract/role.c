/* SPDX-License-Identifier: MIT */
#include "contract/role.h"
#include "base/macros.h"

#include <string.h>

static const char *const names[] = {
	[ROLE_NONE] = "none",   [ROLE_READ] = "read",         [ROLE_TRIAGE] = "triage",
	[ROLE_WRITE] = "write", [ROLE_MAINTAIN] = "maintain", [ROLE_ADMIN] = "admin",
};
_Static_assert(ARRAY_SIZE(names) == ROLE_COUNT, "every role has a name");

const char *role_name(enum role role)
{
	return names[role];
}

bool role_parse(const char *name, enum role *role)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (strcmp(name, names[i]) == 0) {
			*role = (enum role)i;
			return true;
		}
	}
	return false;
}
