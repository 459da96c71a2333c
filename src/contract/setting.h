/* SPDX-License-Identifier: MIT */
/*
 * Settings: inputs that stand in a workflow's `env:`, once for all of its steps, as
 * DEPLOY_DISPATCH_EPHEMERAL_BASE for ephemeral-base. Pure.
 */
#ifndef SETTING_H
#define SETTING_H

#include "base/err.h"
#include "contract/config.h"

enum { SETTING_NAME_MAX = 64 };

/* Writes `begin` and the input's name in capital letters, each hyphen as `hyphen`. */
void setting_write_name(const char *begin, const char *input, char hyphen,
			char name[SETTING_NAME_MAX]);

/* Writes the name of the variable for an input. */
void setting_name(const char *input, char name[SETTING_NAME_MAX]);

/* True where a variable may set the input: not what belongs to one step, as a token. */
static inline bool setting_is_allowed(const struct config_input *input)
{
	return !(input->needs & CONFIG_STEP);
}

/*
 * Takes an environment as environ(7). -1 (bad_config): one of its variables begins like a setting, and is none; the error
 * has the nearest name. DEPLOY_DISPATCH_PROGRAM belongs to the native action, and is left alone.
 */
int setting_check(char *const *environment, struct err *err) MUST_CHECK;

/* The same for one name; others than those that begin like a setting are right. */
int setting_check_name(const char *variable, struct err *err) MUST_CHECK;

#endif
