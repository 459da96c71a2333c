/* SPDX-License-Identifier: MIT */
/*
 * Repository roles in the order of what they may do. Source: GitHub's docs, "Repository roles
 * for an organization".
 */
#ifndef ROLE_H
#define ROLE_H

#include <stdbool.h>

enum role {
	ROLE_NONE,
	ROLE_READ,
	ROLE_TRIAGE,
	ROLE_WRITE,
	ROLE_MAINTAIN,
	ROLE_ADMIN,
	ROLE_COUNT
};

/* "none", "read", … "admin"; static text. */
const char *role_name(enum role role);

/* Finds the role of that name; false, and *role untouched, where it is not one of the six. */
bool role_parse(const char *name, enum role *role);

#endif
