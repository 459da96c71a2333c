/* SPDX-License-Identifier: MIT */
/*
 * What README.md and action.yml say of inputs, outputs and reasons is what the code says, and
 * SECURITY.md names tests that there are.
 */
#include "buf.h"
#include "config.h"
#include "file.h"
#include "help.h"
#include "outcome.h"
#include "publish.h"
#include "suites.h"

#include <glob.h>
#include <string.h>

enum { README_MAX = 1024 * 1024, TESTS_MAX = 16 * 1024 * 1024 };

/* The table between the marks <!-- NAME: and <!-- /NAME --> must have exactly these rows. */
static void check_table(const char *name, const struct buf *rows)
{
	auto_buf readme = BUF_INIT(README_MAX);
	auto_buf begin = BUF_INIT(64);
	auto_buf end = BUF_INIT(64);
	const char *from;
	const char *to;

	ck_assert(file_read("README.md", &readme));
	buf_addf(&begin, "<!-- %s:", name);
	buf_addf(&end, "\n\n<!-- /%s -->", name);
	from = strstr(buf_str(&readme), buf_str(&begin));
	ck_assert_ptr_nonnull(from);
	from = strstr(from, "--- |\n");
	ck_assert_ptr_nonnull(from);
	from = strchr(from, '\n') + 1;
	to = strstr(from, buf_str(&end));
	ck_assert_ptr_nonnull(to);
	ck_assert_uint_eq((size_t)(to - from) + 1, rows->len);
	ck_assert_int_eq(strncmp(from, buf_str(rows), rows->len - 1), 0);
}

START_TEST(readme_has_the_inputs_of_the_code)
{
	auto_buf rows = BUF_INIT(README_MAX);
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		const char *tick = *inputs[i].fallback ? "`" : "";

		buf_addf(&rows, "| `%s` | %s%s%s | %s |\n", inputs[i].name, tick,
			 inputs[i].fallback, tick, inputs[i].help);
	}
	check_table("inputs", &rows);
}
END_TEST

START_TEST(readme_has_the_outputs_of_the_code)
{
	auto_buf rows = BUF_INIT(README_MAX);
	size_t count;
	const struct publish_output *outputs = publish_outputs(&count);

	for (size_t i = 0; i < count; i++)
		buf_addf(&rows, "| `%s` | %s |\n", outputs[i].name, outputs[i].help);
	check_table("outputs", &rows);
}
END_TEST

START_TEST(readme_names_every_result_and_reason)
{
	auto_buf readme = BUF_INIT(README_MAX);

	ck_assert(file_read("README.md", &readme));
	for (int i = REASON_NONE + 1; i < REASON_COUNT; i++) {
		auto_buf name = BUF_INIT(64);

		buf_addf(&name, "`%s`", reason_name((enum reason)i));
		ck_assert_msg(strstr(buf_str(&readme), buf_str(&name)) != NULL, "%s",
			      buf_str(&name));
	}
}
END_TEST

/* action.yml is the same tables in YAML, from `inputs:` to `runs:`. */
START_TEST(action_has_the_inputs_and_outputs_of_the_code)
{
	auto_buf action = BUF_INIT(README_MAX);
	auto_buf expected = BUF_INIT(README_MAX);
	size_t count;
	const struct config_input *inputs = config_inputs(&count);
	const struct publish_output *outputs;

	buf_adds(&expected, "\ninputs:\n");
	for (size_t i = 0; i < count; i++) {
		buf_addf(&expected, "  %s:\n    description: \"%s\"\n", inputs[i].name,
			 inputs[i].help);
		if (*inputs[i].fallback)
			buf_addf(&expected, "    default: \"%s\"\n", inputs[i].fallback);
	}
	outputs = publish_outputs(&count);
	buf_adds(&expected, "outputs:\n");
	for (size_t i = 0; i < count; i++)
		buf_addf(&expected, "  %s:\n    description: \"%s\"\n", outputs[i].name,
			 outputs[i].help);
	buf_adds(&expected, "runs:\n");
	ck_assert(file_read("action.yml", &action));
	ck_assert_ptr_nonnull(strstr(buf_str(&action), buf_str(&expected)));
	ck_assert_ptr_null(strpbrk(strstr(buf_str(&expected), "inputs:"), "\\\t"));
}
END_TEST

START_TEST(readme_shows_the_workflows_as_they_are)
{
	static const char *const workflows[] = {
		"examples/cms/.github/workflows/pr-commands.yml",
		"examples/cms/.github/workflows/pr-closed.yml",
		"examples/infrastructure/.github/workflows/ephemeral-environment.yml",
		"tests/fixtures/ephemeral.md", /* and the message of success */
	};
	auto_buf readme = BUF_INIT(README_MAX);

	ck_assert(file_read("README.md", &readme));
	for (size_t i = 0; i < ARRAY_SIZE(workflows); i++) {
		auto_buf workflow = BUF_INIT(README_MAX);

		ck_assert(file_read(workflows[i], &workflow));
		ck_assert_ptr_nonnull(strstr(buf_str(&readme), buf_str(&workflow)));
	}
}
END_TEST

START_TEST(help_has_every_input_and_output)
{
	auto_buf help = BUF_INIT(README_MAX);
	size_t count;
	const struct config_input *inputs = config_inputs(&count);
	const struct publish_output *outputs;

	help_write(&help);
	for (size_t i = 0; i < count; i++)
		ck_assert_ptr_nonnull(strstr(buf_str(&help), inputs[i].name));
	outputs = publish_outputs(&count);
	for (size_t i = 0; i < count; i++)
		ck_assert_ptr_nonnull(strstr(buf_str(&help), outputs[i].name));
	for (const char *line = buf_str(&help); *line; line += strcspn(line, "\n") + 1)
		ck_assert_uint_le(strcspn(line, "\n"), 80);
}
END_TEST

/* All of tests/test_*.c and tests/cases/, where tests have their names. */
static void read_tests(struct buf *text)
{
	glob_t files;

	ck_assert_int_eq(glob("tests/test_*.c", 0, NULL, &files), 0);
	ck_assert_int_eq(glob("tests/cases/*.json", GLOB_APPEND, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++)
		ck_assert(file_read(files.gl_pathv[i], text));
	globfree(&files);
}

/* `name` as the table has it: in backticks a file or a test, in quotes a scenario. */
static void check_test(const struct buf *tests, const char *name, size_t len)
{
	auto_buf wanted = BUF_INIT(1024);

	if (*name == '`' && strncmp(name + 1, "tests/", 6) == 0) {
		auto_buf text = BUF_INIT(TESTS_MAX);

		buf_add(&wanted, name + 1, len - 2);
		ck_assert_msg(file_read(buf_str(&wanted), &text), "no file %s",
			      buf_str(&wanted));
		return;
	}
	if (*name == '`')
		buf_addf(&wanted, "START_TEST(%.*s)", (int)len - 2, name + 1);
	else
		buf_addf(&wanted, "\"title\": %.*s", (int)len, name);
	ck_assert_msg(strstr(buf_str(tests), buf_str(&wanted)) != NULL, "no test %s",
		      buf_str(&wanted));
}

/* Where the name ends that begins here: at its second mark that has no backslash. */
static const char *end_of_name(const char *name)
{
	const char *at = name + 1;

	while (*at && *at != *name)
		at += *at == '\\' ? 2 : 1;
	return at + 1;
}

START_TEST(each_threat_has_its_tests)
{
	auto_buf page = BUF_INIT(README_MAX);
	auto_buf tests = BUF_INIT(TESTS_MAX);
	const char *row;
	size_t rows = 0;

	ck_assert(file_read("SECURITY.md", &page));
	read_tests(&tests);
	row = strstr(buf_str(&page), "| --- | --- | --- |\n");
	ck_assert_ptr_nonnull(row);
	for (row = strchr(row, '\n') + 1; *row == '|'; row = strchr(row, '\n') + 1, rows++) {
		const char *end = strchr(row, '\n') - 2;
		const char *name = end;
		size_t names = 0;

		ck_assert_int_eq(strncmp(end, " |\n", 3), 0);
		while (strncmp(name, " | ", 3) != 0)
			name--;
		for (name += 3; name < end; names++) {
			const char *next = end_of_name(name);

			check_test(&tests, name, (size_t)(next - name));
			ck_assert(next == end || strncmp(next, ", ", 2) == 0);
			name = next == end ? end : next + 2;
		}
		ck_assert_uint_ge(names, 1);
	}
	ck_assert_uint_ge(rows, 15);
}
END_TEST

SUITE(docs)
{
	Suite *suite = suite_create("docs");
	TCase *tcase = tcase_create("tables");

	tcase_add_test(tcase, readme_has_the_inputs_of_the_code);
	tcase_add_test(tcase, readme_has_the_outputs_of_the_code);
	tcase_add_test(tcase, readme_names_every_result_and_reason);
	tcase_add_test(tcase, action_has_the_inputs_and_outputs_of_the_code);
	tcase_add_test(tcase, readme_shows_the_workflows_as_they_are);
	tcase_add_test(tcase, each_threat_has_its_tests);
	tcase_add_test(tcase, help_has_every_input_and_output);
	suite_add_tcase(suite, tcase);
	return suite;
}
