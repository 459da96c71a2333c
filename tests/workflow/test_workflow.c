/* SPDX-License-Identifier: MIT */
#include "base/macros.h"
#include "suites.h"
#include "workflow/workflows.h"

#include <string.h>

static void read_text(struct workflow *workflow, const char *text)
{
	*workflow = (struct workflow){.concerns = false};
	workflow_read(workflow, text, strlen(text));
}

/* What a file's `on` takes, in all the forms that it may have. */
static const struct {
	const char *text;
	const char *event;
	const char *type;
	bool takes;
} triggers[] = {
#define DISPATCH "repository_dispatch"
	/* a word, a list, a mapping */
	{"on: repository_dispatch", DISPATCH, "pr-closed", true},
	{"on: push", DISPATCH, "pr-closed", false},
	{"on: [push, repository_dispatch]", DISPATCH, "pr-closed", true},
	{"on:\n- push\n- repository_dispatch\n", DISPATCH, "pr-closed", true},
	{"on:\n  - push\n  - 'repository_dispatch'\n", DISPATCH, "pr-closed", true},
	{"on: {push: , repository_dispatch: }", DISPATCH, "pr-closed", true},
	{"on:\n  push:\n  repository_dispatch:\n", DISPATCH, "pr-closed", true},
	{"on:\n  workflow_dispatch: {}\n  repository_dispatch: {}\n", DISPATCH, "x", true},
	/* its name in quotes, as linters for YAML 1.1 want it */
	{"\"on\": repository_dispatch", DISPATCH, "pr-closed", true},
	{"'on':\n  repository_dispatch:\n    types: pr-closed\n", DISPATCH, "pr-closed", true},
	{"? on\n: repository_dispatch\n", DISPATCH, "pr-closed", true},
	{"true: repository_dispatch", DISPATCH, "pr-closed", false},
	{"On: repository_dispatch", DISPATCH, "pr-closed", false},
	/* types: a word, a list, a list in brackets */
	{"on:\n  repository_dispatch:\n    types: pr-closed\n", DISPATCH, "pr-closed", true},
	{"on:\n  repository_dispatch:\n    types: pr-closed-2\n", DISPATCH, "pr-closed", false},
	{"on:\n  repository_dispatch:\n    types:\n    - a\n    - pr-closed\n", DISPATCH,
	 "pr-closed", true},
	{"on:\n  repository_dispatch:\n    types: [ a ,pr-closed ]\n", DISPATCH, "pr-closed",
	 true},
	{"on:\n  repository_dispatch:\n    types: [\n      a,\n      \"pr-closed\",\n    ]\n",
	 DISPATCH, "pr-closed", true},
	{"on: {repository_dispatch: {types: [pr-closed]}}", DISPATCH, "pr-closed", true},
	{"on: {repository_dispatch: {types: [release:a/b, pr-closed]}}", DISPATCH,
	 "release:a/b", true},
	{"{\"on\":{\"repository_dispatch\":{\"types\":[\"pr-closed\"]}}}", DISPATCH,
	 "pr-closed", true},
	{"on:\n  repository_dispatch:\n    types:\n", DISPATCH, "pr-closed", true},
	{"on:\n  repository_dispatch:\n    types: []\n", DISPATCH, "pr-closed", true},
	{"on:\n  repository_dispatch:\n    types: [a]\n", DISPATCH, "pr-closed", false},
	{"on:\n  repository_dispatch:\n    types: [PR-CLOSED]\n", DISPATCH, "pr-closed", false},
	/* anchors and aliases */
	{"x: &t [pr-closed]\non:\n  repository_dispatch:\n    types: *t\n", DISPATCH,
	 "pr-closed", true},
	{"on:\n  push: &a {types: [pr-closed]}\n  repository_dispatch: *a\n", DISPATCH,
	 "pr-closed", true},
	{"on: &a [repository_dispatch, *a]\n", DISPATCH, "pr-closed", true},
	/* comments */
	{"# on: repository_dispatch\non: push\n", DISPATCH, "pr-closed", false},
	{"on: push # repository_dispatch\n", DISPATCH, "pr-closed", false},
	{"on:\n  repository_dispatch: # all\n    types: [a] # pr-closed\n", DISPATCH,
	 "pr-closed", false},
	{"on:\n  repository_dispatch:\n    # types: [a]\n", DISPATCH, "pr-closed", true},
	{"on:\n  repository_dispatch:\n    types:\n      # - b\n      - 'a # b'\n", DISPATCH,
	 "b", false},
	/* text that looks like keys */
	{"name: |\n  on: repository_dispatch\non: push\n", DISPATCH, "pr-closed", false},
	{"env:\n  X: >-\n    on:\n      repository_dispatch:\non: push\n", DISPATCH,
	 "pr-closed", false},
	{"name: \"on: repository_dispatch\"\non: push\n", DISPATCH, "pr-closed", false},
	{"name: 'a\n\n  on: repository_dispatch'\non: push\n", DISPATCH, "pr-closed", false},
	{"jobs:\n  on:\n    repository_dispatch:\non: push\n", DISPATCH, "pr-closed", false},
	{"on:\n  workflow_dispatch:\n    inputs:\n      repository_dispatch:\n", DISPATCH,
	 "pr-closed", false},
	/* how the file is written */
	{"\xef\xbb\xbfon: repository_dispatch\n", DISPATCH, "pr-closed", true},
	{"on:\r\n  repository_dispatch:\r\n    types:\r\n      - pr-closed\r\n", DISPATCH,
	 "pr-closed", true},
	{"---\nname: x\non: repository_dispatch\n", DISPATCH, "pr-closed", true},
	{"%YAML 1.2\n---\non: repository_dispatch\n...\n", DISPATCH, "pr-closed", true},
	{"on: push\n---\non: repository_dispatch\n", DISPATCH, "pr-closed", false},
	{"on:\t repository_dispatch\t\n", DISPATCH, "pr-closed", true},
	{"name: näme 🚀\non: repository_dispatch", DISPATCH, "pr-closed", true},
	{"on: repository_dispatch\non: push\n", DISPATCH, "pr-closed", true},
	/* the types that GitHub takes where there are none */
	{"on: issue_comment", "issue_comment", "created", true},
	{"on:\n  issue_comment:\n    types: [edited]\n", "issue_comment", "created", false},
	{"on: pull_request_target", "pull_request_target", "closed", false},
	{"on: pull_request_target", "pull_request_target", "opened", true},
	{"on: [pull_request]", "pull_request", "closed", false},
	{"on:\n  pull_request:\n    branches: [main]\n", "pull_request", "closed", false},
	{"on:\n  pull_request_target:\n    types: [closed]\n", "pull_request_target", "closed",
	 true},
	{"on:\n  pull_request_target:\n    types: [closed]\n", "pull_request", "closed", false},
};

START_TEST(trigger_is_read_in_every_form)
{
	struct workflow workflow;

	read_text(&workflow, triggers[_i].text);
	ck_assert_msg(!err_is_set(&workflow.err), "%s: %s", triggers[_i].text,
		      workflow.err.msg);
	ck_assert_msg(workflow_takes(&workflow, triggers[_i].event, triggers[_i].type) ==
			      triggers[_i].takes,
		      "%s", triggers[_i].text);
	workflow_release(&workflow);
}
END_TEST

/* Of such a file nothing is known, and nothing is made of it. */
static const char *const broken[] = {
	"",
	"# only a comment\n",
	"on",
	"- on\n- push\n",
	"on: [push",
	"on: {push",
	"on:\n\tpush:\n",
	"on: 'push",
	"on: *nowhere\n",
	"on: @push\n",
	"on: push\n jobs: x\n",
	"\xff\xfe",
	"on: \x01push",
};

START_TEST(broken_file_is_told_and_takes_nothing)
{
	struct workflow workflow;
	auto_buf value = BUF_INIT(100);

	read_text(&workflow, broken[_i]);
	ck_assert_msg(err_is_set(&workflow.err), "%s", broken[_i]);
	ck_assert(!workflow_listens(&workflow, "push"));
	ck_assert(!workflow_uses_action(&workflow, ""));
	ck_assert(!workflow_get_input(&workflow, "", "domain", &value));
	ck_assert_int_eq(workflow_find_group(&workflow), WORKFLOW_GROUP_NONE);
	workflow_release(&workflow);
}
END_TEST

static const struct {
	const char *filter;
	const char *base;
	bool drops;
} filters[] = {
	{"", "main", false},
	{"branches: main", "main", false},
	{"branches: main", "dev", true},
	{"branches: [main, dev]", "dev", false},
	{"branches: ['**']", "a/b", false},
	{"branches: ['*']", "dev", false},
	{"branches: ['*']", "a/b", true},
	{"branches: ['release/**']", "release/a/b", false},
	{"branches: ['release/*']", "release/a", false},
	{"branches: ['*', '!dev']", "dev", true},
	{"branches: ['!dev', '*']", "dev", false},
	{"branches-ignore: [dev]", "dev", true},
	{"branches-ignore: [dev]", "main", false},
	{"branches-ignore: ['d*']", "dev", true},
};

START_TEST(filter_of_branches_is_judged)
{
	struct workflow workflow;
	auto_buf text = BUF_INIT(1000);

	buf_addf(&text, "on:\n  pull_request_target:\n    types: [closed]\n    %s\n",
		 filters[_i].filter);
	read_text(&workflow, buf_str(&text));
	ck_assert_msg(workflow_drops_base(&workflow, "pull_request_target", filters[_i].base) ==
			      filters[_i].drops,
		      "%s %s", filters[_i].filter, filters[_i].base);
	workflow_release(&workflow);
}
END_TEST

static const struct {
	const char *text;
	enum workflow_group group;
} groups[] = {
	{"on: push", WORKFLOW_GROUP_NONE},
	{"concurrency: deploy", WORKFLOW_GROUP_OTHER},
	{"concurrency: ${{ github.ref }}", WORKFLOW_GROUP_REF},
	{"concurrency: x-${{ github.ref_name }}", WORKFLOW_GROUP_REF},
	{"concurrency:\n  group: ${{ github.workflow }}-${{ github.head_ref || github.ref }}\n",
	 WORKFLOW_GROUP_REF},
	{"concurrency: {group: a, cancel-in-progress: false}", WORKFLOW_GROUP_OTHER},
	{"concurrency:\n  group: pr-${{ github.event.client_payload.pr_number }}\n",
	 WORKFLOW_GROUP_NUMBER},
	{"concurrency: ${{ github.event.pull_request.number || github.ref }}",
	 WORKFLOW_GROUP_NUMBER},
	{"concurrency: x-${{ github.event.number }}", WORKFLOW_GROUP_NUMBER},
	{"concurrency: x-${{ inputs.PR_NUMBER }}", WORKFLOW_GROUP_NUMBER},
	{"concurrency: x-${{ github.run_number }}", WORKFLOW_GROUP_OTHER},
	{"concurrency: x-${{ github.event.numbers }}", WORKFLOW_GROUP_OTHER},
	{"concurrency: x-${{number}}", WORKFLOW_GROUP_OTHER},
	{"concurrency: by-pr_number", WORKFLOW_GROUP_OTHER},
	{"concurrency: ${{ github.run_number }}-${{ github.event.issue.number }}",
	 WORKFLOW_GROUP_NUMBER},
	{"jobs:\n  a:\n    concurrency: ${{ github.ref }}\n", WORKFLOW_GROUP_REF},
	{"jobs:\n  a:\n    concurrency: x\n  b:\n    concurrency:\n      group: ${{ github.ref }}\n",
	 WORKFLOW_GROUP_REF},
	{"jobs:\n  a:\n    name: |\n      concurrency: ${{ github.ref }}\n",
	 WORKFLOW_GROUP_NONE},
	{"# concurrency: ${{ github.ref }}\non: push\n", WORKFLOW_GROUP_NONE},
};

START_TEST(group_is_judged_by_what_it_is_keyed_on)
{
	struct workflow workflow;

	read_text(&workflow, groups[_i].text);
	ck_assert_msg(workflow_find_group(&workflow) == groups[_i].group, "%s",
		      groups[_i].text);
	workflow_release(&workflow);
}
END_TEST

static const struct {
	const char *step;
	bool uses;
} steps[] = {
	{"{uses: CoreMemorySquad/deploy-dispatch@v1}", true},
	{"{uses: acme/deploy-dispatch@0123456789abcdef0123456789abcdef01234567}", true},
	{"{uses: corememorysquad/Deploy-Dispatch@v1}", true},
	{"{uses: 'docker://ghcr.io/corememorysquad/deploy-dispatch:1'}", true},
	{"{uses: 'docker://ghcr.io/corememorysquad/deploy-dispatch'}", true},
	{"{uses: 'docker://ghcr.io/corememorysquad/deploy-dispatcher'}", false},
	{"{uses: acme/deploy-dispatch/native@v1}", true},
	{"{uses: acme/deploy-dispatch/nativ@v1}", false},
	{"{uses: /deploy-dispatch@v1}", false},
	{"{uses: acme/deploy-dispatch}", false},
	{"{uses: acme/my-deploy-dispatch@v1}", false},
	{"{uses: acme/deploy-dispatch-2@v1}", false},
	{"{run: acme/deploy-dispatch@v1}", false},
	{"{uses: acme/deploy-dispatch@v1, with: {mode: doctor}}", false},
	{"{uses: acme/deploy-dispatch@v1, with: {mode: reconcile}}", false},
	{"{uses: acme/deploy-dispatch@v1, with: {mode: \"${{ inputs.mode }}\"}}", true},
};

START_TEST(action_is_found_in_a_step)
{
	struct workflow workflow;
	auto_buf text = BUF_INIT(1000);

	buf_addf(&text, "jobs:\n  a:\n    steps:\n      - run: x\n      - %s\n",
		 steps[_i].step);
	read_text(&workflow, buf_str(&text));
	ck_assert_msg(workflow_uses_action(&workflow, "") == steps[_i].uses, "%s",
		      steps[_i].step);
	workflow_release(&workflow);
}
END_TEST

START_TEST(input_is_read_with_the_values_of_env)
{
	static const char text[] = "env: {A: file, B: file, C: file}\n"
				   "jobs:\n"
				   "  report:\n"
				   "    steps:\n"
				   "      - uses: x/deploy-dispatch@v1\n"
				   "        with: {status: success, a: wrong}\n"
				   "  a:\n"
				   "    env: {B: job, C: job}\n"
				   "    steps:\n"
				   "      - uses: x/deploy-dispatch@v1\n"
				   "        env: {C: step}\n"
				   "        with:\n"
				   "          a: ${{ env.A }}\n"
				   "          b: <${{env.B}}>\n"
				   "          c: ${{ env.C }}/${{ env.A }}\n"
				   "          d: ${{ env.D }}\n"
				   "          e: ${{ vars.E || 'x' }}\n"
				   "          f: ${{ env.A || 'x' }}\n"
				   "          g: >-\n"
				   "            one\n"
				   "            two\n"
				   "          h: 007\n"
				   "          i: [a]\n"
				   "          j: ${{ env.A\n";
	static const char *const values[][2] = {
		{"a", "file"},
		{"b", "<job>"},
		{"c", "step/file"},
		{"d", ""},
		{"e", "${{ vars.E || 'x' }}"},
		{"f", "${{ env.A || 'x' }}"},
		{"g", "one two"},
		{"h", "007"},
		{"i", ""},
		{"j", "${{ env.A"},
		{"k", ""},
	};
	struct workflow workflow;

	read_text(&workflow, text);
	ck_assert_msg(!err_is_set(&workflow.err), "%s", workflow.err.msg);
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		auto_buf value = BUF_INIT(100);

		ck_assert(workflow_get_input(&workflow, "", values[i][0], &value));
		ck_assert_str_eq(buf_str(&value), values[i][1]);
	}
	workflow_release(&workflow);
}
END_TEST

/* The step's input, then the step's env:, the job's, the file's. */
START_TEST(input_is_read_of_the_settings)
{
	static const char text[] =
		"env: {DEPLOY_DISPATCH_DOMAIN: file, DEPLOY_DISPATCH_STAGING_BASE: file,\n"
		"  DEPLOY_DISPATCH_DATABASE: file, DEPLOY_DISPATCH_REPOSITORY: \"${{ env.R }}\",\n"
		"  DEPLOY_DISPATCH_TOKEN: secret, R: o/r, DEPLOY_DISPATCH_ADMIN_PATH: \"\",\n"
		"  DEPLOY_DISPATCH_EPHEMERAL_BASE: file}\n"
		"jobs:\n"
		"  a:\n"
		"    env: {DEPLOY_DISPATCH_STAGING_BASE: job, DEPLOY_DISPATCH_DATABASE: job}\n"
		"    steps:\n"
		"      - uses: x/deploy-dispatch@v1\n"
		"        env: {DEPLOY_DISPATCH_DATABASE: step}\n"
		"        with: {ephemeral-base: with, domain: \" \"}\n";
	static const char *const values[][2] = {
		{"ephemeral-base", "with"}, {"domain", " file"},   {"staging-base", "job"},
		{"database", "step"},       {"repository", "o/r"}, {"token", ""},
		{"admin-path", ""},         {"files-prefix", ""},
	};
	struct workflow workflow;

	read_text(&workflow, text);
	ck_assert_msg(!err_is_set(&workflow.err), "%s", workflow.err.msg);
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		auto_buf value = BUF_INIT(100);

		ck_assert(workflow_get_input(&workflow, "", values[i][0], &value));
		ck_assert_str_eq(buf_str(&value), values[i][1]);
	}
	workflow_release(&workflow);
}
END_TEST

static const struct {
	const char *condition;
	bool wants;
} conditions[] = {
	{"startsWith(github.event.comment.body, '/')", true},
	{">-\n      a &&\n      startsWith( github.event.comment.body , '/' )", true},
	{"${{ StartsWith(github.event.comment.body,'/') }}", true},
	{"startsWith(github.event.comment.body, '/test-deploy')", false},
	{"github.event.issue.pull_request", false},
};

START_TEST(condition_on_a_slash_is_found)
{
	struct workflow workflow;
	auto_buf text = BUF_INIT(1000);

	buf_addf(&text, "jobs:\n  a:\n    if: %s\n", conditions[_i].condition);
	read_text(&workflow, buf_str(&text));
	ck_assert_msg(workflow_wants_slash(&workflow) == conditions[_i].wants, "%s",
		      conditions[_i].condition);
	workflow_release(&workflow);
}
END_TEST

static void add(struct workflows *workflows, const char *name, const char *text)
{
	struct workflow *workflow = workflows_add(workflows, name);

	workflow_read(workflow, text, strlen(text));
}

/* Which of the files concern the contract, in their order, as "yn". */
static void check_related(struct workflows *workflows, const char *expected)
{
	workflows_relate(workflows);
	for (size_t i = 0; i < workflows->count; i++)
		ck_assert_msg(workflows->list[i].concerns == (expected[i] == 'y'), "%s",
			      workflows->list[i].name);
	ck_assert_uint_eq(workflows->count, strlen(expected));
	workflows_release(workflows);
}

#define USES        "jobs: {a: {steps: [{uses: x/deploy-dispatch@v1}]}}"
#define CALLS(name) "jobs: {a: {uses: ./.github/workflows/" name "}}"

START_TEST(callers_of_callers_concern_the_contract)
{
	struct workflows workflows = {0};

	add(&workflows, "d.yml", CALLS("c.yml"));
	add(&workflows, "c.yml", CALLS("b.yml"));
	add(&workflows, "b.yml", USES);
	add(&workflows, "circle.yml", CALLS("circle.yml"));
	add(&workflows, "other.yml", CALLS("b.yaml"));
	add(&workflows, "far.yml", "jobs: {a: {uses: x/y/.github/workflows/b.yml@v1}}");
	check_related(&workflows, "yyynnn");
}
END_TEST

START_TEST(contract_type_concerns_without_the_action)
{
	struct workflows workflows = {0};

	add(&workflows, "a.yml", "on: {repository_dispatch: {types: [pr-closed]}}");
	add(&workflows, "b.yml", "on: {repository_dispatch: {types: [release]}}");
	add(&workflows, "c.yml", "on: repository_dispatch");
	check_related(&workflows, "ynn");
}
END_TEST

START_TEST(where_nobody_uses_the_action_a_call_elsewhere_may)
{
	struct workflows workflows = {0};

	add(&workflows, "far.yml", "jobs: {a: {uses: x/y/.github/workflows/b.yml@v1}}");
	add(&workflows, "b.yml", "on: push");
	check_related(&workflows, "yn");
}
END_TEST

/* Aliases are not copies: what would be 3^20 strings is read in no time. */
START_TEST(aliases_do_not_multiply)
{
	struct workflow workflow;
	auto_buf text = BUF_INIT(10000);

	buf_adds(&text, "a0: &a0 [x, x, x]\n");
	for (int i = 1; i < 20; i++)
		buf_addf(&text, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1);
	buf_adds(&text, "jobs: *a19\non: *a19\n");
	read_text(&workflow, buf_str(&text));
	ck_assert_msg(!err_is_set(&workflow.err), "%s", workflow.err.msg);
	ck_assert(!workflow_uses_action(&workflow, ""));
	ck_assert(!workflow_listens(&workflow, "x"));
	workflow_release(&workflow);
}
END_TEST

START_TEST(file_that_is_too_large_is_not_read)
{
	struct workflow workflow;
	auto_buf text = BUF_INIT(YAML_TEXT_MAX + 100);

	buf_adds(&text, "on: push\n#");
	while (text.len <= YAML_TEXT_MAX)
		buf_addc(&text, '-');
	read_text(&workflow, buf_str(&text));
	ck_assert_str_eq(workflow.err.msg, "larger than 256 KiB");
	workflow_release(&workflow);
}
END_TEST

Suite *suite_workflow(void);
Suite *suite_workflow(void)
{
	Suite *suite = suite_create("workflow");
	TCase *tc = tcase_create("workflow");

	tcase_add_loop_test(tc, trigger_is_read_in_every_form, 0, ARRAY_SIZE(triggers));
	tcase_add_loop_test(tc, broken_file_is_told_and_takes_nothing, 0, ARRAY_SIZE(broken));
	tcase_add_loop_test(tc, filter_of_branches_is_judged, 0, ARRAY_SIZE(filters));
	tcase_add_loop_test(tc, group_is_judged_by_what_it_is_keyed_on, 0, ARRAY_SIZE(groups));
	tcase_add_loop_test(tc, action_is_found_in_a_step, 0, ARRAY_SIZE(steps));
	tcase_add_test(tc, input_is_read_with_the_values_of_env);
	tcase_add_test(tc, input_is_read_of_the_settings);
	tcase_add_loop_test(tc, condition_on_a_slash_is_found, 0, ARRAY_SIZE(conditions));
	tcase_add_test(tc, callers_of_callers_concern_the_contract);
	tcase_add_test(tc, contract_type_concerns_without_the_action);
	tcase_add_test(tc, where_nobody_uses_the_action_a_call_elsewhere_may);
	tcase_add_test(tc, aliases_do_not_multiply);
	tcase_add_test(tc, file_that_is_too_large_is_not_read);
	suite_add_tcase(suite, tc);
	return suite;
}
