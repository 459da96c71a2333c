/* SPDX-License-Identifier: MIT */
#include "environment.h"
#include "suites.h"

#include <string.h>

START_TEST(ephemeral_is_named_after_the_pull_request)
{
	struct environment env = environment_name(ENVIRONMENT_EPHEMERAL, "123",
						  "feature/gamification", "dev", "ernjv.me");

	ck_assert_str_eq(environment_class_name(env.class), "ephemeral");
	ck_assert_str_eq(env.workspace, "pr-123");
	ck_assert_str_eq(env.deploy_branch, "feature/gamification");
	ck_assert_str_eq(env.host, "pr-123-testing.ernjv.me");
	ck_assert_str_eq(env.url, "https://pr-123-testing.ernjv.me");
	ck_assert_str_eq(env.admin_url, "https://pr-123-testing.ernjv.me/admin");
	ck_assert_str_eq(env.mailpit_url, "https://pr-123-testing.ernjv.me/mailpit");
	ck_assert_str_eq(env.database, "pr_123");
	ck_assert_str_eq(env.files_prefix, "pr-123/");
}
END_TEST

START_TEST(staging_is_one_and_deploys_the_staging_branch)
{
	struct environment env =
		environment_name(ENVIRONMENT_STAGING, "124", "hotfix", "dev", "ernjv.me");

	ck_assert_str_eq(environment_class_name(env.class), "staging");
	ck_assert_str_eq(env.workspace, "staging");
	ck_assert_str_eq(env.deploy_branch, "dev");
	ck_assert_str_eq(env.host, "staging.ernjv.me");
	ck_assert_str_eq(env.url, "https://staging.ernjv.me");
	ck_assert_str_eq(env.admin_url, "https://staging.ernjv.me/admin");
	ck_assert_str_eq(env.mailpit_url, "");
	ck_assert_str_eq(env.database, "staging");
	ck_assert_str_eq(env.files_prefix, "staging/");
}
END_TEST

START_TEST(event_without_a_head_branch_deploys_none)
{
	ck_assert_str_eq(
		environment_name(ENVIRONMENT_EPHEMERAL, "1", "", "dev", "a.b").deploy_branch,
		"");
	ck_assert_str_eq(
		environment_name(ENVIRONMENT_STAGING, "1", "", "dev", "a.b").deploy_branch, "");
}
END_TEST

START_TEST(longest_valid_values_are_not_cut)
{
	char domain[GRAMMAR_DOMAIN_MAX + 1];
	char branch[GRAMMAR_BRANCH_MAX + 1];
	struct environment env;

	memset(domain, 'd', sizeof(domain) - 1);
	for (size_t i = 60; i < sizeof(domain) - 1; i += 60)
		domain[i] = '.';
	domain[sizeof(domain) - 1] = '\0';
	memset(branch, 'b', sizeof(branch) - 1);
	branch[sizeof(branch) - 1] = '\0';
	ck_assert(grammar_is_domain(domain));
	ck_assert(grammar_is_branch(branch));

	env = environment_name(ENVIRONMENT_EPHEMERAL, "9999999999", branch, "dev", domain);
	ck_assert_str_eq(env.workspace, "pr-9999999999");
	ck_assert_str_eq(env.deploy_branch, branch);
	ck_assert_uint_eq(strlen(env.host), strlen("pr-9999999999-testing.") + strlen(domain));
	ck_assert_uint_le(strlen(env.host), 253);
	ck_assert_str_eq(strrchr(env.mailpit_url, '/'), "/mailpit");
	ck_assert(grammar_is_domain("pr-9999999999-testing.ernjv.me"));
}
END_TEST

SUITE(environment)
{
	Suite *suite = suite_create("environment");
	TCase *tcase = tcase_create("names");

	tcase_add_test(tcase, ephemeral_is_named_after_the_pull_request);
	tcase_add_test(tcase, staging_is_one_and_deploys_the_staging_branch);
	tcase_add_test(tcase, event_without_a_head_branch_deploys_none);
	tcase_add_test(tcase, longest_valid_values_are_not_cut);
	suite_add_tcase(suite, tcase);
	return suite;
}
