/* SPDX-License-Identifier: MIT */
/* The log of the requests, one JSON object a line, for the test to compare. */
#ifndef HUB_RECORD_H
#define HUB_RECORD_H

#include "base/err.h"
#include "request.h"

#include <stdio.h>

struct record {
	FILE *file; /* NULL: nothing is recorded */
};

/* Makes or empties the file; `path` may be NULL. -1 leaves a record that may be closed. */
int record_open(struct record *record, const char *path, struct err *err)
	__attribute__((warn_unused_result));

/* Adds a request, flushed; `status` is what it is answered with, 0 when a fault is. */
void record_add(struct record *record, const struct request *request, unsigned int status);

/* Closes the file; -1 when any of it could not be written. */
int record_close(struct record *record, struct err *err) __attribute__((warn_unused_result));

#endif
