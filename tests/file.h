/* SPDX-License-Identifier: MIT */
/* Files that tests read whole. */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends the file's bytes, as many as the cap takes; false where it cannot be opened. */
bool file_read(const char *path, struct buf *text);

#endif
