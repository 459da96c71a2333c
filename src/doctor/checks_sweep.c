/* SPDX-License-Identifier: MIT */
#include "doctor/check_rows.h"
#include "doctor/checks.h"

#include <string.h>
#include <strings.h>

static const char mode[] = "reconcile";

/*
 * With another repository, other names or bases than those that environments are made by, the sweep removes
 * what is wanted.
 */
static void compare(const struct setup *setup, const struct shared_inputs *made,
		    const struct shared_inputs *swept, struct buf *out)
{
	auto_buf in_made = BUF_INIT(WORKFLOW_NAME_MAX + 8);
	auto_buf in_swept = BUF_INIT(WORKFLOW_NAME_MAX + 8);
	struct check_place one = {.shared = made};
	struct check_place two = {.shared = swept};
	const char *from = buf_str(&made->repository);
	const char *to = buf_str(&swept->repository);

	buf_addf(&in_made, "in \"%s\"", made->file);
	buf_addf(&in_swept, "in \"%s\"", swept->file);
	one.words = buf_str(&in_made);
	two.words = buf_str(&in_swept);
	if (strcasecmp(from, to) != 0) {
		diagnosis_worsen(setup->diagnosis,
				 shared_inputs_is_expression(from) ||
						 shared_inputs_is_expression(to)
					 ? FINDING_WARNING
					 : FINDING_ERROR);
		buf_addf(out, "repository is \"%.200s\" %s and \"%.200s\" %s.", from, one.words,
			 to, two.words);
	}
	for (size_t i = 0; i < SHARED_INPUTS_COUNT; i++) {
		if (shared_inputs_at(i)->needs & CONFIG_SWEPT)
			check_rows_compare(setup, i, &one, &two, out);
	}
	if (out->len > 0)
		buf_adds(
			out,
			" Give both the same: the sweep would remove environments that are wanted.");
	else
		buf_addf(out, "\"%s\" and \"%s\" give the same.", made->file, swept->file);
}

static void check_names(const struct setup *setup, const struct workflow *workflow)
{
	const struct shared_inputs *made = setup_receiver_inputs(setup);
	struct shared_inputs swept = {.file = NULL};

	if (!made->file)
		return;
	shared_inputs_read_file(&swept, workflow, mode);
	compare(setup, made, &swept,
		diagnosis_add(setup->diagnosis, FINDING_GOOD, "Names of the sweep"));
	shared_inputs_release(&swept);
}

/* Says what is missing, in a sentence of its own. */
static void miss(const struct setup *setup, enum finding finding, struct buf *out,
		 const char *words)
{
	diagnosis_worsen(setup->diagnosis, finding);
	buf_addf(out, " %s", words);
}

static bool gives(const struct workflow *workflow, const char *input)
{
	auto_buf value = BUF_INIT(WORKFLOW_VALUE_MAX);

	return workflow_get_input(workflow, mode, input, &value) && value.len > 0;
}

static void check_step(const struct setup *setup, const struct repository_facts *repo,
		       const struct workflow *workflow)
{
	struct buf *out = check_rows_add(setup, repo, FINDING_GOOD, "Sweep");

	if (check_rows_is_dry(workflow, mode)) {
		buf_addf(out, "\"%s\" uses deploy-dispatch for the sweep.", workflow->name);
		miss(setup, FINDING_WARNING, out,
		     "It has dry-run: true, so it only lists what is left over, and removes nothing.");
	} else {
		buf_addf(out, "\"%s\" removes what no open pull request wants.",
			 workflow->name);
	}
	if (!gives(workflow, "environments"))
		miss(setup, FINDING_ERROR, out,
		     "It does not give the input environments to the action, so it looks at nothing: hand over the list.");
	if (!gives(workflow, "token"))
		miss(setup, FINDING_ERROR, out,
		     "It does not give the input token to the action, so it cannot read the pull requests: give it the secret for the CMS.");
	if (!gives(workflow, "github-token") && !workflow_may(workflow, mode, "contents", true))
		miss(setup, FINDING_ERROR, out,
		     "Its permissions do not let it start the removals: give the job contents: write.");
	if (!gives(workflow, "github-token") && !workflow_may(workflow, mode, "actions", false))
		miss(setup, FINDING_WARNING, out,
		     "Its permissions do not let it read runs, so comments of runs that were killed say \"in progress\" for ever: give the job actions: read.");
	if (!workflow_listens(workflow, "schedule"))
		miss(setup, FINDING_WARNING, out,
		     "It has no schedule:, so it runs only when somebody starts it.");
}

void checks_sweep(const struct setup *setup)
{
	const struct repository_facts *repo =
		setup->side == SIDE_CMS ? &setup->other : &setup->own;
	const struct workflows *workflows = &repo->workflows;
	bool found = false;

	if (setup->side == SIDE_UNKNOWN || !workflows->known)
		return;
	for (size_t i = 0; i < workflows->count; i++) {
		if (!workflow_uses_action(&workflows->list[i], mode))
			continue;
		found = true;
		check_step(setup, repo, &workflows->list[i]);
		check_names(setup, &workflows->list[i]);
	}
	if (found || !workflows_receive(workflows))
		return;
	buf_adds(
		check_rows_add(setup, repo, FINDING_WARNING, "Sweep"),
		"No workflow uses the mode reconcile, so an environment stays if its close is lost: put reconcile.yml there.");
}
