/* SPDX-License-Identifier: MIT */
#include "contract/bases.h"
#include "doctor/shared_inputs.h"
#include "suites.h"

#include <string.h>

static const char *nothing(const char *name, void *context)
{
	(void)name;
	(void)context;
	return NULL;
}

/* Gives a config the names of a workflow with these inputs, in YAML's flow style. */
static int give(const char *with, struct config *config, struct err *err)
{
	struct workflows workflows = {0};
	struct shared_inputs names = {0};
	auto_buf text = BUF_INIT(4000);
	struct workflow *workflow = workflows_add(&workflows, "a.yml");
	int rc;

	ck_assert_int_eq(config_load(config, nothing, NULL, err), 0);
	buf_addf(&text, "jobs: {a: {steps: [{uses: x/deploy-dispatch@v1, with: {%s}}]}}", with);
	workflow_read(workflow, buf_str(&text), text.len);
	ck_assert_msg(!err_is_set(&workflow->err), "%s", workflow->err.msg);
	workflows_relate(&workflows);
	shared_inputs_read(&names, &workflows, "");
	ck_assert_str_eq(names.file, "a.yml");
	rc = shared_inputs_apply(&names, config, err);
	shared_inputs_release(&names);
	workflows_release(&workflows);
	return rc;
}

START_TEST(names_of_the_workflow_are_the_configs)
{
	struct config config = {0};
	struct err err;

	ck_assert_int_eq(give("domain: ' acme.dev ', staging-base: none, database: none,"
			      "ephemeral-base: '', admin-path: '${{ vars.X }}'",
			      &config, &err),
			 0);
	ck_assert_str_eq(config.domain, "acme.dev");
	ck_assert_str_eq(config.staging_base, "none");
	ck_assert_str_eq(config.database, "none");
	ck_assert_str_eq(config.ephemeral_base, "dev");
	ck_assert_str_eq(config.admin_path, "/admin");
	config_release(&config);
}
END_TEST

static const struct {
	const char *with;
	const char *says;
} wrong[] = {
	{"domain: -x", "domain"},
	{"deploy-command: /x, destroy-command: /x", "two different words"},
	{"ephemeral-base: main", "main"},
	{"ephemeral-base: 'release/*'", "staging-branch"},
	{"ephemeral-workspace: x", "ephemeral-workspace"},
	/* 53 letters and a number of ten digits are one too many for a label */
	{"ephemeral-host: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{number}.{domain}'",
	 "ephemeral-host"},
};

START_TEST(names_that_do_not_go_together_are_told)
{
	struct config config = {0};
	struct err err;

	ck_assert_int_eq(give(wrong[_i].with, &config, &err), -1);
	ck_assert_int_eq(err.reason, REASON_BAD_CONFIG);
	ck_assert_msg(strstr(err.msg, wrong[_i].says) != NULL, "%s", err.msg);
	config_release(&config);
}
END_TEST

/* Who needs it is said in each row, and there are so many that both ends need. */
START_TEST(every_input_says_who_needs_it)
{
	size_t count;
	size_t shared = 0;
	const struct config_input *inputs = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		unsigned nobody = CONFIG_ALONE | CONFIG_STEP;
		unsigned others = inputs[i].needs & ~nobody;

		ck_assert_msg(((inputs[i].needs & nobody) != 0) != (others != 0), "%s",
			      inputs[i].name);
		/* The doctor compares the sweep's with those that both ends need. */
		ck_assert_msg(!(others & CONFIG_SWEPT) || (others & CONFIG_SHARED), "%s",
			      inputs[i].name);
		shared += (others & CONFIG_SHARED) != 0;
	}
	ck_assert_uint_eq(shared, SHARED_INPUTS_COUNT);
	ck_assert_ptr_nonnull(shared_inputs_at(SHARED_INPUTS_COUNT - 1));
	ck_assert_ptr_null(shared_inputs_at(SHARED_INPUTS_COUNT));
}
END_TEST

Suite *suite_shared_inputs(void);
Suite *suite_shared_inputs(void)
{
	Suite *suite = suite_create("shared_inputs");
	TCase *tc = tcase_create("names");

	tcase_add_test(tc, names_of_the_workflow_are_the_configs);
	tcase_add_loop_test(tc, names_that_do_not_go_together_are_told, 0, ARRAY_SIZE(wrong));
	tcase_add_test(tc, every_input_says_who_needs_it);
	suite_add_tcase(suite, tc);
	return suite;
}
