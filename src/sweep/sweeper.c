/* SPDX-License-Identifier: MIT */
#include "sweep/sweeper.h"
#include "base/mem.h"
#include "github/branches.h"
#include "github/dispatches.h"
#include "github/pull.h"
#include "github/pulls.h"
#include "run/session.h"
#include "run/target.h"
#include "sweep/both_ends.h"
#include "sweep/sweep.h"
#include "sweep/sweep_words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	AT_ONCE = 8,
	KEEP_BACK = 100, /* requests that are left to others before the rate limit */
	CLOSED_PAGES_MAX =
		10 /* hundreds of closed pull requests, to find the last one into staging */
};

/* Up to AT_ONCE environments that are dealt with together. */
struct batch {
	struct sweep_entry *entry[AT_ONCE];
	size_t count;
};

static int missing(struct err *err, const char *what, const char *expected)
{
	return err_set(err, REASON_BAD_CONFIG, "%s, expected %s", what, expected);
}

/* What is needed to ask, and to send; a dry run sends nothing. */
static int check(const struct run *run, struct err *err)
{
	const char *here = run->event.repository;

	if (!*run->config.repository)
		return missing(err, "The input repository is empty",
			       "the owner/name of the CMS repository");
	if (!*run->config.token)
		return missing(
			err, "The input token is empty",
			"a token that can read the pull requests of the CMS repository. Without it nobody knows which are open");
	if (run->config.dry_run)
		return 0;
	if (!here)
		return missing(err, "GITHUB_REPOSITORY is not set",
			       "this repository's owner/name, which the removals are sent to");
	if (!grammar_is_repository(here))
		return err_set(
			err, REASON_BAD_CONFIG,
			"GITHUB_REPOSITORY holds \"%.80s\", expected this repository's owner/name",
			here);
	if (!*run->config.github_token)
		return missing(
			err, "The input github-token is empty",
			"a token that can write to this repository. Leave it out to have the job's own, with contents: write in the workflow's permissions");
	return 0;
}

static int sweeper_decide(struct run *run, struct err *err)
{
	struct sweep *sweep = sweep_of(run);

	/* There is no event to ignore: what is to be done, the answers tell. */
	run->decision = (struct decision){.verdict = VERDICT_ASK_FACTS};
	sweep_read(&run->config, sweep);
	if (sweep->count == 0 && sweep->names > 0)
		(void)warnings_add(&run->warnings, SWEEP_WARNING_NONE_OURS, NULL);
	return check(run, err);
}

/* Ends the sweep with a warning that says how far it came; false. */
static bool end_sweep(struct run *run, const struct err *why)
{
	sweep_of(run)->ended = true;
	(void)warnings_add(&run->warnings, SWEEP_WARNING_ENDED, why);
	return false;
}

/* False, once, where the rate limit is near its end: others need what is left. */
static bool may_go_on(struct run *run)
{
	if (sweep_of(run)->ended)
		return false;
	if (run->requests_left < 0 || run->requests_left >= KEEP_BACK)
		return true;
	return end_sweep(run, NULL);
}

static bool see_open(const struct pulls_entry *entry, void *context)
{
	struct run *run = context;

	sweep_see_open(&run->config, sweep_of(run), entry);
	return true;
}

/* A base that is misspelled or renamed makes all that lives look left over. */
static int fail_branch(const struct branch *branch, const char *repository, struct err *err)
{
	return err_set(
		err, REASON_BAD_CONFIG,
		"The input %s names the branch \"%.80s\", which %s does not have. Nothing was judged and nothing sent. Correct the input, here and in ephemeral-environment.yml",
		branch->input, branch->name, repository);
}

/*
 * Whether each base is a branch. A token that may not see branches tells nothing about that: then environments of open pull
 * requests stay.
 */
static int judge_branches(struct run *run, struct session *session,
			  const struct branches *branches, struct err *err)
{
	struct api_target target = target_other(run);
	const struct branch *missing = NULL;
	bool unseen = false;

	for (size_t i = 0; i < branches->count; i++) {
		const struct branch *branch = &branches->list[i];

		if (branch->missing)
			missing = missing ? missing : branch;
		else if (branch->err.reason == REASON_FORBIDDEN)
			unseen = true;
		else if (err_is_set(&branch->err))
			return err_copy(err, &branch->err);
	}
	if (missing && branches_can_list(session->http, &target))
		return fail_branch(missing, run->config.repository, err);
	if (!missing && !unseen)
		return 0;
	sweep_of(run)->keeps_open = true;
	(void)warnings_add(&run->warnings, SWEEP_WARNING_NO_BRANCHES, NULL);
	return 0;
}

/* All open pull requests, and the bases beside the first of them. */
static int ask_all(struct run *run, struct session *session, struct branches *branches,
		   bool *held_back, struct err *err)
{
	struct api_target target = target_other(run);
	struct buf paths[BRANCHES_MAX];
	struct http_request requests[BRANCHES_MAX];
	struct http_answer answers[BRANCHES_MAX];
	struct pulls_list list = {.keep_back = KEEP_BACK,
				  .see = see_open,
				  .context = run,
				  .beside = requests,
				  .beside_answers = answers,
				  .beside_count = branches->count};
	int rc;

	for (size_t i = 0; i < branches->count; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		requests[i] = branches_ask(&target, branches->list[i].name, &paths[i]);
		requests[i].many = true; /* as the pages beside it */
	}
	rc = pulls_get(session->http, &target, &list, err);
	for (size_t i = 0; i < branches->count; i++) {
		branches_read(&target, &branches->list[i], &requests[i], &answers[i]);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
	*held_back = list.held_back;
	return rc < 0 ? err_prefix(
				err,
				"The open pull requests are not all known, so nothing was judged and nothing sent")
		      : 0;
}

/* Nothing is judged before all open pull requests were read, and the bases are known to exist. */
static int sweeper_ask(struct run *run, struct session *session, struct err *err)
{
	struct sweep *sweep = sweep_of(run);
	struct branches branches = {.count = 0};
	bool held_back;

	if (session_open(session, run, err) < 0)
		return -1;
	if (sweep->count == 0) {
		sweep->judged = true;
		return 0;
	}
	if (run->event.repository &&
	    strcasecmp(run->event.repository, run->config.repository) == 0 &&
	    !both_ends_are_here(run, session))
		(void)warnings_add(&run->warnings, SWEEP_WARNING_OWN_REPOSITORY, NULL);
	branches_add_bases(&branches, &run->config);
	if (ask_all(run, session, &branches, &held_back, err) < 0 ||
	    judge_branches(run, session, &branches, err) < 0)
		return -1;
	if (held_back) {
		(void)may_go_on(run);
		return 0;
	}
	if (sweep->open_ephemeral == 0)
		sweep->keeps_open = true;
	sweep_judge(sweep);
	return 0;
}

static size_t place_in_list(const struct run *run, const struct sweep_entry *entry)
{
	return (size_t)(entry - sweep_of(run)->list);
}

static void warn_of_kept(struct run *run, const struct sweep_entry *entry,
			 const struct err *why)
{
	warnings_add(&run->warnings, SWEEP_WARNING_KEPT, why)->place =
		place_in_list(run, entry);
}

/* What the run ends with, as the first failure had it. */
static void note_failure(struct err *failure, const struct err *err)
{
	if (!err_is_set(failure))
		*failure = *err;
}

/*
 * The second look; what is found stays in the batch. `open`: so does what is open into another base, which was looked at
 * before.
 */
static void look_again(struct run *run, struct session *session, struct batch *batch, bool open,
		       struct err *failure)
{
	struct api_target target = target_other(run);
	struct sweep *sweep = sweep_of(run);
	const char *numbers[AT_ONCE];
	struct facts facts[AT_ONCE] = {{.people_count = 0}};
	size_t found = 0;

	for (size_t i = 0; i < batch->count; i++)
		numbers[i] = batch->entry[i]->payload.pr_number;
	pull_fetch_all(session->http, &target, numbers, facts, batch->count);
	for (size_t i = 0; i < batch->count; i++) {
		struct sweep_entry *entry = batch->entry[i];
		struct err err;

		if (sweep_look(&run->config, sweep, &facts[i], entry, &err) < 0) {
			note_failure(failure, &err);
			warn_of_kept(run, entry, &err);
			if (!sweep->ended && api_ends_writes(&err))
				(void)end_sweep(run, &err);
		} else if (entry->state == SWEEP_HELD && open) {
			entry->state = SWEEP_FOUND;
		} else if (entry->state != SWEEP_KEPT_OPEN && entry->state != SWEEP_HELD &&
			   !sweep_is_found(entry)) {
			warn_of_kept(run, entry, NULL);
		}
		if (sweep_is_found(entry))
			batch->entry[found++] = entry;
		sweep->looked += !open;
		facts_release(&facts[i]);
	}
	batch->count = found;
}

/* No other would be accepted either: not now, or not with this token. */
static bool ends_sends(const struct sweep *sweep, const struct err *err)
{
	bool denied = err->reason == REASON_FORBIDDEN || err->reason == REASON_NOT_FOUND;

	return api_ends_writes(err) || err->reason == REASON_UNAUTHORIZED ||
	       (denied && sweep_count(sweep, SWEEP_SENT) == 0 &&
		sweep_count(sweep, SWEEP_REFUSED) >= AT_ONCE);
}

/* Requests the removal of those in the batch; each is a warning, whatever comes of it. */
static void send_removals(struct run *run, struct session *session, const struct batch *batch,
			  struct err *failure)
{
	struct api_target target = target_here(run);
	struct json payloads[AT_ONCE] = {{.root = NULL}};
	struct err *errs = xrealloc(NULL, AT_ONCE * sizeof(*errs));
	bool sends = !run->config.dry_run && may_go_on(run);

	memset(errs, 0, AT_ONCE * sizeof(*errs));
	for (size_t i = 0; sends && i < batch->count; i++)
		contract_build(CONTRACT_CLOSED, &batch->entry[i]->payload, &payloads[i]);
	if (sends && batch->count > 0)
		dispatches_create_all(session->http, &target,
				      contract_event_type(CONTRACT_CLOSED), payloads, errs,
				      batch->count);
	for (size_t i = 0; i < batch->count; i++) {
		struct sweep_entry *entry = batch->entry[i];
		bool failed = err_is_set(&errs[i]);

		if (sends)
			entry->state = failed ? SWEEP_REFUSED : SWEEP_SENT;
		warnings_add(&run->warnings, SWEEP_WARNING_LEFT_OVER, failed ? &errs[i] : NULL)
			->place = place_in_list(run, entry);
		if (!failed)
			continue;
		note_failure(failure, &errs[i]);
		if (!sweep_of(run)->ended && ends_sends(sweep_of(run), &errs[i]))
			(void)end_sweep(run, &errs[i]);
	}
	free(errs);
}

/* Up to AT_ONCE environments of pull requests in that state, from place *at on. */
static struct batch next_batch(const struct sweep *sweep, enum sweep_state state, size_t *at)
{
	struct batch batch = {.count = 0};

	for (; *at < sweep->count && batch.count < AT_ONCE; (*at)++) {
		struct sweep_entry *entry = &sweep->list[*at];

		if (entry->state == state && entry->class == ENVIRONMENT_EPHEMERAL)
			batch.entry[batch.count++] = entry;
	}
	return batch;
}

/* What is suspect, some at a time: what is closed is sent at once, so that little can change between. */
static void sweep_closed(struct run *run, struct session *session, struct err *failure)
{
	struct batch batch;
	size_t at = 0;

	while ((batch = next_batch(sweep_of(run), SWEEP_SUSPECT, &at)).count > 0 &&
	       may_go_on(run)) {
		look_again(run, session, &batch, false, failure);
		send_removals(run, session, &batch, failure);
	}
}

/* Those of open pull requests, which the brake lets through, are looked at once more and sent. */
static void sweep_open(struct run *run, struct session *session, struct err *failure)
{
	struct sweep *sweep = sweep_of(run);
	struct batch batch;
	size_t at = 0;

	if (sweep_brake(&run->config, sweep))
		note_failure(failure, &(struct err){.reason = REASON_TOO_MANY});
	for (size_t i = 0; i < sweep->count; i++) {
		const struct sweep_entry *entry = &sweep->list[i];

		if (entry->state == SWEEP_KEPT_MANY || entry->state == SWEEP_KEPT_BASES)
			warn_of_kept(run, entry, NULL);
	}
	while ((batch = next_batch(sweep, SWEEP_HELD, &at)).count > 0 && may_go_on(run)) {
		look_again(run, session, &batch, true, failure);
		send_removals(run, session, &batch, failure);
	}
}

/* One that shares staging. */
struct staging {
	const struct run *run;
	struct sweep_entry *entry;
	bool open;
};

static bool see_staging(const struct pulls_entry *entry, void *context)
{
	struct staging *staging = context;

	if (environment_shares_staging(&staging->run->config, entry->base, entry->is_fork))
		staging->open = true;
	return !staging->open;
}

static bool see_closed(const struct pulls_entry *entry, void *context)
{
	struct staging *staging = context;

	sweep_see_closed(&staging->run->config, staging->entry, entry);
	return true;
}

/* The one that was closed last; further back only where the newest hundred have none. */
static int ask_closed(struct run *run, struct session *session, struct staging *staging,
		      struct err *err)
{
	struct api_target target = target_other(run);
	struct pulls_list list = {.bases = run->config.staging_base,
				  .closed = true,
				  .last = 1,
				  .see = see_closed,
				  .context = staging};

	if (pulls_get(session->http, &target, &list, err) < 0)
		return -1;
	if (*staging->entry->payload.pr_number || !list.more)
		return 0;
	list.first = 2;
	list.last = CLOSED_PAGES_MAX;
	return pulls_get(session->http, &target, &list, err);
}

static int ask_open(struct run *run, struct session *session, struct staging *staging,
		    struct err *err)
{
	struct api_target target = target_other(run);
	struct pulls_list list = {
		.bases = run->config.staging_base, .see = see_staging, .context = staging};

	return pulls_get(session->http, &target, &list, err);
}

static void keep_staging(struct run *run, struct sweep_entry *entry, const struct err *err,
			 struct err *failure)
{
	entry->state = SWEEP_KEPT_UNREAD;
	note_failure(failure, err);
	warn_of_kept(run, entry, err);
}

/*
 * Staging is no pull request's own: the pull request that was closed last is asked for by number, then the list of what
 * is open once more.
 */
static void sweep_staging(struct run *run, struct session *session, struct sweep_entry *entry,
			  struct err *failure)
{
	struct staging staging = {.run = run, .entry = entry};
	struct batch batch = {.entry = {entry}, .count = 1};
	struct err err;

	if (!may_go_on(run))
		return;
	if (ask_closed(run, session, &staging, &err) < 0) {
		keep_staging(run, entry, &err, failure);
		return;
	}
	if (*entry->payload.pr_number) {
		look_again(run, session, &batch, false, failure);
		if (batch.count == 0)
			return;
	} else {
		sweep_of(run)->looked++;
	}
	if (ask_open(run, session, &staging, &err) < 0) {
		keep_staging(run, entry, &err, failure);
	} else if (staging.open) {
		entry->state = SWEEP_KEPT_OPEN;
	} else if (*entry->payload.pr_number) {
		send_removals(run, session, &batch, failure);
	} else {
		entry->state = SWEEP_KEPT_NOBODY;
		warn_of_kept(run, entry, NULL);
	}
}

/* A dry run may lack what only sending needs. */
static bool can_ask_here(const struct run *run)
{
	return run->event.repository && grammar_is_repository(run->event.repository) &&
	       *run->config.github_token;
}

static int sweeper_act(struct run *run, struct session *session, struct err *err)
{
	struct sweep *sweep = sweep_of(run);
	struct sweep_entry *last = sweep->count > 0 ? &sweep->list[sweep->count - 1] : NULL;
	struct err failure = {.reason = REASON_NONE};

	run->result = RESULT_RECONCILED;
	if (!sweep->judged)
		return 0;
	sweep_closed(run, session, &failure);
	sweep_open(run, session, &failure);
	if (last && last->class == ENVIRONMENT_STAGING && last->state == SWEEP_SUSPECT)
		sweep_staging(run, session, last, &failure);
	if (can_ask_here(run) && may_go_on(run))
		cut_off_correct(run, session);
	return err_is_set(&failure) ? sweep_words_fail(run, failure.reason, err) : 0;
}

static void sweeper_release(struct run *run)
{
	cut_off_release(&sweep_of(run)->cut_off);
	sweep_release(sweep_of(run));
}

const struct end sweeper = {
	.state_size = sizeof(struct sweep),
	.release = sweeper_release,
	.decide = sweeper_decide,
	.ask = sweeper_ask,
	.act = sweeper_act,
	.sentence = sweeper_sentence,
	.warning = sweeper_warning,
	.level = sweeper_level,
	.summary = sweeper_summary,
	.outputs = sweeper_outputs,
	.fill = sweeper_fill,
};
