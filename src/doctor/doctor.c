/* SPDX-License-Identifier: MIT */
#include "doctor/doctor.h"
#include "base/cancel.h"
#include "doctor/checks.h"
#include "doctor/requests.h"
#include "run/session.h"
#include "run/target.h"

#include <string.h>

struct doctor {
	struct err misconfigured; /* what is wrong with the inputs */
	struct diagnosis diagnosis;
};

static struct doctor *doctor_of(const struct run *run)
{
	return run->state;
}

static void doctor_release(struct run *run)
{
	diagnosis_release(&doctor_of(run)->diagnosis);
}

/* Wrong inputs are one of the things to tell, and no reason to look at nothing else. */
static bool doctor_forgive(struct run *run)
{
	doctor_of(run)->misconfigured = run->err;
	run->err = (struct err){.reason = REASON_NONE};
	return true;
}

static int doctor_decide(struct run *run, struct err *err)
{
	(void)err;
	/* Not by the event: what the API says decides. */
	run->decision.verdict = VERDICT_ASK_FACTS;
	return 0;
}

/* It is asked where there is a token and a repository to ask for. */
static void aim(struct repository_facts *repo, struct api_target target)
{
	repo->target = target;
	repo->date_s = -1;
	if (!repo->target.repository || !grammar_is_repository(repo->target.repository))
		repo->target.repository = "";
	repo->asked = *repo->target.repository && *repo->target.token;
}

/* All that can be known; where nothing could be asked at all, `fault` says why. */
static void examine(struct run *run, struct session *session, struct setup *setup,
		    struct err *fault)
{
	struct repository_facts *const repos[] = {&setup->other, &setup->own};
	const struct shared_inputs *shared;
	struct repository_facts *cms;

	if (session_open(session, run, fault) < 0) {
		setup->own.asked = setup->other.asked = false;
		return;
	}
	requests_repositories(session->http, repos, ARRAY_SIZE(repos));
	checks_find_side(setup);
	shared_inputs_read(&setup->own_inputs, &setup->own.workflows, "");
	shared_inputs_read(&setup->other_inputs, &setup->other.workflows, "");
	/* What a workflow has is what counts, this end's first, whatever the doctor was given. */
	shared = setup->own_inputs.file ? &setup->own_inputs : &setup->other_inputs;
	if (shared_inputs_apply(shared, &run->config, &setup->inputs_err) < 0)
		err_prefix(&setup->inputs_err, "Workflow \"%s\"", shared->file);
	branches_add_bases(&setup->branches, &run->config);
	branches_add(&setup->branches, run->config.staging_branch, "staging-branch");
	cms = setup_cms(setup);
	if (setup->side == SIDE_UNKNOWN || !cms->answered || err_is_set(&cms->err))
		return;
	requests_cms(session->http, cms, &setup->branches);
	setup->branches_asked = true;
}

static void judge(const struct run *run, struct setup *setup, const struct err *fault)
{
	checks_api(setup, fault);
	checks_tokens(setup);
	checks_side(setup);
	checks_repositories(setup);
	checks_workflows(setup);
	checks_inputs(setup, &doctor_of(run)->misconfigured);
	checks_sweep(setup);
}

static int conclude(struct run *run, struct err *err)
{
	const struct check *first = diagnosis_first(&doctor_of(run)->diagnosis, FINDING_ERROR);
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
	diagnosis_say(&doctor_of(run)->diagnosis, &count);
	return err_set(err, REASON_UNHEALTHY,
		       "The set-up does not work: %s. The first error, %s: %.*s",
		       buf_str(&count), buf_str(&first->what), (int)len,
		       buf_str(&first->sentence));
}

static int doctor_act(struct run *run, struct session *session, struct err *err)
{
	struct setup setup = {.config = &run->config,
			      .runner = &run->runner,
			      .now_s = session_now_s(),
			      .diagnosis = &doctor_of(run)->diagnosis};
	struct err fault = {.reason = REASON_NONE};
	int rc;

	aim(&setup.other, target_other(run));
	aim(&setup.own, target_own(run));
	examine(run, session, &setup, &fault);
	judge(run, &setup, &fault);
	rc = cancel_requested() ? err_set(err, REASON_CANCELLED, "The run was cancelled")
				: conclude(run, err);
	shared_inputs_release(&setup.own_inputs);
	shared_inputs_release(&setup.other_inputs);
	repository_facts_release(&setup.own);
	repository_facts_release(&setup.other);
	return rc;
}

static void doctor_sentence(const struct run *run, const struct text *text)
{
	text_say(text, "The set-up works, as far as can be read: ");
	diagnosis_say(&doctor_of(run)->diagnosis, text->out);
	text_say(text, ".");
}

/* A line for each check. */
static void doctor_log(const struct run *run)
{
	const struct diagnosis *diagnosis = &doctor_of(run)->diagnosis;

	for (size_t i = 0; i < diagnosis->count; i++) {
		auto_buf line = BUF_INIT(2 * DIAGNOSIS_TEXT_MAX);

		diagnosis_line(&diagnosis->list[i], &line);
		output_log(buf_str(&line));
	}
}

static void doctor_summary(const struct run *run, struct buf *out)
{
	diagnosis_table(&doctor_of(run)->diagnosis, out);
}

const struct end doctor = {
	.state_size = sizeof(struct doctor),
	.release = doctor_release,
	.forgive = doctor_forgive,
	.decide = doctor_decide,
	.act = doctor_act,
	.sentence = doctor_sentence,
	.log = doctor_log,
	.summary = doctor_summary,
};
