/* SPDX-License-Identifier: MIT */
/*
 * Runs every suite, or only the scenarios, or only the rest. Usage: run-tests [unit | scenarios]
 *
 * The scenarios spend their time waiting for other programs, so they run beside
 * the rest, in processes of their own, and are shown after it: a report and a closing line each.
 */
#include "case.h"
#include "process.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHARES = 8 };

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

/* A process that runs a share of the scenarios. */
struct share {
	FILE *report;
	pid_t pid;
};

static void start(struct share *share, int first)
{
	share->report = tmpfile();
	share->pid = share->report ? fork() : -1;
	if (share->pid < 0) {
		perror("run-tests");
		exit(EXIT_FAILURE);
	}
	if (share->pid > 0)
		return;
	case_share = (struct case_share){first, SHARES};
	(void)dup2(fileno(share->report), STDOUT_FILENO);
	exit(run(true));
}

int main(int argc, char **argv)
{
	struct share shares[SHARES];
	int failed = EXIT_SUCCESS;
	int status;
	const char *part = argc > 1 ? argv[1] : "all";
	/* Check leaves out other suites than this; the shares need not say so each. */
	const char *only = getenv("CK_RUN_SUITE");
	bool unit = strcmp(part, "scenarios") != 0;
	int count =
		strcmp(part, "unit") == 0 || (only && strcmp(only, "cases") != 0) ? 0 : SHARES;

	if (argc > 2 || (strcmp(part, "all") != 0 && unit && strcmp(part, "unit") != 0)) {
		(void)fputs("usage: run-tests [unit | scenarios]\n", stderr);
		return 2;
	}
	/* Children are waited for, and Check's time limit is a signal, whatever was ignored here. */
	process_reset_signals();
	if (count > 0)
		(void)case_count(); /* loaded before the shares are: a fault in a file is told once */
	for (int i = 0; i < count; i++)
		start(&shares[i], i);
	if (unit)
		failed = run(false);
	for (int i = 0; i < count; i++) {
		if (waitpid(shares[i].pid, &status, 0) != shares[i].pid || status != 0)
			failed = EXIT_FAILURE;
		copy(shares[i].report, stdout);
		(void)fclose(shares[i].report);
	}
	return failed;
}
