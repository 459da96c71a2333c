/* SPDX-License-Identifier: MIT */
#include "doctor/check_rows.h"
#include "doctor/checks.h"

#include <string.h>
#include <strings.h>

static void check_inputs(const struct patient *patient, const struct err *misconfigured)
{
	struct buf *out = diagnosis_add(patient->diagnosis, FINDING_GOOD, "Inputs");

	if (err_is_set(misconfigured) || err_is_set(&patient->names_err)) {
		diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
		if (err_is_set(misconfigured))
			buf_addf(out, "%s.", misconfigured->msg);
		if (err_is_set(&patient->names_err))
			buf_addf(out, "%s%s.", out->len > 0 ? " " : "", patient->names_err.msg);
		return;
	}
	buf_adds(
		out,
		"They are valid and go together, also for the largest pull request number there can be.");
	if (patient->own_names.file)
		buf_addf(out, " The names are those of \"%s\".", patient->own_names.file);
}

static void check_branches(const struct patient *patient)
{
	static const char what[] = "Branches";
	const struct site *cms = patient->side == SIDE_CMS ? &patient->own : &patient->other;
	bool sure = patient->own_names.file || patient->other_names.file;
	const struct site_branch *unknown = NULL;
	struct buf *out = diagnosis_add(patient->diagnosis, FINDING_GOOD, what);

	if (!patient->branches_asked) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(out, "Not checked, because %s.",
			 patient->side == SIDE_UNKNOWN ? "it is not known which end this is"
						       : "the CMS is not known");
		return;
	}
	for (size_t i = 0; i < patient->branches.count; i++) {
		const struct site_branch *branch = &patient->branches.list[i];

		/* A branch that is no branch, and one that the token may not see, both answer 404. */
		if (branch->missing && cms->workflows.known) {
			diagnosis_worsen(patient->diagnosis,
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
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(out, "%s\"%s\" (%s) was not checked: %s.", out->len > 0 ? " " : "",
			 unknown->name, unknown->input, unknown->err.msg);
	}
	if (out->len > 0)
		return;
	if (patient->branches.count == 0) {
		buf_adds(out, "The bases are patterns, which need no branch.");
		return;
	}
	for (size_t i = 0; i < patient->branches.count; i++)
		buf_addf(out, "%s\"%s\"", i > 0 ? ", " : "", patient->branches.list[i].name);
	buf_addf(out, ": %s of %s.", patient->branches.count == 1 ? "a branch" : "branches",
		 cms->target.repository);
}

/* Each end's workflow must name the other; what is not known counts for nothing. */
static void check_repositories(const struct patient *patient)
{
	const char *own = patient->own.target.repository;
	const char *other = patient->other.target.repository;
	const char *here = buf_str(&patient->own_names.repository);
	const char *there = buf_str(&patient->other_names.repository);
	bool here_wrong = *here && !names_is_open(here) && strcasecmp(here, other) != 0;
	bool there_wrong =
		*there && *own && !names_is_open(there) && strcasecmp(there, own) != 0;

	if (here_wrong)
		buf_addf(
			diagnosis_add(patient->diagnosis, FINDING_ERROR, "Other end"),
			"The doctor was given %s as the other end, but \"%s\" has \"%.200s\": correct the one that is wrong.",
			*other ? other : "nothing", patient->own_names.file, here);
	if (there_wrong)
		buf_addf(
			diagnosis_add(patient->diagnosis, FINDING_ERROR,
				      "Other end of the other end"),
			"\"%s\" of %s has \"%.200s\" as its other end, expected %s: correct it there.",
			patient->other_names.file, other, there, own);
}

static void check_agreement(const struct patient *patient)
{
	struct buf *out = diagnosis_add(patient->diagnosis, FINDING_GOOD, "Names of both ends");
	const struct check_place here = {&patient->own_names, "here"};
	const struct check_place there = {&patient->other_names, "at the other end"};
	bool open = false;

	if (!patient->own_names.file || !patient->other_names.file) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"Not checked, because %s no workflow could be read that uses deploy-dispatch. Compare the two blocks env: by hand.",
			patient->own_names.file ? "at the other end" : "at this end");
		return;
	}
	for (size_t i = 0; i < NAMES_COUNT; i++) {
		check_rows_compare(patient, i, &here, &there, out);
		open = open || names_are_open(&patient->own_names, i);
	}
	if (out->len > 0) {
		buf_adds(out, " Give both ends the same.");
		return;
	}
	buf_addf(out, "\"%s\" here and \"%s\" at the other end give the same.",
		 patient->own_names.file, patient->other_names.file);
	if (open)
		buf_adds(
			out,
			" Whether a variable of GitHub's in them, as STAGING_BASE, has the same value in both repositories cannot be read.");
}

void checks_names(const struct patient *patient, const struct err *misconfigured)
{
	check_inputs(patient, misconfigured);
	check_branches(patient);
	check_repositories(patient);
	check_agreement(patient);
}
