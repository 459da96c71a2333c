/* SPDX-License-Identifier: MIT */
/* What looks right in an input that holds branches. */
#include "contract/branch_slip.h"
#include "base/macros.h"
#include "contract/bases.h"
#include "suites.h"

/* A word of a list, and what is told of it. */
static const struct {
	const char *word, *slip;
} slips[] = {
	/* GitHub's filters. */
	{"!release/old", "begins with \"!\""},
	{"!release/*", "begins with \"!\""},
	{"release-[0-9]+", "has \"]+\""},
	{"release-*+", "has \"*+\""},
	{"v1.+", "has \".+\""},
	{"+dev", "begins with \"+\""},
	/* Separators. */
	{"dev,develop", "has \",\""},
	{"dev,", "has \",\""},
	{"release/*,dev", "has \",\""},
	{"dev;develop", "has \";\""},
	{"a|b", "has \"|\""},
	{"a||b", "has \"|\""},
	{"|", "has \"|\""},
	{"&&", "has no letter or digit"},
	{"=", "has no letter or digit"},
	/* Shells, git, regular expressions. */
	{"{a,b}", "has \"{\""},
	{"{dev}", "has \"{\""},
	{"${BASE}", "has \"$\""},
	{"$BASE", "has \"$\""},
	{"${{", "has \"$\""},
	{"}}", "has \"}\""},
	{"^main*", "has \"^\""},
	{"main$", "has \"$\""},
	{"dev~1", "has \"~\""},
	{"dev^", "has \"^\""},
	{"dev:main", "has \":\""},
	{"*:*", "has \":\""},
	{"release-\\d", "has \"\\\""},
	{"@(a)", "begins with \"@\""},
	{"x@(a)", "has \"@(\""},
	{"*(a)", "has \"*(\""},
	{"(dev)", "begins with \"(\""},
	{"@", "begins with \"@\""},
	{"<branch>", "has \"<\""},
	{"#", "begins with \"#\""},
	{"#dev", "begins with \"#\""},
	{"refs/heads/dev", "begins with \"refs/heads/\". Write \"dev\""},
	{"refs/heads/*", "begins with \"refs/heads/\". Write \"*\""},
	{"refs/remotes/origin/dev", "begins with \"refs/remotes/origin/\". Write \"dev\""},
	{"refs/tags/v1", "begins with \"refs/\""},
	{"remotes/origin/dev", "begins with \"remotes/origin/\". Write \"dev\""},
	{"remotes/fork/dev", "begins with \"remotes/\""},
	{"heads/dev", "begins with \"heads/\". Write \"dev\""},
	{"tags/v1", "begins with \"tags/\""},
	{"origin/dev", "begins with \"origin/\". Write \"dev\""},
	{"origin/release/*", "begins with \"origin/\". Write \"release/*\""},
	/* YAML and JSON. */
	{"\"dev\"", "has a quotation mark"},
	{"'dev'", "begins with \"'\""},
	{"dev'", "ends with \"'\""},
	{"`dev`", "has \"`\""},
	{"[\"dev\"]", "has a list in brackets. Write names without brackets"},
	{"['dev']", "has a list in brackets. Write names without brackets"},
	{"[dev,main]", "has a list in brackets. Write names without brackets"},
	{"[dev,", "has \"[\" without \"]\""},
	{"[dev]", "matches one character only. Write names without brackets"},
	{"[feature-x]", "matches one character only. Write names without brackets"},
	{"-", "begins with \"-\""},
	{"-x", "begins with \"-\""},
	{">-", "has \">\""},
	/* What no branch can have. */
	{"/release/*", "begins with \"/\""},
	{"release/*/", "ends with \"/\""},
	{"release//*", "has \"//\""},
	{"release/.*", "has \"/.\""},
	{".*", "begins with \".\""},
	{"*.", "ends with \".\""},
	{"dev\xc2\xa0main", "has a character that cannot be seen"},
	{"dev\xe2\x80\x8b", "has a character that cannot be seen"},
};

START_TEST(slip_is_found_and_named)
{
	const char *word = slips[_i].word;
	auto_buf out = BUF_INIT(1024);

	ck_assert_msg(
		branch_slip_find(word,
				 bases_are_plain(word) ? BRANCH_SLIP_NAME : BRANCH_SLIP_PATTERN,
				 &out),
		"%s", word);
	ck_assert_str_eq(buf_str(&out), slips[_i].slip);
	ck_assert_msg(!bases_are_valid(word), "%s", word);
}
END_TEST

static const char *const meant[] = {
	"dev",
	"main",
	"none",
	"feature/a+b",
	"c++",
	"v1.0+build.7",
	"r&d",
	"fix-(scope)",
	"what's-new",
	"wow!",
	"a#1",
	"a=b",
	"50%",
	"dev@home",
	"@team/dev",
	"_dev",
	"original/dev",
	"my/origin/dev",
	"refs",
	"origin",
	"upstream/latest",
	"entwicklung-\xc3\xbc",
	"\xe5\xbc\x80\xe5\x8f\x91",
	/* Patterns. */
	"*",
	"**",
	"?*",
	"**/dev",
	"release/*",
	"release/**",
	"release/[0-9]*",
	"release/[!a]?",
	"release/[^a]?",
	"release/[]a]",
	"v[[:digit:]]*",
	"[0-9].x",
	"[0-9]",
	"[789]",
	"[a-z]",
	"v[0-9]*[+]build",
	/* How a slip is written that is meant. */
	"dev[,]develop",
	"release-[0-9][+]",
	"origin?dev",
};

START_TEST(what_nobody_mistakes_is_taken)
{
	const char *word = meant[_i];
	auto_buf out = BUF_INIT(1024);

	(void)branch_slip_find(
		word, bases_are_plain(word) ? BRANCH_SLIP_NAME : BRANCH_SLIP_PATTERN, &out);
	ck_assert_str_eq(buf_str(&out), "");
	ck_assert_msg(bases_are_valid(word), "%s", word);
}
END_TEST

SUITE(branch_slip)
{
	Suite *suite = suite_create("branch_slip");
	TCase *tcase = tcase_create("words");

	tcase_add_loop_test(tcase, slip_is_found_and_named, 0, (int)ARRAY_SIZE(slips));
	tcase_add_loop_test(tcase, what_nobody_mistakes_is_taken, 0, (int)ARRAY_SIZE(meant));
	suite_add_tcase(suite, tcase);
	return suite;
}
