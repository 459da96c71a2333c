/* SPDX-License-Identifier: MIT */
#include "checks.h"

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
			diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
			buf_addf(
				out,
				"%s\"%s\" (%s) is no branch of %s: create it, or correct the name at both ends.",
				out->len > 0 ? " " : "", branch->name, branch->input,
				cms->target.repository);
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
	buf_addf(out, ": branches of %s.", cms->target.repository);
}

/* A workflow's names, and where that is, for people. */
struct place {
	const struct names *names;
	const char *words;
};

/* One name in two places; what only GitHub knows can differ in its text and still be the same. */
static void compare(const struct patient *patient, size_t input, const struct place *one,
		    const struct place *two, struct buf *out)
{
	const char *first = buf_str(&one->names->value[input]);
	const char *second = buf_str(&two->names->value[input]);
	bool open = names_are_open(one->names, input) || names_are_open(two->names, input);

	if (strcmp(first, second) == 0)
		return;
	diagnosis_worsen(patient->diagnosis, open ? FINDING_WARNING : FINDING_ERROR);
	buf_addf(out, "%s%s is \"%.200s\" %s and \"%.200s\" %s%s.", out->len > 0 ? " " : "",
		 names_input(input), first, one->words, second, two->words,
		 open ? ", which only GitHub can tell to be the same" : "");
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
	const struct place here = {&patient->own_names, "here"};
	const struct place there = {&patient->other_names, "at the other end"};
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
		compare(patient, i, &here, &there, out);
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

/* Which environments there are, and which of them are wanted. */
static bool is_for_sweep(const char *input)
{
	static const char *const inputs[] = {"ephemeral-base", "staging-base",
					     "ephemeral-workspace", "staging-workspace"};

	for (size_t i = 0; i < ARRAY_SIZE(inputs); i++) {
		if (strcmp(input, inputs[i]) == 0)
			return true;
	}
	return false;
}

/* With other names or bases than those that environments are made by, the sweep removes what is wanted. */
static void check_sweep(const struct patient *patient)
{
	const struct names *made = patient_receiver_names(patient);
	const struct names *swept = &patient->sweep_names;
	auto_buf in_made = BUF_INIT(WORKFLOW_NAME_MAX + 8);
	auto_buf in_swept = BUF_INIT(WORKFLOW_NAME_MAX + 8);
	struct place one = {.names = made};
	struct place two = {.names = swept};
	struct buf *out;

	if (patient->side == SIDE_UNKNOWN || !made->file || !swept->file)
		return;
	buf_addf(&in_made, "in \"%s\"", made->file);
	buf_addf(&in_swept, "in \"%s\"", swept->file);
	one.words = buf_str(&in_made);
	two.words = buf_str(&in_swept);
	out = diagnosis_add(patient->diagnosis, FINDING_GOOD, "Names of the sweep");
	for (size_t i = 0; i < NAMES_COUNT; i++) {
		if (is_for_sweep(names_input(i)))
			compare(patient, i, &one, &two, out);
	}
	if (out->len > 0)
		buf_adds(
			out,
			" Give both the same: the sweep would remove environments that are wanted.");
	else
		buf_addf(out, "\"%s\" and \"%s\" give the same.", made->file, swept->file);
}

void checks_names(const struct patient *patient, const struct err *misconfigured)
{
	check_inputs(patient, misconfigured);
	check_branches(patient);
	check_repositories(patient);
	check_agreement(patient);
	check_sweep(patient);
}
