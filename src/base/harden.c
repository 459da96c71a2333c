/* SPDX-License-Identifier: MIT */
#include "base/harden.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* What is opened next takes the lowest number: the log would go into a pipe or a socket. */
static void keep_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		(void)close(fd);
}

void harden_process(void)
{
	const struct rlimit none = {0, 0};

	keep_standard_descriptors();
	/* A core_pattern that is a pipe heeds the first of these only. */
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	/* TLS would write its keys there, and whoever reads them reads the tokens. */
	(void)unsetenv("SSLKEYLOGFILE");
}

void harden_forget_variable(const char *name)
{
	char *value = getenv(name);

	/* It would still be in the process's first page. */
	if (value)
		explicit_bzero(value, strlen(value));
	(void)unsetenv(name);
}
