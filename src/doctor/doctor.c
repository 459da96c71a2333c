/* SPDX-License-Identifier: MIT */
#include "contract/bases.h"
#include "base/cancel.h"
#include "doctor/checks.h"
#include "run/end.h"
#include "doctor/survey.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int decide(struct run *run, struct err *err)
{
	(void)err;
	/* Not by the event: what the API says decides. */
	run->decision.verdict = VERDICT_ASK_FACTS;
	return 0;
}

/* It is asked where there is a token and a repository to ask for. */
static void aim(struct site *site, struct api_target target)
{
	site->target = target;
	site->date_s = -1;
	if (!site->target.repository || !grammar_is_repository(site->target.repository))
		site->target.repository = "";
	site->asked = *site->target.repository && *site->target.token;
}

static void add_branch(struct site_branches *branches, const char *name, const char *input)
{
	struct site_branch *branch = &branches->list[branches->count];

	for (size_t i = 0; i < branches->count; i++) {
		if (strcmp(branches->list[i].name, name) == 0)
			return;
	}
	if (branches->count == SITE_BRANCHES_MAX || !grammar_is_branch(name))
		return;
	*branch = (struct site_branch){.input = input};
	(void)snprintf(branch->name, sizeof(branch->name), "%s", name);
	branches->count++;
}

/* The plain names of a list of bases: a pattern need not match a branch. */
static void add_bases(struct site_branches *branches, const char *list, const char *input)
{
	char name[GRAMMAR_BRANCH_MAX + 1];

	while (bases_next(&list, name)) {
		if (bases_are_plain(name))
			add_branch(branches, name, input);
	}
}

static void list_branches(const struct config *config, struct site_branches *branches)
{
	add_bases(branches, config->ephemeral_base, "ephemeral-base");
	if (!grammar_is_none(config->staging_base))
		add_bases(branches, config->staging_base, "staging-base");
	if (*config->staging_branch)
		add_branch(branches, config->staging_branch, "staging-branch");
}

/* All that can be known; where nothing could be asked at all, `fault` says why. */
static void examine(struct run *run, struct session *session, struct patient *patient,
		    struct err *fault)
{
	struct site *const sites[] = {&patient->other, &patient->own};
	const struct names *names;
	const struct site *cms;

	if (session_open(session, run, fault) < 0) {
		patient->own.asked = patient->other.asked = false;
		return;
	}
	survey_sites(session->http, sites, ARRAY_SIZE(sites));
	checks_find_side(patient);
	names_read(&patient->own_names, &patient->own.workflows, "");
	names_read(&patient->other_names, &patient->other.workflows, "");
	/* What a workflow has is what counts, this end's first, whatever the doctor was given. */
	names = patient->own_names.file ? &patient->own_names : &patient->other_names;
	if (names_give(names, &run->config, &patient->names_err) < 0)
		err_prefix(&patient->names_err, "Workflow \"%s\"", names->file);
	list_branches(&run->config, &patient->branches);
	cms = patient_cms(patient);
	if (patient->side == SIDE_UNKNOWN || !cms->answered || err_is_set(&cms->err))
		return;
	survey_branches(session->http, &cms->target, &patient->branches);
	patient->branches_asked = true;
}

static void judge(const struct run *run, struct patient *patient, const struct err *fault)
{
	checks_api(patient, fault);
	checks_tokens(patient);
	checks_side(patient);
	checks_repositories(patient);
	checks_workflows(patient);
	checks_names(patient, &run->misconfigured);
	checks_sweep(patient);
}

static int conclude(struct run *run, struct err *err)
{
	const struct check *first = diagnosis_first(&run->diagnosis, FINDING_ERROR);
	auto_buf count = BUF_INIT(DIAGNOSIS_TEXT_MAX);
	size_t len;

	if (!first) {
		run->result = RESULT_HEALTHY;
		return 0;
	}
	/* An error's text has no full stop. */
	len = first->sentence.len;
	while (len > 0 && buf_str(&first->sentence)[len - 1] == '.')
		len--;
	diagnosis_say(&run->diagnosis, &count);
	return err_set(err, REASON_UNHEALTHY,
		       "The set-up does not work: %s. The first error, %s: %.*s",
		       buf_str(&count), buf_str(&first->what), (int)len,
		       buf_str(&first->sentence));
}

static int act(struct run *run, struct session *session, struct err *err)
{
	struct patient patient = {.config = &run->config,
				  .runner = &run->runner,
				  .now_s = (int64_t)time(NULL),
				  .diagnosis = &run->diagnosis};
	struct err fault = {.reason = REASON_NONE};
	int rc;

	aim(&patient.other, end_other(run));
	aim(&patient.own, end_own(run));
	examine(run, session, &patient, &fault);
	judge(run, &patient, &fault);
	rc = cancel_requested() ? err_set(err, REASON_CANCELLED, "The run was cancelled")
				: conclude(run, err);
	names_release(&patient.own_names);
	names_release(&patient.other_names);
	site_release(&patient.own);
	site_release(&patient.other);
	return rc;
}

const struct end doctor = {.decide = decide, .act = act};
