/* SPDX-License-Identifier: MIT */
/*
 * What the documents and action.yml say of inputs, outputs and reasons is what the code says, and
 * SECURITY.md names tests that there are.
 */
#include "base/buf.h"
#include "contract/config.h"
#include "read_file.h"
#include "help.h"
#include "base/outcome.h"
#include "suites.h"

#include <glob.h>
#include <string.h>

enum { README_MAX = 1024 * 1024, TESTS_MAX = 16 * 1024 * 1024 };

/* Every reason has its row in the reference, and words on what to do. */
START_TEST(documents_name_every_reason)
{
	static const char *const names[] = {"docs/reference.md", "docs/troubleshooting.md"};

	for (size_t n = 0; n < ARRAY_SIZE(names); n++) {
		auto_buf text = BUF_INIT(README_MAX);

		ck_assert(read_file(names[n], &text));
		for (int i = REASON_NONE + 1; i < REASON_COUNT; i++) {
			auto_buf name = BUF_INIT(64);

			buf_addf(&name, "`%s`", reason_name((enum reason)i));
			ck_assert_msg(strstr(buf_str(&text), buf_str(&name)) != NULL, "%s: %s",
				      names[n], buf_str(&name));
		}
	}
}
END_TEST

START_TEST(reference_names_every_result)
{
	auto_buf text = BUF_INIT(README_MAX);

	ck_assert(read_file("docs/reference.md", &text));
	for (int i = 0; i < RESULT_COUNT; i++) {
		auto_buf name = BUF_INIT(64);

		buf_addf(&name, "| `%s`", result_name((enum result)i));
		ck_assert_msg(strstr(buf_str(&text), buf_str(&name)) != NULL, "%s",
			      buf_str(&name));
	}
}
END_TEST

START_TEST(document_shows_the_message_of_success_as_it_is)
{
	auto_buf text = BUF_INIT(README_MAX);
	auto_buf message = BUF_INIT(README_MAX);

	ck_assert(read_file("docs/infrastructure.md", &text));
	ck_assert(read_file("tests/fixtures/ephemeral.md", &message));
	ck_assert_ptr_nonnull(strstr(buf_str(&text), buf_str(&message)));
}
END_TEST

START_TEST(help_has_every_input_and_output)
{
	auto_buf help = BUF_INIT(README_MAX);
	size_t count;
	const struct config_input *inputs = config_inputs(&count);
	const struct end_output *row;

	help_write(&help);
	for (size_t i = 0; i < count; i++)
		ck_assert_ptr_nonnull(strstr(buf_str(&help), inputs[i].name));
	for (size_t i = 0; (row = help_output(i)); i++)
		ck_assert_ptr_nonnull(strstr(buf_str(&help), row->name));
	for (const char *line = buf_str(&help); *line; line += strcspn(line, "\n") + 1)
		ck_assert_uint_le(strcspn(line, "\n"), 80);
}
END_TEST

/* All files test_*.c and tests/cases/, where tests have their names. */
static void read_tests(struct buf *text)
{
	glob_t files;

	ck_assert_int_eq(glob("tests/test_*.c", 0, NULL, &files), 0);
	ck_assert_int_eq(glob("tests/*/test_*.c", GLOB_APPEND, NULL, &files), 0);
	ck_assert_int_eq(glob("tests/cases/*.json", GLOB_APPEND, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++)
		ck_assert(read_file(files.gl_pathv[i], text));
	globfree(&files);
}

/* `name` as the table has it: in backticks a file or a test, in quotes a scenario. */
static void check_test(const struct buf *tests, const char *name, size_t len)
{
	auto_buf wanted = BUF_INIT(1024);

	if (*name == '`' && strncmp(name + 1, "tests/", 6) == 0) {
		auto_buf text = BUF_INIT(TESTS_MAX);

		buf_add(&wanted, name + 1, len - 2);
		ck_assert_msg(read_file(buf_str(&wanted), &text), "no file %s",
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

	ck_assert(read_file("SECURITY.md", &page));
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

	tcase_add_test(tcase, documents_name_every_reason);
	tcase_add_test(tcase, reference_names_every_result);
	tcase_add_test(tcase, document_shows_the_message_of_success_as_it_is);
	tcase_add_test(tcase, each_threat_has_its_tests);
	tcase_add_test(tcase, help_has_every_input_and_output);
	suite_add_tcase(suite, tcase);
	return suite;
}
