/* SPDX-License-Identifier: MIT */
/* A config as a run has it: the defaults, but for some inputs. */
#ifndef GIVEN_H
#define GIVEN_H

#include "contract/config.h"

enum { GIVEN_MAX = 4 };

/* Up to GIVEN_MAX inputs by their variable, such as INPUT_DATABASE, and their values. */
struct given {
	const char *input[GIVEN_MAX];
	const char *value[GIVEN_MAX];
};

/* Loads it; the test fails where an input is refused. The caller releases the config. */
void given_load(struct config *config, const struct given *given);

#endif
