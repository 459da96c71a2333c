/* SPDX-License-Identifier: MIT */
/* A workflow file of another repository, as text and in the Base64 of an answer. */
#include "property.h"

#include "base/base64.h"
#include "doctor/shared_inputs.h"
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

/* There are names where a step uses the action, and none of them is longer than a value may be. */
static void check_names(const struct workflows *workflows)
{
	struct shared_inputs names = {0};

	shared_inputs_read(&names, workflows, "");
	HOLDS((names.file != NULL) == workflow_uses_action(&workflows->list[0], ""), "%s",
	      names.file ? names.file : "none");
	for (size_t i = 0; names.file && i < SHARED_INPUTS_COUNT; i++)
		HOLDS(names.value[i].len <= WORKFLOW_VALUE_MAX, "%s",
		      shared_inputs_at(i)->name);
	shared_inputs_release(&names);
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
	check_names(&workflows);
	workflows_release(&workflows);
	return 0;
}
