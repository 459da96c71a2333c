/* SPDX-License-Identifier: MIT */
#include "workflow/workflows.h"
#include "base/mem.h"
#include "contract/contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct workflow *workflows_add(struct workflows *workflows, const char *name)
{
	struct workflow *added;

	workflows->list =
		xrealloc(workflows->list, (workflows->count + 1) * sizeof(*workflows->list));
	added = &workflows->list[workflows->count++];
	*added = (struct workflow){.concerns = false};
	(void)snprintf(added->name, sizeof(added->name), "%s", name);
	return added;
}

void workflows_release(struct workflows *workflows)
{
	for (size_t i = 0; i < workflows->count; i++)
		workflow_release(&workflows->list[i]);
	free(workflows->list);
	*workflows = (struct workflows){0};
}

static bool names_a_type(const struct workflow *workflow)
{
	for (int i = 0; i < CONTRACT_EVENT_COUNT; i++) {
		if (workflow_has_types(workflow, "repository_dispatch") &&
		    workflow_takes(workflow, "repository_dispatch",
				   contract_event_type((enum contract_event)i)))
			return true;
	}
	return false;
}

/* Marks who calls one that is marked; false where that was nobody. */
static bool mark_callers(struct workflows *workflows)
{
	bool any = false;

	for (size_t i = 0; i < workflows->count; i++) {
		for (size_t k = 0; k < workflows->count; k++) {
			if (workflows->list[i].concerns || !workflows->list[k].concerns ||
			    !workflow_calls(&workflows->list[i], workflows->list[k].name))
				continue;
			workflows->list[i].concerns = true;
			any = true;
		}
	}
	return any;
}

void workflows_relate(struct workflows *workflows)
{
	bool used = false;

	for (size_t i = 0; i < workflows->count; i++) {
		struct workflow *workflow = &workflows->list[i];
		bool uses = workflow_uses_action(workflow, "");

		used = used || uses;
		workflow->concerns = uses || names_a_type(workflow);
	}
	for (size_t i = 0; !used && i < workflows->count; i++) {
		if (workflow_calls_elsewhere(&workflows->list[i]))
			workflows->list[i].concerns = true;
	}
	while (mark_callers(workflows))
		;
}

const struct workflow *workflows_find(const struct workflows *workflows, workflows_test *test,
				      const void *context)
{
	for (size_t i = 0; i < workflows->count; i++) {
		const struct workflow *workflow = &workflows->list[i];

		if (workflow->concerns && test(workflow, context))
			return workflow;
	}
	return NULL;
}

const struct workflow *workflows_find_unknown(const struct workflows *workflows)
{
	for (size_t i = 0; i < workflows->count; i++) {
		if (err_is_set(&workflows->list[i].err))
			return &workflows->list[i];
	}
	return NULL;
}

static bool hears(const struct workflow *workflow, const void *event)
{
	return workflow_listens(workflow, event);
}

bool workflows_listen(const struct workflows *workflows, const char *event)
{
	return workflows_find(workflows, hears, event) != NULL;
}

static bool sends(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_listens(workflow, "issue_comment") ||
	       workflow_takes(workflow, "pull_request_target", "closed") ||
	       workflow_takes(workflow, "pull_request", "closed");
}

static bool receives(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_listens(workflow, "repository_dispatch");
}

bool workflows_send(const struct workflows *workflows)
{
	return workflows_find(workflows, sends, NULL) != NULL;
}

bool workflows_receive(const struct workflows *workflows)
{
	return workflows_find(workflows, receives, NULL) != NULL;
}
