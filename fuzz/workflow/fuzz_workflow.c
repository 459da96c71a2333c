/* SPDX-License-Identifier: MIT */
/* A workflow file of another repository, as text and in the Base64 of an answer. */
#include "property.h"

#include "base/base64.h"
#include "contract/config.h"
#include "workflow/workflows.h"

static const char *const events[] = {"repository_dispatch", "issue_comment",
				     "pull_request_target", "pull_request"};

/* What an event takes it listens to, and a filter is one of an event that it listens to. */
static void check_events(const struct workflow *workflow)
{
	for (size_t i = 0; i < ARRAY_SIZE(events); i++) {
		bool listens = workflow_listens(workflow, events[i]);

		HOLDS(listens || !workflow_takes(workflow, events[i], "closed"), "%s",
		      events[i]);
		HOLDS(listens || !workflow_has_types(workflow, events[i]), "%s", events[i]);
		HOLDS(listens || !workflow_filters_paths(workflow, events[i]), "%s", events[i]);
		HOLDS(listens || !workflow_drops_base(workflow, events[i], "dev"), "%s",
		      events[i]);
	}
}

/* Inputs are read where a step uses the action, and no value is longer than one may be. */
static void check_inputs(const struct workflow *workflow)
{
	bool uses = workflow_uses_action(workflow, "");
	size_t count;
	const struct config_input *inputs = config_inputs(&count);
	struct err err = {.reason = REASON_NONE};

	for (size_t i = 0; i < count; i++) {
		auto_buf value = BUF_INIT(WORKFLOW_VALUE_MAX);

		HOLDS(workflow_get_input(workflow, "", inputs[i].name, &value) == uses, "%s",
		      inputs[i].name);
		HOLDS(value.len <= WORKFLOW_VALUE_MAX, "%s", inputs[i].name);
	}
	if (workflow_check_settings(workflow, &err) < 0)
		property_is_error(&err, REASON_BAD_CONFIG);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_copy *text = property_copy(data, size);
	auto_buf decoded = BUF_INIT(size + 1);
	struct workflows workflows = {0};
	struct workflow *workflow = workflows_add(&workflows, "a.yml");

	(void)base64_decode(&decoded, text);
	HOLDS(decoded.len <= size / 4 * 3 + 3, "%zu of %zu", decoded.len, size);

	workflow_read(workflow, text, size);
	if (err_is_set(&workflow->err))
		property_is_error(&workflow->err, REASON_BAD_RESPONSE);
	check_events(workflow);
	workflows_relate(&workflows);
	HOLDS(workflow->concerns || !workflow_uses_action(workflow, ""), "%s", text);
	(void)workflow_find_group(workflow);
	(void)workflow_cuts_off(workflow);
	(void)workflow_wants_slash(workflow);
	(void)workflow_calls_elsewhere(workflow);
	check_inputs(workflow);
	workflows_release(&workflows);
	return 0;
}
