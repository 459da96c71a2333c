/* SPDX-License-Identifier: MIT */
#include "end.h"

static int decide(struct run *run, struct err *err)
{
	(void)run;
	return err_set(err, REASON_BAD_CONFIG, "The mode reconcile does not exist yet");
}

const struct end reconciler = {.decide = decide};
