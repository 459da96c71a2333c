/* SPDX-License-Identifier: MIT */
#include "checks.h"
#include "contract.h"

#include <string.h>

enum { WHAT_MAX = 300 };

#define DISPATCH "repository_dispatch"
#define COMMENT  "issue_comment"
#define TARGET   "pull_request_target"
#define PULL     "pull_request"

void checks_find_side(struct patient *patient)
{
	const struct workflows *own = &patient->own.workflows;
	const struct workflows *other = &patient->other.workflows;
	const char *event = patient->runner->event_name;
	bool sends = workflows_send(own);
	bool receives = workflows_receive(own);

	if (sends != receives) {
		patient->side = sends ? SIDE_CMS : SIDE_INFRASTRUCTURE;
		patient->side_known = "by the events that its workflows listen to";
	} else if (strcmp(event, COMMENT) == 0 || strcmp(event, TARGET) == 0 ||
		   strcmp(event, PULL) == 0) {
		patient->side = SIDE_CMS;
		patient->side_known = "by the event of this run";
	} else if (strcmp(event, DISPATCH) == 0) {
		patient->side = SIDE_INFRASTRUCTURE;
		patient->side_known = "by the event of this run";
	} else if (workflows_send(other) != workflows_receive(other)) {
		patient->side = workflows_receive(other) ? SIDE_CMS : SIDE_INFRASTRUCTURE;
		patient->side_known = "by the events that the other end's workflows listen to";
	} else if (sends && receives) {
		patient->side = SIDE_CMS;
		patient->side_known =
			"because it sends; its workflows are those of both ends, and the doctor of the other end checks the rest";
	}
}

void checks_side(const struct patient *patient)
{
	const char *repository = *patient->own.target.repository
					 ? patient->own.target.repository
					 : "This repository";
	struct buf *out = diagnosis_add(patient->diagnosis, FINDING_GOOD, "Which end this is");

	if (patient->side == SIDE_UNKNOWN) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"%s may be the CMS or the infrastructure: no workflow was found that listens to comments, closed pull requests or the contract's events. What only one of the ends has is not checked. Copy the workflows to the default branch, and give the token in the input %s Contents: read.",
			repository, patient->own.target.token_input);
		return;
	}
	buf_addf(out, "%s is taken for the %s, %s.", repository,
		 patient->side == SIDE_CMS ? "CMS" : "infrastructure", patient->side_known);
}

/* A row about a site: "Commands in owner/name". */
static struct buf *add_row(const struct patient *patient, const struct site *site,
			   enum finding finding, const char *what)
{
	auto_buf row = BUF_INIT(WHAT_MAX);

	buf_addf(&row, "%s in %s", what, site->target.repository);
	return diagnosis_add(patient->diagnosis, finding, buf_str(&row));
}

/* The files themselves: what is not known of them makes what follows less sure. False: nothing is known. */
static bool check_files(const struct patient *patient, const struct site *site)
{
	const struct workflows *workflows = &site->workflows;
	const struct workflow *unknown = workflows_find_unknown(workflows);
	struct buf *out;
	size_t concern = 0;

	if (!*site->target.repository)
		return false;
	out = add_row(patient, site, FINDING_GOOD, "Workflow files");
	if (!workflows->known) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		if (!site->answered || err_is_set(&site->err))
			buf_adds(out, "Not checked, because the repository is not known.");
		else
			buf_addf(out, "Not checked: %s.", workflows->err.msg);
		return false;
	}
	for (size_t i = 0; i < workflows->count; i++)
		concern += workflows->list[i].concerns;
	buf_addf(
		out,
		"On the default branch there %s %zu workflow file%s, of which %zu concern%s the contract.",
		workflows->count == 1 ? "is" : "are", workflows->count,
		workflows->count == 1 ? "" : "s", concern, concern == 1 ? "s" : "");
	if (unknown) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(out, " \"%s\" could not be read: %s.", unknown->name,
			 unknown->err.msg);
	}
	if (workflows->left_out > 0) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(out, " %zu more were not read.", workflows->left_out);
	}
	return true;
}

static void check_actions(const struct patient *patient, const struct site *site)
{
	struct buf *out;

	if (!site->actions_known)
		return;
	out = add_row(patient, site, FINDING_GOOD, "Actions");
	if (!site->actions_enabled) {
		diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
		buf_adds(
			out,
			"Actions are disabled, so no workflow runs: enable them under Settings, Actions, General.");
	} else if (strcmp(site->actions_allowed, "all") == 0 || !*site->actions_allowed) {
		buf_adds(out, "Actions are enabled, and every action may be used.");
	} else {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"Actions are enabled, but only some may be used (%s): under Settings, Actions, General, deploy-dispatch must be among them.",
			site->actions_allowed);
	}
}

/* The first workflow that takes the type; one that concerns the contract goes first. */
static const struct workflow *find_taker(const struct workflows *workflows, const char *type)
{
	const struct workflow *found = NULL;

	for (size_t i = 0; i < workflows->count; i++) {
		const struct workflow *workflow = &workflows->list[i];

		if (workflow_takes(workflow, DISPATCH, type) && (!found || workflow->concerns))
			found = workflow;
		if (found && found->concerns)
			break;
	}
	return found;
}

static bool listens_to_dispatch(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_listens(workflow, DISPATCH);
}

static void check_types(const struct patient *patient, const struct site *site)
{
	const struct workflow *near =
		workflows_find(&site->workflows, listens_to_dispatch, NULL);
	auto_buf missing = BUF_INIT(WHAT_MAX);
	const char *taker = NULL;
	struct buf *out = add_row(patient, site, FINDING_GOOD, "Workflow for the events");

	for (int i = 0; i < CONTRACT_EVENT_COUNT; i++) {
		const char *type = contract_event_type((enum contract_event)i);
		const struct workflow *found = find_taker(&site->workflows, type);

		if (found)
			taker = found->name;
		else
			buf_addf(&missing, "%s%s", missing.len > 0 ? ", " : "", type);
	}
	if (missing.len == 0) {
		buf_addf(out, "\"%s\" takes the contract's three types.", taker);
		return;
	}
	diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
	buf_addf(
		out,
		"No workflow on the default branch takes %s: GitHub accepts the event, and nothing runs. ",
		buf_str(&missing));
	if (near)
		buf_addf(out,
			 "Add what is missing to types: under repository_dispatch: in \"%s\".",
			 near->name);
	else
		buf_adds(
			out,
			"Put ephemeral-environment.yml on the default branch, with repository_dispatch: and these types:.");
}

/* What the groups of all that concerns the contract are keyed on. */
struct groups {
	const struct workflow *by_ref;
	const struct workflow *by_other;
	const struct workflow *by_number;
	const struct workflow *cutting;
};

static struct groups find_groups(const struct workflows *workflows)
{
	struct groups groups = {0};

	for (size_t i = 0; i < workflows->count; i++) {
		const struct workflow *workflow = &workflows->list[i];

		if (!workflow->concerns)
			continue;
		switch (workflow_find_group(workflow)) {
		case WORKFLOW_GROUP_NONE: break;
		case WORKFLOW_GROUP_NUMBER: groups.by_number = workflow; break;
		case WORKFLOW_GROUP_OTHER: groups.by_other = workflow; break;
		case WORKFLOW_GROUP_REF: groups.by_ref = workflow; break;
		}
		if (workflow_cuts_off(workflow))
			groups.cutting = workflow;
	}
	return groups;
}

static void check_receiver_groups(const struct patient *patient, const struct site *site)
{
	struct groups groups = find_groups(&site->workflows);
	struct buf *out = add_row(patient, site, FINDING_GOOD, "Concurrency");

	if (groups.by_ref) {
		diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			"The concurrency group of \"%s\" is keyed on a ref, which is the default branch for every event: a newer run takes the place of another pull request's that waits. Key it on github.event.client_payload.pr_number.",
			groups.by_ref->name);
	} else if (groups.by_number) {
		buf_addf(out, "The group of \"%s\" is keyed on the pull request's number.",
			 groups.by_number->name);
	} else {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"%s, so that two runs may change one environment at the same time, or wait for another's. Key a concurrency group on github.event.client_payload.pr_number.",
			groups.by_other
				? "The concurrency group is not keyed on a pull request's number"
				: "There is no concurrency group");
	}
	if (groups.cutting) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			" cancel-in-progress in \"%s\" cuts off a run in the middle of its work: delete that line.",
			groups.cutting->name);
	}
}

static void check_receiver(const struct patient *patient, const struct site *site)
{
	bool known = check_files(patient, site);

	check_actions(patient, site);
	if (!known)
		return;
	check_types(patient, site);
	if (workflows_receive(&site->workflows))
		check_receiver_groups(patient, site);
}

static bool takes_created(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_takes(workflow, COMMENT, "created");
}

static bool listens(const struct workflow *workflow, const void *event)
{
	return workflow_listens(workflow, event);
}

static void check_commands(const struct patient *patient, const struct site *site)
{
	const struct workflow *found = workflows_find(&site->workflows, takes_created, NULL);
	const struct workflow *near = workflows_find(&site->workflows, listens, COMMENT);
	struct buf *out = add_row(patient, site, FINDING_GOOD, "Workflow for commands");

	if (found) {
		buf_addf(out, "\"%s\" takes new comments.", found->name);
		return;
	}
	diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
	if (near)
		buf_addf(
			out,
			"\"%s\" listens to issue_comment, but not to new comments: add created to its types:.",
			near->name);
	else
		buf_adds(
			out,
			"No workflow on the default branch listens to issue_comment and uses deploy-dispatch, so no command is seen: put pr-commands.yml and dispatch.yml there.");
}

/* The first plain base that a filter of the workflow leaves out; "" where there is none. */
static const char *find_dropped(const struct patient *patient, const struct workflow *workflow,
				const char *event)
{
	for (size_t i = 0; i < patient->branches.count; i++) {
		const struct site_branch *branch = &patient->branches.list[i];

		if (strcmp(branch->input, "staging-branch") != 0 &&
		    workflow_drops_base(workflow, event, branch->name))
			return branch->name;
	}
	return "";
}

/* A workflow that takes `closed` by the event; one without a filter goes first. */
static const struct workflow *find_closer(const struct patient *patient,
					  const struct workflows *workflows, const char *event)
{
	const struct workflow *found = NULL;

	for (size_t i = 0; i < workflows->count; i++) {
		const struct workflow *workflow = &workflows->list[i];

		if (!workflow->concerns || !workflow_takes(workflow, event, "closed"))
			continue;
		if (!workflow_filters_paths(workflow, event) &&
		    !*find_dropped(patient, workflow, event))
			return workflow;
		if (!found)
			found = workflow;
	}
	return found;
}

static void check_filters(const struct patient *patient, const struct workflow *workflow,
			  const char *event, struct buf *out)
{
	const char *dropped = find_dropped(patient, workflow, event);

	if (workflow_filters_paths(workflow, event)) {
		diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			" Its filter of paths leaves out closed pull requests too, whose environments then stay: delete paths: and paths-ignore: under %s: there.",
			event);
	}
	if (*dropped) {
		diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			" Its filter of branches leaves out \"%s\", whose pull requests have environments: delete the filter under %s: there, or add that branch.",
			dropped, event);
	}
}

static void check_closed(const struct patient *patient, const struct site *site)
{
	const struct workflow *target = find_closer(patient, &site->workflows, TARGET);
	const struct workflow *pull = find_closer(patient, &site->workflows, PULL);
	const struct workflow *near = workflows_find(&site->workflows, listens, TARGET);
	struct buf *out =
		add_row(patient, site, FINDING_GOOD, "Workflow for closed pull requests");

	if (target) {
		buf_addf(out, "\"%s\" takes closed by pull_request_target.", target->name);
		check_filters(patient, target, TARGET, out);
	} else if (pull) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"\"%s\" takes closed by pull_request only. That misses a close while the pull request conflicts with its base, and those of Dependabot and forks: add pull_request_target: with types: [closed].",
			pull->name);
		check_filters(patient, pull, PULL, out);
	} else {
		diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
		if (near)
			buf_addf(
				out,
				"\"%s\" listens to pull_request_target, but not to closed, so environments of closed pull requests stay: add closed to its types:.",
				near->name);
		else
			buf_adds(
				out,
				"No workflow on the default branch takes closed by pull_request_target and uses deploy-dispatch, so environments of closed pull requests stay: put pr-closed.yml there.");
	}
}

static void check_policy(const struct patient *patient, const struct site *site)
{
	struct buf *out;

	if (!workflows_find(&site->workflows, listens, TARGET) || err_is_set(&site->err))
		return;
	out = add_row(patient, site, FINDING_GOOD, "pull_request_target");
	if (!site->public) {
		buf_adds(
			out,
			"The repository is not public, so GitHub's default policy does not block it.");
		return;
	}
	diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
	buf_adds(
		out,
		"The repository is public, where GitHub's default policy blocks it, and the API does not tell the policy. Look under Settings, Actions, Policies, whether Restrict events allows pull_request_target: see docs/cms.md, \"Public repositories\".");
}

static void check_sender_groups(const struct patient *patient, const struct site *site)
{
	struct groups groups = find_groups(&site->workflows);
	struct buf *out = add_row(patient, site, FINDING_GOOD, "Concurrency");

	if (groups.by_ref) {
		diagnosis_worsen(patient->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			"The concurrency group of \"%s\" is keyed on a ref, which is the same for every pull request here: anybody's comment cancels a command or a close that waits. Delete concurrency: there.",
			groups.by_ref->name);
	} else if (groups.by_other || groups.by_number) {
		diagnosis_worsen(patient->diagnosis, FINDING_WARNING);
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
	return workflow_listens(workflow, COMMENT) && workflow_wants_slash(workflow);
}

static void check_slash(const struct patient *patient, const struct site *site)
{
	const struct workflow *found = workflows_find(&site->workflows, wants_slash, NULL);
	const struct config *config = patient->config;
	const char *without = *config->deploy_command != '/'    ? config->deploy_command
			      : *config->destroy_command != '/' ? config->destroy_command
								: NULL;

	if (!found || !without)
		return;
	buf_addf(
		add_row(patient, site, FINDING_ERROR, "Filter of comments"),
		"The command \"%s\" does not begin with a slash, but the if: of \"%s\" runs for comments that do: keep only its first line, as the line marked CHANGE says.",
		without, found->name);
}

static void check_sender(const struct patient *patient, const struct site *site)
{
	bool known = check_files(patient, site);

	check_actions(patient, site);
	if (!known)
		return;
	check_commands(patient, site);
	check_slash(patient, site);
	check_closed(patient, site);
	check_policy(patient, site);
	if (workflows_send(&site->workflows))
		check_sender_groups(patient, site);
}

void checks_workflows(const struct patient *patient)
{
	if (patient->side == SIDE_UNKNOWN) {
		(void)check_files(patient, &patient->own);
		check_actions(patient, &patient->own);
		(void)check_files(patient, &patient->other);
		check_actions(patient, &patient->other);
	} else if (patient->side == SIDE_CMS) {
		check_sender(patient, &patient->own);
		check_receiver(patient, &patient->other);
	} else {
		check_receiver(patient, &patient->own);
		check_sender(patient, &patient->other);
	}
}
