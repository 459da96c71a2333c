/* SPDX-License-Identifier: MIT */
#include "doctor/check_rows.h"

#define ENFORCED "2 December 2026"
#define SEE      "see docs/cms.md, \"Public repositories\"."

/* What the policies say of a file that listens to pull_request_target. */
struct policy_finding {
	const struct workflow *workflow; /* NULL: no file listens to it */
	const struct policy *policy;     /* that decides, NULL: none */
	enum policy_verdict verdict;
};

/* The worst of the files. A file of which no policy speaks is left to GitHub's default policy. */
static struct policy_finding find_policy(const struct repository_facts *repo)
{
	static const int badness[] = {[POLICY_ALLOWS] = 0,
				      [POLICY_UNKNOWN] = 1,
				      [POLICY_SILENT] = 2,
				      [POLICY_BLOCKS] = 3};
	struct policy_finding worst = {.workflow = NULL};

	for (size_t i = 0; i < repo->workflows.count; i++) {
		struct policy_finding found = {.workflow = &repo->workflows.list[i]};
		auto_buf path = BUF_INIT(2 * WORKFLOW_NAME_MAX);

		if (!found.workflow->concerns ||
		    !workflow_listens(found.workflow, CHECK_TARGET))
			continue;
		buf_addf(&path, ".github/workflows/%s", found.workflow->name);
		found.verdict = policies_judge(&repo->policies, buf_str(&path), CHECK_TARGET,
					       &found.policy);
		if (!worst.workflow || badness[found.verdict] > badness[worst.verdict])
			worst = found;
	}
	return worst;
}

static bool takes_closed_by_pull(const struct workflow *workflow, const void *context)
{
	(void)context;
	return workflow_takes(workflow, CHECK_PULL, "closed");
}

/* What a blocked event means here: with the second trigger most closes arrive. */
static void say_blocked(const struct setup *setup, const struct repository_facts *repo,
			struct buf *out)
{
	const struct workflow *pull =
		workflows_find(&repo->workflows, takes_closed_by_pull, NULL);

	diagnosis_worsen(setup->diagnosis, pull ? FINDING_WARNING : FINDING_ERROR);
	if (pull)
		buf_addf(out,
			 " \"%s\" takes closed by pull_request, which misses some closes. ",
			 pull->name);
	else
		buf_adds(out, " Environments of closed pull requests stay. ");
}

static void say_unknown(const struct setup *setup, const struct repository_facts *repo,
			const char *file, struct buf *out)
{
	diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
	buf_addf(
		out,
		"The repository is public, where GitHub's default policy blocks it from " ENFORCED
		". Whether another policy allows it for \"%s\" is not known: ",
		file);
	if (repo->policies.refused)
		buf_addf(
			out,
			"the token in the input %s could not read the policies, for which it needs Administration: read",
			repo->target.token_input);
	else
		buf_adds(out, "the doctor could not judge the policies that it read");
	buf_adds(
		out,
		". Look under Settings, Actions, Policies, whether Restrict events allows pull_request_target: " SEE);
}

void check_rows_policy(const struct setup *setup, const struct repository_facts *repo)
{
	struct policy_finding found = find_policy(repo);
	struct buf *out;

	if (!found.workflow || err_is_set(&repo->err))
		return;
	out = check_rows_add(setup, repo, FINDING_GOOD, "pull_request_target");
	if (!repo->public) {
		buf_adds(
			out,
			"The repository is not public, so GitHub's default policy does not block it.");
	} else if (found.verdict == POLICY_BLOCKS) {
		buf_addf(out,
			 "The active policy \"%.200s\" covers \"%s\" and does not allow it.",
			 policy_name(found.policy), found.workflow->name);
		say_blocked(setup, repo, out);
		buf_adds(out,
			 "Add pull_request_target to Restrict events of that policy: " SEE);
	} else if (*repo->version) {
		buf_adds(
			out,
			"The repository is public, and GitHub Enterprise Server has no default policy that blocks it.");
	} else if (found.verdict == POLICY_ALLOWS) {
		buf_addf(out,
			 "The repository is public, and an active policy allows it for \"%s\".",
			 found.workflow->name);
	} else if (found.verdict == POLICY_SILENT) {
		buf_addf(
			out,
			"No active policy has Restrict events for \"%s\", and then GitHub's default policy blocks it in public repositories from " ENFORCED
			".",
			found.workflow->name);
		say_blocked(setup, repo, out);
		buf_adds(out, "Create a policy that allows pull_request_target: " SEE);
	} else {
		say_unknown(setup, repo, found.workflow->name, out);
	}
}
