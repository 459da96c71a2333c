/* SPDX-License-Identifier: MIT */
#include "sweep/sweep_words.h"
#include "base/markdown.h"
#include "base/text.h"
#include "contract/bases.h"
#include "github/link.h"
#include "sweep/sweeper.h"

enum { ROWS_MAX = 1000 };

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* "Looked at 3 environments: 1 is left over, 1 removal was requested". */
static void add_counts(const struct run *run, struct buf *out)
{
	const struct sweep *sweep = sweep_of(run);
	size_t found = sweep_count_found(sweep);
	size_t sent = sweep_count(sweep, SWEEP_SENT);

	buf_addf(out, "Looked at %zu ", sweep->looked);
	if (sweep->ended)
		buf_addf(out, "of %zu ", sweep->count);
	buf_addf(out, "environment%s: %zu %s left over, ",
		 plural(sweep->ended ? sweep->count : sweep->looked), found,
		 found == 1 ? "is" : "are");
	buf_addf(out, "%zu removal%s requested", sent, sent == 1 ? " was" : "s were");
}

/* A name that looks like one of ours may be one of other templates. */
static void add_others(const struct sweep *sweep, struct buf *out)
{
	if (sweep->others > 0)
		buf_addf(
			out,
			" %zu other name%s left alone, because the inputs ephemeral-workspace and staging-workspace do not make %s. The first is \"%s\".",
			sweep->others, sweep->others == 1 ? " was" : "s were",
			sweep->others == 1 ? "it" : "them", sweep->first);
}

static void add_corrected(const struct sweep *sweep, struct buf *out)
{
	size_t count = sweep->cut_off.corrected;

	if (count > 0)
		buf_addf(out, " %zu comment%s of runs that were cut off %s corrected.", count,
			 plural(count), count == 1 ? "was" : "were");
}

void sweeper_sentence(const struct run *run, const struct text *text)
{
	/* Our own words and numbers: the same in plain text and in Markdown. */
	struct buf *out = text->out;
	const struct sweep *sweep = sweep_of(run);

	if (run->config.dry_run)
		buf_adds(out, "Dry run, nothing was sent. ");
	if (sweep->count > 0) {
		add_counts(run, out);
		buf_adds(out, sweep->ended ? ". It ended early: the warning says why." : ".");
		add_others(sweep, out);
	} else if (sweep->names > 0) {
		buf_addf(
			out,
			"None of the %zu name%s in the input environments is one that the inputs ephemeral-workspace and staging-workspace make, so nothing was looked at.",
			sweep->names, plural(sweep->names));
	} else {
		buf_adds(
			out,
			sweep->listed
				? "The input environments has no environment: nothing is there to be removed."
				: "The input environments is empty: nothing is there to be removed. If environments are there, the list does not reach this step.");
	}
	add_corrected(sweep, out);
}

int sweep_words_fail(const struct run *run, enum reason reason, struct err *err)
{
	const struct sweep *sweep = sweep_of(run);
	size_t unread = sweep_count(sweep, SWEEP_KEPT_UNREAD);
	size_t refused = sweep_count(sweep, SWEEP_REFUSED);
	size_t many = sweep_count(sweep, SWEEP_KEPT_MANY);
	auto_buf text = BUF_INIT(sizeof(err->msg));

	add_counts(run, &text);
	if (refused > 0)
		buf_addf(&text, ", %zu could not be requested", refused);
	if (unread > 0)
		buf_addf(&text, "; %zu environment%s kept, because GitHub could not be asked",
			 unread, unread == 1 ? " was" : "s were");
	if (many > 0)
		buf_addf(
			&text,
			"; %zu environments of open pull requests look left over, more than open-removals (%ld), so none of these was removed. The input ephemeral-base may lack a branch",
			many, run->config.open_removals);
	if (sweep->ended)
		buf_adds(&text, ". It ended early");
	buf_adds(&text, ". The warnings say why, and the next run tries again");
	return err_set(err, reason, "%s", buf_str(&text));
}

/* What is the matter with it, from "pull request 7" on. */
static void add_matter(const struct run *run, const struct sweep_entry *entry, struct buf *out)
{
	const struct config *config = &run->config;

	switch (entry->state) {
	case SWEEP_KEPT_OPEN:
		buf_adds(out, "is open after all: it was opened or changed meanwhile");
		break;
	case SWEEP_KEPT_UNKNOWN:
		buf_adds(
			out,
			"was not found. There may never have been one, or the token cannot see it. If the environment is not in use, remove it by hand");
		break;
	case SWEEP_KEPT_UNREAD: buf_adds(out, "could not be read"); break;
	case SWEEP_KEPT_FOREIGN:
		buf_addf(
			out,
			"belongs to another repository than \"%.200s\". Correct the input repository",
			config->repository);
		break;
	case SWEEP_KEPT_BASES:
		buf_addf(out, "is open and targets \"%.255s\"", entry->base);
		buf_adds(
			out,
			sweep_of(run)->open_ephemeral == 0
				? ", and no open pull request at all targets a branch in ephemeral-base. That input may be wrong"
				: ", and it is not known whether the branches in the inputs exist");
		break;
	case SWEEP_KEPT_MANY:
		buf_addf(
			out,
			"is open and targets \"%.255s\", and more environments of open pull requests look left over than open-removals allows (%ld). The input ephemeral-base may lack a branch",
			entry->base, config->open_removals);
		break;
	case SWEEP_KEPT_NO_BASE:
		buf_addf(
			out,
			"now targets \"%.255s\", and its removal cannot be requested: ephemeral-base holds only patterns, \"%.200s\", and no branch that could stand in the event. Add one, or remove the environment by hand",
			entry->base, config->ephemeral_base);
		break;
	case SWEEP_WANTED: buf_addf(out, "is open and targets \"%.255s\"", entry->base); break;
	case SWEEP_UNSEEN:
	case SWEEP_SUSPECT:
		buf_adds(out, "was not looked at, because the sweep had ended");
		break;
	case SWEEP_KEPT_NOBODY:
	case SWEEP_HELD:
	case SWEEP_FOUND:
	case SWEEP_SENT:
	case SWEEP_REFUSED:
		if (entry->left)
			buf_addf(out, "now targets \"%.255s\"", entry->base);
		else
			buf_adds(out, entry->payload.merged ? "is merged" : "is closed");
		break;
	}
}

/* "pull request 7 (https://...)" */
static void add_pull(const struct run *run, const struct sweep_entry *entry, struct buf *out)
{
	const char *number = entry->payload.pr_number;
	auto_buf url = BUF_INIT(4096);

	buf_addf(out, "pull request %s", number);
	if (link_pull_url(&url, &run->runner, run->config.repository, number))
		buf_addf(out, " (%s)", buf_str(&url));
}

static void add_staging(const struct run *run, const struct sweep_entry *entry, struct buf *out)
{
	if (entry->state == SWEEP_WANTED) {
		buf_addf(out, "a pull request into \"%.255s\" is open", entry->base);
	} else if (entry->state == SWEEP_UNSEEN || entry->state == SWEEP_SUSPECT) {
		buf_adds(out, "it was not looked at, because the sweep had ended");
	} else if (entry->state == SWEEP_KEPT_UNREAD) {
		buf_adds(out, "the pull requests that share it could not be read");
	} else if (entry->state == SWEEP_KEPT_FOREIGN || entry->state == SWEEP_KEPT_UNKNOWN) {
		add_pull(run, entry, out);
		buf_addc(out, ' ');
		add_matter(run, entry, out);
	} else if (entry->state == SWEEP_KEPT_OPEN) {
		buf_adds(out, "a pull request that shares it is open after all");
	} else {
		const struct text text = {.out = out};

		buf_adds(out, "no open pull request targets ");
		bases_say(&text, run->config.staging_base, "none");
		if (entry->state == SWEEP_KEPT_NOBODY) {
			buf_adds(
				out,
				", but no closed one was found either, so that no number is known for its removal. If it is not in use, remove it by hand");
			return;
		}
	}
}

/* Why it is found, or kept. */
static void add_sweep_reason(const struct run *run, const struct sweep_entry *entry,
			     struct buf *out)
{
	if (entry->class == ENVIRONMENT_STAGING) {
		add_staging(run, entry, out);
		if (!sweep_is_found(entry))
			return;
		buf_adds(out, "; closed last was ");
		add_pull(run, entry, out);
		return;
	}
	add_pull(run, entry, out);
	buf_addc(out, ' ');
	add_matter(run, entry, out);
}

/* What comes of it. */
static const char *consequence(const struct run *run, const struct sweep_entry *entry)
{
	switch (entry->state) {
	case SWEEP_SENT: return "Its removal was requested";
	case SWEEP_REFUSED: return "Its removal could not be requested";
	case SWEEP_FOUND:
		return run->config.dry_run
			       ? "Dry run: its removal was not requested"
			       : "The sweep had ended: its removal was not requested";
	default: return "It is kept";
	}
}

static void add_none_ours(const struct run *run, struct buf *out)
{
	const struct sweep *sweep = sweep_of(run);
	const struct config *config = &run->config;

	buf_addf(
		out,
		"None of the %zu name%s in the input environments is one of ours: the first is \"%s\", but the input ephemeral-workspace is \"%.255s\"",
		sweep->names, plural(sweep->names), sweep->first, config->ephemeral_workspace);
	if (!grammar_is_none(config->staging_base))
		buf_addf(out, " and staging-workspace \"%.255s\"", config->staging_workspace);
	buf_adds(
		out,
		". If these are environments of pull requests, correct the inputs: they must be those of the step Resolve");
}

static void add_ended(const struct run *run, const struct warning *warning, struct buf *out)
{
	const struct sweep *sweep = sweep_of(run);

	buf_addf(
		out,
		"The sweep ended early: %zu of %zu environments were looked at, %zu removals were requested. The next run goes on",
		sweep->looked, sweep->count, sweep_count(sweep, SWEEP_SENT));
	if (!err_is_set(&warning->why))
		buf_addf(
			out,
			". The rate limit of the token is near its end: GitHub takes only %lld requests more, and they are left to others",
			(long long)run->requests_left);
}

static void add_cut_off(const struct run *run, const struct warning *warning, struct buf *out)
{
	const struct cut_off_entry *entry = &sweep_of(run)->cut_off.list[warning->place];

	if (entry->state == CUT_OFF_REPORTED) {
		buf_addf(
			out,
			"Run %s has ended, and its comment \"in progress\" could not be deleted. A later comment says how the deployment or removal ended",
			entry->marker.run);
		return;
	}
	buf_addf(out, "Run %s ended without a report", entry->marker.run);
	if (entry->state == CUT_OFF_CORRECTED)
		buf_adds(out, ". Its comment on the pull request now says so");
	else if (err_is_set(&warning->why))
		buf_adds(out, ", and its comment on the pull request could not be corrected");
	else
		buf_adds(out, ". Dry run: its comment on the pull request was not corrected");
	if (entry->url.len > 0)
		buf_addf(out, ": %s", buf_str(&entry->url));
}

static void add_entry_warning(const struct run *run, const struct sweep_entry *entry,
			      struct buf *out)
{
	bool found = sweep_is_found(entry);

	buf_addf(out, "The environment \"%s\" is %s: ", entry->workspace,
		 found ? "left over" : "kept, though it may be left over");
	add_sweep_reason(run, entry, out);
	if (found)
		buf_addf(out, ". %s", consequence(run, entry));
}

void sweeper_warning(const struct run *run, const struct warning *warning, struct buf *out)
{
	switch (warning->kind) {
	case SWEEP_WARNING_NONE_OURS: add_none_ours(run, out); break;
	case SWEEP_WARNING_LEFT_OVER:
	case SWEEP_WARNING_KEPT:
		add_entry_warning(run, &sweep_of(run)->list[warning->place], out);
		break;
	case SWEEP_WARNING_ENDED: add_ended(run, warning, out); break;
	case SWEEP_WARNING_NO_BRANCHES:
		buf_addf(
			out,
			"The token in the input token cannot see the branches of %s, so it is not known whether the inputs name the right ones, and environments of open pull requests stay. It needs Contents: read",
			run->config.repository);
		break;
	case SWEEP_WARNING_OWN_REPOSITORY:
		buf_addf(
			out,
			"The input repository is this repository, %s, and no workflow here does the CMS's work. If this repository is not the CMS too, name the CMS repository",
			run->config.repository);
		break;
	case SWEEP_WARNING_CUT_OFF: add_cut_off(run, warning, out); break;
	case SWEEP_WARNING_NOT_CHECKED:
		buf_adds(
			out,
			"Comments that say that something is in progress were not all checked, so they may be of runs that were cut off");
		break;
	}
}

/* What somebody may have to look at comes first. */
static bool is_news(const struct sweep_entry *entry)
{
	return entry->state > SWEEP_SUSPECT;
}

/* For how long its pull request is as it is, by GitHub's clock. */
static void add_age(const struct run *run, const struct sweep_entry *entry, struct buf *out)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{24 * 3600, "day"}, {3600, "hour"}, {60, "minute"}};
	int64_t since_s;
	size_t unit = 0;
	int64_t age_s;

	if (!grammar_read_time(entry->since, &since_s) || run->date_s < since_s)
		return;
	age_s = run->date_s - since_s;
	while (unit + 1 < ARRAY_SIZE(units) && age_s < units[unit].seconds)
		unit++;
	age_s /= units[unit].seconds;
	buf_addf(out, "%lld %s%s", (long long)age_s, units[unit].name, age_s == 1 ? "" : "s");
}

static void add_sweep_row(const struct run *run, const struct sweep_entry *entry,
			  struct buf *out)
{
	auto_buf url = BUF_INIT(4096);
	auto_buf why = BUF_INIT(4096);
	const char *number = entry->payload.pr_number;

	buf_adds(out, "| ");
	markdown_cell(out, entry->workspace);
	buf_adds(out, " | ");
	if (*number && link_pull_url(&url, &run->runner, run->config.repository, number))
		buf_addf(out, "[%s](%s)", number, buf_str(&url));
	else
		buf_adds(out, number);
	buf_adds(out, " | ");
	if (entry->class == ENVIRONMENT_STAGING)
		add_staging(run, entry, &why);
	else
		add_matter(run, entry, &why);
	markdown_text(out, buf_str(&why));
	buf_adds(out, " | ");
	if (entry->class == ENVIRONMENT_EPHEMERAL)
		add_age(run, entry, out);
	buf_addf(out, " | %s |\n", consequence(run, entry));
}

void sweeper_summary(const struct run *run, struct buf *out)
{
	const struct sweep *sweep = sweep_of(run);
	size_t rows = 0;

	if (!sweep->judged || sweep->count == 0)
		return;
	buf_adds(
		out,
		"| environment | pull request | state | how long | what comes of it |\n|---|---|---|---|---|\n");
	for (int news = 1; news >= 0; news--) {
		for (size_t i = 0; i < sweep->count && rows < ROWS_MAX; i++) {
			if (is_news(&sweep->list[i]) != news)
				continue;
			add_sweep_row(run, &sweep->list[i], out);
			rows++;
		}
	}
	if (rows < sweep->count)
		buf_addf(out, "\nThere are %zu more.\n", sweep->count - rows);
}

static void add_orphans(const struct run *run, struct buf *out)
{
	const struct sweep *sweep = sweep_of(run);
	const char *comma = "";

	/* A workspace has no character that JSON would escape. */
	buf_addc(out, '[');
	for (size_t i = 0; i < sweep->count; i++) {
		if (!sweep_is_found(&sweep->list[i]))
			continue;
		buf_addf(out, "%s\"%s\"", comma, sweep->list[i].workspace);
		comma = ",";
	}
	buf_addc(out, ']');
}

enum output_level sweeper_level(const struct run *run)
{
	/* Nothing was looked at: that may be right, or a list that went lost. */
	return run->result == RESULT_RECONCILED && !sweep_of(run)->listed ? OUTPUT_NOTICE
									  : OUTPUT_LOG;
}

const struct end_output sweeper_outputs[] = {
	{"found",
	 "Reconcile: how many environments are left over: no open pull request wants them."},
	{"sent", "Reconcile: how many removals were requested."},
	{"orphans", "Reconcile: the workspaces of these environments, as a JSON array."},
	{NULL, NULL},
};

static void set_count(struct output *output, const char *name, size_t count)
{
	auto_buf text = BUF_INIT(24);

	buf_addf(&text, "%zu", count);
	output_set(output, name, buf_str(&text));
}

void sweeper_fill(const struct run *run, struct output *output)
{
	const struct sweep *sweep = sweep_of(run);
	auto_buf orphans = BUF_INIT(4 * 1024 * 1024);

	if (run->result != RESULT_RECONCILED && !sweep->judged)
		return;
	set_count(output, "found", sweep_count_found(sweep));
	set_count(output, "sent", sweep_count(sweep, SWEEP_SENT));
	add_orphans(run, &orphans);
	output_set(output, "orphans", buf_str(&orphans));
}
