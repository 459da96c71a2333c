/* SPDX-License-Identifier: MIT */
/*
 * The words that all ends share: a failure, the step summary, a token that expires. Pure. The rest are the
 * end's (end.h). Text from outside stands in code spans or is escaped, so that in it Markdown, HTML, mentions
 * and references do nothing; no line ever begins with a command.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "run/end.h"

enum {
	MESSAGE_SENTENCE_MAX = 4000,
	MESSAGE_STATE_MAX = 512 * 1024,
	MESSAGE_SUMMARY_MAX = 1000000 /* GitHub drops a summary of more than 1 MiB */
};

/* What happened, in one English sentence of plain text; foreign text in it is not escaped. */
void message_sentence(const struct run *run, const struct end *end, struct buf *out);

/* The step summary, Markdown. */
void message_summary(const struct run *run, const struct end *end, struct buf *out);

/* A warning of the run, plain text on one line. */
void message_warning(const struct run *run, const struct end *end,
		     const struct warning *warning, struct buf *out);

#endif
