/* SPDX-License-Identifier: MIT */
#include "base/cancel.h"
#include "base/mem.h"
#include "base/secret.h"
#include "cms/cms.h"
#include "contract/setting.h"
#include "doctor/doctor.h"
#include "github/comments.h"
#include "infrastructure/infrastructure.h"
#include "infrastructure/success.h"
#include "publish.h"
#include "run/end.h"
#include "run/session.h"
#include "sweep/sweeper.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_CANCELLED = 130 };

/* A config_lookup in the process's environment. */
static const char *environment(const char *name, void *context)
{
	(void)context;
	return getenv(name);
}

/* Which end a run has: the first row that fits. NULL fits any event or action, false any status. */
static const struct choice {
	enum run_mode mode;
	const char *event;  /* GITHUB_EVENT_NAME */
	const char *action; /* of the event */
	bool reports;       /* the input status is set */
	const struct end *end;
} choices[] = {
	{RUN_MODE_EVENT, "repository_dispatch", NULL, true, &reporter},
	{RUN_MODE_EVENT, "repository_dispatch", NULL, false, &resolver},
	{RUN_MODE_EVENT, "workflow_dispatch", NULL, true, &reporter},
	{RUN_MODE_EVENT, "workflow_dispatch", NULL, false, &resolver},
	/* Not by pull_request, whose token may not edit comments where the pull request is of a fork. */
	{RUN_MODE_EVENT, "pull_request_target", "synchronize", false, &after_push},
	{RUN_MODE_EVENT, NULL, NULL, false, &sender},
	{RUN_MODE_RECONCILE, NULL, NULL, false, &sweeper},
	{RUN_MODE_DOCTOR, NULL, NULL, false, &doctor},
};

const struct end *end_at(size_t place)
{
	return place < ARRAY_SIZE(choices) ? choices[place].end : NULL;
}

static bool fits(const char *wanted, const char *has)
{
	return !wanted || (has && strcmp(wanted, has) == 0);
}

static const struct end *choose(const struct run *run)
{
	for (size_t i = 0; i < ARRAY_SIZE(choices); i++) {
		const struct choice *choice = &choices[i];

		if (choice->mode == run->config.mode &&
		    fits(choice->event, run->runner.event_name) &&
		    fits(choice->action, run->event.action) &&
		    (!choice->reports || run->config.status != JOB_STATUS_NONE))
			return choice->end;
	}
	abort(); /* a mode without a row: nothing may pass for a run that did its work */
}

/* The inputs are checked in every run, before anything else; -1 with run->err. */
static int configure(struct run *run)
{
	config_read_runner(&run->runner, environment, NULL);
	if (config_load(&run->config, environment, NULL, &run->err) < 0 ||
	    setting_check(environ, &run->err) < 0 ||
	    environment_check(&run->config, &run->err) < 0)
		return -1;
	return success_check(&run->config, &run->err);
}

/*
 * The event, but of a kind that nobody handles, and where a mode needs none. The runner's word for the
 * repository goes before its own; who started this attempt of the run, only the runner knows.
 */
static int load(struct run *run)
{
	enum event_kind kind = EVENT_OTHER;

	if (!run->runner.event_name)
		return err_set(
			&run->err, REASON_BAD_CONFIG,
			"GITHUB_EVENT_NAME is not set, expected the name of the event. To run it outside of a workflow, see --help");
	if (run->config.mode == RUN_MODE_EVENT)
		kind = event_kind(run->runner.event_name);
	if (kind != EVENT_OTHER &&
	    event_load(&run->event, kind, run->runner.event_path, &run->err) < 0)
		return -1;
	if (run->runner.repository)
		run->event.repository = run->runner.repository;
	run->event.actor = run->runner.triggering_actor;
	return 0;
}

static int decide(struct run *run, const struct end *end, struct session *session)
{
	enum verdict verdict;
	int rc = end->decide(run, &run->err);

	verdict = run->decision.verdict;
	if (rc < 0 || !end->ask ||
	    (verdict != VERDICT_ASK_FACTS && verdict != VERDICT_RECEIVED))
		return rc;
	return end->ask(run, session, &run->err);
}

/* The stages, each as long as none before it has failed. */
static int perform_steps(struct run *run, const struct end *end, struct session *session)
{
	if (decide(run, end, session) < 0)
		return -1;
	switch (run->decision.verdict) {
	case VERDICT_IGNORE: run->result = RESULT_IGNORED; return 0;
	case VERDICT_REFUSE: run->result = RESULT_REFUSED; return 0;
	case VERDICT_ASK_FACTS:
	case VERDICT_SEND:
	case VERDICT_RECEIVED: break;
	}
	return end->act(run, session, &run->err);
}

/*
 * Whatever a failure looks like once the run is to end, it was cancelled: a read that a signal
 * broke off is no broken event.
 */
static void fail(struct run *run)
{
	run->result = RESULT_FAILED;
	if (cancel_requested() && run->err.reason != REASON_CANCELLED)
		err_set(&run->err, REASON_CANCELLED, "The run was cancelled");
}

/* The steps of the end, where the inputs and the event could be read. */
static void drive(struct run *run, const struct end *end, int rc)
{
	struct session session = {0};

	if (rc < 0 || perform_steps(run, end, &session) < 0)
		fail(run);
	if (end->tell)
		end->tell(run, &session);
	if (end->variables && run->config.report) {
		publish_state(run, end);
		end->begin(run, &session);
	}
	session_close(&session);
}

/* Its state, zeroed. */
static void begin(struct run *run, const struct end *end)
{
	if (end->state_size == 0)
		return;
	run->state = xrealloc(NULL, end->state_size);
	memset(run->state, 0, end->state_size);
}

static void run_release(struct run *run, const struct end *end)
{
	if (end->release)
		end->release(run);
	free(run->state);
	buf_release(&run->comment_url);
	warnings_release(&run->warnings);
	facts_release(&run->facts);
	event_release(&run->event);
	config_release(&run->config);
}

int run_once(bool post)
{
	struct run run = {.comment_url = BUF_INIT(COMMENTS_URL_MAX), .requests_left = -1};
	const struct end *end;
	int status;
	int rc;

	cancel_install();
	config_keep_secrets(environment, NULL);
	rc = configure(&run);
	config_forget_tokens();
	if (rc == 0)
		rc = load(&run);
	end = post ? &after_job : choose(&run);
	begin(&run, end);
	if (rc < 0 && end->forgive && end->forgive(&run))
		rc = load(&run);
	drive(&run, end, rc);
	publish(&run, end);
	status = publish_is_red(&run, end) ? EXIT_FAILURE : EXIT_SUCCESS;
	run_release(&run, end);
	secret_forget();
	return cancel_requested() ? EXIT_CANCELLED : status;
}
