/* SPDX-License-Identifier: MIT */
#include "process.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void process_reset_signals(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		(void)signal(number, SIG_DFL); /* fails for a few, which nobody can change */
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child: only what is safe after fork(). */
static void become(const char *const *argv, const char *const *env, const char *log,
		   pid_t parent)
{
	int in = open("/dev/null", O_RDONLY);
	int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);

	process_reset_signals();
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent || in < 0 || out < 0)
		_exit(127);
	(void)dup2(in, STDIN_FILENO);
	(void)dup2(out, STDOUT_FILENO);
	(void)dup2(out, STDERR_FILENO);
	(void)execvpe(argv[0], (char *const *)(const void *)argv,
		      (char *const *)(const void *)env);
	_exit(127);
}

pid_t process_start(const char *const *argv, const char *const *env, const char *log)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	ck_assert_msg(pid >= 0, "fork: %s", strerror(errno));
	if (pid == 0)
		become(argv, env, log, parent);
	return pid;
}

int process_wait(pid_t pid, int timeout_ms)
{
	const struct timespec tick = {0, 1000000};
	int status;
	pid_t ended = 0;

	for (int waited = 0; waited < timeout_ms; waited++) {
		ended = waitpid(pid, &status, WNOHANG);
		if (ended != 0)
			break;
		(void)nanosleep(&tick, NULL);
	}
	if (ended == 0) {
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, &status, 0);
		ck_abort_msg("a program did not end within %d ms", timeout_ms);
	}
	ck_assert_int_eq(ended, pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const char *const *process_program(void)
{
	enum { WORDS = 7 };
	static char text[4096] = BUILD "/deploy-dispatch";
	static const char *argv[WORDS + 1];
	const char *other = getenv("PROGRAM");
	size_t count = 0;
	char *rest = NULL;

	if (argv[0])
		return argv;
	if (other)
		ck_assert_int_lt(snprintf(text, sizeof(text), "%s", other), (int)sizeof(text));
	for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		ck_assert_uint_lt(count, WORDS);
		argv[count++] = word;
	}
	ck_assert_msg(count > 0, "the variable PROGRAM names no program");
	return argv;
}

int process_run(const char *const *argv, const char *const *env, const char *log,
		int timeout_ms)
{
	return process_wait(process_start(argv, env, log), timeout_ms);
}

int process_stop(pid_t pid)
{
	(void)kill(pid, SIGTERM);
	return process_wait(pid, 10000);
}

bool process_is_capable(int capability)
{
	char line[256];
	uint64_t effective = 0;
	bool found = false;
	FILE *status = fopen("/proc/self/status", "re");

	ck_assert_ptr_nonnull(status);
	while (!found && fgets(line, sizeof(line), status))
		found = sscanf(line, "CapEff: %" SCNx64, &effective) == 1;
	(void)fclose(status);
	ck_assert(found);
	return effective >> capability & 1;
}
