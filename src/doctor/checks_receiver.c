/* SPDX-License-Identifier: MIT */
#include "contract/contract.h"
#include "doctor/check_rows.h"

#include <string.h>

enum { MISSING_MAX = 300 };

/* The first workflow that takes the type; one that concerns the contract goes first. */
static const struct workflow *find_taker(const struct workflows *workflows, const char *type)
{
	const struct workflow *found = NULL;

	for (size_t i = 0; i < workflows->count; i++) {
		const struct workflow *workflow = &workflows->list[i];

		if (workflow_takes(workflow, CHECK_DISPATCH, type) &&
		    (!found || workflow->concerns))
			found = workflow;
		if (found && found->concerns)
			break;
	}
	return found;
}

static bool listens_to_dispatch(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_listens(workflow, CHECK_DISPATCH);
}

static void check_types(const struct setup *setup, const struct repository_facts *repo)
{
	const struct workflow *near =
		workflows_find(&repo->workflows, listens_to_dispatch, NULL);
	auto_buf missing = BUF_INIT(MISSING_MAX);
	const char *taker = NULL;
	struct buf *out = check_rows_add(setup, repo, FINDING_GOOD, "Workflow for the events");

	for (int i = 0; i < CONTRACT_EVENT_COUNT; i++) {
		const char *type = contract_event_type((enum contract_event)i);
		const struct workflow *found = find_taker(&repo->workflows, type);

		if (found)
			taker = found->name;
		else
			buf_addf(&missing, "%s%s", missing.len > 0 ? ", " : "", type);
	}
	if (missing.len == 0) {
		buf_addf(out, "\"%s\" takes the contract's three types.", taker);
		return;
	}
	diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
	buf_addf(
		out,
		"No workflow on the default branch takes %s: GitHub accepts the event, and nothing runs. ",
		buf_str(&missing));
	if (near)
		buf_addf(out,
			 "Add what is missing to types: under repository_dispatch: in \"%s\".",
			 near->name);
	else
		buf_adds(
			out,
			"Put ephemeral-environment.yml on the default branch, with repository_dispatch: and these types:.");
	check_rows_say_unread(repo, out);
}

static void check_receiver_groups(const struct setup *setup,
				  const struct repository_facts *repo)
{
	struct check_groups groups = check_rows_groups(&repo->workflows);
	struct buf *out = check_rows_add(setup, repo, FINDING_GOOD, "Concurrency");

	if (groups.by_ref) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			"The concurrency group of \"%s\" is keyed on a ref, which is the default branch for every event: a newer run takes the place of another pull request's that waits. Key it on github.event.client_payload.pr_number.",
			groups.by_ref->name);
	} else if (groups.by_number) {
		buf_addf(out, "The group of \"%s\" is keyed on the pull request's number.",
			 groups.by_number->name);
	} else {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"%s, so that two runs may change one environment at the same time, or wait for another's. Key a concurrency group on github.event.client_payload.pr_number.",
			groups.by_other
				? "The concurrency group is not keyed on a pull request's number"
				: "There is no concurrency group");
	}
	if (groups.queuing && *repo->version) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			" GitHub Enterprise Server does not know the line queue: in \"%s\", and does not start the workflow: delete the line.",
			groups.queuing->name);
	}
	if (groups.cutting) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			" cancel-in-progress in \"%s\" cuts off a run in the middle of its work: delete that line.",
			groups.cutting->name);
	}
}

void check_rows_receiver(const struct setup *setup, const struct repository_facts *repo)
{
	check_types(setup, repo);
	if (workflows_receive(&repo->workflows))
		check_receiver_groups(setup, repo);
}
