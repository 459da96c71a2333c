/* SPDX-License-Identifier: MIT */
#include "infrastructure/report_inputs.h"
#include "base/json.h"

#include <string.h>

void report_inputs_write(const struct config *config, struct buf *out)
{
	auto_json doc = {0};
	size_t count;
	const struct config_input *inputs = config_inputs(&count);
	bool any = false;

	json_init(&doc);
	for (size_t i = 0; i < count; i++) {
		const char *value;

		if (!(inputs[i].needs & CONFIG_HANDED))
			continue;
		value = config_get(config, &inputs[i]);
		if (strcmp(value, inputs[i].fallback) == 0)
			continue;
		json_add_string(&doc, inputs[i].name, value);
		any = true;
	}
	if (any)
		json_write(&doc, out);
}

int report_inputs_read(struct config *config, const char *text, struct err *err)
{
	auto_json doc = {.name = "The output words in the input resolved",
			 .fault = REASON_BAD_CONFIG};
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	if (json_parse(&doc, text, strlen(text), err) < 0)
		return -1;
	if (!json_is_object(&doc, ""))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The output words in the input resolved holds %.80s, expected an object as the step Resolve puts it out",
			text);
	for (size_t i = 0; i < count; i++) {
		const char *value;

		if (!(inputs[i].needs & CONFIG_HANDED))
			continue;
		if (json_find_string(&doc, inputs[i].name, &value, err) < 0 ||
		    (value && config_set(config, inputs[i].name, value, err) < 0))
			return err_prefix(err, "The input resolved cannot be used");
	}
	return 0;
}
