/* SPDX-License-Identifier: MIT */
#include "doctor/check_rows.h"

enum { WHAT_MAX = 300 };

struct buf *check_rows_add(const struct setup *setup, const struct repository_facts *repo,
			   enum finding finding, const char *what)
{
	auto_buf row = BUF_INIT(WHAT_MAX);

	buf_addf(&row, "%s in %s", what, repo->target.repository);
	return diagnosis_add(setup->diagnosis, finding, buf_str(&row));
}

struct check_groups check_rows_groups(const struct workflows *workflows)
{
	struct check_groups groups = {0};

	for (size_t i = 0; i < workflows->count; i++) {
		const struct workflow *workflow = &workflows->list[i];

		if (!workflow->concerns)
			continue;
		switch (workflow_find_group(workflow)) {
		case WORKFLOW_GROUP_NONE: break;
		case WORKFLOW_GROUP_NUMBER: groups.by_number = workflow; break;
		case WORKFLOW_GROUP_OTHER: groups.by_other = workflow; break;
		case WORKFLOW_GROUP_REF: groups.by_ref = workflow; break;
		}
		if (workflow_cuts_off(workflow))
			groups.cutting = workflow;
		if (workflow_queues(workflow))
			groups.queuing = workflow;
	}
	return groups;
}

void check_rows_compare(const struct setup *setup, size_t input, const struct check_place *one,
			const struct check_place *two, struct buf *out)
{
	bool open = shared_inputs_holds_expression(one->shared, input) ||
		    shared_inputs_holds_expression(two->shared, input);

	if (shared_inputs_agree(one->shared, two->shared, input))
		return;
	diagnosis_worsen(setup->diagnosis, open ? FINDING_WARNING : FINDING_ERROR);
	buf_addf(out, "%s%s is \"%.200s\" %s and \"%.200s\" %s%s.", out->len > 0 ? " " : "",
		 shared_inputs_at(input)->name, buf_str(&one->shared->value[input]), one->words,
		 buf_str(&two->shared->value[input]), two->words,
		 open ? ", which only GitHub can tell to be the same" : "");
}

void check_rows_say_unread(const struct repository_facts *repo, struct buf *out)
{
	const struct workflow *unread = workflows_find_unknown(&repo->workflows);

	if (unread)
		buf_addf(out, " \"%s\" is there and could not be read: correct it first.",
			 unread->name);
}

bool check_rows_is_dry(const struct workflow *workflow, const char *mode)
{
	auto_buf value = BUF_INIT(WORKFLOW_VALUE_MAX);

	return workflow_get_input(workflow, mode, "dry-run", &value) &&
	       strcasecmp(buf_str(&value), "true") == 0;
}
