/* SPDX-License-Identifier: MIT */
/*
 * Runs every suite. The scenarios spend their time waiting for other programs, so they run beside
 * the rest, in a process of their own, and are shown after it: two reports, two closing lines.
 */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs the suites whose being scenarios is `scenarios`; the exit status. */
static int run(bool scenarios)
{
	SRunner *runner = srunner_create(NULL);
	int failed;

	for (size_t i = 0; suites[i]; i++) {
		if ((suites[i] == suite_cases) == scenarios)
			srunner_add_suite(runner, suites[i]());
	}
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

static void copy(FILE *from, FILE *to)
{
	int c;

	rewind(from);
	while ((c = getc(from)) != EOF)
		(void)putc(c, to);
}

int main(void)
{
	FILE *report = tmpfile();
	pid_t pid = report ? fork() : -1;
	int failed;
	int status;

	if (pid < 0) {
		perror("run-tests");
		return EXIT_FAILURE;
	}
	if (pid == 0) {
		(void)dup2(fileno(report), STDOUT_FILENO);
		return run(true);
	}
	failed = run(false);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		failed = EXIT_FAILURE;
	copy(report, stdout);
	(void)fclose(report);
	return failed;
}
