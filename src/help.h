/* SPDX-License-Identifier: MIT */
/* The text of --help, made from the tables of inputs and outputs, and the table of outputs. */
#ifndef HELP_H
#define HELP_H

#include "run/end.h"

/* Appends the text. */
void help_write(struct buf *out);

/* The row of the table of outputs, of all ends, at that place; NULL: there are no more. */
const struct end_output *help_output(size_t place);

#endif
