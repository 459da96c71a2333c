/* SPDX-License-Identifier: MIT */
/* What the doctor knows when all is read: data, which doctor.c fills and checks.h judges. */
#ifndef SETUP_H
#define SETUP_H

#include "contract/config.h"
#include "doctor/diagnosis.h"
#include "doctor/repository_facts.h"
#include "doctor/shared_inputs.h"
#include "github/branches.h"

/* Which end of the contract this repository is. */
enum side { SIDE_UNKNOWN, SIDE_CMS, SIDE_INFRASTRUCTURE };

struct setup {
	const struct config *config;
	const struct runner *runner;
	int64_t now_s; /* the runner's clock, seconds since 1970 */
	struct repository_facts own;
	struct repository_facts other;
	enum side side;
	const char *side_known; /* from what; static. NULL: it is not known */
	struct shared_inputs own_inputs;
	struct shared_inputs other_inputs;
	struct err inputs_err;    /* set: the names of the workflow file are wrong */
	struct branches branches; /* of the CMS */
	bool branches_asked;
	struct diagnosis *diagnosis; /* borrowed */
};

static inline struct repository_facts *setup_cms(struct setup *setup)
{
	return setup->side == SIDE_CMS ? &setup->own : &setup->other;
}

static inline struct repository_facts *setup_infrastructure(struct setup *setup)
{
	return setup->side == SIDE_CMS ? &setup->other : &setup->own;
}

/* The names of the infrastructure's workflow for the events. */
static inline const struct shared_inputs *setup_receiver_inputs(const struct setup *setup)
{
	return setup->side == SIDE_CMS ? &setup->other_inputs : &setup->own_inputs;
}

#endif
