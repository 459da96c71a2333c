/* SPDX-License-Identifier: MIT */
/*
 * The inputs that both ends must give the same, as the workflow files of an end have them. Pure. What is an
 * expression of GitHub's in the file is not known: only its text can be compared.
 */
#ifndef NAMES_H
#define NAMES_H

#include "contract/config.h"
#include "doctor/workflows.h"

enum { NAMES_COUNT = 14 };

struct names {
	const char *file; /* borrowed of the workflows; NULL: nothing is known */
	struct buf value[NAMES_COUNT];
	struct buf repository; /* the other end, as this one has it */
};

/* The input's name; static text. */
const char *names_input(size_t place);

/* Fills zeroed names from the first workflow with a step that uses the action for that mode, see workflow.h. */
void names_read(struct names *names, const struct workflows *workflows, const char *mode);

/* The same from one workflow, which has such a step. */
void names_read_file(struct names *names, const struct workflow *workflow, const char *mode);

/* True where the input is the same in both; of bases the order and the white space do not matter. */
bool names_agree(const struct names *one, const struct names *two, size_t place);

void names_release(struct names *names);

/* True for text that is an expression, as `${{ vars.X }}`: only GitHub knows what it is. */
bool names_is_open(const char *text);

/* True where the value is an expression, so that only GitHub knows what it is. */
bool names_are_open(const struct names *names, size_t place);

/*
 * Gives the config the values that are known; the others stay as they are. -1 (bad_config): one of them is wrong,
 * by itself or beside the others; the config then has those before it.
 */
int names_give(const struct names *names, struct config *config, struct err *err) MUST_CHECK;

#endif
