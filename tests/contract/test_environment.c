/* SPDX-License-Identifier: MIT */
/*
 * The names of environments: the contract's by default, a team's own by templates. What passes the
 * check never gives two environments the same name.
 */
#include "contract/environment.h"
#include "given.h"
#include "suites.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void make(const struct given *given, enum environment_class class, const char *number,
		 const char *branch, struct environment *env)
{
	struct config config;
	struct err err;

	given_load(&config, given);
	if (environment_check(&config, &err) < 0)
		ck_abort_msg("%s", err.msg);
	environment_make(&config, class, number, branch, env);
	config_release(&config);
}

static const struct given nothing = {{NULL}, {NULL}};

static const struct {
	enum environment_class class;
	const char *number, *branch, *deploy_branch;
	const char *name[ENVIRONMENT_NAME_COUNT];
} contract[] = {
	{ENVIRONMENT_EPHEMERAL,
	 "123",
	 "feature/gamification",
	 "feature/gamification",
	 {"pr-123", "pr-123-testing.ernjv.me", "pr_123", "pr-123/",
	  "https://pr-123-testing.ernjv.me", "https://pr-123-testing.ernjv.me/admin",
	  "https://pr-123-testing.ernjv.me/mailpit"}},
	{ENVIRONMENT_STAGING,
	 "124",
	 "hotfix",
	 "dev",
	 {"staging", "staging.ernjv.me", "staging", "staging/", "https://staging.ernjv.me",
	  "https://staging.ernjv.me/admin", ""}},
	{ENVIRONMENT_EPHEMERAL,
	 "1",
	 "",
	 "",
	 {"pr-1", "pr-1-testing.ernjv.me", "pr_1", "pr-1/", "https://pr-1-testing.ernjv.me",
	  "https://pr-1-testing.ernjv.me/admin", "https://pr-1-testing.ernjv.me/mailpit"}},
	{ENVIRONMENT_STAGING,
	 "1",
	 "",
	 "",
	 {"staging", "staging.ernjv.me", "staging", "staging/", "https://staging.ernjv.me",
	  "https://staging.ernjv.me/admin", ""}},
};

START_TEST(defaults_are_the_contract)
{
	struct environment env;

	make(&nothing, contract[_i].class, contract[_i].number, contract[_i].branch, &env);
	ck_assert_int_eq(env.class, contract[_i].class);
	ck_assert_str_eq(env.deploy_branch, contract[_i].deploy_branch);
	for (int i = 0; i < ENVIRONMENT_NAME_COUNT; i++) {
		ck_assert_str_eq(env.name[i], contract[_i].name[i]);
		ck_assert(environment_is_valid((enum environment_name)i, env.name[i]));
	}
}
END_TEST

START_TEST(longest_valid_values_are_not_cut)
{
	char domain[GRAMMAR_DOMAIN_MAX + 1];
	char branch[GRAMMAR_BRANCH_MAX + 1];
	struct given given = {{"INPUT_DOMAIN"}, {domain}};
	struct environment env;

	memset(domain, 'd', sizeof(domain) - 1);
	for (size_t i = 60; i < sizeof(domain) - 1; i += 60)
		domain[i] = '.';
	domain[sizeof(domain) - 1] = '\0';
	memset(branch, 'b', sizeof(branch) - 1);
	branch[sizeof(branch) - 1] = '\0';

	make(&given, ENVIRONMENT_EPHEMERAL, "9999999999", branch, &env);
	ck_assert_str_eq(env.deploy_branch, branch);
	ck_assert_uint_eq(strlen(env.name[ENVIRONMENT_HOST]),
			  strlen("pr-9999999999-testing.") + strlen(domain));
	ck_assert_str_eq(strrchr(env.name[ENVIRONMENT_MAILPIT_URL], '/'), "/mailpit");
}
END_TEST

/* A team's templates, and one name that they make for pull request 7. */
static const struct {
	struct given given;
	enum environment_class class;
	enum environment_name name;
	const char *expected;
} teams[] = {
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"shop-{number}"}},
	 0,
	 ENVIRONMENT_WORKSPACE,
	 "shop-7"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"shop-{number}"}}, 0, ENVIRONMENT_DATABASE, "shop_7"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"{class}.{number}"}},
	 0,
	 ENVIRONMENT_DATABASE,
	 "ephemeral_7"},
	{{{"INPUT_EPHEMERAL-HOST"}, {"{number}.preview.{domain}"}},
	 0,
	 ENVIRONMENT_URL,
	 "https://7.preview.ernjv.me"},
	{{{"INPUT_EPHEMERAL-HOST", "INPUT_DOMAIN"}, {"{workspace}.{domain}", "a.b"}},
	 0,
	 ENVIRONMENT_HOST,
	 "pr-7.a.b"},
	{{{"INPUT_STAGING-WORKSPACE"}, {"stage"}}, 1, ENVIRONMENT_HOST, "stage.ernjv.me"},
	{{{"INPUT_STAGING-HOST"}, {"acceptance.acme.dev"}},
	 1,
	 ENVIRONMENT_ADMIN_URL,
	 "https://acceptance.acme.dev/admin"},
	{{{"INPUT_DATABASE"}, {"app_{workspace}"}}, 0, ENVIRONMENT_DATABASE, "app_pr_7"},
	{{{"INPUT_DATABASE"}, {"app_{workspace}"}}, 1, ENVIRONMENT_DATABASE, "app_staging"},
	{{{"INPUT_DATABASE", "INPUT_STAGING-BASE"}, {"app{number}", "none"}},
	 0,
	 ENVIRONMENT_DATABASE,
	 "app7"},
	{{{"INPUT_DATABASE"}, {"none"}}, 0, ENVIRONMENT_DATABASE, ""},
	{{{"INPUT_FILES-PREFIX"}, {"uploads/{workspace}/"}},
	 0,
	 ENVIRONMENT_FILES_PREFIX,
	 "uploads/pr-7/"},
	{{{"INPUT_FILES-PREFIX"}, {"none"}}, 1, ENVIRONMENT_FILES_PREFIX, ""},
	{{{"INPUT_ADMIN-PATH"}, {"/wp-admin/?a=1"}},
	 1,
	 ENVIRONMENT_ADMIN_URL,
	 "https://staging.ernjv.me/wp-admin/?a=1"},
	{{{"INPUT_ADMIN-PATH"}, {"none"}}, 0, ENVIRONMENT_ADMIN_URL, ""},
	{{{"INPUT_MAILPIT-PATH"}, {"/{class}-mail"}},
	 0,
	 ENVIRONMENT_MAILPIT_URL,
	 "https://pr-7-testing.ernjv.me/ephemeral-mail"},
	{{{"INPUT_MAILPIT-PATH"}, {"/mail"}}, 1, ENVIRONMENT_MAILPIT_URL, ""},
	{{{"INPUT_MAILPIT-PATH"}, {"none"}}, 0, ENVIRONMENT_MAILPIT_URL, ""},
};

START_TEST(templates_name_the_environment)
{
	struct environment env;

	make(&teams[_i].given, teams[_i].class, "7", "b", &env);
	ck_assert_str_eq(env.name[teams[_i].name], teams[_i].expected);
}
END_TEST

static const struct {
	const char *staging_branch, *ephemeral_base, *expected;
} branches[] = {
	{"", "dev", "dev"},
	{"", "release/* develop", "develop"},
	{"trunk", "dev", "trunk"},
	{"trunk", "*", "trunk"},
};

START_TEST(staging_deploys_its_branch)
{
	const struct given given = {{"INPUT_STAGING-BRANCH", "INPUT_EPHEMERAL-BASE"},
				    {branches[_i].staging_branch, branches[_i].ephemeral_base}};
	struct environment env;

	make(&given, ENVIRONMENT_STAGING, "7", "feature", &env);
	ck_assert_str_eq(env.deploy_branch, branches[_i].expected);
}
END_TEST

#define L20 "aaaaaaaaaaaaaaaaaaaa"
#define L60 L20 L20 L20

/* Refused, with the input's name and what is wrong. */
static const struct {
	struct given given;
	const char *message;
} wrong[] = {
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr-{nummer}"}}, "{nummer}"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr-{nummer}"}},
	 "expected only {number}, {class}, {domain} in braces"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"{workspace}"}}, "{workspace}"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr-{number"}}, "{number"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr-number}"}}, "}"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr-{}"}}, "{}"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"preview"}}, "expected {number} in it"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr-{{number}}"}}, "expected {number} in it"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"-{number}"}}, "a letter or digit first"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr/{number}"}}, "ephemeral-workspace"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"none"}}, "expected {number} in it"},
	{{{"INPUT_EPHEMERAL-WORKSPACE"}, {"pr_{number}"}}, "ephemeral-host"},
	{{{"INPUT_STAGING-WORKSPACE"}, {"s-{number}"}}, "because staging has no number"},
	{{{"INPUT_STAGING-WORKSPACE"}, {"default"}}, "not default"},
	{{{"INPUT_STAGING-WORKSPACE"}, {"pr-7"}},
	 "\"pr-7\" for pull request 7 and for staging"},
	{{{"INPUT_STAGING-WORKSPACE"}, {"PR-7"}}, "for pull request 7 and for staging"},
	{{{"INPUT_STAGING-WORKSPACE"}, {"pr-9999999999"}}, "for pull request 9999999999"},
	{{{"INPUT_STAGING-HOST"}, {"pr-12-testing.ernjv.me"}}, "the host"},
	{{{"INPUT_STAGING-WORKSPACE", "INPUT_STAGING-HOST"}, {"pr.8", "s.a"}}, "the database"},
	{{{"INPUT_EPHEMERAL-HOST"}, {"preview.{domain}"}}, "expected {workspace} or {number}"},
	{{{"INPUT_EPHEMERAL-HOST"}, {L60 "{number}.a"}},
	 L60 "9999999999.a\" for pull request 9999999999, expected a DNS name"},
	{{{"INPUT_EPHEMERAL-HOST"}, {"{workspace}_x.{domain}"}}, "expected a DNS name"},
	{{{"INPUT_STAGING-HOST"}, {"{number}.{domain}"}}, "staging-host"},
	{{{"INPUT_DATABASE"}, {"app_{number}"}}, "because staging has no number"},
	{{{"INPUT_DATABASE"}, {"app"}}, "expected {workspace} or {number}"},
	{{{"INPUT_DATABASE"}, {"{workspace} x"}}, "expected none, or at most 63"},
	{{{"INPUT_DATABASE"}, {L60 "{workspace}"}}, "expected none, or at most 63"},
	{{{"INPUT_FILES-PREFIX"}, {"{workspace}"}}, "each end in a slash"},
	{{{"INPUT_FILES-PREFIX"}, {"/{workspace}/"}}, "each end in a slash"},
	{{{"INPUT_FILES-PREFIX"}, {"../{workspace}/"}}, "each end in a slash"},
	{{{"INPUT_FILES-PREFIX"}, {"shared/"}}, "expected {workspace} or {number}"},
	{{{"INPUT_ADMIN-PATH"}, {"admin"}}, "expected none, or a path"},
	{{{"INPUT_ADMIN-PATH"}, {"/a b"}}, "expected none, or a path"},
	{{{"INPUT_ADMIN-PATH"}, {"/(x)"}}, "expected none, or a path"},
	{{{"INPUT_MAILPIT-PATH"}, {"/{host}"}}, "{host}"},
};

START_TEST(template_that_will_fail_one_day_fails_today)
{
	struct config config;
	struct err err = {REASON_NONE, ""};

	given_load(&config, &wrong[_i].given);
	ck_assert_int_eq(environment_check(&config, &err), -1);
	ck_assert_int_eq(err.reason, REASON_BAD_CONFIG);
	ck_assert_msg(strstr(err.msg, wrong[_i].message) != NULL, "%s", err.msg);
	config_release(&config);
}
END_TEST

/* Without staging nothing of it is checked. */
START_TEST(no_staging_has_no_names_to_share)
{
	const struct given given = {{"INPUT_STAGING-BASE", "INPUT_STAGING-WORKSPACE"},
				    {"none", "pr-7"}};
	struct config config;
	struct err err;

	given_load(&config, &given);
	ck_assert_int_eq(environment_check(&config, &err), 0);
	config_release(&config);
}
END_TEST

/* A random template of the pieces that templates are made of, `last` at its end. */
static void random_template(char *to, size_t size, const char *last)
{
	static const char *const pieces[] = {"{number}", "{workspace}", "{class}", "{domain}",
					     "a",        "1",           "pr",      "-",
					     ".",        "_",           "staging", "/"};
	size_t count = (size_t)(random() % 4);

	*to = '\0';
	for (size_t i = 0; i < count; i++)
		strncat(to, pieces[random() % (long)ARRAY_SIZE(pieces)], size - strlen(to) - 1);
	strncat(to, last, size - strlen(to) - 1);
}

/* Two environments under one config share no name, in whatever case. */
static void compare_names(const struct config *config, const struct environment *one,
			  const char *other)
{
	for (int i = 0; i <= ENVIRONMENT_FILES_PREFIX; i++) {
		struct environment env;

		environment_make(config, ENVIRONMENT_EPHEMERAL, other, "b", &env);
		if (*one->name[i])
			ck_assert_msg(strcasecmp(one->name[i], env.name[i]) != 0, "%s of %s",
				      env.name[i], other);
		ck_assert(environment_is_valid((enum environment_name)i, env.name[i]));
	}
}

START_TEST(what_passes_the_check_shares_no_name)
{
	static const char *const numbers[] = {"2",  "7",  "10",  "11",        "21",
					      "71", "77", "111", "2147483648"};
	size_t passed = 0;

	srandom(13);
	for (int round = 0; round < 5000; round++) {
		char text[3][256];
		const struct given given = {
			{"INPUT_EPHEMERAL-WORKSPACE", "INPUT_STAGING-WORKSPACE",
			 round % 2 ? "INPUT_DATABASE" : "INPUT_EPHEMERAL-HOST"},
			{text[0], text[1], text[2]}};
		struct environment env;
		struct config config;
		struct err err;

		random_template(text[0], sizeof(text[0]), "{number}");
		random_template(text[1], sizeof(text[1]), "1");
		random_template(text[2], sizeof(text[2]), "{workspace}");
		given_load(&config, &given);
		if (environment_check(&config, &err) == 0) {
			passed++;
			environment_make(&config, ENVIRONMENT_STAGING, "1", "b", &env);
			for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
				compare_names(&config, &env, numbers[i]);
			environment_make(&config, ENVIRONMENT_EPHEMERAL, "1", "b", &env);
			for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
				compare_names(&config, &env, numbers[i]);
		}
		config_release(&config);
	}
	ck_assert_uint_gt(passed, 100);
}
END_TEST

SUITE(environment)
{
	Suite *suite = suite_create("environment");
	TCase *tcase = tcase_create("names");

	tcase_set_timeout(tcase, 60); /* valgrind on a busy machine */

	tcase_add_loop_test(tcase, defaults_are_the_contract, 0, (int)ARRAY_SIZE(contract));
	tcase_add_test(tcase, longest_valid_values_are_not_cut);
	tcase_add_loop_test(tcase, templates_name_the_environment, 0, (int)ARRAY_SIZE(teams));
	tcase_add_loop_test(tcase, staging_deploys_its_branch, 0, (int)ARRAY_SIZE(branches));
	tcase_add_loop_test(tcase, template_that_will_fail_one_day_fails_today, 0,
			    (int)ARRAY_SIZE(wrong));
	tcase_add_test(tcase, no_staging_has_no_names_to_share);
	tcase_add_test(tcase, what_passes_the_check_shares_no_name);
	suite_add_tcase(suite, tcase);
	return suite;
}
