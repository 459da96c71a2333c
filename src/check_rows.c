/* SPDX-License-Identifier: MIT */
#include "check_rows.h"

enum { WHAT_MAX = 300 };

struct buf *check_rows_add(const struct patient *patient, const struct site *site,
			   enum finding finding, const char *what)
{
	auto_buf row = BUF_INIT(WHAT_MAX);

	buf_addf(&row, "%s in %s", what, site->target.repository);
	return diagnosis_add(patient->diagnosis, finding, buf_str(&row));
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
	}
	return groups;
}
