/* SPDX-License-Identifier: MIT */
#include "doctor/check_rows.h"
#include "doctor/checks.h"

#include <string.h>
#include <strings.h>

/* A variable that is misspelled ends each run of its workflow. */
static void check_settings(const struct setup *setup, const struct repository_facts *repo,
			   struct buf *out)
{
	for (size_t i = 0; i < repo->workflows.count; i++) {
		const struct workflow *workflow = &repo->workflows.list[i];
		struct err err;

		if (!(workflow->concerns || workflow_uses_action(workflow, "reconcile") ||
		      workflow_uses_action(workflow, "doctor")) ||
		    workflow_check_settings(workflow, &err) == 0)
			continue;
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(out, "%sWorkflow \"%s\" of %s: %s.", out->len > 0 ? " " : "",
			 workflow->name, repo->target.repository, err.msg);
	}
}

/* The sweep's own row says it of the sweep. */
static void check_dry_run(const struct setup *setup, const struct repository_facts *repo)
{
	for (size_t i = 0; i < repo->workflows.count; i++) {
		const struct workflow *workflow = &repo->workflows.list[i];

		if (!check_rows_is_dry(workflow, ""))
			continue;
		buf_addf(
			diagnosis_add(setup->diagnosis, FINDING_WARNING, "Dry run"),
			"\"%s\" of %s has dry-run: true, so it sends and writes nothing. Remove that once you have seen enough.",
			workflow->name, repo->target.repository);
	}
}

static void check_inputs(const struct setup *setup, const struct err *misconfigured)
{
	struct buf *out = diagnosis_add(setup->diagnosis, FINDING_GOOD, "Inputs");

	if (err_is_set(misconfigured) || err_is_set(&setup->inputs_err)) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		if (err_is_set(misconfigured))
			buf_addf(out, "%s.", misconfigured->msg);
		if (err_is_set(&setup->inputs_err))
			buf_addf(out, "%s%s.", out->len > 0 ? " " : "", setup->inputs_err.msg);
	}
	check_settings(setup, &setup->own, out);
	check_settings(setup, &setup->other, out);
	if (out->len > 0)
		return;
	buf_adds(
		out,
		"They are valid and go together, also for the largest pull request number there can be.");
	if (setup->own_inputs.file)
		buf_addf(out, " The names are those of \"%s\".", setup->own_inputs.file);
}

static void check_branches(const struct setup *setup)
{
	static const char what[] = "Branches";
	const struct repository_facts *cms =
		setup->side == SIDE_CMS ? &setup->own : &setup->other;
	bool sure = setup->own_inputs.file || setup->other_inputs.file;
	const struct branch *unknown = NULL;
	struct buf *out = diagnosis_add(setup->diagnosis, FINDING_GOOD, what);

	if (!setup->branches_asked) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(out, "Not checked, because %s.",
			 setup->side == SIDE_UNKNOWN ? "it is not known which end this is"
						     : "the CMS is not known");
		return;
	}
	for (size_t i = 0; i < setup->branches.count; i++) {
		const struct branch *branch = &setup->branches.list[i];

		/* A branch that is no branch, and one that the token may not see, both answer 404. */
		if (branch->missing && cms->workflows.known) {
			diagnosis_worsen(setup->diagnosis,
					 sure ? FINDING_ERROR : FINDING_WARNING);
			buf_addf(
				out, "%s\"%s\" (%s) is no branch of %s: %s.",
				out->len > 0 ? " " : "", branch->name, branch->input,
				cms->target.repository,
				sure ? "create it, or correct the name at both ends"
				     : "if that is your base, create it. No workflow could be read that says which the bases are");
		} else if (err_is_set(&branch->err)) {
			unknown = branch;
		}
	}
	if (unknown) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(out, "%s\"%s\" (%s) was not checked: %s.", out->len > 0 ? " " : "",
			 unknown->name, unknown->input, unknown->err.msg);
	}
	if (out->len > 0)
		return;
	if (setup->branches.count == 0) {
		buf_adds(out, "The bases are patterns, which need no branch.");
		return;
	}
	for (size_t i = 0; i < setup->branches.count; i++)
		buf_addf(out, "%s\"%s\"", i > 0 ? ", " : "", setup->branches.list[i].name);
	buf_addf(out, ": %s of %s.", setup->branches.count == 1 ? "a branch" : "branches",
		 cms->target.repository);
}

/* Each end's workflow must name the other; what is not known counts for nothing. */
static void check_repositories(const struct setup *setup)
{
	const char *own = setup->own.target.repository;
	const char *other = setup->other.target.repository;
	const char *here = buf_str(&setup->own_inputs.repository);
	const char *there = buf_str(&setup->other_inputs.repository);
	bool here_wrong =
		*here && !shared_inputs_is_expression(here) && strcasecmp(here, other) != 0;
	bool there_wrong = *there && *own && !shared_inputs_is_expression(there) &&
			   strcasecmp(there, own) != 0;

	if (here_wrong)
		buf_addf(
			diagnosis_add(setup->diagnosis, FINDING_ERROR, "Other end"),
			"The doctor was given %s as the other end, but \"%s\" has \"%.200s\": correct the one that is wrong.",
			*other ? other : "nothing", setup->own_inputs.file, here);
	if (there_wrong)
		buf_addf(
			diagnosis_add(setup->diagnosis, FINDING_ERROR,
				      "Other end of the other end"),
			"\"%s\" of %s has \"%.200s\" as its other end, expected %s: correct it there.",
			setup->other_inputs.file, other, there, own);
}

static void check_agreement(const struct setup *setup)
{
	struct buf *out = diagnosis_add(setup->diagnosis, FINDING_GOOD, "Names of both ends");
	const struct check_place here = {&setup->own_inputs, "here"};
	const struct check_place there = {&setup->other_inputs, "at the other end"};
	bool open = false;

	if (!setup->own_inputs.file || !setup->other_inputs.file) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"Not checked, because %s no workflow could be read that uses deploy-dispatch. Compare the settings of the two by hand.",
			setup->own_inputs.file ? "at the other end" : "at this end");
		return;
	}
	for (size_t i = 0; i < SHARED_INPUTS_COUNT; i++) {
		check_rows_compare(setup, i, &here, &there, out);
		open = open || shared_inputs_holds_expression(&setup->own_inputs, i);
	}
	if (out->len > 0) {
		buf_adds(out, " Give both ends the same.");
		return;
	}
	buf_addf(out, "\"%s\" here and \"%s\" at the other end give the same.",
		 setup->own_inputs.file, setup->other_inputs.file);
	if (open)
		buf_adds(
			out,
			" Whether a variable of GitHub's in them, as STAGING_BASE, has the same value in both repositories cannot be read.");
}

void checks_inputs(const struct setup *setup, const struct err *misconfigured)
{
	check_inputs(setup, misconfigured);
	check_dry_run(setup, &setup->own);
	check_dry_run(setup, &setup->other);
	check_branches(setup);
	check_repositories(setup);
	check_agreement(setup);
}
