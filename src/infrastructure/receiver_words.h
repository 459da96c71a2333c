/* SPDX-License-Identifier: MIT */
/* The words of the infrastructure's ends in the log, the summary and the outputs. Pure. Hooks, see end.h. */
#ifndef RECEIVER_WORDS_H
#define RECEIVER_WORDS_H

#include "run/end.h"

void receiver_sentence(const struct run *run, const struct text *text);
void receiver_warning(const struct run *run, const struct warning *warning, struct buf *out);
enum output_level receiver_level(const struct run *run);
void receiver_summary(const struct run *run, struct buf *out);

/* The outputs that only the infrastructure has, and their values. */
extern const struct end_output receiver_outputs[];
void receiver_fill(const struct run *run, struct output *output);

#endif
