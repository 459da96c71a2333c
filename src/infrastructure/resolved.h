/* SPDX-License-Identifier: MIT */
/*
 * The input `resolved` of a report: the outputs of the step that named the environment, as JSON. The
 * report takes the names from there, because its own inputs may differ. Every value is checked
 * again. Pure.
 */
#ifndef RESOLVED_H
#define RESOLVED_H

#include "contract/contract.h"
#include "contract/environment.h"

struct resolved {
	bool given;
	bool named;      /* false: the step failed or did not run, and the rest is not filled */
	char result[16]; /* the output of that name, "" where there is none */
	struct buf message; /* likewise */
	struct buf words;   /* see report_inputs.h; "" where all are the default */
	enum contract_operation operation; /* "deploy" where the outputs have none */
	struct environment environment;
	struct payload payload; /* the fields that the outputs have, "" for the others */
};

/*
 * Reads the input, "" where it is not given. -1 (bad_config) names the output that is wrong; release
 * it even then.
 */
int resolved_read(const char *text, struct resolved *out, struct err *err) MUST_CHECK;

void resolved_release(struct resolved *resolved);

/*
 * -1 (bad_config) where the outputs are of another event than `payload`: another pull request,
 * another base, or an environment that this event cannot have.
 */
int resolved_compare(const struct resolved *resolved, enum contract_event event,
		     const struct payload *payload, struct err *err) MUST_CHECK;

#endif
