/* SPDX-License-Identifier: MIT */
#include "cancel.h"
#include "comments.h"
#include "config.h"
#include "harden.h"
#include "help.h"
#include "publish.h"
#include "receiver.h"
#include "secret.h"
#include "sender.h"
#include "status_comment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 2, EXIT_CANCELLED = 130, HELP_MAX = 64 * 1024 };

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

/* The inputs are checked in every run, before anything else; -1 with run->err. */
static int configure(struct run *run)
{
	config_read_runner(&run->runner, config_environment, NULL);
	if (config_load(&run->config, config_environment, NULL, &run->err) < 0)
		return -1;
	if (!run->runner.event_name)
		return err_set(
			&run->err, REASON_BAD_CONFIG,
			"GITHUB_EVENT_NAME is not set, expected the name of the event; outside "
			"of a workflow see --help");
	return 0;
}

/* Each end of the contract has its own events. */
static void handle(struct run *run)
{
	switch (event_kind(run->runner.event_name)) {
	case EVENT_REPOSITORY_DISPATCH:
	case EVENT_WORKFLOW_DISPATCH: receiver_run(run); break;
	default: sender_run(run); break;
	}
}

int main(int argc, char **argv)
{
	struct run run = {.comment_url = BUF_INIT(COMMENTS_URL_MAX),
			  .report = BUF_INIT(STATUS_COMMENT_MAX)};
	int configured;
	int status;

	harden_process();
	if (argc > 1)
		return command_line(argc, argv);
	cancel_install();
	config_keep_secrets(config_environment, NULL);
	configured = configure(&run);
	config_forget_tokens();
	if (configured < 0)
		run.result = RESULT_FAILED;
	else
		handle(&run);
	publish(&run);
	status = cancel_requested() ? EXIT_CANCELLED : publish_exit_status(&run);

	buf_release(&run.comment_url);
	buf_release(&run.report);
	facts_release(&run.facts);
	event_release(&run.event);
	config_release(&run.config);
	secret_forget();
	return status;
}
