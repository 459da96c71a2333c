/* SPDX-License-Identifier: MIT */
#include "contract/config.h"
#include "base/secret.h"
#include "suites.h"

#include <stdlib.h>
#include <stdlib.h>
#include <string.h>

/* An environment of up to two variables. */
struct table {
	const char *name[6];
	const char *value[6];
};

static const char *look_up(const char *name, void *context)
{
	const struct table *table = context;

	for (size_t i = 0; i < 6; i++) {
		if (table->name[i] && strcmp(name, table->name[i]) == 0)
			return table->value[i];
	}
	return NULL;
}

START_TEST(nothing_given_means_the_defaults)
{
	struct config config = {0};
	struct table table = {0};
	struct err err;

	ck_assert_int_eq(config_load(&config, look_up, &table, &err), 0);
	ck_assert_str_eq(config.repository, "");
	ck_assert_str_eq(config.token, "");
	ck_assert_str_eq(config.github_token, "");
	ck_assert_int_eq(config.permission, ROLE_WRITE);
	ck_assert_str_eq(config.deploy_command, "/test-deploy");
	ck_assert_str_eq(config.destroy_command, "/destroy-test");
	ck_assert_str_eq(config.ephemeral_base, "dev");
	ck_assert_str_eq(config.staging_base, "main");
	ck_assert_str_eq(config.staging_branch, "");
	ck_assert_str_eq(config.domain, "ernjv.me");
	ck_assert_str_eq(config.ephemeral_workspace, "pr-{number}");
	ck_assert_str_eq(config.staging_workspace, "staging");
	ck_assert_str_eq(config.ephemeral_host, "{workspace}-testing.{domain}");
	ck_assert_str_eq(config.staging_host, "{workspace}.{domain}");
	ck_assert_str_eq(config.database, "{workspace}");
	ck_assert_str_eq(config.files_prefix, "{workspace}/");
	ck_assert_str_eq(config.admin_path, "/admin");
	ck_assert_str_eq(config.mailpit_path, "/mailpit");
	ck_assert_str_eq(config.ephemeral_details, "");
	ck_assert_str_eq(config.resolved, "");
	ck_assert(!config.allow_forks && !config.allow_bots && !config.dry_run);
	ck_assert(config.react && config.reply);
	ck_assert_int_eq(config.timeout_s, 60);
	ck_assert_int_eq(config.status, JOB_STATUS_NONE);
	config_release(&config);
}
END_TEST

/* The least and the most that are taken; what is beyond them is in bad[]. */
START_TEST(timeout_is_from_a_second_to_an_hour)
{
	static const char *const values[] = {"1", "3600"};

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		struct table table = {.name = {"INPUT_TIMEOUT"}, .value = {values[i]}};
		struct config config;
		struct err err;

		ck_assert_int_eq(config_load(&config, look_up, &table, &err), 0);
		ck_assert_int_eq(config.timeout_s, atoi(values[i]));
		config_release(&config);
	}
}
END_TEST

static const struct {
	const char *name;
	const char *value;
	bool dry_run;
} spellings[] = {
	{"INPUT_DRY-RUN", "true", true},      {"INPUT_DRY-RUN", "True", true},
	{"INPUT_DRY-RUN", "TRUE", true},      {"INPUT_DRY_RUN", "true", true},
	{"INPUT_DRY-RUN", " true\r\n", true}, {"INPUT_DRY-RUN", "false", false},
	{"INPUT_DRY-RUN", "False", false},    {"INPUT_DRY-RUN", "FALSE", false},
	{"INPUT_DRY-RUN", "", false},         {"INPUT_DRY-RUN", " \n", false},
	{"INPUT_dry-run", "true", false},     {"dry-run", "true", false},
};

START_TEST(boolean_is_taken_as_the_toolkit_does)
{
	struct config config = {0};
	struct table table = {{spellings[_i].name}, {spellings[_i].value}};
	struct err err;

	ck_assert_int_eq(config_load(&config, look_up, &table, &err), 0);
	ck_assert_int_eq(config.dry_run, spellings[_i].dry_run);
	config_release(&config);
}
END_TEST

START_TEST(hyphens_win_over_underscores_unless_empty)
{
	struct config config = {0};
	struct table table = {{"INPUT_DEPLOY-COMMAND", "INPUT_DEPLOY_COMMAND"}, {"/a", "/b"}};
	struct err err;

	ck_assert_int_eq(config_load(&config, look_up, &table, &err), 0);
	ck_assert_str_eq(config.deploy_command, "/a");
	config_release(&config);
	table.value[0] = " ";
	ck_assert_int_eq(config_load(&config, look_up, &table, &err), 0);
	ck_assert_str_eq(config.deploy_command, "/b");
	config_release(&config);
}
END_TEST

/* The input, the variable, then the default; white space alone is nothing. */
START_TEST(a_setting_counts_where_the_step_gives_nothing)
{
	static const struct {
		const char *input, *variable, *expected;
	} rows[] = {
		{"/a", "/b", "/a"},           {"", "/b", "/b"},
		{" \n", " /b\n", "/b"},       {NULL, "/b", "/b"},
		{NULL, "", "/test-deploy"},   {NULL, " ", "/test-deploy"},
		{NULL, NULL, "/test-deploy"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct table table = {
			{"INPUT_DEPLOY-COMMAND", "DEPLOY_DISPATCH_DEPLOY_COMMAND"},
			{rows[i].input, rows[i].variable}};
		struct config config = {0};
		struct err err;

		ck_assert_int_eq(config_load(&config, look_up, &table, &err), 0);
		ck_assert_str_eq(config.deploy_command, rows[i].expected);
		config_release(&config);
	}
}
END_TEST

/* A token in a variable of the workflow would be in the environment of every step. */
START_TEST(no_setting_sets_what_belongs_to_a_step)
{
	struct table table = {{"DEPLOY_DISPATCH_TOKEN", "DEPLOY_DISPATCH_GITHUB_TOKEN",
			       "DEPLOY_DISPATCH_MODE", "DEPLOY_DISPATCH_STATUS",
			       "DEPLOY_DISPATCH_ERROR", "DEPLOY_DISPATCH_RESOLVED"},
			      {"a", "b", "doctor", "success", "e", "{}"}};
	struct config config = {0};
	struct err err;

	ck_assert_int_eq(config_load(&config, look_up, &table, &err), 0);
	ck_assert_str_eq(config.token, "");
	ck_assert_str_eq(config.github_token, "");
	ck_assert_int_eq(config.mode, RUN_MODE_EVENT);
	ck_assert_int_eq(config.status, JOB_STATUS_NONE);
	ck_assert_str_eq(config.error, "");
	ck_assert_str_eq(config.resolved, "");
	config_release(&config);
}
END_TEST

static const struct {
	const char *name;
	const char *value;
	const char *input; /* that the message must name */
} bad[] = {
	{"DEPLOY_DISPATCH_DOMAIN", "https://ernjv.me",
	 "The variable DEPLOY_DISPATCH_DOMAIN holds"},
	{"DEPLOY_DISPATCH_ALLOW_FORKS", "yes",
	 "The variable DEPLOY_DISPATCH_ALLOW_FORKS holds"},
	{"INPUT_REPOSITORY", "cms_infrastructure", "repository"},
	{"INPUT_REPOSITORY", "https://github.com/a/b", "repository"},
	{"INPUT_TOKEN", "two words", "token"},
	{"INPUT_TOKEN", "a\r\nX-Header: b", "token"},
	{"INPUT_TOKEN", "t\xc3\xb6ken", "token"},
	{"INPUT_GITHUB-TOKEN", "a\tb", "github-token"},
	{"INPUT_PERMISSION", "owner", "permission"},
	{"INPUT_PERMISSION", "none", "permission"},
	{"INPUT_PERMISSION", "Write", "permission"},
	{"INPUT_DEPLOY-COMMAND", "/test deploy", "deploy-command"},
	{"INPUT_DEPLOY-COMMAND", "/destroy-test", "deploy-command"},
	{"INPUT_DESTROY-COMMAND", "> x", "destroy-command"},
	{"INPUT_EPHEMERAL-BASE", "-x", "ephemeral-base"},
	{"INPUT_EPHEMERAL-BASE", "main", "ephemeral-base"},
	{"INPUT_EPHEMERAL-BASE", "none", "ephemeral-base"},
	{"INPUT_EPHEMERAL-BASE", "dev -x", "ephemeral-base"},
	{"INPUT_EPHEMERAL-BASE", "release/[0-9", "ephemeral-base"},
	{"INPUT_EPHEMERAL-BASE", "a\\*", "ephemeral-base"},
	{"INPUT_EPHEMERAL-BASE", "release/*", "staging-branch"},
	{"INPUT_STAGING-BASE", "a..b", "staging-base"},
	{"INPUT_EPHEMERAL-BASE", "dev,develop", "separated by white space"},
	{"INPUT_EPHEMERAL-BASE", "!release/old", "Only *, ? and [...] make a pattern, but"},
	{"INPUT_STAGING-BASE", "main {a,b}", ", but \"{a,b}\" has \"{\""},
	{"INPUT_STAGING-BASE", "*", "covers \"dev\" of ephemeral-base"},
	{"INPUT_STAGING-BRANCH", "release/*", "staging-branch"},
	{"INPUT_STAGING-BRANCH", "origin/dev",
	 "expected a branch name, but it begins with \"origin/\". Write \"dev\""},
	{"INPUT_STAGING-BRANCH", "dev,", "expected a branch name, but it has \",\""},
	{"INPUT_EPHEMERAL-WORKSPACE", "pr-\x01{number}", "ephemeral-workspace"},
	{"INPUT_DOMAIN", "https://ernjv.me", "domain"},
	{"INPUT_ALLOW-FORKS", "yes", "allow-forks"},
	{"INPUT_ALLOW-BOTS", "1", "allow-bots"},
	{"INPUT_MODE", "Doctor", "mode"},
	{"INPUT_MODE", "reconcile doctor", "mode"},
	{"INPUT_REACT", "on", "react"},
	{"INPUT_REPLY", "tRUE", "reply"},
	{"INPUT_DRY-RUN", "ture", "dry-run"},
	{"INPUT_TIMEOUT", "0", "timeout"},
	{"INPUT_TIMEOUT", "3601", "timeout"},
	{"INPUT_TIMEOUT", "60s", "timeout"},
	{"INPUT_TIMEOUT", "-1", "timeout"},
	{"INPUT_TIMEOUT", "1.5", "timeout"},
	{"INPUT_TIMEOUT", "99999999999999999999", "timeout"},
	{"INPUT_STATUS", "skipped", "status"},
	{"INPUT_REGION", "a\nb", "region"},
	{"INPUT_INSTANCE", "a\x1b[31m", "instance"},
};

START_TEST(wrong_value_names_the_input_what_it_holds_and_what_it_takes)
{
	struct config config = {0};
	struct table table = {{bad[_i].name}, {bad[_i].value}};
	struct err err;
	bool is_token_input = strstr(bad[_i].name, "TOKEN") != NULL;

	ck_assert_int_eq(config_load(&config, look_up, &table, &err), -1);
	ck_assert_int_eq(err.reason, REASON_BAD_CONFIG);
	ck_assert_msg(strstr(err.msg, bad[_i].input) != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.msg, "expected") != NULL, "%s", err.msg);
	ck_assert_msg((strstr(err.msg, bad[_i].value) == NULL) == is_token_input, "%s",
		      err.msg);
	config_release(&config);
}
END_TEST

/* So that who goes on, as the doctor does, sends none of it. */
START_TEST(wrong_value_is_as_if_it_were_not_given)
{
	struct config config = {0};
	struct table table = {{"INPUT_REPOSITORY", "INPUT_TOKEN", "INPUT_DOMAIN",
			       "INPUT_TIMEOUT", "INPUT_DEPLOY-COMMAND", "INPUT_MODE"},
			      {"../..", "a\nb", "-x", "soon", "a b", "doctor"}};
	struct err err;

	ck_assert_int_eq(config_load(&config, look_up, &table, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.msg, "repository"));
	ck_assert_str_eq(config.repository, "");
	ck_assert_str_eq(config.token, "");
	ck_assert_str_eq(config.domain, "ernjv.me");
	ck_assert_int_eq(config.timeout_s, 60);
	ck_assert_str_eq(config.deploy_command, "/test-deploy");
	ck_assert_int_eq(config.mode, RUN_MODE_DOCTOR);
	config_release(&config);
}
END_TEST

START_TEST(tokens_leave_the_environment)
{
	static char hyphens[] = "INPUT_GITHUB-TOKEN=secret-one";
	static char bare[] = "token=secret-two";
	static char job[] = "GITHUB_TOKEN=secret-four";

	ck_assert_int_eq(putenv(hyphens), 0);
	ck_assert_int_eq(putenv(bare), 0);
	ck_assert_int_eq(putenv(job), 0);
	ck_assert_int_eq(setenv("INPUT_GITHUB_TOKEN", "secret-three", 1), 0);
	config_forget_tokens();
	ck_assert_ptr_null(getenv("INPUT_GITHUB-TOKEN"));
	ck_assert_ptr_null(getenv("INPUT_GITHUB_TOKEN"));
	ck_assert_ptr_null(getenv("token"));
	ck_assert_ptr_null(strstr(hyphens, "secret"));
	ck_assert_ptr_null(strstr(bare, "secret"));
	ck_assert_ptr_null(getenv("GITHUB_TOKEN"));
	ck_assert_ptr_null(strstr(job, "secret"));
}
END_TEST

/* Each variable by itself; the value is one that the input would not even take. */
static const struct {
	const char *variable;
	const char *value;
	const char *said;
	const char *redacted;
} secrets[] = {
	{"INPUT_TOKEN", " abcd\x01secret ", "it is abcd\x01secret.", "it is ***."},
	{"INPUT_GITHUB-TOKEN", "secret", "secret", "***"},
	{"INPUT_GITHUB_TOKEN", "secret", "secret", "***"},
	{"github-token", "secret", "secret", "***"},
	{"token", "secret", "secret", "***"},
	{"GITHUB_TOKEN", "secret", "secret", "***"},
	{"GH_TOKEN", "secret", "secret", "***"},
	{"ACTIONS_RUNTIME_TOKEN", "secret", "secret", "***"},
	{"ACTIONS_ID_TOKEN_REQUEST_TOKEN", "secret", "secret", "***"},
	{"https_proxy", "http://corp:p@secret@host:3128", "p@secret", "***"},
	{"HTTPS_PROXY", "http://corp:secret@host", "secret", "***"},
	{"all_proxy", "socks5h://corp:secret@host", "secret", "***"},
	{"ALL_PROXY", "corp:secret@host", "secret", "***"},
	{"http_proxy", "corp:secret@host", "secret", "***"},
	{"HTTP_PROXY", "corp:secret@host", "secret", "***"},
	{"INPUT_ERROR", "secret", "secret", "secret"},
};

START_TEST(what_is_secret_is_kept)
{
	struct table table = {{secrets[_i].variable}, {secrets[_i].value}};
	auto_buf out = BUF_INIT(1024);

	config_keep_secrets(look_up, &table);
	secret_redact(&out, secrets[_i].said);
	ck_assert_str_eq(buf_str(&out), secrets[_i].redacted);
	secret_forget();
}
END_TEST

START_TEST(empty_runner_variable_is_as_good_as_none)
{
	struct table table = {{"GITHUB_API_URL", "GITHUB_OUTPUT"}, {"", "/tmp/out"}};
	struct runner runner;

	config_read_runner(&runner, look_up, &table);
	ck_assert_ptr_null(runner.api_url);
	ck_assert_ptr_null(runner.event_name);
	ck_assert_str_eq(runner.output_path, "/tmp/out");
}
END_TEST

/* As libcurl looks for it: the special before the general, lower case before upper. */
START_TEST(proxy_is_of_the_first_variable)
{
	static const char *const order[] = {"https_proxy", "HTTPS_PROXY", "all_proxy",
					    "ALL_PROXY", "http_proxy"};
	struct runner runner;

	for (size_t i = 0; i + 1 < ARRAY_SIZE(order); i++) {
		struct table table = {{order[i + 1], order[i]}, {"http://b", "http://a"}};

		config_read_runner(&runner, look_up, &table);
		ck_assert_str_eq(runner.proxy, "http://a");
		ck_assert_str_eq(runner.proxy_variable, order[i]);
		table.value[1] = "";
		config_read_runner(&runner, look_up, &table);
		/* http_proxy is for http, which only loopback has. */
		if (strcmp(order[i + 1], "http_proxy") == 0)
			ck_assert_ptr_null(runner.proxy);
		else
			ck_assert_str_eq(runner.proxy_variable, order[i + 1]);
	}
	ck_assert_ptr_null(runner.no_proxy);
	config_read_runner(&runner, look_up,
			   &(struct table){{"NO_PROXY", "no_proxy"}, {"a", "b"}});
	ck_assert_str_eq(runner.no_proxy, "b");
}
END_TEST

/* act sets each input under its bare name too: that must be no variable that means something. */
START_TEST(input_names_are_no_variables_of_their_own)
{
	static const char *const taken[] = {"home",        "path",     "http_proxy",
					    "https_proxy", "no_proxy", "all_proxy"};
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	ck_assert_uint_gt(count, 0);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(strspn(inputs[i].name, "abcdefghijklmnopqrstuvwxyz-"),
				  strlen(inputs[i].name));
		for (size_t k = 0; k < ARRAY_SIZE(taken); k++)
			ck_assert_str_ne(inputs[i].name, taken[k]);
	}
}
END_TEST

SUITE(config)
{
	Suite *suite = suite_create("config");
	TCase *tcase = tcase_create("inputs");

	tcase_add_test(tcase, nothing_given_means_the_defaults);
	tcase_add_test(tcase, timeout_is_from_a_second_to_an_hour);
	tcase_add_loop_test(tcase, boolean_is_taken_as_the_toolkit_does, 0,
			    (int)(ARRAY_SIZE(spellings)));
	tcase_add_test(tcase, hyphens_win_over_underscores_unless_empty);
	tcase_add_test(tcase, a_setting_counts_where_the_step_gives_nothing);
	tcase_add_test(tcase, no_setting_sets_what_belongs_to_a_step);
	tcase_add_loop_test(tcase, wrong_value_names_the_input_what_it_holds_and_what_it_takes,
			    0, (int)(ARRAY_SIZE(bad)));
	tcase_add_test(tcase, wrong_value_is_as_if_it_were_not_given);
	tcase_add_test(tcase, tokens_leave_the_environment);
	tcase_add_loop_test(tcase, what_is_secret_is_kept, 0, (int)(ARRAY_SIZE(secrets)));
	tcase_add_test(tcase, empty_runner_variable_is_as_good_as_none);
	tcase_add_test(tcase, proxy_is_of_the_first_variable);
	tcase_add_test(tcase, input_names_are_no_variables_of_their_own);
	suite_add_tcase(suite, tcase);
	return suite;
}
