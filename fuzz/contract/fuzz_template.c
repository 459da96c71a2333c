/* SPDX-License-Identifier: MIT */
/*
 * The templates of names, one a line, in the order of `inputs`: what passes the check names each
 * environment validly and no two alike.
 */
#include "property.h"

#include "contract/environment.h"

#include <string.h>
#include <strings.h>

static const char *const inputs[] = {
	"INPUT_EPHEMERAL-WORKSPACE", "INPUT_STAGING-WORKSPACE", "INPUT_EPHEMERAL-HOST",
	"INPUT_STAGING-HOST",        "INPUT_DATABASE",          "INPUT_FILES-PREFIX",
	"INPUT_ADMIN-PATH",          "INPUT_STAGING-BASE",      "INPUT_EPHEMERAL-BASE",
};

enum { LINES = ARRAY_SIZE(inputs) };

static const char *look_up(const char *name, void *context)
{
	char *const *lines = context;

	for (size_t i = 0; i < LINES; i++) {
		if (strcmp(name, inputs[i]) == 0)
			return lines[i];
	}
	return NULL;
}

/* The names are valid, and none is one of `others`, in whatever case. */
static void check_names(const struct environment *env, const struct environment *others,
			size_t count)
{
	for (int i = 0; i < ENVIRONMENT_NAME_COUNT; i++) {
		HOLDS(environment_is_valid((enum environment_name)i, env->name[i]), "%d: %s", i,
		      env->name[i]);
		for (size_t k = 0; k < count && i <= ENVIRONMENT_FILES_PREFIX; k++)
			HOLDS(!*env->name[i] ||
				      strcasecmp(env->name[i], others[k].name[i]) != 0,
			      "%d: %s", i, env->name[i]);
	}
}

static void check(const struct config *config)
{
	static const char *const numbers[] = {"1", "2", "11", "12", "111", "9999999999"};
	struct environment envs[ARRAY_SIZE(numbers) + 1];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
		environment_make(config, ENVIRONMENT_EPHEMERAL, numbers[i], "b", &envs[count]);
		check_names(&envs[count], envs, count);
		count++;
	}
	if (grammar_is_none(config->staging_base))
		return;
	environment_make(config, ENVIRONMENT_STAGING, "1", "b", &envs[count]);
	check_names(&envs[count], envs, count);
	HOLDS(grammar_is_branch(envs[count].deploy_branch), "%s", envs[count].deploy_branch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_copy *text = property_copy(data, size);
	char *lines[LINES] = {NULL};
	char *rest = text;
	struct config config = {0};
	struct err err = {REASON_NONE, ""};

	for (size_t i = 0; i < LINES && rest; i++)
		lines[i] = strsep(&rest, "\n");
	if (config_load(&config, look_up, lines, &err) < 0 ||
	    environment_check(&config, &err) < 0)
		property_is_error(&err, REASON_BAD_CONFIG);
	else
		check(&config);
	config_release(&config);
	return 0;
}
