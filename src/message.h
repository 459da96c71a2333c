/* SPDX-License-Identifier: MIT */
/*
 * The words: what a run says to people, as a sentence, as a reply on the pull request and as
 * the step summary. Pure. Text from outside stands in code spans or is escaped, so that in it
 * Markdown, HTML, mentions and references do nothing; no line ever begins with a command.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "base/buf.h"
#include "run/run.h"

enum {
	MESSAGE_SENTENCE_MAX = 4000,
	MESSAGE_REPLY_MAX = 65536,    /* GitHub's limit on a comment */
	MESSAGE_SUMMARY_MAX = 1000000 /* GitHub drops a summary of more than 1 MiB */
};

/* What happened, in one English sentence of plain text; foreign text in it is not escaped. */
void message_sentence(const struct run *run, struct buf *out);

/*
 * The reply on the pull request, Markdown: what happened and what to do. For a run that was
 * refused or failed, and for a close that leaves staging as it is.
 */
void message_reply(const struct run *run, struct buf *out);

/* The step summary, Markdown. */
void message_summary(const struct run *run, struct buf *out);

/* A warning of the run, plain text on one line. */
void message_warning(const struct run *run, const struct warning *warning, struct buf *out);

/* The reaction that stands for the run's result: "rocket", "confused" or "-1". */
const char *message_reaction(enum result result);

#endif
