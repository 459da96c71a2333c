/* SPDX-License-Identifier: MIT */
#include "doctor/shared_inputs.h"
#include "base/macros.h"
#include "contract/bases.h"
#include "contract/environment.h"

#include <string.h>

/* From EPHEMERAL_BASE to MAILPIT_PATH in the block `env:` of the examples. */
static const char *const inputs[] = {
	"ephemeral-base",      "staging-base",      "staging-branch",
	"deploy-command",      "destroy-command",   "domain",
	"ephemeral-workspace", "staging-workspace", "ephemeral-host",
	"staging-host",        "database",          "files-prefix",
	"admin-path",          "mailpit-path",
};
_Static_assert(ARRAY_SIZE(inputs) == SHARED_INPUTS_COUNT, "every name has its place");

const char *shared_inputs_name(size_t place)
{
	return inputs[place];
}

static const char *fallback_of(const char *input)
{
	size_t count;
	const struct config_input *table = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		if (strcmp(table[i].name, input) == 0)
			return table[i].fallback;
	}
	return "";
}

/* As config.c reads an input: white space around it is no part of it, and "" is the default. */
static void read_value(const struct workflow *workflow, const char *mode, const char *input,
		       struct buf *out)
{
	static const char space[] = " \t\r\n\v\f";
	auto_buf value = BUF_INIT(WORKFLOW_VALUE_MAX);
	const char *text;
	size_t len;

	(void)workflow_get_input(workflow, mode, input, &value);
	text = buf_str(&value);
	text += strspn(text, space);
	for (len = strlen(text); len > 0 && strchr(space, text[len - 1]);)
		len--;
	if (len == 0)
		buf_adds(out, fallback_of(input));
	else
		buf_add(out, text, len);
}

static const struct workflow *find_user(const struct workflows *workflows, const char *mode)
{
	for (size_t i = 0; i < workflows->count; i++) {
		if (workflow_uses_action(&workflows->list[i], mode))
			return &workflows->list[i];
	}
	return NULL;
}

void shared_inputs_read_file(struct shared_inputs *shared, const struct workflow *workflow,
			     const char *mode)
{
	shared->file = workflow->name;
	for (size_t i = 0; i < SHARED_INPUTS_COUNT; i++) {
		shared->value[i] = BUF_INIT(WORKFLOW_VALUE_MAX);
		read_value(workflow, mode, inputs[i], &shared->value[i]);
	}
	shared->repository = BUF_INIT(WORKFLOW_VALUE_MAX);
	read_value(workflow, mode, "repository", &shared->repository);
}

void shared_inputs_read(struct shared_inputs *shared, const struct workflows *workflows,
			const char *mode)
{
	const struct workflow *workflow = find_user(workflows, mode);

	if (workflow)
		shared_inputs_read_file(shared, workflow, mode);
}

bool shared_inputs_agree(const struct shared_inputs *one, const struct shared_inputs *two,
			 size_t place)
{
	const char *first = buf_str(&one->value[place]);
	const char *second = buf_str(&two->value[place]);
	const char *end = strrchr(inputs[place], '-');

	if (strcmp(first, second) == 0)
		return true;
	return end && strcmp(end, "-base") == 0 && bases_are_valid(first) &&
	       bases_are_valid(second) && bases_agree(first, second);
}

void shared_inputs_release(struct shared_inputs *shared)
{
	for (size_t i = 0; i < SHARED_INPUTS_COUNT; i++)
		buf_release(&shared->value[i]);
	buf_release(&shared->repository);
}

bool shared_inputs_is_expression(const char *text)
{
	return strstr(text, "${{") != NULL;
}

bool shared_inputs_holds_expression(const struct shared_inputs *shared, size_t place)
{
	return shared_inputs_is_expression(buf_str(&shared->value[place]));
}

int shared_inputs_apply(const struct shared_inputs *shared, struct config *config,
			struct err *err)
{
	for (size_t i = 0; shared->file && i < SHARED_INPUTS_COUNT; i++) {
		if (!shared_inputs_holds_expression(shared, i) &&
		    config_set(config, inputs[i], buf_str(&shared->value[i]), err) < 0)
			return -1;
	}
	return config_check(config, err) < 0 || environment_check(config, err) < 0 ? -1 : 0;
}
