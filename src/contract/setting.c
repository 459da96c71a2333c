/* SPDX-License-Identifier: MIT */
#include "contract/setting.h"

#include <ctype.h>
#include <string.h>

static const char prefix[] = "DEPLOY_DISPATCH_";

void setting_write_name(const char *begin, const char *input, char hyphen,
			char name[SETTING_NAME_MAX])
{
	size_t at = strlen(begin);

	memcpy(name, begin, at);
	for (; *input && at < SETTING_NAME_MAX - 1; input++, at++)
		name[at] = *input == '-' ? hyphen : (char)toupper((unsigned char)*input);
	name[at] = '\0';
}

void setting_name(const char *input, char name[SETTING_NAME_MAX])
{
	setting_write_name(prefix, input, '_', name);
}

/* How many letters differ: the distance of Levenshtein. Of longer names the rest is not looked at. */
static size_t distance(const char *one, const char *other)
{
	size_t row[SETTING_NAME_MAX + 1];
	size_t len = strnlen(other, SETTING_NAME_MAX);

	for (size_t k = 0; k <= len; k++)
		row[k] = k;
	for (size_t i = 0; i < SETTING_NAME_MAX && one[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t k = 0; k < len; k++) {
			size_t least = diagonal + (one[i] != other[k]);

			diagonal = row[k + 1];
			if (row[k] + 1 < least)
				least = row[k] + 1;
			if (diagonal + 1 < least)
				least = diagonal + 1;
			row[k + 1] = least;
		}
	}
	return row[len];
}

/* The row whose variable has a name like that, or the nearest. */
static const struct config_input *find_nearest(const char *variable, size_t *away)
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);
	const struct config_input *nearest = NULL;

	for (size_t i = 0; i < count; i++) {
		char name[SETTING_NAME_MAX];
		size_t far;

		setting_name(inputs[i].name, name);
		far = distance(variable, name);
		if (far > 0 && !setting_is_allowed(&inputs[i]))
			continue;
		if (!nearest || far < *away) {
			nearest = &inputs[i];
			*away = far;
		}
	}
	return nearest;
}

int setting_check_name(const char *variable, struct err *err)
{
	const struct config_input *nearest;
	char name[SETTING_NAME_MAX];
	size_t away = 0;

	if (strncmp(variable, prefix, strlen(prefix)) != 0 ||
	    strcmp(variable, "DEPLOY_DISPATCH_PROGRAM") == 0)
		return 0;
	nearest = find_nearest(variable, &away);
	if (away > 0) {
		setting_name(nearest->name, name);
		return err_set(err, REASON_BAD_CONFIG,
			       "The variable %.80s sets no input. The nearest name is %s",
			       variable, name);
	}
	if (!setting_is_allowed(nearest))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The variable %.80s is not read. Give the step the input %s instead, under with:",
			variable, nearest->name);
	return 0;
}

int setting_check(char *const *environment, struct err *err)
{
	for (; *environment; environment++) {
		char variable[SETTING_NAME_MAX];
		size_t len = strcspn(*environment, "=");

		if (len >= sizeof(variable))
			len = sizeof(variable) - 1;
		memcpy(variable, *environment, len);
		variable[len] = '\0';
		if (setting_check_name(variable, err) < 0)
			return -1;
	}
	return 0;
}
