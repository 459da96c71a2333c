/* SPDX-License-Identifier: MIT */
/* The words of the sweep: what was found, and what came of it. Pure. */
#ifndef SWEEP_WORDS_H
#define SWEEP_WORDS_H

#include "run/end.h"

/* Hooks of the end, see end.h. */
void sweeper_sentence(const struct run *run, const struct text *text);
void sweeper_warning(const struct run *run, const struct warning *warning, struct buf *out);
enum output_level sweeper_level(const struct run *run);
void sweeper_summary(const struct run *run, struct buf *out);

/* The outputs that only the sweep has, and their values. */
extern const struct end_output sweeper_outputs[];
void sweeper_fill(const struct run *run, struct output *output);

/* The error of a sweep that did not do all that it should have, with the reason of its first failure. Returns -1. */
int sweep_words_fail(const struct run *run, enum reason reason, struct err *err);

#endif
