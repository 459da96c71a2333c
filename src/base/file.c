/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MIB = 1024 * 1024 };

static int fail_read(const char *path, const char *what, const char *how, enum reason reason,
		     struct err *err)
{
	return err_set(err, reason, "%s %.200s cannot be %s: %s", what, path, how,
		       strerror(errno));
}

static int read_open(int fd, const char *path, const char *what, enum reason reason,
		     struct buf *text, struct err *err)
{
	char piece[64 * 1024];
	ssize_t got;

	while ((got = read(fd, piece, sizeof(piece))) != 0 && !text->full) {
		if (got < 0)
			return fail_read(path, what, "read", reason, err);
		buf_add(text, piece, (size_t)got);
	}
	if (text->full)
		return err_set(err, reason, "%s %.200s is larger than %zu MiB", what, path,
			       text->cap / MIB);
	return 0;
}

int file_read(const char *path, const char *what, enum reason reason, struct buf *text,
	      struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return fail_read(path, what, "opened", reason, err);
	rc = read_open(fd, path, what, reason, text, err);
	(void)close(fd);
	return rc;
}
