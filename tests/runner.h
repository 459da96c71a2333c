/* SPDX-License-Identifier: MIT */
/*
 * A test double of GitHub's runner where it reads what a step says: workflow commands in the log,
 * and the file GITHUB_OUTPUT. What it takes is what the runner takes (actions/runner,
 * ActionCommand.cs, ActionCommandManager.cs, FileCommandManager.cs); where act is stricter, that
 * is a fault too. It is no part of the product and shares no code with it.
 */
#ifndef RUNNER_H
#define RUNNER_H

#include <stddef.h>

#include "hub/tree.h"

/*
 * The commands in `len` bytes of a log, in order, as an array of {"name", "properties", "data"}:
 * of either form, registered ones only, those between stop-commands and its token left out. Lines
 * end at LF, CR LF or CR.
 */
struct json_object *runner_read_log(const char *text, size_t len);

/*
 * The outputs in `len` bytes of GITHUB_OUTPUT, name to value; of equal names the last. -1 where
 * the runner would fail the step, or where act would: an empty line between entries.
 */
int runner_read_outputs(const char *text, size_t len, struct json_object **out, struct err *err)
	__attribute__((warn_unused_result));

#endif
