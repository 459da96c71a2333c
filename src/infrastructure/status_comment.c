/* SPDX-License-Identifier: MIT */
#include "infrastructure/status_comment.h"
#include "base/markdown.h"
#include "github/link.h"
#include "infrastructure/resolve.h"
#include "infrastructure/success.h"
#include "status/commit_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { ENDING_MAX = 1024 }; /* the fold's own words and the mark */

enum marker_state status_comment_state(const struct run *run)
{
	bool success = run->config.status == JOB_STATUS_SUCCESS;

	if (run->config.status == JOB_STATUS_IN_PROGRESS)
		return MARKER_IN_PROGRESS;
	if (run->decision.event != CONTRACT_DEPLOY || run->decision.late)
		return success ? MARKER_REMOVED : MARKER_REMOVAL_FAILED;
	if (!success)
		return MARKER_DEPLOY_FAILED;
	return run->decision.operation == CONTRACT_OPERATE_DESTROY ? MARKER_CLOSED
								   : MARKER_DEPLOYED;
}

static bool is_staging(const struct run *run)
{
	return run->environment.class == ENVIRONMENT_STAGING;
}

/* "" where the step Resolve failed before it named the environment. */
static const char *workspace_of(const struct run *run)
{
	return run->environment.name[ENVIRONMENT_WORKSPACE];
}

/* The headline: an emoji, then bold with the class's name, which a nameless one has not. */
static void add_headline(const struct run *run, const char *emoji, const char *words,
			 struct buf *out)
{
	const char *class = is_staging(run) ? "Staging " : "Ephemeral ";

	buf_addf(out, "%s **%sEnvironment %s**\n", emoji, *workspace_of(run) ? class : "",
		 words);
}

/* Which environment it is. */
static void add_workspace(const struct run *run, struct buf *out)
{
	if (*workspace_of(run))
		buf_addf(out, "**Environment**: `%s`\n", workspace_of(run));
}

/* Which code it is; a stale one says so, and how to get the newest. */
static void add_commit(const struct run *run, struct buf *out)
{
	const struct decision *decision = &run->decision;
	const char *commit = decision->payload.commit_sha;
	const char *cms = run->config.repository;

	if (!*commit) {
		buf_adds(out, "**Branch**: ");
		markdown_code(out, run->environment.deploy_branch);
		buf_addc(out, '\n');
		return;
	}
	buf_adds(out, COMMIT_LINE_BEGIN);
	link_commit(out, &run->runner, cms, commit);
	if (is_staging(run)) {
		buf_adds(out, "; staging deploys the branch ");
		markdown_code(out, run->environment.deploy_branch);
	} else if (resolve_is_stale(decision) && receiver_of(run)->outcome == MARKER_DEPLOYED) {
		commit_line_add_newest(run, cms, decision->head_sha, out);
	} else if (run->event.kind == EVENT_WORKFLOW_DISPATCH) {
		buf_adds(out, ", the head of ");
		markdown_code(out, decision->payload.branch);
		buf_adds(out, "; deployed by hand");
	}
	buf_addc(out, '\n');
}

/* A length of time in its two largest units. */
static void add_span(struct buf *out, int64_t seconds)
{
	if (seconds >= 24 * 3600)
		buf_addf(out, "%" PRId64 " d %" PRId64 " h", seconds / (24 * 3600),
			 seconds / 3600 % 24);
	else if (seconds >= 3600)
		buf_addf(out, "%" PRId64 " h %" PRId64 " min", seconds / 3600,
			 seconds / 60 % 60);
	else if (seconds >= 60)
		buf_addf(out, "%" PRId64 " min %" PRId64 " s", seconds / 60, seconds % 60);
	else
		buf_addf(out, "%" PRId64 " s", seconds);
}

/* Who asked, when, and where it ran. */
static void add_origin(const struct run *run, struct buf *out)
{
	auto_buf link = BUF_INIT(4096);

	if (*run->decision.payload.sender) {
		buf_adds(out, "**Requested by**: ");
		markdown_code(out, run->decision.payload.sender);
		if (receiver_of(run)->asked_ago_s >= 0) {
			buf_adds(out, ", ");
			add_span(out, receiver_of(run)->asked_ago_s);
			buf_adds(out, " ago");
		}
		buf_addc(out, '\n');
	}
	if (link_run(&link, &run->runner, run->event.repository, run->runner.run_id))
		buf_addf(out, "**Run**: %s\n", buf_str(&link));
}

/* What failed, in the words of the input `error`: other tools' text, which may hold anything. */
static void add_error(const struct run *run, struct buf *out)
{
	auto_buf lines = BUF_INIT(512 * 1024);

	if (!*run->config.error) {
		buf_adds(out, "\nSee the run's log for what failed.\n");
		return;
	}
	markdown_lines(&lines, run->config.error);
	buf_adds(out, "\nWhat failed:\n\n");
	markdown_fence(out, buf_str(&lines), STATUS_COMMENT_ERROR_MAX);
}

/* True when the base has changed, so that the commands now mean another environment. */
static bool is_retargeted(const struct run *run)
{
	return run->decision.left;
}

/* Machines that nobody looks after cost money: how to be rid of them. */
static void add_cleanup(const struct run *run, const char *what, struct buf *out)
{
	auto_buf by_hand = BUF_INIT(256);

	if (*workspace_of(run))
		buf_addf(&by_hand, "emove the workspace `%s` by hand", workspace_of(run));
	else
		buf_adds(&by_hand, "emove it by hand");
	buf_addf(out, "\n**Manual cleanup**: %s may still exist. ", what);
	if (is_retargeted(run)) {
		buf_addf(out, "R%s.\n", buf_str(&by_hand));
		return;
	}
	buf_adds(out, "Comment ");
	markdown_code(out, run->config.destroy_command);
	buf_addf(out, " to remove it%s, or r%s.\n", is_staging(run) ? " for everybody" : "",
		 buf_str(&by_hand));
}

static void add_command_again(const struct run *run, struct buf *out)
{
	buf_adds(out, "\nTo deploy again, comment ");
	markdown_code(out, run->config.deploy_command);
	buf_adds(out, ".\n");
}

static void add_again(const struct run *run, struct buf *out)
{
	bool closed = run->decision.event == CONTRACT_CLOSED ||
		      (run->facts.pull.base && !run->facts.pull.open);

	/* What is merged cannot be reopened. */
	if (is_retargeted(run) || run->decision.payload.merged || run->facts.pull.merged)
		return;
	if (!closed) {
		add_command_again(run, out);
		return;
	}
	buf_adds(out, "\nTo deploy again, reopen the pull request, then comment ");
	markdown_code(out, run->config.deploy_command);
	buf_adds(out, ".\n");
}

/* Why an environment that was just deployed is not to stay. */
static void add_over(const struct run *run, const char *when, const char *what, struct buf *out)
{
	if (run->facts.pull.open) {
		buf_adds(out, "\nThe pull request now targets ");
		markdown_code(out, run->facts.pull.base);
		buf_addf(out, ", so %s.\n", what);
	} else {
		buf_addf(out, "\nThe pull request %s closed%s, so %s.\n", *when ? "was" : "is",
			 when, what);
	}
}

static void add_retry(const struct run *run, struct buf *out)
{
	buf_adds(out, "\nTo try again, comment ");
	markdown_code(out, run->config.deploy_command);
	buf_adds(out, ".\n");
}

/* A deployment or a removal that did not end well. */
static void add_failure(const struct run *run, struct buf *out)
{
	const struct decision *decision = &run->decision;
	bool deploy = receiver_of(run)->outcome == MARKER_DEPLOY_FAILED;
	bool cancelled = run->config.status == JOB_STATUS_CANCELLED;
	bool closed = deploy && decision->operation == CONTRACT_OPERATE_DESTROY;
	auto_buf words = BUF_INIT(64);

	/* Of a closed one it is also the removal that failed: both are said so. */
	if (closed)
		buf_addf(&words, "Failed, Pull Request %s",
			 is_retargeted(run) ? "Moved" : "Closed");
	else
		buf_addf(&words, "%s %s", deploy ? "Deployment" : "Removal",
			 cancelled ? "Cancelled" : "Failed");
	add_headline(run, "❌", buf_str(&words), out);
	add_workspace(run, out);
	if (deploy)
		add_commit(run, out);
	add_origin(run, out);
	add_error(run, out);
	if (closed)
		add_over(run, "",
			 receiver_of(run)->late == LATE_REMOVAL_REQUESTED
				 ? "the removal of its environment has been requested"
				 : "its environment must be removed",
			 out);
	if (deploy && !*workspace_of(run))
		buf_adds(
			out,
			"\n**Nothing was deployed**: the environment could not be named. What was there before is as it was.\n");
	else
		add_cleanup(run, deploy ? "parts of it" : "it", out);
	if (deploy && !closed)
		add_retry(run, out);
}

static void add_closed(const struct run *run, struct buf *out)
{
	add_headline(run, "⚠️", "Not Kept", out);
	add_workspace(run, out);
	add_commit(run, out);
	add_origin(run, out);
	add_over(run, " during the deployment", "the environment is removed again", out);
	add_again(run, out);
}

/* What was asked for was not made, and why. */
static void add_not_deployed(const struct run *run, struct buf *out)
{
	buf_adds(out, "Nothing was deployed, because the pull request ");
	if (!run->facts.pull.base || !run->facts.pull.open) {
		buf_adds(out, "is closed");
		return;
	}
	buf_adds(out, "now targets ");
	markdown_code(out, run->facts.pull.base);
}

/* What has no mark is no status: it leaves the order of requests as it is. */
static void add_none(const struct run *run, struct buf *out)
{
	enum environment_class unused;
	const struct text bases = {.out = out, .markdown = true};

	buf_adds(out, "⚠️ ");
	add_not_deployed(run, out);
	if (run->facts.pull.base && run->facts.pull.open &&
	    !environment_find_class(&run->config, run->facts.pull.base, &unused)) {
		buf_adds(out, ". Environments are for ");
		bases_say(&bases, run->config.ephemeral_base, run->config.staging_base);
		buf_adds(
			out,
			" (the inputs `ephemeral-base` and `staging-base` of the infrastructure)");
	}
	buf_addf(out, ". `%s` is as it was.\n", workspace_of(run));
	add_origin(run, out);
}

static void add_removed(const struct run *run, struct buf *out)
{
	add_headline(run, "✅", "Removed", out);
	add_workspace(run, out);
	if (run->decision.late &&
	    strcmp(receiver_of(run)->resolved.result, result_name(RESULT_REPORTED)) != 0) {
		add_not_deployed(run, out);
		buf_adds(out, ".\n");
	}
	if (run->decision.event == CONTRACT_CLOSED || run->decision.late) {
		buf_adds(out, "**Pull request**: ");
		if (is_retargeted(run)) {
			buf_adds(out, "now targets ");
			markdown_code(out, run->facts.pull.base);
		} else {
			buf_adds(out, run->decision.payload.merged ? "merged" : "closed");
		}
		buf_adds(out, ". The environment and its addresses are gone.\n");
	}
	add_origin(run, out);
	add_again(run, out);
}

/* The pull request is over, but staging is not its own; or its base is none that is known here. */
static void add_kept(const struct run *run, struct buf *out)
{
	buf_adds(out, "\nThis pull request ");
	if (run->facts.pull.open) {
		buf_adds(out, "now targets ");
		markdown_code(out, run->facts.pull.base);
	} else {
		buf_adds(out, "is closed");
	}
	buf_addf(out, ". %s stays", is_staging(run) ? "Staging" : "The environment");
	if (!is_retargeted(run)) {
		buf_adds(out, ". To remove it, comment ");
		markdown_code(out, run->config.destroy_command);
	}
	buf_adds(out, ".\n");
}

/* What was deployed has nobody who wants it any more, and goes by an event of its own. */
static void add_late(const struct run *run, struct buf *out)
{
	bool requested = receiver_of(run)->late == LATE_REMOVAL_REQUESTED;

	buf_adds(out, "\nThis pull request ");
	if (run->facts.pull.open) {
		buf_adds(out, "now targets ");
		markdown_code(out, run->facts.pull.base);
	} else {
		buf_adds(out, "was closed during the deployment");
	}
	if (requested) {
		buf_adds(out, ", and the removal of this environment has been requested.\n");
		return;
	}
	buf_adds(
		out,
		". The environment still exists: its removal could not be requested. To remove it, ");
	if (is_retargeted(run)) {
		buf_addf(out, "remove the workspace `%s` by hand.\n", workspace_of(run));
	} else {
		buf_adds(out, "comment ");
		markdown_code(out, run->config.destroy_command);
		buf_adds(out, ".\n");
	}
}

/* What has begun; what becomes of it another comment will say. */
static void add_in_progress(const struct run *run, struct buf *out)
{
	const struct decision *decision = &run->decision;
	const char *commit = decision->payload.commit_sha;

	if (decision->event != CONTRACT_DEPLOY) {
		buf_addf(out, "⏳ Removing `%s`\n", workspace_of(run));
	} else if (*commit && !is_staging(run)) {
		buf_addf(out, "⏳ Deploying `%s` at `%.7s`\n", workspace_of(run), commit);
	} else {
		buf_addf(out, "⏳ Deploying `%s` from the branch ", workspace_of(run));
		markdown_code(out, run->environment.deploy_branch);
		buf_addc(out, '\n');
	}
	add_origin(run, out);
}

void status_comment_text(const struct run *run, struct buf *out)
{
	if (run->decision.operation == CONTRACT_OPERATE_NONE) {
		add_none(run, out);
		return;
	}
	switch (receiver_of(run)->outcome) {
	case MARKER_IN_PROGRESS: add_in_progress(run, out); break;
	case MARKER_DEPLOYED:
		add_headline(run, "🚀", "Deployed Successfully!", out);
		success_add(run, out);
		buf_addc(out, '\n');
		add_commit(run, out);
		add_origin(run, out);
		if (run->decision.kept)
			add_kept(run, out);
		if (receiver_of(run)->late != LATE_REMOVAL_NONE)
			add_late(run, out);
		if (err_is_set(&run->facts.pull_err))
			buf_adds(
				out,
				"\nIt could not be checked whether this pull request is still open. Remove the environment if it is closed.\n");
		break;
	case MARKER_DEPLOY_FAILED:
	case MARKER_REMOVAL_FAILED: add_failure(run, out); break;
	case MARKER_CLOSED: add_closed(run, out); break;
	case MARKER_REMOVED: add_removed(run, out); break;
	case MARKER_CUT_OFF: /* only the sweep says that */
	case MARKER_FOLDED:
	case MARKER_STATE_COUNT: break;
	}
}

void status_comment_shared(const struct run *run, struct buf *out)
{
	bool deployed = receiver_of(run)->outcome == MARKER_DEPLOYED;
	const char *url = run->environment.name[ENVIRONMENT_URL];

	add_headline(run, deployed ? "🚀" : "✅", deployed ? "Deployed Again" : "Removed", out);
	add_workspace(run, out);
	/* In a code span: a reference would be noted on that pull request. */
	buf_addf(out, "**For**: pull request `%s`, which shares it\n",
		 run->decision.payload.pr_number);
	if (deployed) {
		buf_addf(out, "**URL**: %s\n**Branch**: ", url);
		markdown_code(out, run->environment.deploy_branch);
		buf_addc(out, '\n');
	}
	add_origin(run, out);
	/* The other pull request is open, whatever became of that of the run. */
	if (!deployed)
		add_command_again(run, out);
}

static const char *state_words(enum marker_state state)
{
	switch (state) {
	case MARKER_IN_PROGRESS: return "begun";
	case MARKER_DEPLOYED: return "deployed";
	case MARKER_DEPLOY_FAILED: return "deployment failed";
	case MARKER_CLOSED: return "closed in the meantime";
	case MARKER_REMOVED: return "removed";
	case MARKER_REMOVAL_FAILED: return "removal failed";
	case MARKER_CUT_OFF: return "cut off";
	case MARKER_FOLDED:
	case MARKER_STATE_COUNT: break;
	}
	return "";
}

static void add_folded(const struct buf *old, const struct marker *was, struct buf *out)
{
	buf_addf(out, "<details><summary>Earlier: %s", state_words(was->state));
	if (*was->commit)
		buf_addf(out, " <code>%.7s</code>", was->commit);
	buf_adds(out, "</summary>\n\n");
	if (!old->full && out->len + old->len + ENDING_MAX <= out->cap)
		buf_adds(out, buf_str(old));
	else
		buf_adds(out, "(The earlier text is too long to keep.)");
	buf_adds(out, "\n\n</details>\n");
}

/* The later of two times, "" being the earliest. */
static const char *later(const char *one, const char *other)
{
	return strcmp(one, other) > 0 ? one : other;
}

/* A value of its grammar, or nothing. */
static void set_mark(char *out, size_t size, bool (*valid)(const char *), const char *value)
{
	(void)snprintf(out, size, "%s", value && valid(value) ? value : "");
}

static struct marker mark_of(const struct run *run)
{
	const struct receiver *receiver = receiver_of(run);
	const struct runner *runner = &run->runner;
	struct marker mark = {.state = receiver->outcome};

	(void)snprintf(mark.workspace, sizeof(mark.workspace), "%.*s", GRAMMAR_WORKSPACE_MAX,
		       workspace_of(run));
	memcpy(mark.commit, run->decision.payload.commit_sha, sizeof(mark.commit));
	(void)snprintf(
		mark.requested_at, sizeof(mark.requested_at), "%s",
		later(status_history_time(&receiver->history), receiver->newer.requested_at));
	set_mark(mark.run, sizeof(mark.run), grammar_is_run_id, runner->run_id);
	set_mark(mark.repository, sizeof(mark.repository), grammar_is_repository,
		 run->event.repository);
	set_mark(mark.repository_id, sizeof(mark.repository_id), grammar_is_run_id,
		 runner->repository_id);
	return mark;
}

void status_comment_add(const struct run *run, const char *text, struct buf *out)
{
	const struct marker mark = mark_of(run);

	buf_adds(out, text);
	buf_addc(out, '\n');
	marker_add(out, &mark);
}

void status_comment_edit(const struct run *run, const char *text, const struct buf *old,
			 const struct marker *was, struct buf *out)
{
	struct marker mark = *was;

	if (*text) {
		const struct marker now = mark_of(run);

		mark.state = now.state;
		memcpy(mark.run, now.run, sizeof(mark.run));
		memcpy(mark.repository, now.repository, sizeof(mark.repository));
		memcpy(mark.repository_id, now.repository_id, sizeof(mark.repository_id));
		memmove(mark.requested_at, later(was->requested_at, now.requested_at),
			sizeof(mark.requested_at));
		buf_adds(out, text);
		buf_addc(out, '\n');
	} else {
		mark.state = MARKER_FOLDED;
	}
	add_folded(old, was, out);
	buf_addc(out, '\n');
	marker_add(out, &mark);
}
