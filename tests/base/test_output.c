/* SPDX-License-Identifier: MIT */
#include "hub/tree.h"
#include "base/output.h"
#include "base/secret.h"
#include "suites.h"

#include <fcntl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
	const char *text;
	const char *clean;
} cleaned[] = {
	{"plain \xc3\xa4\xf0\x9f\x9a\x80", "plain \xc3\xa4\xf0\x9f\x9a\x80"},
	{"a\nb\rc\td\x0b", "a b c d?"},
	{"\x1b[31mred", "?[31mred"},
	{"\xff\xfe", "??"},
	{"\xc2\x9b", "?"},
	{"\xe2\x80\xae"
	 "abc",
	 "{U+202E}abc"},
	{"\xe2\x81\xa6", "{U+2066}"},
	{"\xe2\x80\xa8", "{U+2028}"},
	{"#\xe2\x80\x8b#[group]", "#{U+200B}#[group]"},
	{"##\xe2\x80\x8b[group]", "##{U+200B}[group]"},
	{"x ##[set-output name=y]z", "x ##\\[set-output name=y]z"},
	{"##[##[", "##\\[##\\["},
	{"#\n#[x]", "# #[x]"},
	{"#\x7f#[group]", "#?#[group]"},
};

START_TEST(text_becomes_one_line_without_a_command)
{
	auto_buf out = BUF_INIT(1024);

	output_clean(&out, cleaned[_i].text);
	ck_assert_str_eq(buf_str(&out), cleaned[_i].clean);
}
END_TEST

START_TEST(cut_is_told)
{
	auto_buf out = BUF_INIT(4);

	output_clean(&out, "abcd");
	ck_assert(!out.full);
	buf_release(&out);
	output_clean(&out, "abcde");
	ck_assert(out.full);
	ck_assert_str_eq(buf_str(&out), "abcd");
}
END_TEST

/* What `print` prints, read back. */
static void capture(void (*print)(const char *), const char *text, char *to, size_t size)
{
	FILE *file = tmpfile();
	int saved = dup(STDOUT_FILENO);
	size_t len;

	ck_assert_ptr_nonnull(file);
	(void)fflush(stdout);
	ck_assert_int_ge(dup2(fileno(file), STDOUT_FILENO), 0);
	print(text);
	(void)fflush(stdout);
	ck_assert_int_ge(dup2(saved, STDOUT_FILENO), 0);
	(void)close(saved);
	rewind(file);
	len = fread(to, 1, size - 1, file);
	to[len] = '\0';
	(void)fclose(file);
}

static void print_error(const char *text)
{
	output_annotate(OUTPUT_ERROR, text);
}

static const struct {
	const char *text;
	const char *log;
	const char *error;
} printed[] = {
	{"words", "words\n", "::error::words\n"},
	{"::set-output name=x::y", "|::set-output name=x::y\n",
	 "::error::::set-output name=x::y\n"},
	{"  ::stop-commands::x", "|  ::stop-commands::x\n", "::error::  ::stop-commands::x\n"},
	{"\xc2\xa0::add-mask::x", "{U+00A0}::add-mask::x\n",
	 "::error::{U+00A0}::add-mask::x\n"},
	{" \xe3\x80\x80 ::x::", " {U+3000} ::x::\n", "::error:: {U+3000} ::x::\n"},
	{"\xc3\xa4: b", "|\xc3\xa4: b\n", "::error::\xc3\xa4: b\n"},
	{"a\n::add-mask::x", "a ::add-mask::x\n", "::error::a ::add-mask::x\n"},
	{"\r::add-mask::x", "| ::add-mask::x\n", "::error:: ::add-mask::x\n"},
	{"100% %0A %25", "100% %0A %25\n", "::error::100%25 %250A %2525\n"},
};

START_TEST(printed_line_holds_our_own_command_at_most)
{
	char text[1024];

	capture(output_log, printed[_i].text, text, sizeof(text));
	ck_assert_str_eq(text, printed[_i].log);
	capture(print_error, printed[_i].text, text, sizeof(text));
	ck_assert_str_eq(text, printed[_i].error);
}
END_TEST

/* Where nothing has to be replaced, a line is what @actions/core writes for the same text. */
START_TEST(annotation_is_encoded_as_actions_core_does)
{
	struct json_object *core = NULL;
	struct json_object *rows;
	struct err err;
	char line[1024];
	size_t same = 0;

	ck_assert_int_eq(tree_load(&core, "tests/fixtures/actions_core.json", &err), 0);
	rows = tree_get(core, "commands");
	for (size_t i = 0; i < tree_length(rows); i++) {
		const struct json_object *row = json_object_array_get_idx(rows, i);
		const char *text = tree_text(row, "data", "");
		auto_buf clean = BUF_INIT(1024);

		output_clean(&clean, text);
		if (strcmp(buf_str(&clean), text) != 0 || strstr(text, "##[") ||
		    strcmp(tree_text(row, "name", ""), "error") != 0)
			continue;
		capture(print_error, text, line, sizeof(line));
		ck_assert_str_eq(line, tree_text(row, "line", ""));
		same++;
	}
	ck_assert_uint_ge(same, 10);
	json_object_put(core);
}
END_TEST

START_TEST(outputs_are_ended_by_a_delimiter_of_their_own)
{
	struct output output;
	struct output other;
	char delimiter[sizeof(output.delimiter)];
	char expected[1024];

	output_init(&output);
	output_init(&other);
	ck_assert_str_ne(output.delimiter, other.delimiter);
	ck_assert_uint_ge(strlen(output.delimiter), 32);
	memcpy(delimiter, output.delimiter, sizeof(delimiter));

	output_set(&output, "result", "dispatched");
	output_set(&output, "branch", "a\nend\nother=forged");
	output_set(&output, "reason", "");
	(void)snprintf(expected, sizeof(expected),
		       "result<<%s\ndispatched\n%s\nbranch<<%s\na end other=forged\n%s\n"
		       "reason<<%s\n\n%s\n",
		       delimiter, delimiter, delimiter, delimiter, delimiter, delimiter);
	ck_assert_str_eq(buf_str(&output.entries), expected);

	output_set(&output, "message", delimiter);
	ck_assert_str_eq(buf_str(&output.entries), expected);
	output_release(&output);
	output_release(&other);
}
END_TEST

/* As a user tries it by hand: not root, and no core dump, so that /proc/self is not ours. */
START_TEST(own_descriptors_are_written_whoever_runs_it)
{
	auto_buf text = BUF_INIT(64);
	char path[64];
	char got[64] = "";
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	(void)snprintf(path, sizeof(path), "/dev/fd/%d", ends[1]);
	buf_adds(&text, "summary");
	if (geteuid() == 0)
		ck_assert_int_eq(setresuid(65534, 65534, 65534), 0);
	ck_assert_int_eq(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), 0);
	output_summary(path, &text);
	ck_assert_int_eq(read(ends[0], got, sizeof(got) - 1), 7);
	ck_assert_str_eq(got, "summary");
}
END_TEST

static void print_debug(const char *text)
{
	output_annotate(OUTPUT_DEBUG, text);
}

static void print_output(const char *text)
{
	struct output output;

	output_init(&output);
	output_set(&output, "message", text);
	output_write(&output, OUTPUT_OF_STEP, "/dev/stdout");
	output_release(&output);
}

static void print_summary(const char *text)
{
	auto_buf markdown = BUF_INIT(64 * 1024);

	buf_adds(&markdown, text);
	output_summary("/dev/stdout", &markdown);
}

/* Each sink by itself, whoever calls it; also where a line is cut in the middle of a secret. */
START_TEST(no_sink_lets_a_secret_through)
{
	static void (*const sinks[])(const char *) = {output_log, print_error, print_debug,
						      print_output, print_summary};
	char text[8192];

	secret_add_token("ghp_0123456789abcdef");
	capture(sinks[_i], "a ghp_0123456789abcdef b", text, sizeof(text));
	ck_assert_ptr_nonnull(strstr(text, "a *** b"));
	for (size_t before = 3960; before < 4010; before++) {
		auto_buf line = BUF_INIT(8192);

		for (size_t i = 0; i < before; i++)
			buf_addc(&line, '.');
		buf_adds(&line, "ghp_0123456789abcdef");
		capture(sinks[_i], buf_str(&line), text, sizeof(text));
		ck_assert_ptr_null(strstr(text, "ghp"));
	}
	secret_forget();
}
END_TEST

START_TEST(file_that_cannot_be_written_is_a_warning)
{
	static const struct {
		const char *path;
		const char *names;
	} rows[] = {
		{NULL, "GITHUB_STEP_SUMMARY is not set"},
		{"/dev/full", "GITHUB_STEP_SUMMARY could not be written: No space left"},
		{"/nowhere/summary", "GITHUB_STEP_SUMMARY could not be written: No such file"},
	};
	auto_buf text = BUF_INIT(16);
	FILE *file = tmpfile();
	char line[1024] = "";
	int saved = dup(STDOUT_FILENO);

	ck_assert_ptr_nonnull(file);
	buf_adds(&text, "x");
	ck_assert_int_ge(dup2(fileno(file), STDOUT_FILENO), 0);
	for (size_t i = 0; i < 3; i++)
		output_summary(rows[i].path, &text);
	ck_assert_int_ge(dup2(saved, STDOUT_FILENO), 0);
	(void)close(saved);
	rewind(file);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_ptr_nonnull(fgets(line, sizeof(line), file));
		ck_assert_ptr_eq(strstr(line, "::warning::"), line);
		ck_assert_msg(strstr(line, rows[i].names) != NULL, "%s", line);
	}
	ck_assert_ptr_null(fgets(line, sizeof(line), file));
	(void)fclose(file);
}
END_TEST

static bool no_random;

/* Stands in front of libc's: the kernel's random numbers, or none. */
ssize_t getrandom(void *bytes, size_t size, unsigned flags)
{
	if (no_random) {
		errno = ENOSYS;
		return -1;
	}
	return syscall(SYS_getrandom, bytes, size, flags);
}

static void write_without_random(const char *path)
{
	struct output output;

	no_random = true;
	output_init(&output);
	output_set(&output, "result", "failed");
	output_write(&output, OUTPUT_OF_STEP, path);
	output_release(&output);
	no_random = false;
}

START_TEST(without_random_numbers_there_are_no_outputs)
{
	char path[] = BUILD "/output-XXXXXX";
	char log[1024];
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	capture(write_without_random, path, log, sizeof(log));
	ck_assert_msg(strncmp(log, "::warning::GITHUB_OUTPUT could not be written: ", 47) ==
				      0 &&
			      strstr(log, "random numbers"),
		      "%s", log);
	ck_assert_int_eq(lseek(fd, 0, SEEK_END), 0);
	(void)close(fd);
	(void)unlink(path);
}
END_TEST

SUITE(output)
{
	Suite *suite = suite_create("output");
	TCase *tcase = tcase_create("sinks");

	tcase_add_loop_test(tcase, text_becomes_one_line_without_a_command, 0,
			    (int)(ARRAY_SIZE(cleaned)));
	tcase_add_test(tcase, cut_is_told);
	tcase_add_loop_test(tcase, printed_line_holds_our_own_command_at_most, 0,
			    (int)(ARRAY_SIZE(printed)));
	tcase_add_test(tcase, annotation_is_encoded_as_actions_core_does);
	tcase_add_test(tcase, outputs_are_ended_by_a_delimiter_of_their_own);
	tcase_add_test(tcase, own_descriptors_are_written_whoever_runs_it);
	tcase_add_loop_test(tcase, no_sink_lets_a_secret_through, 0, 5);
	tcase_add_test(tcase, file_that_cannot_be_written_is_a_warning);
	tcase_add_test(tcase, without_random_numbers_there_are_no_outputs);
	suite_add_tcase(suite, tcase);
	return suite;
}
