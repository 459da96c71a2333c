/* SPDX-License-Identifier: MIT */
#include "base/log_end.h"
#include "stage.h"
#include "suites.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
	const char *log;
	const char *shown;
} texts[] = {
	{"", ""},
	{"\n\n", ""},
	{"one\n", "one"},
	{"one\r\ntwo", "one\ntwo"},
	{"10 %\r20 %\rdone\n", "10 %\n20 %\ndone"},
	{"\033[1;31mred\033[0m\n", "red"},
	{"\033]0;title\007x", "0;titlex"},
	{"a\033[", "a"},
	{"a\033", "a"},
	{"tab\tstays\001\002\177", "tab\tstays"},
	{"\303\244 \303 \377x", "\303\244  x"},
	{"\nleading\n\n", "\nleading"},
};

START_TEST(log_is_plain_text)
{
	auto_buf shown = BUF_INIT(LOG_END_BYTES);

	log_end_add(texts[_i].log, strlen(texts[_i].log), false, &shown);
	ck_assert_str_eq(buf_str(&shown), texts[_i].shown);
}
END_TEST

START_TEST(last_forty_lines_are_shown)
{
	auto_buf log = BUF_INIT(4096);
	auto_buf shown = BUF_INIT(LOG_END_BYTES);

	for (int i = 1; i <= 50; i++)
		buf_addf(&log, "line %d\n", i);
	log_end_add(buf_str(&log), log.len, false, &shown);
	ck_assert_msg(strncmp(buf_str(&shown), "line 11\n", 8) == 0, "%s", buf_str(&shown));
	ck_assert_str_eq(buf_str(&shown) + shown.len - 7, "line 50");
}
END_TEST

/* A line that lost its beginning may begin within a token. */
START_TEST(cut_line_is_not_shown)
{
	auto_buf log = BUF_INIT(LOG_END_BYTES * 2);
	auto_buf shown = BUF_INIT(LOG_END_BYTES * 2);
	auto_buf one = BUF_INIT(LOG_END_BYTES * 2);

	for (int i = 0; i < 8; i++) {
		for (int k = 0; k < 3000; k++)
			buf_addc(&log, (char)('a' + i));
		buf_addc(&log, '\n');
	}
	log_end_add(buf_str(&log), log.len, false, &shown);
	ck_assert_uint_eq(shown.len, 6 * 3001 - 1);
	ck_assert_int_eq(buf_str(&shown)[0], 'c');
	log_end_add("half\nwhole", 10, true, &one);
	ck_assert_str_eq(buf_str(&one), "whole");
}
END_TEST

START_TEST(line_that_is_too_long_is_said_to_be)
{
	auto_buf log = BUF_INIT(LOG_END_BYTES * 2);
	auto_buf shown = BUF_INIT(LOG_END_BYTES);

	for (int k = 0; k < LOG_END_BYTES + 1; k++)
		buf_addc(&log, 'x');
	log_end_add(buf_str(&log), log.len, false, &shown);
	ck_assert_str_eq(buf_str(&shown), "(the last line of the log is too long to be shown)");
}
END_TEST

static struct stage stage;

static void set_up(void)
{
	char path[STAGE_PATH_MAX];
	char other[STAGE_PATH_MAX];

	stage_make(&stage);
	stage_write(&stage, "log", "boom\n", 5);
	stage_write(&stage, "twice", "boom\n", 5);
	stage_path(&stage, "link", path);
	ck_assert_int_eq(symlink("log", path), 0);
	stage_path(&stage, "twice", path);
	stage_path(&stage, "second", other);
	ck_assert_int_eq(link(path, other), 0);
	stage_path(&stage, "pipe", path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	stage_path(&stage, "up", path);
	ck_assert_int_eq(symlink(".", path), 0);
}

static void tear_down(void)
{
	stage_remove(&stage);
}

static const struct {
	const char *path;
	const char *why; /* NULL: it is read, or there is nothing to be read */
	const char *shown;
} paths[] = {
	{"log", NULL, "boom"},
	{"missing", NULL, ""},
	{"log/below", NULL, ""},
	{"link", "which is a link", ""},
	{"up/log", "", ""},
	{"twice", "which is no file of its own", ""},
	{"pipe", "which is no file of its own", ""},
	{".", "which is no file of its own", ""},
	{"", "which cannot be opened", ""},
	{"..", "which cannot be opened", ""},
	{"../log", "which cannot be opened", ""},
	{"/etc/passwd", "which cannot be opened", ""},
	{"log/", NULL, ""},
};

/* Nothing is waited for: a pipe that nobody writes to would hold the run. */
START_TEST(only_file_of_the_workspace_is_read)
{
	auto_buf shown = BUF_INIT(LOG_END_BYTES);
	struct err err = {.reason = REASON_NONE};
	int rc = log_end_read(stage.dir, paths[_i].path, 0, &shown, &err);

	ck_assert_str_eq(buf_str(&shown), paths[_i].shown);
	if (paths[_i].why && *paths[_i].why)
		ck_assert_msg(rc < 0 && strstr(err.msg, paths[_i].why), "%d %s", rc, err.msg);
	else if (!paths[_i].why)
		ck_assert_int_eq(rc, 0);
}
END_TEST

START_TEST(file_of_another_run_is_not_read)
{
	auto_buf shown = BUF_INIT(LOG_END_BYTES);
	struct err err;

	ck_assert_int_eq(log_end_read(stage.dir, "log", 32503680000, &shown, &err), 0);
	ck_assert_uint_eq(shown.len, 0);
}
END_TEST

SUITE(log_end)
{
	Suite *suite = suite_create("log_end");
	TCase *pure = tcase_create("text");
	TCase *files = tcase_create("files");

	tcase_add_loop_test(pure, log_is_plain_text, 0, (int)(ARRAY_SIZE(texts)));
	tcase_add_test(pure, last_forty_lines_are_shown);
	tcase_add_test(pure, cut_line_is_not_shown);
	tcase_add_test(pure, line_that_is_too_long_is_said_to_be);
	tcase_add_checked_fixture(files, set_up, tear_down);
	tcase_add_loop_test(files, only_file_of_the_workspace_is_read, 0,
			    (int)(ARRAY_SIZE(paths)));
	tcase_add_test(files, file_of_another_run_is_not_read);
	suite_add_tcase(suite, pure);
	suite_add_tcase(suite, files);
	return suite;
}
