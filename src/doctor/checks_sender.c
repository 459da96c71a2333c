/* SPDX-License-Identifier: MIT */
#include "doctor/check_rows.h"

#include <string.h>

static bool takes_created(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_takes(workflow, CHECK_COMMENT, "created");
}

static bool listens(const struct workflow *workflow, const void *event)
{
	return workflow_listens(workflow, event);
}

static void check_commands(const struct setup *setup, const struct repository_facts *repo)
{
	const struct workflow *found = workflows_find(&repo->workflows, takes_created, NULL);
	const struct workflow *near = workflows_find(&repo->workflows, listens, CHECK_COMMENT);
	struct buf *out = check_rows_add(setup, repo, FINDING_GOOD, "Workflow for commands");

	if (found) {
		buf_addf(out, "\"%s\" takes new comments.", found->name);
		return;
	}
	diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
	if (near)
		buf_addf(
			out,
			"\"%s\" listens to issue_comment, but not to new comments: add created to its types:.",
			near->name);
	else
		buf_adds(
			out,
			"No workflow on the default branch listens to issue_comment and uses deploy-dispatch, so no command is seen: put pr-commands.yml and dispatch.yml there.");
	check_rows_say_unread(repo, out);
}

/* The first plain base that a filter of the workflow leaves out; "" where there is none. */
static const char *find_dropped(const struct setup *setup, const struct workflow *workflow,
				const char *event)
{
	for (size_t i = 0; i < setup->branches.count; i++) {
		const struct branch *branch = &setup->branches.list[i];

		if (strcmp(branch->input, "staging-branch") != 0 &&
		    workflow_drops_base(workflow, event, branch->name))
			return branch->name;
	}
	return "";
}

/* A workflow that takes `closed` by the event; one without a filter goes first. */
static const struct workflow *find_closer(const struct setup *setup,
					  const struct workflows *workflows, const char *event)
{
	const struct workflow *found = NULL;

	for (size_t i = 0; i < workflows->count; i++) {
		const struct workflow *workflow = &workflows->list[i];

		if (!workflow->concerns || !workflow_takes(workflow, event, "closed"))
			continue;
		if (!workflow_filters_paths(workflow, event) &&
		    !*find_dropped(setup, workflow, event))
			return workflow;
		if (!found)
			found = workflow;
	}
	return found;
}

static void check_filters(const struct setup *setup, const struct workflow *workflow,
			  const char *event, struct buf *out)
{
	const char *dropped = find_dropped(setup, workflow, event);

	if (workflow_filters_paths(workflow, event)) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			" Its filter of paths leaves out closed pull requests too, whose environments then stay: delete paths: and paths-ignore: under %s: there.",
			event);
	}
	if (*dropped) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			" Its filter of branches leaves out \"%s\", whose pull requests have environments: delete the filter under %s: there, or add that branch.",
			dropped, event);
	}
}

static bool takes_edited(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_takes(workflow, CHECK_TARGET, "edited");
}

static void check_edited(const struct setup *setup, const struct repository_facts *repo,
			 struct buf *out)
{
	if (workflows_find(&repo->workflows, takes_edited, NULL))
		return;
	diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
	buf_adds(
		out,
		" No workflow takes edited, so the environment of a pull request that gets another base stays: add edited to its types:.");
}

static void check_closed(const struct setup *setup, const struct repository_facts *repo)
{
	const struct workflow *target = find_closer(setup, &repo->workflows, CHECK_TARGET);
	const struct workflow *pull = find_closer(setup, &repo->workflows, CHECK_PULL);
	const struct workflow *near = workflows_find(&repo->workflows, listens, CHECK_TARGET);
	struct buf *out =
		check_rows_add(setup, repo, FINDING_GOOD, "Workflow for closed pull requests");

	if (target) {
		buf_addf(out, "\"%s\" takes closed by pull_request_target.", target->name);
		check_filters(setup, target, CHECK_TARGET, out);
		check_edited(setup, repo, out);
	} else if (pull) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"\"%s\" takes closed by pull_request only. That misses a close while the pull request conflicts with its base, and those of Dependabot and forks: add pull_request_target: with types: [closed].",
			pull->name);
		check_filters(setup, pull, CHECK_PULL, out);
	} else {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		if (near)
			buf_addf(
				out,
				"\"%s\" listens to pull_request_target, but not to closed, so environments of closed pull requests stay: add closed to its types:.",
				near->name);
		else
			buf_adds(
				out,
				"No workflow on the default branch takes closed by pull_request_target and uses deploy-dispatch, so environments of closed pull requests stay: put pr-closed.yml and dispatch.yml there.");
		check_rows_say_unread(repo, out);
	}
}

static void check_cms_groups(const struct setup *setup, const struct repository_facts *repo)
{
	struct check_groups groups = check_rows_groups(&repo->workflows);
	struct buf *out = check_rows_add(setup, repo, FINDING_GOOD, "Concurrency");

	if (groups.by_ref) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			"The concurrency group of \"%s\" is keyed on a ref, which is the same for every pull request here: anybody's comment cancels a command or a close that waits. Delete concurrency: there.",
			groups.by_ref->name);
	} else if (groups.by_other || groups.by_number) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"\"%s\" has a concurrency group, in which only one run may wait: anybody's comment may cancel a command. Delete concurrency: there; to send an event twice is harmless.",
			(groups.by_other ? groups.by_other : groups.by_number)->name);
	} else {
		buf_adds(out, "No workflow that sends has a concurrency group.");
	}
}

static bool wants_slash(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_listens(workflow, CHECK_COMMENT) && workflow_wants_slash(workflow);
}

static void check_slash(const struct setup *setup, const struct repository_facts *repo)
{
	const struct workflow *found = workflows_find(&repo->workflows, wants_slash, NULL);
	const struct config *config = setup->config;
	const char *without = *config->deploy_command != '/'    ? config->deploy_command
			      : *config->destroy_command != '/' ? config->destroy_command
								: NULL;

	if (!found || !without)
		return;
	buf_addf(
		check_rows_add(setup, repo, FINDING_ERROR, "Filter of comments"),
		"The command \"%s\" does not begin with a slash, but the if: of \"%s\" runs for comments that do: keep only its first line, as the line marked CHANGE says.",
		without, found->name);
}

void check_rows_sender(const struct setup *setup, const struct repository_facts *repo)
{
	check_commands(setup, repo);
	check_slash(setup, repo);
	check_closed(setup, repo);
	check_rows_policy(setup, repo);
	if (workflows_send(&repo->workflows))
		check_cms_groups(setup, repo);
}
