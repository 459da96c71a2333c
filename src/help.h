/* SPDX-License-Identifier: MIT */
/* The text of --help, made from the tables of inputs and outputs. */
#ifndef HELP_H
#define HELP_H

#include "base/buf.h"

/* Appends the text. */
void help_write(struct buf *out);

#endif
