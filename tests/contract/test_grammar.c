/* SPDX-License-Identifier: MIT */
#include "contract/grammar.h"
#include "process.h"
#include "suites.h"

#include <string.h>

#define COUNT(rows) ((int)(sizeof(rows) / sizeof((rows)[0])))

#define TEN    "0123456789"
#define FIFTY  TEN TEN TEN TEN TEN
#define TWO_50 FIFTY FIFTY FIFTY FIFTY FIFTY

struct row {
	const char *text;
	bool valid;
};

static const struct row numbers[] = {
	{"1", true},    {"123", true}, {"9999999999", true},   {"", false},
	{"0", false},   {"01", false}, {"-1", false},          {"1.0", false},
	{"1 ", false},  {" 1", false}, {"12345678901", false}, {"0x1", false},
	{"1e3", false}, {"１", false},
};

START_TEST(pr_number_is_1_to_10_digits_without_a_leading_zero)
{
	ck_assert_int_eq(grammar_is_pr_number(numbers[_i].text), numbers[_i].valid);
}
END_TEST

static const struct row times[] = {
	{"2026-11-25T10:00:00Z", true},
	{"2024-02-29T23:59:59Z", true},
	{"2000-02-29T00:00:00Z", true},
	{"2026-02-29T10:00:00Z", false},
	{"1900-02-29T10:00:00Z", false},
	{"2026-04-31T10:00:00Z", false},
	{"2026-00-01T10:00:00Z", false},
	{"2026-13-01T10:00:00Z", false},
	{"2026-01-00T10:00:00Z", false},
	{"2026-01-32T10:00:00Z", false},
	{"2026-11-25T24:00:00Z", false},
	{"2026-11-25T10:60:00Z", false},
	{"2026-11-25T10:00:60Z", false},
	{"2026-11-25T10:00:00", false},
	{"2026-11-25T10:00:00z", false},
	{"2026-11-25 10:00:00Z", false},
	{"2026-11-25T10:00:00.000Z", false},
	{"2026-11-25T10:00:00+00:00", false},
	{"2026-11-25T10:00:00Z ", false},
	{"", false},
	{"2026", false},
	{"today", false},
};

START_TEST(time_is_as_github_writes_it)
{
	ck_assert_int_eq(grammar_is_time(times[_i].text), times[_i].valid);
}
END_TEST

/* The rules of git-check-ref-format(1); git itself is asked as well, below. */
static const struct row branches[] = {
	{"dev", true},       {"feature/gamification", true},
	{"a/b/c", true},     {"ünïcödé/ветка", true},
	{"a@b", true},       {"@", true},
	{"{", true},         {"a|b`c$d'e\"f;g&h<i>", true},
	{"head", true},      {"-/x", false},
	{"-x", false},       {"--upload-pack", false},
	{"HEAD", false},     {"", false},
	{"/a", false},       {"a/", false},
	{"a//b", false},     {".a", false},
	{"a/.b", false},     {"a..b", false},
	{"a.", false},       {"a.lock", false},
	{"a.lock/b", false}, {"lock", true},
	{".lock", false},    {"a.locks", true},
	{"a b", false},      {"a~1", false},
	{"a^", false},       {"a:b", false},
	{"a?", false},       {"a*", false},
	{"a[b", false},      {"a]b", true},
	{"a\\b", false},     {"a@{1}", false},
	{"@{-1}", false},    {"a\tb", false},
	{"a\nb", false},     {"a\rb", false},
	{"a\x01", false},    {"a\x7f", false},
};

START_TEST(branch_follows_the_rules_of_git)
{
	const struct row *row = &branches[_i];
	/* In no repository: there "@{-1}" is the branch that was checked out before. */
	const char *const argv[] = {"git",      "-C",      "/", "check-ref-format",
				    "--branch", row->text, NULL};
	const char *const env[] = {"PATH=/usr/bin:/bin:/usr/local/bin", NULL};

	ck_assert_int_eq(grammar_is_branch(row->text), row->valid);
	ck_assert_int_eq(process_run(argv, env, "/dev/null", 10000) == 0, row->valid);
}
END_TEST

/* Where this project is narrower than git. */
START_TEST(branch_is_utf8_of_at_most_255_bytes)
{
	ck_assert(grammar_is_branch(TWO_50 "12345"));
	ck_assert(!grammar_is_branch(TWO_50 "123456"));
	ck_assert(!grammar_is_branch("a\xff"));
	ck_assert(!grammar_is_branch("a\xc0\xaf"));
}
END_TEST

static const struct row shas[] = {
	{FIFTY, false},
	{"a1b2c3d4e5f60718293a4b5c6d7e8f9012345678", true},
	{"A1B2C3D4E5F60718293A4B5C6D7E8F9012345678", true},
	{"a1b2c3d4e5f60718293a4b5c6d7e8f901234567", false},
	{"a1b2c3d4e5f60718293a4b5c6d7e8f90123456789", false},
	{"g1b2c3d4e5f60718293a4b5c6d7e8f9012345678", false},
	{"a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90", true},
	{"a1b2c3d", false},
	{"", false},
};

START_TEST(commit_sha_is_40_or_64_hexadecimal_digits)
{
	ck_assert_int_eq(grammar_is_commit_sha(shas[_i].text), shas[_i].valid);
}
END_TEST

static const struct row logins[] = {
	{"syneto", true},
	{"a", true},
	{"octo-cat", true},
	{"double--hyphen", true},
	{"trailing-", true},
	{"dependabot[bot]", true},
	{"mona_acme", true},
	{"mona_acme[bot]", true},
	{"123456789012345678901234567890123456789", true},
	{"1234567890123456789012345678901234567890", false},
	{"", false},
	{"-a", false},
	{"_a", false},
	{"a_", false},
	{"a_b_c", false},
	{"a_b-c", false},
	{"a b", false},
	{"a/b", false},
	{"a[bot", false},
	{"[bot]", false},
	{"a[bot]x", false},
	{"a[Bot]", false},
	{"ä", false},
	{"a\n", false},
	{"../x", false},
	{"a_" FIFTY TEN TEN TEN TEN "12345678", true},
	{"a_" FIFTY TEN TEN TEN TEN "123456789", false},
	{"a_" FIFTY TEN TEN TEN TEN "123[bot]", true},
	{"a_" FIFTY TEN TEN TEN TEN "1234[bot]", false},
};

START_TEST(login_has_the_form_of_github)
{
	ck_assert_int_eq(grammar_is_login(logins[_i].text), logins[_i].valid);
	ck_assert(!logins[_i].valid || strlen(logins[_i].text) <= GRAMMAR_LOGIN_MAX);
}
END_TEST

static const struct row repositories[] = {
	{"CoreMemorySquad/cms", true},
	{"a/b", true},
	{"a/.github", true},
	{"a/b.c_d-e", true},
	{"a", false},
	{"a/", false},
	{"/b", false},
	{"a/b/c", false},
	{"a/..", false},
	{"a/.", false},
	{"a b/c", false},
	{"a/b?x", false},
	{"a/b%2f", false},
	{"-a/b", false},
	{"a[bot]/b", false},
	{"a/ü", false},
	{"../../x", false},
	{"a/" TWO_50, false},
	{"a_" FIFTY TEN TEN TEN TEN "12345678/b", true},
	{"a_" FIFTY TEN TEN TEN TEN "123456789/b", false},
	{"", false},
};

START_TEST(repository_is_owner_and_name)
{
	ck_assert_int_eq(grammar_is_repository(repositories[_i].text), repositories[_i].valid);
}
END_TEST

static const struct row domains[] = {
	{"ernjv.me", true},
	{"localhost", true},
	{"a.b-c.d1", true},
	{"1.2", true},
	{"", false},
	{".", false},
	{"a.", false},
	{".a", false},
	{"a..b", false},
	{"-a.b", false},
	{"a-.b", false},
	{"a_b.c", false},
	{"a/b", false},
	{"a:80", false},
	{"ü.de", false},
	{TWO_50, false},
	{FIFTY TEN "123", true},
	{FIFTY TEN "1234", false},
};

START_TEST(domain_is_a_dns_name)
{
	ck_assert_int_eq(grammar_is_domain(domains[_i].text), domains[_i].valid);
}
END_TEST

static const struct row commands[] = {
	{"/test-deploy", true},
	{".deploy", true},
	{"deploy", true},
	{"!x", true},
	{"", false},
	{"a b", false},
	{"> x", false},
	{">x", false},
	{"`x`", false},
	{"a\tb", false},
	{"ü", false},
	{"a\n", false},
	{FIFTY TEN "12345", false},
};

START_TEST(command_word_is_one_visible_word)
{
	ck_assert_int_eq(grammar_is_command(commands[_i].text), commands[_i].valid);
}
END_TEST

#define D60 TEN TEN TEN TEN TEN TEN

/* The names of an environment. */
static const struct {
	bool (*is_valid)(const char *text);
	const char *text;
	bool valid;
} names[] = {
	{grammar_is_host, D60 "." D60 "." D60 "." D60 ".123456789", true},
	{grammar_is_host, D60 "." D60 "." D60 "." D60 "." TEN, false},
	{grammar_is_host, D60 "aaa.b", true},
	{grammar_is_host, D60 "aaaa.b", false},
	{grammar_is_host, "pr-1", true},
	{grammar_is_host, "pr-.a", false},
	{grammar_is_host, "a..b", false},
	{grammar_is_workspace, "pr-1", true},
	{grammar_is_workspace, "1", true},
	{grammar_is_workspace, "a.b_c-", true},
	{grammar_is_workspace, D60 TEN TEN TEN, true},
	{grammar_is_workspace, D60 TEN TEN TEN "a", false},
	{grammar_is_workspace, "", false},
	{grammar_is_workspace, "-a", false},
	{grammar_is_workspace, ".", false},
	{grammar_is_workspace, "..", false},
	{grammar_is_workspace, "a/b", false},
	{grammar_is_workspace, "a b", false},
	{grammar_is_workspace, "default", false},
	{grammar_is_database, "pr_1", true},
	{grammar_is_database, D60 "aaa", true},
	{grammar_is_database, D60 "aaaa", false},
	{grammar_is_database, "", false},
	{grammar_is_database, "a-b", false},
	{grammar_is_database, "a;b", false},
	{grammar_is_files_prefix, "pr-1/", true},
	{grammar_is_files_prefix, "a/b.c/_-/", true},
	{grammar_is_files_prefix, "a", false},
	{grammar_is_files_prefix, "/", false},
	{grammar_is_files_prefix, "/a/", false},
	{grammar_is_files_prefix, "a//", false},
	{grammar_is_files_prefix, "./", false},
	{grammar_is_files_prefix, "a/../", false},
	{grammar_is_files_prefix, ".../", true},
	{grammar_is_files_prefix, "a b/", false},
	{grammar_is_url_path, "/", true},
	{grammar_is_url_path, "/admin", true},
	{grammar_is_url_path, "/#/admin?a=b&c=%20", true},
	{grammar_is_url_path, "admin", false},
	{grammar_is_url_path, "", false},
	{grammar_is_url_path, "/a b", false},
	{grammar_is_url_path, "/a)", false},
	{grammar_is_url_path, "/<a>", false},
	{grammar_is_url_path, "/`", false},
	{grammar_is_none, "none", true},
	{grammar_is_none, "None", false},
};

START_TEST(name_of_an_environment_has_its_grammar)
{
	ck_assert_msg(names[_i].is_valid(names[_i].text) == names[_i].valid, "%s",
		      names[_i].text);
}
END_TEST

SUITE(grammar)
{
	Suite *suite = suite_create("grammar");
	TCase *tcase = tcase_create("values");

	tcase_add_loop_test(tcase, time_is_as_github_writes_it, 0, COUNT(times));
	tcase_add_loop_test(tcase, pr_number_is_1_to_10_digits_without_a_leading_zero, 0,
			    COUNT(numbers));
	tcase_add_loop_test(tcase, branch_follows_the_rules_of_git, 0, COUNT(branches));
	tcase_add_test(tcase, branch_is_utf8_of_at_most_255_bytes);
	tcase_add_loop_test(tcase, commit_sha_is_40_or_64_hexadecimal_digits, 0, COUNT(shas));
	tcase_add_loop_test(tcase, login_has_the_form_of_github, 0, COUNT(logins));
	tcase_add_loop_test(tcase, repository_is_owner_and_name, 0, COUNT(repositories));
	tcase_add_loop_test(tcase, domain_is_a_dns_name, 0, COUNT(domains));
	tcase_add_loop_test(tcase, command_word_is_one_visible_word, 0, COUNT(commands));
	tcase_add_loop_test(tcase, name_of_an_environment_has_its_grammar, 0, COUNT(names));
	suite_add_tcase(suite, tcase);
	return suite;
}
