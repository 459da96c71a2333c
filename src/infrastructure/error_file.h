/* SPDX-License-Identifier: MIT */
/*
 * The end of the log that the job's own steps left in the workspace, for the report of a failed job. What that file
 * holds, and what its name leads to, may be foreign.
 */
#ifndef ERROR_FILE_H
#define ERROR_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

enum { ERROR_FILE_LINES = 40, ERROR_FILE_BYTES = 20000 };

/*
 * Appends the last lines of the file at `path`, below the folder `workspace`, ERROR_FILE_LINES and ERROR_FILE_BYTES at most:
 * UTF-8 without control bytes, colours and a first line that is cut. Nothing where there is no such file, or where it was
 * written before `since`, seconds since 1970, by another run. -1 (bad_config): it is none that may be read, as a link, a
 * device, or one outside of the workspace.
 */
int error_file_read(const char *workspace, const char *path, int64_t since, struct buf *out,
		    struct err *err) MUST_CHECK;

/* Appends the last lines of such a text; `cut`: its first line may have lost its beginning. Pure. */
void error_file_add_end(const char *text, size_t len, bool cut, struct buf *out);

#endif
