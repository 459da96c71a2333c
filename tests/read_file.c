/* SPDX-License-Identifier: MIT */
#include "read_file.h"

#include <stdio.h>

bool read_file(const char *path, struct buf *text)
{
	FILE *file = fopen(path, "re");
	char chunk[4096];
	size_t got;

	if (!file)
		return false;
	do {
		got = fread(chunk, 1, sizeof(chunk), file);
		buf_add(text, chunk, got);
	} while (got == sizeof(chunk));
	(void)fclose(file);
	return true;
}
