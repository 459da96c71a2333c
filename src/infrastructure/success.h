/* SPDX-License-Identifier: MIT */
/*
 * The facts that a report of success tells: the contract's lines, each a template, and below them
 * the team's own words or the contract's. Pure; Markdown as in markdown.h.
 */
#ifndef SUCCESS_H
#define SUCCESS_H

#include "run/run.h"

enum { SUCCESS_DETAILS_MAX = 16 * 1024 };

/* -1 (bad_config) where the inputs for the details are no templates, or too long. */
int success_check(const struct config *config, struct err *err) MUST_CHECK;

/* Appends the lines. One whose value is "none" is left out. */
void success_add(const struct run *run, struct buf *out);

#endif
