/* SPDX-License-Identifier: MIT */
/*
 * Prints a table of the code as the documents have it, for script/tables.
 * Usage: tables inputs|outputs|action|native|environment
 */
#include "contract/config.h"
#include "contract/setting.h"
#include "help.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void print_inputs(void)
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		const char *tick = *inputs[i].fallback ? "`" : "";

		(void)printf("| `%s` | %s%s%s | %s |\n", inputs[i].name, tick,
			     inputs[i].fallback, tick, inputs[i].help);
	}
}

static void print_outputs(void)
{
	const struct end_output *row;

	for (size_t i = 0; (row = help_output(i)); i++)
		(void)printf("| `%s` | %s |\n", row->name, row->help);
}

/*
 * The same in YAML; no text of ours holds a quotation mark or a backslash. A composite action hands
 * on the outputs of its step.
 */
static void print_action(bool composite)
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);
	const struct end_output *row;

	(void)printf("inputs:\n");
	for (size_t i = 0; i < count; i++) {
		(void)printf("  %s:\n    description: \"%s", inputs[i].name, inputs[i].help);
		if (*inputs[i].fallback && !config_is_expression(inputs[i].fallback))
			(void)printf(" Default: %s", inputs[i].fallback);
		(void)printf("\"\n");
		/*
		 * A runner fills in a default, and a setting would never be looked at. A composite action has no post: its
		 * job-status stays empty, which tells that.
		 */
		if (config_is_expression(inputs[i].fallback) &&
		    !(composite && inputs[i].kind == CONFIG_OUTCOME))
			(void)printf("    default: \"%s\"\n", inputs[i].fallback);
	}
	(void)printf("outputs:\n");
	for (size_t i = 0; (row = help_output(i)); i++) {
		(void)printf("  %s:\n    description: \"%s\"\n", row->name, row->help);
		if (composite)
			(void)printf("    value: ${{ steps.run.outputs.%s }}\n", row->name);
	}
}

/* The inputs as variables of a step: a shell takes no hyphen in their names. */
static void print_environment(void)
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		(void)printf("        INPUT_");
		for (const char *at = inputs[i].name; *at; at++)
			(void)putchar(*at == '-' ? '_' : toupper((unsigned char)*at));
		(void)printf(": ${{ inputs.%s }}\n", inputs[i].name);
	}
}

int main(int argc, char **argv)
{
	const char *which = argc == 2 ? argv[1] : "";

	if (strcmp(which, "inputs") == 0)
		print_inputs();
	else if (strcmp(which, "outputs") == 0)
		print_outputs();
	else if (strcmp(which, "action") == 0)
		print_action(false);
	else if (strcmp(which, "native") == 0)
		print_action(true);
	else if (strcmp(which, "environment") == 0)
		print_environment();
	else
		return 2;
	return fflush(stdout) == 0 ? 0 : 1;
}
