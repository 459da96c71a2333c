/* SPDX-License-Identifier: MIT */
/*
 * The inputs that both ends must give the same, as the workflow files of an end have them. Pure. What is an
 * expression of GitHub's in the file is not known: only its text can be compared.
 */
#ifndef SHARED_INPUTS_H
#define SHARED_INPUTS_H

#include "contract/config.h"
#include "workflow/workflows.h"

enum { SHARED_INPUTS_COUNT = 15 }; /* rows of the table of inputs that are CONFIG_SHARED */

struct shared_inputs {
	const char *file; /* borrowed of the workflows; NULL: nothing is known */
	struct buf value[SHARED_INPUTS_COUNT];
	struct buf repository; /* the other end, as this one has it */
};

/* The row of the input at that place, below SHARED_INPUTS_COUNT; static. */
const struct config_input *shared_inputs_at(size_t place);

/* Fills zeroed names from the first workflow with a step that uses the action for that mode, see workflow.h. */
void shared_inputs_read(struct shared_inputs *shared, const struct workflows *workflows,
			const char *mode);

/* The same from one workflow, which has such a step. */
void shared_inputs_read_file(struct shared_inputs *shared, const struct workflow *workflow,
			     const char *mode);

/* True where the input is the same in both; of bases the order and the white space do not matter. */
bool shared_inputs_agree(const struct shared_inputs *one, const struct shared_inputs *two,
			 size_t place);

void shared_inputs_release(struct shared_inputs *shared);

/* True for text that is an expression, as `${{ vars.X }}`: only GitHub knows what it is. */
bool shared_inputs_is_expression(const char *text);

/* True where the value is an expression, so that only GitHub knows what it is. */
bool shared_inputs_holds_expression(const struct shared_inputs *shared, size_t place);

/*
 * Gives the config the values that are known; the others stay as they are. -1 (bad_config): one of them is wrong,
 * by itself or beside the others; the config then has those before it.
 */
int shared_inputs_apply(const struct shared_inputs *shared, struct config *config,
			struct err *err) MUST_CHECK;

#endif
