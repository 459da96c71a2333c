/* SPDX-License-Identifier: MIT */
/* What the doctor knows when all is read: data, which doctor.c fills and checks.h judges. */
#ifndef PATIENT_H
#define PATIENT_H

#include "contract/config.h"
#include "doctor/diagnosis.h"
#include "doctor/names.h"
#include "doctor/site.h"

/* Which end of the contract this repository is. */
enum side { SIDE_UNKNOWN, SIDE_CMS, SIDE_INFRASTRUCTURE };

struct patient {
	const struct config *config;
	const struct runner *runner;
	int64_t now_s; /* the runner's clock, seconds since 1970 */
	struct site own;
	struct site other;
	enum side side;
	const char *side_known; /* from what; static. NULL: it is not known */
	struct names own_names;
	struct names other_names;
	struct err names_err;          /* set: the names of the workflow file are wrong */
	struct site_branches branches; /* of the CMS */
	bool branches_asked;
	struct diagnosis *diagnosis; /* borrowed */
};

static inline struct site *patient_cms(struct patient *patient)
{
	return patient->side == SIDE_CMS ? &patient->own : &patient->other;
}

static inline struct site *patient_infrastructure(struct patient *patient)
{
	return patient->side == SIDE_CMS ? &patient->other : &patient->own;
}

/* The names of the infrastructure's workflow for the events. */
static inline const struct names *patient_receiver_names(const struct patient *patient)
{
	return patient->side == SIDE_CMS ? &patient->other_names : &patient->own_names;
}

#endif
