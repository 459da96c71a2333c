/* SPDX-License-Identifier: MIT */
/* The words of the mode reconcile: what was found, and what came of it. Pure, as message.h, which calls them. */
#ifndef SWEEP_WORDS_H
#define SWEEP_WORDS_H

#include "run/run.h"

/* Appends the outcome, one or two sentences of our own words and numbers: plain text and Markdown alike. */
void sweep_words_sentence(const struct run *run, struct buf *out);

/* The error of a sweep that did not do all that it should have, with the reason of its first failure. Returns -1. */
int sweep_words_fail(const struct run *run, enum reason reason, struct err *err);

/* Appends the words of a warning of a sweep, plain text; foreign text in it is not escaped. */
void sweep_words_warning(const struct run *run, const struct warning *warning, struct buf *out);

/* Appends the Markdown table of what was found, and of what was kept and why; nothing where there is neither. */
void sweep_words_table(const struct run *run, struct buf *out);

/* Appends the workspaces of what was found, as a JSON array. */
void sweep_words_orphans(const struct run *run, struct buf *out);

#endif
