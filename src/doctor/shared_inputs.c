/* SPDX-License-Identifier: MIT */
#include "doctor/shared_inputs.h"
#include "base/macros.h"
#include "contract/bases.h"
#include "contract/environment.h"

#include <string.h>

const struct config_input *shared_inputs_at(size_t place)
{
	size_t count;
	const struct config_input *table = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		if ((table[i].needs & CONFIG_SHARED) && place-- == 0)
			return &table[i];
	}
	return NULL;
}

/* As config.c reads an input: white space around it is no part of it, and "" is the default. */
static void read_value(const struct workflow *workflow, const char *mode, const char *input,
		       const char *fallback, struct buf *out)
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
		buf_adds(out, fallback);
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
		read_value(workflow, mode, shared_inputs_at(i)->name,
			   shared_inputs_at(i)->fallback, &shared->value[i]);
	}
	shared->repository = BUF_INIT(WORKFLOW_VALUE_MAX);
	read_value(workflow, mode, "repository", "", &shared->repository);
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
	if (strcmp(first, second) == 0)
		return true;
	return shared_inputs_at(place)->kind == CONFIG_BASES && bases_are_valid(first) &&
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
		    config_set(config, shared_inputs_at(i)->name, buf_str(&shared->value[i]),
			       err) < 0)
			return -1;
	}
	return config_check(config, err) < 0 || environment_check(config, err) < 0 ? -1 : 0;
}
