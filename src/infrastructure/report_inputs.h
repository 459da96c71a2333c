/* SPDX-License-Identifier: MIT */
/*
 * The words that a report takes from Resolve, so that a team gives them in one place: the inputs
 * that are no names of the environment, but that a reader of the report meets. Pure.
 */
#ifndef REPORT_INPUTS_H
#define REPORT_INPUTS_H

#include "base/buf.h"
#include "contract/config.h"

/* Appends those that are not the default, as a compact JSON object; nothing where all are. */
void report_inputs_write(const struct config *config, struct buf *out);

/* Gives the config the words of such an object. -1 (bad_config): text is no object, or a value in it is wrong. */
int report_inputs_read(struct config *config, const char *text, struct err *err) MUST_CHECK;

#endif
