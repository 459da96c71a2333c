/* SPDX-License-Identifier: MIT */
#include "contract/command.h"
#include "base/macros.h"
#include "suites.h"

#include <string.h>

#define SHA40 "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"
#define SHA64 "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90"

enum expected { NONE, DEPLOY, DESTROY, DEPLOY_WRONG, DESTROY_WRONG };

/* `thread` names what somebody was hurt by, where a row stands for that. */
static const struct {
	const char *body;
	enum expected expected;
	const char *sha;
	const char *history;
} rows[] = {
	{"/test-deploy", DEPLOY, "", NULL},
	{"/destroy-test", DESTROY, "", NULL},
	{"/test-deploy\n", DEPLOY, "", NULL},
	{"/test-deploy\r\n", DEPLOY, "", "atlantis#1752: pasted text"},
	{"  /test-deploy \t\r\n", DEPLOY, "", "slash-command-dispatch#330: blanks around it"},
	{"   /test-deploy", DEPLOY, "", NULL},
	{"\r/test-deploy", DEPLOY, "", NULL},
	{"\n\r\n \t\n/test-deploy", DEPLOY, "", "atlantis#6728: blank lines first"},
	{"/test-deploy\n\n<!-- linear-sync -->", DEPLOY, "",
	 "atlantis#6728: invisible trailer"},
	{"/test-deploy\nplease, and thanks", DEPLOY, "", NULL},
	{"/test-deploy\n/destroy-test", DEPLOY, "", NULL},
	{"/destroy-test\n/test-deploy", DESTROY, "", NULL},

	{"", NONE, "", NULL},
	{"\n\n", NONE, "", NULL},
	{"   ", NONE, "", NULL},
	{"thanks!", NONE, "", NULL},
	{"> /test-deploy", NONE, "", "bors-ng#173: a quoted command"},
	{">/test-deploy", NONE, "", "bors-ng#173: a quoted command"},
	{"`/test-deploy`", NONE, "", "servo/homu#202: a code span"},
	{"```\n/test-deploy\n```", NONE, "", "zendesk/samson#1258: a code block"},
	{"~~~\n/test-deploy\n~~~", NONE, "", "zendesk/samson#1258: a code block"},
	{"    /test-deploy", NONE, "", "zendesk/samson#1258: an indented code block"},
	{"\t/test-deploy", NONE, "", "zendesk/samson#1258: an indented code block"},
	{"  \t/test-deploy", NONE, "", "zendesk/samson#1258: an indented code block"},
	{"\n    /test-deploy", NONE, "", "zendesk/samson#1258: an indented code block"},
	{"use /test-deploy for that", NONE, "", "conda-forge-webservices#161: in a sentence"},
	{"please\n/test-deploy", NONE, "", "conda-forge-webservices#161: a later line"},
	{"Usage: comment\n/test-deploy", NONE, "", "korthout/backport-action#244: help text"},
	{"Deployed. Remove it with `/destroy-test`.", NONE, "",
	 "asyncapi/.github#122: the bot's own words"},
	{"Re: \"/test-deploy\"", NONE, "", "conda-forge-webservices#1451: a quoted title"},
	{"<!-- x -->/test-deploy", NONE, "", NULL},
	{"- /test-deploy", NONE, "", NULL},
	{"**/test-deploy**", NONE, "", NULL},

	{"/test-deployment", NONE, "", "pi-coding-agent-action#260: a prefix is another word"},
	{"/test-deploy.", NONE, "", "pi-coding-agent-action#260: a prefix is another word"},
	{"/test-deploy!", NONE, "", NULL},
	{"/test-deploy/", NONE, "", NULL},
	{"/test-deploy\xc2\xa0", NONE, "", NULL},
	{"/test-deploy\xe2\x80\x8b", NONE, "", NULL},
	{"\xef\xbb\xbf/test-deploy", NONE, "", NULL},
	{"/test-deploy\rx", NONE, "", NULL},
	{"/test-deploy\x0bx", NONE, "", NULL},
	{"/test-deploy\x0c", NONE, "", NULL},
	{"/Test-Deploy", NONE, "", NULL},
	{"/TEST-DEPLOY", NONE, "", NULL},
	{"//test-deploy", NONE, "", NULL},
	{"test-deploy", NONE, "", NULL},
	{"/test", NONE, "", NULL},
	{"/", NONE, "", NULL},
	{"@bot /test-deploy", NONE, "", NULL},

	{"/test-deploy a1b2c3d", DEPLOY, "a1b2c3d",
	 "OWASP/CheatSheetSeries#2090: a pinned commit"},
	{"/test-deploy A1B2C3D", DEPLOY, "a1b2c3d", NULL},
	{"/test-deploy \t a1b2c3d \t\r\nfree text", DEPLOY, "a1b2c3d", NULL},
	{"/test-deploy\ta1b2c3d", DEPLOY, "a1b2c3d", NULL},
	{"/test-deploy " SHA40, DEPLOY, SHA40, NULL},
	{"/test-deploy " SHA64, DEPLOY, SHA64, NULL},
	{"/test-deploy a1b2c3", DEPLOY_WRONG, "", NULL},
	{"/test-deploy " SHA40 "9", DEPLOY_WRONG, "", NULL},
	{"/test-deploy " SHA64 "9", DEPLOY_WRONG, "", NULL},
	{"/test-deploy a1b2c3g", DEPLOY_WRONG, "", NULL},
	{"/test-deploy a1b2c3d e5f6071", DEPLOY_WRONG, "", NULL},
	{"/test-deploy please", DEPLOY_WRONG, "", NULL},
	{"/test-deploy --force", DEPLOY_WRONG, "", NULL},
	{"/test-deploy `a1b2c3d`", DEPLOY_WRONG, "", NULL},
	{"/test-deploy a1b2c3d\rx", DEPLOY_WRONG, "", NULL},
	{"/test-deploy /destroy-test", DEPLOY_WRONG, "", NULL},
	{"/destroy-test a1b2c3d", DESTROY_WRONG, "", NULL},
	{"/destroy-test now", DESTROY_WRONG, "", NULL},
};

START_TEST(comment_is_the_command_that_its_first_line_is)
{
	struct command command = command_parse(rows[_i].body, strlen(rows[_i].body),
					       "/test-deploy", "/destroy-test");
	enum command_kind kind = COMMAND_NONE;
	bool wrong = rows[_i].expected == DEPLOY_WRONG || rows[_i].expected == DESTROY_WRONG;

	if (rows[_i].expected == DEPLOY || rows[_i].expected == DEPLOY_WRONG)
		kind = COMMAND_DEPLOY;
	else if (rows[_i].expected != NONE)
		kind = COMMAND_DESTROY;
	ck_assert_msg(command.kind == kind, "kind %d for \"%s\" (%s)", (int)command.kind,
		      rows[_i].body, rows[_i].history ? rows[_i].history : "own");
	ck_assert_int_eq(command.bad_argument, wrong);
	ck_assert_str_eq(command.sha, rows[_i].sha);
}
END_TEST

START_TEST(command_word_with_a_nul_is_another_word)
{
	static const char body[] = "/test-deploy\0x";

	ck_assert_int_eq(command_parse(body, sizeof(body) - 1, "/test-deploy", "/x").kind,
			 COMMAND_NONE);
}
END_TEST

START_TEST(words_are_the_given_ones)
{
	ck_assert_int_eq(command_parse(".up", 3, ".up", ".down").kind, COMMAND_DEPLOY);
	ck_assert_int_eq(command_parse(".down", 5, ".up", ".down").kind, COMMAND_DESTROY);
	ck_assert_int_eq(command_parse("/test-deploy", 12, ".up", ".down").kind, COMMAND_NONE);
}
END_TEST

SUITE(command)
{
	Suite *suite = suite_create("command");
	TCase *tcase = tcase_create("grammar");

	tcase_add_loop_test(tcase, comment_is_the_command_that_its_first_line_is, 0,
			    (int)(ARRAY_SIZE(rows)));
	tcase_add_test(tcase, command_word_with_a_nul_is_another_word);
	tcase_add_test(tcase, words_are_the_given_ones);
	suite_add_tcase(suite, tcase);
	return suite;
}
