/* SPDX-License-Identifier: MIT */
/* Files that tests read whole. */
#ifndef READ_FILE_H
#define READ_FILE_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends the file's bytes, as many as the cap takes; false where it cannot be opened. */
bool read_file(const char *path, struct buf *text);

#endif
