/* SPDX-License-Identifier: MIT */
#include "environment.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *environment_class_name(enum environment_class class)
{
	return class == ENVIRONMENT_STAGING ? "staging" : "ephemeral";
}

bool environment_find_class(const char *base, const char *ephemeral_base,
			    const char *staging_base, enum environment_class *out)
{
	if (strcmp(base, ephemeral_base) == 0)
		*out = ENVIRONMENT_EPHEMERAL;
	else if (strcmp(base, staging_base) == 0)
		*out = ENVIRONMENT_STAGING;
	else
		return false;
	return true;
}

/* Every array has room for the longest valid value, see environment.h. */
static void put(char *to, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void put(char *to, size_t size, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(to, size, format, args);
	va_end(args);
}

struct environment environment_name(enum environment_class class, const char *number,
				    const char *branch, const char *staging_branch,
				    const char *domain)
{
	struct environment env = {.class = class};
	bool staging = class == ENVIRONMENT_STAGING;

	if (staging) {
		put(env.workspace, sizeof(env.workspace), "staging");
		put(env.database, sizeof(env.database), "staging");
		put(env.host, sizeof(env.host), "staging.%s", domain);
	} else {
		put(env.workspace, sizeof(env.workspace), "pr-%s", number);
		put(env.database, sizeof(env.database), "pr_%s", number);
		put(env.host, sizeof(env.host), "pr-%s-testing.%s", number, domain);
	}
	if (branch[0] != '\0')
		put(env.deploy_branch, sizeof(env.deploy_branch), "%s",
		    staging ? staging_branch : branch);
	put(env.files_prefix, sizeof(env.files_prefix), "%s/", env.workspace);
	put(env.url, sizeof(env.url), "https://%s", env.host);
	put(env.admin_url, sizeof(env.admin_url), "%s/admin", env.url);
	if (!staging)
		put(env.mailpit_url, sizeof(env.mailpit_url), "%s/mailpit", env.url);
	return env;
}
