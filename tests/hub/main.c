/* SPDX-License-Identifier: MIT */
/*
 * hub: a stand-in for the GitHub REST API on 127.0.0.1, for the tests. It prints its base
 * address and answers as the scenario says until SIGTERM or SIGINT, or until its parent ends.
 */
#include "record.h"
#include "scenario.h"
#include "server.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

struct options {
	const char *scenario;
	const char *record;   /* NULL: nothing is recorded */
	const char *fixtures; /* the folder of pull.json */
};

static int parse_options(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {
		{"scenario", required_argument, NULL, 's'},
		{"record", required_argument, NULL, 'r'},
		{"fixtures", required_argument, NULL, 'f'},
		{NULL, 0, NULL, 0},
	};
	int found;

	opterr = 0;
	while ((found = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (found == 's')
			options->scenario = optarg;
		else if (found == 'r')
			options->record = optarg;
		else if (found == 'f')
			options->fixtures = optarg;
		else
			return -1;
	}
	return options->scenario && optind == argc ? 0 : -1;
}

/* SIGTERM comes when the parent ends, be it between these calls. */
static void follow_parent(pid_t parent)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		(void)raise(SIGTERM);
}

static int serve(struct scenario *scenario, struct record *record, const sigset_t *ends,
		 struct err *err)
{
	struct server server;
	int caught;

	if (server_start(&server, scenario, record, err) < 0)
		return -1;
	(void)printf("http://127.0.0.1:%u\n", (unsigned int)server.port);
	(void)fflush(stdout);
	(void)sigwait(ends, &caught);
	server_stop(&server);
	return 0;
}

int main(int argc, char **argv)
{
	pid_t parent = getppid();
	struct options options = {.fixtures = "tests/fixtures"};
	struct scenario scenario = {.root = NULL};
	struct record record = {.file = NULL};
	struct err err = {.reason = REASON_NONE};
	sigset_t ends;
	int status = 2;

	/* Blocked before there are threads, so that none but sigwait() takes them. */
	(void)sigemptyset(&ends);
	(void)sigaddset(&ends, SIGTERM);
	(void)sigaddset(&ends, SIGINT);
	(void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	follow_parent(parent);

	if (parse_options(argc, argv, &options) < 0) {
		(void)fputs(
			"hub: usage: hub --scenario FILE [--record FILE] [--fixtures DIR]\n",
			stderr);
		return 2;
	}
	if (scenario_load(&scenario, options.scenario, options.fixtures, &err) == 0 &&
	    record_open(&record, options.record, &err) == 0)
		status = serve(&scenario, &record, &ends, &err) == 0 ? 0 : 1;
	if (record_close(&record, &err) < 0)
		status = 1;
	scenario_release(&scenario);
	if (status != 0)
		(void)fprintf(stderr, "hub: %s\n", err.msg);
	return status;
}
