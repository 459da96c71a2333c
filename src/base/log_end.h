/* SPDX-License-Identifier: MIT */
/*
 * The end of a log that other programs left in a folder of the job's. What it holds, and what its name leads to, may be
 * foreign.
 */
#ifndef LOG_END_H
#define LOG_END_H

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

enum { LOG_END_LINES = 40, LOG_END_BYTES = 20000 };

/*
 * Appends the last lines of the file at `path`, below the folder `workspace`, LOG_END_LINES and LOG_END_BYTES at most:
 * UTF-8 without control bytes, colours and a first line that is cut. Nothing if there is no such file, or if another run
 * wrote it, before `since` (seconds since 1970). -1 (bad_config): `path` is a link, no regular file, or out of the folder.
 */
int log_end_read(const char *workspace, const char *path, int64_t since, struct buf *out,
		 struct err *err) MUST_CHECK;

/* Appends the last lines of such a text; `cut`: its first line may have lost its beginning. Pure. */
void log_end_add(const char *text, size_t len, bool cut, struct buf *out);

#endif
