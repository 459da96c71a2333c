/* SPDX-License-Identifier: MIT */
#include "sweep/sweeper.h"
#include "base/mem.h"
#include "github/dispatches.h"
#include "github/pull.h"
#include "github/pulls.h"
#include "run/session.h"
#include "run/target.h"
#include "sweep/sweep.h"
#include "sweep/sweep_words.h"

#include <stdlib.h>
#include <string.h>

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
	if (sweep->count == 0) {
		if (sweep->names > 0)
			(void)warnings_add(&run->warnings, SWEEP_WARNING_NONE_OURS, NULL);
		return 0;
	}
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

	sweep_see_open(&run->config, sweep_of(run), entry->number, entry->base);
	return true;
}

/* Nothing is judged before all open pull requests were read. */
static int sweeper_ask(struct run *run, struct session *session, struct err *err)
{
	struct api_target target = target_other(run);
	struct pulls_list list = {
		.strict = true, .keep_back = KEEP_BACK, .see = see_open, .context = run};

	if (sweep_of(run)->count == 0) {
		sweep_of(run)->judged = true;
		return 0;
	}
	if (session_open(session, run, err) < 0)
		return -1;
	if (pulls_get(session->http, &target, &list, err) < 0)
		return err_prefix(
			err,
			"The open pull requests are not all known, so nothing was judged and nothing sent");
	if (list.held_back)
		(void)may_go_on(run);
	else
		sweep_judge(sweep_of(run));
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

/* The second look; what is found stays in the batch. */
static void look_again(struct run *run, struct session *session, struct batch *batch,
		       struct err *failure)
{
	struct api_target target = target_other(run);
	const char *numbers[AT_ONCE];
	struct facts facts[AT_ONCE] = {{.people_count = 0}};
	size_t found = 0;

	for (size_t i = 0; i < batch->count; i++)
		numbers[i] = batch->entry[i]->payload.pr_number;
	pull_fetch_all(session->http, &target, numbers, facts, batch->count);
	for (size_t i = 0; i < batch->count; i++) {
		struct sweep_entry *entry = batch->entry[i];
		struct err err;

		if (sweep_look(&run->config, &facts[i], entry, &err) < 0) {
			note_failure(failure, &err);
			warn_of_kept(run, entry, &err);
			if (!sweep_of(run)->ended && api_ends_writes(&err))
				(void)end_sweep(run, &err);
		} else if (sweep_is_found(entry)) {
			batch->entry[found++] = entry;
		} else if (entry->state != SWEEP_KEPT_OPEN) {
			warn_of_kept(run, entry, NULL);
		}
		sweep_of(run)->looked++;
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

/* What is suspect, some at a time: what is looked at is sent at once, so that little can change between. */
static void sweep_ephemeral(struct run *run, struct session *session, struct err *failure)
{
	struct sweep *sweep = sweep_of(run);
	size_t at = 0;

	while (at < sweep->count) {
		struct batch batch = {.count = 0};

		for (; at < sweep->count && batch.count < AT_ONCE; at++) {
			if (sweep->list[at].state == SWEEP_SUSPECT &&
			    sweep->list[at].class == ENVIRONMENT_EPHEMERAL)
				batch.entry[batch.count++] = &sweep->list[at];
		}
		if (batch.count == 0 || !may_go_on(run))
			return;
		look_again(run, session, &batch, failure);
		send_removals(run, session, &batch, failure);
	}
}

/* Staging's base, one after the other, where all of them are plain; else NULL, once, for all pull requests. */
struct base_cursor {
	const char *rest;
	char name[GRAMMAR_BRANCH_MAX + 1];
	bool all;
};

static bool next_base(struct base_cursor *bases, const char **base)
{
	*base = bases->all ? NULL : bases->name;
	if (!bases->all)
		return bases_next(&bases->rest, bases->name);
	if (!bases->rest)
		return false;
	bases->rest = NULL;
	return true;
}

static struct base_cursor bases_of(const struct run *run)
{
	const char *list = run->config.staging_base;

	return (struct base_cursor){.rest = list, .all = !bases_are_plain(list)};
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

	if (environment_has_class(&staging->run->config, entry->base, ENVIRONMENT_STAGING))
		staging->open = true;
	return !staging->open;
}

static bool see_closed(const struct pulls_entry *entry, void *context)
{
	struct staging *staging = context;

	sweep_see_closed(&staging->run->config, staging->entry, entry->number, entry->base,
			 entry->closed_at, entry->merged_at);
	return true;
}

/* The one that was closed last; further back only where the newest hundred have none. */
static int ask_closed(struct run *run, struct session *session, struct staging *staging,
		      struct err *err)
{
	struct api_target target = target_other(run);
	struct base_cursor bases = bases_of(run);
	const char *base;

	while (next_base(&bases, &base)) {
		struct pulls_list list = {.base = base,
					  .closed = true,
					  .last = 1,
					  .see = see_closed,
					  .context = staging};

		if (pulls_get(session->http, &target, &list, err) < 0)
			return -1;
		list.first = 2;
		list.last = CLOSED_PAGES_MAX;
		if (!*staging->entry->payload.pr_number && list.more &&
		    pulls_get(session->http, &target, &list, err) < 0)
			return -1;
	}
	return 0;
}

static int ask_open(struct run *run, struct session *session, struct staging *staging,
		    struct err *err)
{
	struct api_target target = target_other(run);
	struct base_cursor bases = bases_of(run);
	const char *base;

	while (!staging->open && next_base(&bases, &base)) {
		struct pulls_list list = {
			.base = base, .strict = true, .see = see_staging, .context = staging};

		if (pulls_get(session->http, &target, &list, err) < 0)
			return -1;
	}
	return 0;
}

/* Staging is asked for as a list again: it is no pull request's own. What is open is asked for last. */
static void sweep_staging(struct run *run, struct session *session, struct sweep_entry *entry,
			  struct err *failure)
{
	struct staging staging = {.run = run, .entry = entry};
	struct batch batch = {.entry = {entry}, .count = 1};
	struct err err;

	if (!may_go_on(run))
		return;
	sweep_of(run)->looked++;
	if (ask_closed(run, session, &staging, &err) < 0 ||
	    ask_open(run, session, &staging, &err) < 0) {
		entry->state = SWEEP_KEPT_UNREAD;
		note_failure(failure, &err);
		warn_of_kept(run, entry, &err);
		return;
	}
	if (staging.open) {
		entry->state = SWEEP_KEPT_OPEN;
		return;
	}
	sweep_find_staging(&run->config, entry);
	if (sweep_is_found(entry))
		send_removals(run, session, &batch, failure);
	else
		warn_of_kept(run, entry, NULL);
}

static int sweeper_act(struct run *run, struct session *session, struct err *err)
{
	struct sweep *sweep = sweep_of(run);
	struct sweep_entry *last = sweep->count > 0 ? &sweep->list[sweep->count - 1] : NULL;
	struct err failure = {.reason = REASON_NONE};

	run->result = RESULT_RECONCILED;
	if (!sweep->judged || !last)
		return 0;
	sweep_ephemeral(run, session, &failure);
	if (last->class == ENVIRONMENT_STAGING && last->state == SWEEP_SUSPECT)
		sweep_staging(run, session, last, &failure);
	return err_is_set(&failure) ? sweep_words_fail(run, failure.reason, err) : 0;
}

static void sweeper_release(struct run *run)
{
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
