/* SPDX-License-Identifier: MIT */
#include "base/harden.h"
#include "base/static_libc.h"
#include "help.h"
#include "run/run.h"

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
	(void)fputs("deploy-dispatch: takes no arguments but --help or --version\n"
		    "Usage: deploy-dispatch [--help | --version]\n",
		    stderr);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	static_libc_begin();
	harden_process();
	return argc > 1 ? command_line(argc, argv) : run_once();
}
