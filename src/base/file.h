/* SPDX-License-Identifier: MIT */
/* Files from outside, read whole. */
#ifndef FILE_H
#define FILE_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Appends the file's bytes to `text`, whose cap is the most that is taken. -1 with `reason`: it cannot be read, or is larger;
 * the error calls it `what`, "The event file".
 */
int file_read(const char *path, const char *what, enum reason reason, struct buf *text,
	      struct err *err) MUST_CHECK;

#endif
