/* SPDX-License-Identifier: MIT */
/*
 * Runs a program once and writes to a file what it cost: its exit status, the time on the wall,
 * the processor's time with that of all processes it waited for, and the largest resident size
 * of any one of them. Usage: measure FILE PROGRAM [ARGUMENT]...
 *
 * A program of its own, since Linux counts the memory of the process that became the program by
 * exec as the program's own: forked from Python, nothing would be smaller than Python.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double in_ms(struct timeval time)
{
	return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

int main(int argc, char **argv)
{
	struct rusage used;
	double began;
	double wall;
	int status;
	pid_t pid;
	FILE *out;

	if (argc < 3) {
		(void)fputs("usage: measure FILE PROGRAM [ARGUMENT]...\n", stderr);
		return 2;
	}
	began = now_ms();
	(void)signal(SIGCHLD, SIG_DFL); /* else nothing can be waited for where it is ignored */
	pid = fork();
	if (pid == 0) {
		(void)execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid) {
		perror("measure");
		return 1;
	}
	wall = now_ms() - began;
	out = fopen(argv[1], "we");
	if (!out) {
		perror(argv[1]);
		return 1;
	}
	(void)fprintf(out,
		      "{\"status\": %d, \"wall_ms\": %.3f, \"cpu_ms\": %.3f, "
		      "\"peak_kib\": %ld}\n",
		      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), wall,
		      in_ms(used.ru_utime) + in_ms(used.ru_stime), used.ru_maxrss);
	return fclose(out) == 0 ? 0 : 1;
}
