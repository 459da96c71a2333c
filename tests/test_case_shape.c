/* SPDX-License-Identifier: MIT */
#include "case_shape.h"
#include "suites.h"

#include <string.h>

/* A scenario with a title, and more members of it or of its `expect`. */
#define CASE(more)   "{\"title\":\"T\",\"expect\":{\"exit\":0}" more "}"
#define EXPECT(more) "[{\"title\":\"T\",\"expect\":{" more "}}]"

static const struct {
	const char *file;
	const char *message; /* NULL: nothing is wrong with it */
} files[] = {
	{"[" CASE("") "]", NULL},
	{"{\"common\":{\"env\":{\"CI\":null}},\"scenarios\":[" CASE("") "]}", NULL},
	{"[" CASE(",\"env\":{\"INPUT_DRY-RUN\":\"true\",\"INPUT_DRY_RUN\":null}") "]", NULL},
	{"[" CASE(",\"event_payload\":[1]") "]", NULL},
	{"[" CASE(",\"signal\":{\"number\":15,\"after\":2}") "]", NULL},
	{EXPECT("\"requests\":[\"GET /\",[\"GET /\"]]"), NULL},
	{EXPECT("\"edits\":[{\"id\":\"1\",\"holds\":[\"x\"]}]"), NULL},

	{"7", "neither a list nor an object"},
	{"[]", "no scenarios"},
	{"{}", "no scenarios"},
	{"{\"scenarios\":[]}", "no scenarios"},
	{"{\"scenarios\":" CASE("") "}", "no scenarios"},
	{"{\"scenarios\":[" CASE("") "],\"comon\":{}}", "comon: there is no such member"},
	{"{\"common\":{\"titel\":\"\"},\"scenarios\":[" CASE("") "]}", "common: titel: "},
	{"{\"common\":{\"title\":\"T\"},\"scenarios\":[" CASE("") "]}", "common: title: "},
	{"{\"common\":7,\"scenarios\":[" CASE("") "]}", "common: not an object"},
	{"[7]", "not an object"},
	{"[{\"expect\":{\"exit\":0}}]", "a scenario without a title"},
	{"[{\"title\":\"\",\"expect\":{\"exit\":0}}]", "a scenario without a title"},
	{"[{\"title\":\"T\"}]", "\"T\": it expects nothing"},
	{"[" CASE(",\"events\":\"x\"") "]", "\"T\": events: there is no such member"},
	{"[" CASE(",\"event\":7") "]", "\"T\": event: there is no such member of type int"},
	{"[" CASE(",\"events\":null") "]", "\"T\": events: there is no such member"},
	{"[" CASE(",\"expect/exit\":0") "]", "\"T\": expect/exit: there is no such member"},
	{"[" CASE(",\"env\":{\"CI\":true}") "]", "\"T\": env: CI: "},
	{"[" CASE(",\"env\":{\"INPUT_DRYRUN\":\"true\"}") "]",
	 "\"T\": env: INPUT_DRYRUN: there is no such input"},
	{"[" CASE(",\"env\":{\"INPUT_\":\"\"}") "]", "\"T\": env: INPUT_: "},
	{"[" CASE(",\"env\":{\"INPUT_REPLYX\":\"\"}") "]", "\"T\": env: INPUT_REPLYX: "},
	{"[" CASE(",\"signal\":{\"nummer\":15}") "]", "\"T\": signal: nummer: "},
	{"[" CASE(",\"signal\":{\"number\":\"TERM\"}") "]", "\"T\": signal: number: "},
	{EXPECT("\"exti\":1"), "\"T\": expect: exti: there is no such member"},
	{EXPECT("\"exit\":256"), "\"T\": expect: exit: out of range"},
	{EXPECT("\"exit\":\"0\""), "\"T\": expect: exit: "},
	{EXPECT("\"outputs\":{\"merged\":true}"), "\"T\": expect: outputs: merged: "},
	{EXPECT("\"outputs\":{\"comment-ulr\":\"\"}"),
	 "\"T\": expect: outputs: comment-ulr: there is no such output"},
	{EXPECT("\"requests\":[7]"), "\"T\": expect: requests: *: "},
	{EXPECT("\"edits\":[{\"hold\":[\"x\"]}]"), "\"T\": expect: edits: *: hold: "},
	{EXPECT("\"edits\":[{\"holds\":[\"x\"]}]"), "\"T\": expect: edits: an edit without"},
	{EXPECT("\"edits\":[{\"id\":\"1\",\"holds\":[\"\"]}]"),
	 "\"T\": expect: edits: holds: "},
	{EXPECT("\"message\":\"x\""), "\"T\": expect: message: there is no such member"},
	{EXPECT("\"message\":[]"), "\"T\": expect: message: an empty list"},
	{EXPECT("\"reply\":[\"\"]"), "\"T\": expect: reply: an empty text"},
	{EXPECT("\"log\":[null]"), "\"T\": expect: log: an empty text"},
	{EXPECT("\"summary\":[\"x\",\"\"]"), "\"T\": expect: summary: an empty text"},
};

START_TEST(slip_in_a_file_is_named)
{
	auto_tree *file = NULL;
	struct err err = {.msg = "nothing"};
	int result;

	ck_assert_int_eq(tree_parse(&file, files[_i].file, strlen(files[_i].file), &err), 0);
	result = case_shape_check(file, &err);
	if (!files[_i].message) {
		ck_assert_msg(result == 0, "%s: %s", files[_i].file, err.msg);
		return;
	}
	ck_assert_msg(result == -1 && strncmp(err.msg, files[_i].message,
					      strlen(files[_i].message)) == 0,
		      "%s: %s", files[_i].file, err.msg);
}
END_TEST

#define SENT "\"exit\":0,\"outputs\":{\"result\":\"dispatched\"}"

/* What a scenario must have once it is laid over all that it has in common with others. */
static const struct {
	const char *scenario;
	const char *message;
} wholes[] = {
	{"{\"expect\":{" SENT ",\"requests\":[]}}", NULL},
	{"{\"expect\":{\"exit\":1,\"unwritten\":\"failed\",\"requests\":[]}}", NULL},
	{"{\"expect\":{" SENT ",\"requests\":[[\"POST /r/dispatches t\"]],\"dispatch\":{}}}",
	 NULL},
	{"{\"expect\":{" SENT ",\"requests\":[\"POST /c/reactions t\"],\"reaction\":\"x\"}}",
	 NULL},
	{"{}", "expect has no exit"},
	{"{\"expect\":{\"exit\":0,\"requests\":[]}}", "expect has neither"},
	{"{\"expect\":{" SENT "}}", "expect has no requests"},
	{"{\"expect\":{" SENT ",\"requests\":[\"GET /\"],\"dispatch\":{}}}",
	 "expect has a dispatch"},
	{"{\"expect\":{" SENT ",\"requests\":[],\"reaction\":\"x\"}}", "expect has a reaction"},
	{"{\"event_text\":\"{}\",\"event_patch\":{},\"expect\":{" SENT ",\"requests\":[]}}",
	 "event_text is"},
};

START_TEST(scenario_says_how_the_run_ends)
{
	auto_tree *scenario = NULL;
	struct err err = {.msg = "nothing"};
	const char *text = wholes[_i].scenario;
	int result;

	ck_assert_int_eq(tree_parse(&scenario, text, strlen(text), &err), 0);
	result = case_shape_check_whole(scenario, &err);
	ck_assert_msg(wholes[_i].message ? result == -1 && strstr(err.msg, wholes[_i].message)
					 : result == 0,
		      "%s: %s", text, err.msg);
}
END_TEST

SUITE(case_shape)
{
	Suite *suite = suite_create("case_shape");
	TCase *tcase = tcase_create("files of scenarios");

	tcase_add_loop_test(tcase, slip_in_a_file_is_named, 0, (int)(ARRAY_SIZE(files)));
	tcase_add_loop_test(tcase, scenario_says_how_the_run_ends, 0,
			    (int)(ARRAY_SIZE(wholes)));
	suite_add_tcase(suite, tcase);
	return suite;
}
