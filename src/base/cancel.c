/* SPDX-License-Identifier: MIT */
#include "base/cancel.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t requested;
static int wake[2] = {-1, -1}; /* what the handler writes to, so that a poll() ends */

static void on_signal(int number)
{
	int saved = errno;

	(void)number;
	requested = 1;
	if (write(wake[1], "!", 1) < 0)
		requested = 1; /* the pipe is full of earlier signals: as good */
	errno = saved;
}

void cancel_install(void)
{
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t ends;

	if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) < 0)
		wake[0] = -1;
	(void)sigemptyset(&action.sa_mask);
	(void)sigemptyset(&ends);
	(void)sigaddset(&ends, SIGINT);
	(void)sigaddset(&ends, SIGTERM);
	(void)sigprocmask(SIG_UNBLOCK, &ends, NULL); /* whatever the parent had blocked */
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	/* A closed log is no reason to end: the files still want to be written. */
	action.sa_handler = SIG_IGN;
	(void)sigaction(SIGPIPE, &action, NULL);
}

int cancel_fd(void)
{
	return wake[0];
}

bool cancel_requested(void)
{
	return requested != 0;
}
