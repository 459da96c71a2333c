/* SPDX-License-Identifier: MIT */
/*
 * The words for reasons that both the CMS and the infrastructure ignore or refuse an event for. Pure.
 */
#ifndef REASON_WORDS_H
#define REASON_WORDS_H

#include "base/text.h"
#include "run/run.h"

/* "Pull request 123" */
void reason_words_pull_request(const struct text *text, const struct run *run);

/* REASON_EVENT_NOT_HANDLED and REASON_ACTION_NOT_HANDLED, each a sentence. */
void reason_words_event(const struct text *text, const struct run *run);
void reason_words_action(const struct text *text, const struct run *run);

/* REASON_BASE_NOT_COVERED, of a pull request into `base`: a sentence. */
void reason_words_base(const struct text *text, const struct run *run, const char *base);

/* REASON_FORK: the beginning of a sentence, "Pull request 123 comes from the fork owner/name"; NULL: deleted. */
void reason_words_fork(const struct text *text, const struct run *run, const char *head);

#endif
