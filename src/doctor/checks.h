/* SPDX-License-Identifier: MIT */
/*
 * The doctor's policy: what is right, what is wrong, and what to do about it. Each function adds its rows to the
 * diagnosis; one that depends on what could not be read says so instead of guessing. Pure.
 */
#ifndef CHECKS_H
#define CHECKS_H

#include "doctor/setup.h"

/* Which end this is, from what both repositories have, else from the event. Adds no row. */
void checks_find_side(struct setup *setup);

/* The server, the proxy, the clocks. `fault` is set where nothing could be asked at all. */
void checks_api(const struct setup *setup, const struct err *fault);

/* What each token is, and whether it lasts. */
void checks_tokens(const struct setup *setup);

/* Each repository, and whether what this end writes to the other may be written. */
void checks_repositories(const struct setup *setup);

/* Which end this is, as it was found. */
void checks_side(const struct setup *setup);

/* The workflows of both ends. */
void checks_workflows(const struct setup *setup);

/* The inputs, of which `misconfigured` says what is wrong; the branches they name; whether both ends have the same. */
void checks_inputs(const struct setup *setup, const struct err *misconfigured);

/* The workflows for mode reconcile. */
void checks_sweep(const struct setup *setup);

#endif
