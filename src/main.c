/* SPDX-License-Identifier: MIT */
#include "base/harden.h"
#include "base/static_libc.h"
#include "help.h"
#include "run/run.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 2, HELP_MAX = 64 * 1024 };

static int command_line(int argc, char **argv)
{
	auto_buf help = BUF_INIT(HELP_MAX);

	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		(void)puts("deploy-dispatch " VERSION);
		return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		help_write(&help);
		(void)fputs(buf_str(&help), stdout);
		return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
	}
	(void)fputs("deploy-dispatch: takes no arguments but report, --help or --version\n"
		    "Usage: deploy-dispatch [report | --help | --version]\n",
		    stderr);
	return EXIT_USAGE;
}

/* The step's post is told by how the program is started, never by a value: the name is that of action.yml. */
static bool is_post(int argc, char **argv)
{
	const char *name = argc > 0 ? argv[0] : "";
	const char *slash = strrchr(name, '/');

	return strcmp(slash ? slash + 1 : name, "deploy-dispatch-report") == 0 ||
	       (argc == 2 && strcmp(argv[1], "report") == 0);
}

int main(int argc, char **argv)
{
	bool post = is_post(argc, argv);

	static_libc_begin();
	harden_process();
	return argc > 1 && !post ? command_line(argc, argv) : run_once(post);
}
