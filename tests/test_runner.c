/* SPDX-License-Identifier: MIT */
/* The double itself: by the runner's grammar, and with what @actions/core writes as its oracle. */
#include "runner.h"
#include "suites.h"

#include <string.h>

/* `commands`: each "name|data" of the line, joined with a space; "" for none. */
static const struct {
	const char *log;
	const char *commands;
} logs[] = {
	/* plain output */
	{"words\n", ""},
	{"x ::error::y\n", ""},
	{"::error:y\n", ""},
	{"::unknown::y\n", ""},
	{"::errors::y\n", ""},
	{": :error::y\n", ""},
	{"##\\[error]y\n", ""},
	{"##[unknown]y\n", ""},
	{"##[error y\n", ""},
	{"##[unknown] ##[error]y\n", ""}, /* only the first one in a line is looked at */
	/* the new form */
	{"::error::y\n", "error|y"},
	{"::error::y", "error|y"},
	{"  \t::error::y\n", "error|y"},
	{"\xc2\xa0\xe3\x80\x80::error::y\n", "error|y"}, /* as TrimStart() */
	{"::ERROR::y\n", "error|y"},
	{"::error title=a::y::z\n", "error|y::z"},
	{"::error::a%0Ab%0D%25\n", "error|a\nb\r%"},
	{"::error::%250A %0a\n", "error|%0A %0a"},
	{"x\r::add-mask::y\n", "add-mask|y"},
	{"x\r\n::add-mask::y\r\n", "add-mask|y"},
	{"::debug::\n", "debug|"},
	/* the old form */
	{"x ##[set-output name=a]y\n", "set-output|y"},
	{"##[error]a%0Ab%3B%5D\n", "error|a\nb;]"},
	{"::unknown::##[group]y\n", "group|y"},
	{"::error::##[group]y\n", "error|##[group]y"},
	/* stopped and resumed */
	{"::stop-commands::t\n::error::y\n::t::\n::error::z\n", "stop-commands|t error|z"},
	{"##[stop-commands]t\n::error::y\n##[t]\n::error::z\n", "stop-commands|t error|z"},
};

START_TEST(log_is_read_as_the_runner_does)
{
	struct json_object *commands = runner_read_log(logs[_i].log, strlen(logs[_i].log));
	auto_buf seen = BUF_INIT(1024);

	for (size_t i = 0; i < tree_length(commands); i++) {
		struct json_object *command = json_object_array_get_idx(commands, i);

		buf_addf(&seen, "%s%s|%s", i ? " " : "", tree_text(command, "name", "?"),
			 tree_text(command, "data", "?"));
	}
	ck_assert_str_eq(buf_str(&seen), logs[_i].commands);
	json_object_put(commands);
}
END_TEST

/* `outputs` as compact JSON; NULL where the step would fail. */
static const struct {
	const char *text;
	const char *outputs;
} files[] = {
	{"", "{}"},
	{"a=b\n", "{\"a\":\"b\"}"},
	{"a=b", "{\"a\":\"b\"}"},
	{"a=b=c<<d\n", "{\"a\":\"b=c<<d\"}"},
	{"a=\n", "{\"a\":\"\"}"},
	{"a<<E\nb\nE\n", "{\"a\":\"b\"}"},
	{"a<<E\nb\nE", "{\"a\":\"b\"}"},
	{"a<<E\nE\n", "{\"a\":\"\"}"},
	{"a<<E\n\nE\n", "{\"a\":\"\"}"},
	{"a<<E\nb\n\nc\nE\n", "{\"a\":\"b\\n\\nc\"}"},
	{"a<<E\nb\r\nE\n", "{\"a\":\"b\\r\"}"},
	{"a<<E\n E\nE \nEE\nE\n", "{\"a\":\" E\\nE \\nEE\"}"},
	{"a <<E\nb\nE\n", "{\"a \":\"b\"}"},
	{"a=1\na=2\n", "{\"a\":\"2\"}"},
	{"a<<E\nb\nE\nc=d\n", "{\"a\":\"b\",\"c\":\"d\"}"},
	/* a value that ends itself adds outputs: what a fixed delimiter allows */
	{"a<<E\nb\nE\nforged=1\nx<<E\n\nE\n", "{\"a\":\"b\",\"forged\":\"1\",\"x\":\"\"}"},
	{"a\n", NULL},
	{"a<<\nb\n\n", NULL},
	{"<<E\nb\nE\n", NULL},
	{"a<<E\nb\n", NULL},
	{"a<<E\nbE\n", NULL},
	{"a=1\n\nb=2\n", NULL}, /* act */
};

START_TEST(outputs_are_read_as_the_runner_does)
{
	struct json_object *outputs = NULL;
	struct err err;
	auto_buf seen = BUF_INIT(1024);
	int rc = runner_read_outputs(files[_i].text, strlen(files[_i].text), &outputs, &err);

	ck_assert_int_eq(rc, files[_i].outputs ? 0 : -1);
	if (rc == 0) {
		tree_write(outputs, &seen);
		ck_assert_str_eq(buf_str(&seen), files[_i].outputs);
	}
	json_object_put(outputs);
}
END_TEST

START_TEST(what_actions_core_writes_is_read_back)
{
	struct json_object *core = NULL;
	struct json_object *rows;
	struct err err;

	ck_assert_int_eq(tree_load(&core, "tests/fixtures/actions_core.json", &err), 0);
	rows = tree_get(core, "commands");
	ck_assert_uint_gt(tree_length(rows), 30);
	for (size_t i = 0; i < tree_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		const char *line = tree_text(row, "line", "");
		struct json_object *seen = runner_read_log(line, strlen(line));

		ck_assert_uint_eq(tree_length(seen), 1);
		json_object_object_del(row, "line");
		ck_assert_msg(json_object_equal(json_object_array_get_idx(seen, 0), row), "%s",
			      json_object_to_json_string(seen));
		json_object_put(seen);
	}
	rows = tree_get(core, "outputs");
	ck_assert_uint_gt(tree_length(rows), 15);
	for (size_t i = 0; i < tree_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		const char *text = tree_text(row, "text", "");
		struct json_object *seen = NULL;

		ck_assert_int_eq(runner_read_outputs(text, strlen(text), &seen, &err), 0);
		ck_assert_str_eq(tree_text(seen, tree_text(row, "name", ""), "?"),
				 tree_text(row, "value", ""));
		json_object_put(seen);
	}
	json_object_put(core);
}
END_TEST

SUITE(runner)
{
	Suite *suite = suite_create("runner");
	TCase *tcase = tcase_create("double");

	tcase_add_loop_test(tcase, log_is_read_as_the_runner_does, 0, (int)(ARRAY_SIZE(logs)));
	tcase_add_loop_test(tcase, outputs_are_read_as_the_runner_does, 0,
			    (int)(ARRAY_SIZE(files)));
	tcase_add_test(tcase, what_actions_core_writes_is_read_back);
	suite_add_tcase(suite, tcase);
	return suite;
}
