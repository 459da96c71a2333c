/* SPDX-License-Identifier: MIT */
/* The program's command line; the rest of it is tested by the scenarios. */
#include "read_file.h"
#include "base/macros.h"
#include "process.h"
#include "suites.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *options[3];
	int status;
	const char *says;
} rows[] = {
	{{"--version", NULL}, 0, "deploy-dispatch " VERSION "\n"},
	{{"--help", NULL}, 0, "INPUT_REPOSITORY"},
	{{"--verbose", NULL}, 2, "Usage: deploy-dispatch [report | --help | --version]\n"},
	{{"--help", "--version", NULL}, 2, "takes no arguments but"},
};

START_TEST(command_line_is_answered)
{
	static const char *const env[] = {NULL};
	const char *argv[16] = {NULL};
	size_t count = 0;
	char log[] = BUILD "/program-XXXXXX";
	auto_buf said = BUF_INIT(64 * 1024);
	int fd = mkstemp(log);

	ck_assert_int_ge(fd, 0);
	for (const char *const *word = process_program(); *word; word++)
		argv[count++] = *word;
	for (const char *const *word = rows[_i].options; *word; word++)
		argv[count++] = *word;
	ck_assert_int_eq(process_run(argv, env, log, 30000), rows[_i].status);
	ck_assert(read_file(log, &said));
	ck_assert_msg(strstr(buf_str(&said), rows[_i].says) != NULL, "%s", buf_str(&said));
	(void)close(fd);
	(void)unlink(log);
}
END_TEST

SUITE(program)
{
	Suite *suite = suite_create("program");
	TCase *tcase = tcase_create("command line");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, command_line_is_answered, 0, (int)(ARRAY_SIZE(rows)));
	suite_add_tcase(suite, tcase);
	return suite;
}
