/* SPDX-License-Identifier: MIT */
/*
 * The words of the CMS: its outcome as a sentence, its reply on the pull request, its warnings. Pure. Text from outside
 * stands in code spans or is escaped, so that in it Markdown, HTML, mentions and references do nothing; no line ever
 * begins with a command.
 */
#ifndef SENDER_WORDS_H
#define SENDER_WORDS_H

#include "cms/sender.h"
#include "run/end.h"

/* Hooks of the end, see end.h. */
void sender_sentence(const struct run *run, const struct text *text);
void sender_warning(const struct run *run, const struct warning *warning, struct buf *out);
enum output_level sender_level(const struct run *run);

/*
 * The reply on the pull request, Markdown: what happened and what to do. For a run that was
 * refused or failed, and for a close that leaves staging as it is.
 */
void sender_words_reply(const struct run *run, struct buf *out);

/* The reaction that stands for the run's result: "rocket", "confused" or "-1". */
const char *sender_words_reaction(enum result result);

/* Why an event is ignored or refused: one sentence. */
void sender_words_reason(const struct run *run, const struct text *text);

#endif
