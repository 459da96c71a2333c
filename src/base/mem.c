/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void mem_exhausted(void)
{
	static const char line[] = "::error::out of memory\n";

	/* Nothing can be done about a failed write here, and the exit status still tells. */
	if (write(STDOUT_FILENO, line, sizeof(line) - 1) < 0)
		_exit(1);
	_exit(1);
}

void *xrealloc(void *ptr, size_t size)
{
	void *grown = realloc(ptr, size);

	if (!grown)
		mem_exhausted();
	return grown;
}

char *xstrndup(const char *text, size_t len)
{
	char *copy = xrealloc(NULL, len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}
