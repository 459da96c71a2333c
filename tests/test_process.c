/* SPDX-License-Identifier: MIT */
/* What tests start is not bent by what started the tests. */
#include "read_file.h"
#include "base/macros.h"
#include "process.h"
#include "suites.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const no_env[] = {NULL};

/* A log of its own, empty; the caller unlinks it. */
static void make_log(char *template)
{
	int fd = mkstemp(template);

	ck_assert_int_ge(fd, 0);
	(void)close(fd);
}

START_TEST(child_ignores_and_blocks_no_signal)
{
	static const char *const argv[] = {"grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status",
					   NULL};
	char log[] = BUILD "/process-XXXXXX";
	/* 32 and 33 are glibc's own: no program can change them, and make ignores them. */
	const uint64_t libc_signals = (uint64_t)3 << 31;
	auto_buf said = BUF_INIT(4096);
	uint64_t blocked;
	uint64_t ignored;
	sigset_t all;
	pid_t pid;

	make_log(log);
	for (int number = 1; number < NSIG; number++)
		(void)signal(number, SIG_IGN);
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, NULL);
	pid = process_start(argv, no_env, log);
	/* As SIGCHLD is ignored here, this only waits for the end. */
	ck_assert_int_eq(waitpid(pid, NULL, 0), -1);
	ck_assert_int_eq(errno, ECHILD);
	process_reset_signals();
	ck_assert(read_file(log, &said));
	ck_assert_int_eq(sscanf(buf_str(&said), "SigBlk: %" SCNx64 " SigIgn: %" SCNx64,
				&blocked, &ignored),
			 2);
	ck_assert_uint_eq(blocked, 0);
	ck_assert_uint_eq(ignored & ~libc_signals, 0);
	(void)unlink(log);
}
END_TEST

/* The tests themselves and the replays, with all of them ignored and blocked from the start. */
static const struct {
	const char *argv[8];
	const char *says;
} rows[] = {
	{{"env", "--ignore-signal", "--block-signal", "CK_RUN_SUITE=buf", BUILD "/run-tests",
	  NULL},
	 "100%: Checks: "},
	{{"env", "--ignore-signal", "--block-signal", BUILD "/replay-command", "VERSION",
	  "VERSION", NULL},
	 "2 passed, 0 failed"},
};

START_TEST(tests_run_whatever_the_parent_ignores)
{
	char log[] = BUILD "/process-XXXXXX";
	auto_buf said = BUF_INIT(64 * 1024);
	int status;

	make_log(log);
	status = process_run(rows[_i].argv, no_env, log, 60000);
	ck_assert(read_file(log, &said));
	ck_assert_msg(status == 0, "status %d: %s", status, buf_str(&said));
	ck_assert_msg(strstr(buf_str(&said), rows[_i].says) != NULL, "%s", buf_str(&said));
	/* Where Check cannot wait for its tests, it has run none, and is content. */
	ck_assert_msg(strstr(buf_str(&said), "Checks: 0,") == NULL, "%s", buf_str(&said));
	(void)unlink(log);
}
END_TEST

SUITE(process)
{
	Suite *suite = suite_create("process");
	TCase *tcase = tcase_create("process");

	tcase_set_tags(tcase, "native");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, child_ignores_and_blocks_no_signal);
	tcase_add_loop_test(tcase, tests_run_whatever_the_parent_ignores, 0,
			    (int)(ARRAY_SIZE(rows)));
	suite_add_tcase(suite, tcase);
	return suite;
}
