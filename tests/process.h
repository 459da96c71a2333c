/* SPDX-License-Identifier: MIT */
/* Programs that tests start: bounded in time, ended with the test whatever happens. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Gives every signal its default action and blocks none: what is ignored or blocked is inherited,
 * and a script's "&" ignores SIGINT and SIGQUIT. Safe after fork().
 */
void process_reset_signals(void);

/*
 * Starts argv[0], found in PATH, with exactly the environment `env`, standard input at its end
 * and standard output and error to the file at `log`. No signal is ignored or blocked. It gets SIGKILL when the test process
 * ends. Fails the test where it cannot be started.
 */
pid_t process_start(const char *const *argv, const char *const *env, const char *log);

/*
 * Waits for its end: its exit status, or 128 + N where signal N ended it. After `timeout_ms` it
 * is killed and the test fails.
 */
int process_wait(pid_t pid, int timeout_ms);

/*
 * The program that the scenarios run, as an argv: BUILD/deploy-dispatch, or the words of the variable
 * PROGRAM, which may begin with an emulator. Fails the test where there are too many.
 */
const char *const *process_program(void);

/* Both of it in one. */
int process_run(const char *const *argv, const char *const *env, const char *log,
		int timeout_ms);

/* Sends SIGTERM and waits; its exit status. */
int process_stop(pid_t pid);

/* Has this process CAP_…? Not all of root's has: see capabilities(7), in a container few. */
bool process_is_capable(int capability);

#endif
