/* SPDX-License-Identifier: MIT */
/*
 * Slips in an input that holds branches: text that means something in GitHub's branch filters, in
 * git, in YAML or in a shell, and that would be taken here for a branch of that very name. A name that
 * nobody mistakes, as feature/a+b, is no slip. Pure.
 */
#ifndef BRANCH_SLIP_H
#define BRANCH_SLIP_H

#include <stdbool.h>

#include "base/buf.h"

enum branch_slip_place { BRANCH_SLIP_NAME, BRANCH_SLIP_PATTERN };

/*
 * Looks for a slip in one word. True where there is one; appends what it is, as in `begins with
 * "origin/". Write "dev"`, a clause whose subject is the word.
 */
bool branch_slip_find(const char *word, enum branch_slip_place place, struct buf *out);

/* Where the [...] of a pattern that begins at `word` ends, behind its ]; NULL where it has no end. */
const char *branch_slip_skip_bracket(const char *word);

#endif
