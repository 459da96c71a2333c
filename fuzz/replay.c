/* SPDX-License-Identifier: MIT */
/*
 * The plain main of a target, without libFuzzer, so that any compiler can build it: runs the
 * files that are named, each in a process of its own, names those that end it, and says how many
 * did. A single one runs in this process: what a debugger is to see.
 */
#include "property.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INPUT_MAX = 1024 * 1024 };

static int replay(const char *path)
{
	auto_buf input = BUF_INIT(INPUT_MAX);
	FILE *file = fopen(path, "re");
	char chunk[4096];
	bool whole;

	if (!file) {
		perror(path);
		return -1;
	}
	while (!feof(file) && !ferror(file))
		buf_add(&input, chunk, fread(chunk, 1, sizeof(chunk), file));
	whole = !ferror(file);
	(void)fclose(file);
	if (!whole) {
		(void)fprintf(stderr, "replay: %s cannot be read\n", path);
		return -1;
	}
	(void)LLVMFuzzerTestOneInput((const uint8_t *)buf_str(&input), input.len);
	return 0;
}

/* The same in a child, which may end in any way. */
static int replay_apart(const char *path)
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		exit(replay(path) < 0 ? EXIT_FAILURE : EXIT_SUCCESS);
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror("replay");
		return -1;
	}
	if (status == 0)
		return 0;
	(void)fprintf(stderr, "replay: %s failed\n", path);
	return -1;
}

int main(int argc, char **argv)
{
	int failed = 0;

	if (argc == 2)
		return replay(argv[1]) < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
	/* Else nothing can be waited for where the parent ignores it. */
	(void)signal(SIGCHLD, SIG_DFL);
	for (int i = 1; i < argc; i++)
		failed += replay_apart(argv[i]) < 0;
	(void)printf("%s: %d passed, %d failed\n", program_invocation_short_name,
		     argc - 1 - failed, failed);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
