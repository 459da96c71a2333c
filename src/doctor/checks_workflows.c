/* SPDX-License-Identifier: MIT */
#include "doctor/check_rows.h"
#include "doctor/checks.h"

#include <string.h>

void checks_find_side(struct setup *setup)
{
	const struct workflows *own = &setup->own.workflows;
	const struct workflows *other = &setup->other.workflows;
	const char *event = setup->runner->event_name;
	bool sends = workflows_send(own);
	bool receives = workflows_receive(own);

	if (sends != receives) {
		setup->side = sends ? SIDE_CMS : SIDE_INFRASTRUCTURE;
		setup->side_known = "by the events that its workflows listen to";
	} else if (strcmp(event, CHECK_COMMENT) == 0 || strcmp(event, CHECK_TARGET) == 0 ||
		   strcmp(event, CHECK_PULL) == 0) {
		setup->side = SIDE_CMS;
		setup->side_known = "by the event of this run";
	} else if (strcmp(event, CHECK_DISPATCH) == 0) {
		setup->side = SIDE_INFRASTRUCTURE;
		setup->side_known = "by the event of this run";
	} else if (workflows_send(other) != workflows_receive(other)) {
		setup->side = workflows_receive(other) ? SIDE_CMS : SIDE_INFRASTRUCTURE;
		setup->side_known = "by the events that the other end's workflows listen to";
	} else if (sends && receives) {
		setup->side = SIDE_CMS;
		setup->side_known =
			"because it sends; its workflows are those of both ends, and the doctor of the other end checks the rest";
	}
}

/* All files were read, and none has a part in the contract. */
static bool is_empty(const struct workflows *workflows)
{
	return workflows->known && workflows->left_out == 0 &&
	       !workflows_find_unknown(workflows) && !workflows_send(workflows) &&
	       !workflows_receive(workflows);
}

void checks_side(const struct setup *setup)
{
	const char *repository = *setup->own.target.repository ? setup->own.target.repository
							       : "This repository";
	struct buf *out = diagnosis_add(setup->diagnosis, FINDING_GOOD, "Which end this is");

	if (setup->side == SIDE_UNKNOWN && is_empty(&setup->own.workflows) &&
	    is_empty(&setup->other.workflows)) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_adds(
			out,
			"Neither repository has a workflow on its default branch that takes a comment, a closed pull request or an event of the contract, so nothing will ever run: copy the workflows of the README to both.");
		return;
	}
	if (setup->side == SIDE_UNKNOWN) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"%s may be the CMS or the infrastructure: no workflow was found that listens to comments, closed pull requests or the contract's events. What only one of the ends has is not checked. Copy the workflows to the default branch, and give the token in the input %s Contents: read.",
			repository, setup->own.target.token_input);
		return;
	}
	buf_addf(out, "%s is taken for the %s, %s.", repository,
		 setup->side == SIDE_CMS ? "CMS" : "infrastructure", setup->side_known);
}

/* The files themselves: what is not known of them makes what follows less sure. False: nothing is known. */
static bool check_files(const struct setup *setup, const struct repository_facts *repo)
{
	const struct workflows *workflows = &repo->workflows;
	const struct workflow *unknown = workflows_find_unknown(workflows);
	struct buf *out;
	size_t concern = 0;

	if (!*repo->target.repository)
		return false;
	out = check_rows_add(setup, repo, FINDING_GOOD, "Workflow files");
	if (!workflows->known) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		if (!repo->answered || err_is_set(&repo->err))
			buf_adds(out, "Not checked, because the repository is not known.");
		else
			buf_addf(out, "Not checked: %s.", workflows->err.msg);
		return false;
	}
	for (size_t i = 0; i < workflows->count; i++)
		concern += workflows->list[i].concerns;
	buf_addf(
		out,
		"On the default branch there %s %zu workflow file%s, of which %zu concern%s the contract.",
		workflows->count == 1 ? "is" : "are", workflows->count,
		workflows->count == 1 ? "" : "s", concern, concern == 1 ? "s" : "");
	if (concern == 0)
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
	if (unknown) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			" \"%s\" could not be read: %s. In YAML a value that begins with { or * needs quotes.",
			unknown->name, unknown->err.msg);
	}
	if (workflows->left_out > 0) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(out, " %zu more were not read.", workflows->left_out);
	}
	return true;
}

static void check_actions(const struct setup *setup, const struct repository_facts *repo)
{
	struct buf *out;

	if (!repo->actions_known)
		return;
	out = check_rows_add(setup, repo, FINDING_GOOD, "Actions");
	if (!repo->actions_enabled) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_adds(
			out,
			"Actions are disabled, so no workflow runs: enable them under Settings, Actions, General.");
	} else if (strcmp(repo->actions_allowed, "all") == 0 || !*repo->actions_allowed) {
		buf_adds(out, "Actions are enabled, and every action may be used.");
	} else {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"Actions are enabled, but only some may be used (%s): under Settings, Actions, General, deploy-dispatch must be among them.",
			repo->actions_allowed);
	}
}

/* The files, Actions, and where both ends are known what that end has to have. */
static void check_site(const struct setup *setup, const struct repository_facts *repo,
		       void (*rows)(const struct setup *setup,
				    const struct repository_facts *repo))
{
	bool known = check_files(setup, repo);

	check_actions(setup, repo);
	if (known && rows)
		rows(setup, repo);
}

void checks_workflows(const struct setup *setup)
{
	bool cms = setup->side == SIDE_CMS;
	bool unknown = setup->side == SIDE_UNKNOWN;

	check_site(setup, &setup->own,
		   unknown ? NULL
		   : cms   ? check_rows_sender
			   : check_rows_receiver);
	check_site(setup, &setup->other,
		   unknown ? NULL
		   : cms   ? check_rows_receiver
			   : check_rows_sender);
}
