/* SPDX-License-Identifier: MIT */
/* What the doctor found: a table of checks, each with a verdict and a sentence on what to do. Pure. */
#ifndef DIAGNOSIS_H
#define DIAGNOSIS_H

#include <stddef.h>

#include "base/buf.h"

enum finding { FINDING_GOOD, FINDING_WARNING, FINDING_ERROR, FINDING_COUNT };

enum { DIAGNOSIS_TEXT_MAX = 4000 }; /* bytes of a sentence */

struct check {
	enum finding finding;
	struct buf what;     /* what was looked at; owned, as the next */
	struct buf sentence; /* plain text that may hold foreign text, ended by a full stop */
};

/* In the order in which they are shown; zeroed: none. */
struct diagnosis {
	struct check *list; /* owned */
	size_t count;
};

/*
 * Adds a check, and gives its sentence to write on; borrowed until the next is added. `what` is copied.
 */
struct buf *diagnosis_add(struct diagnosis *diagnosis, enum finding finding, const char *what);

/* Makes the last check worse, never better. */
void diagnosis_worsen(struct diagnosis *diagnosis, enum finding finding);

size_t diagnosis_count(const struct diagnosis *diagnosis, enum finding finding);

/* The first check that found that; NULL where none did. */
const struct check *diagnosis_first(const struct diagnosis *diagnosis, enum finding finding);

/* Appends a check as a line of the log. */
void diagnosis_line(const struct check *check, struct buf *out);

/* Appends how many there were: "14 checks, 1 error, 2 warnings". */
void diagnosis_say(const struct diagnosis *diagnosis, struct buf *out);

/* Appends the table, in Markdown; nothing where there are no checks. */
void diagnosis_table(const struct diagnosis *diagnosis, struct buf *out);

/* Frees it; accepts a zeroed one. */
void diagnosis_release(struct diagnosis *diagnosis);

#endif
