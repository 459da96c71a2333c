/* SPDX-License-Identifier: MIT */
/*
 * An end of the contract, as the spine (src/run.c) drives it: its state, its steps and its words. The spine
 * owns the session, cancellation, failures and the order of the steps; it knows nothing that only one end
 * has. Each member may be NULL or 0: the end has no such thing.
 */
#ifndef END_H
#define END_H

#include "base/output.h"
#include "base/text.h"
#include "run/run.h"

struct session;

/* An output: its row in action.yml and in the documents. */
struct end_output {
	const char *name;
	const char *help;
};

struct end {
	/* The size of run->state, which is zeroed before the first step; release() frees what it holds. */
	size_t state_size;
	void (*release)(struct run *run);

	/* The inputs are wrong, as run->err says: true, with that error taken, where the end goes on. */
	bool (*forgive)(struct run *run);
	/* What the event means, as far as it tells itself: fills run->decision. */
	int (*decide)(struct run *run, struct err *err);
	/* Asks what the API knows, and lets that decide. Called for VERDICT_ASK_FACTS and
	 * VERDICT_RECEIVED. */
	int (*ask)(struct run *run, struct session *session, struct err *err);
	/* Carries out VERDICT_SEND or VERDICT_RECEIVED: sets run->result. */
	int (*act)(struct run *run, struct session *session, struct err *err);
	/* What is said to people at last, however the run ended; best effort. */
	void (*tell)(struct run *run, struct session *session);

	/*
	 * With the input `report`, once the run's outcome is known and its outputs are kept for the post: the variables for the
	 * job's later steps, and what is said before these begin.
	 */
	void (*variables)(const struct run *run, struct output *env);
	void (*begin)(struct run *run, struct session *session);

	/* The outcome, where the run has not failed: then its error is the sentence. */
	void (*sentence)(const struct run *run, const struct text *text);
	/* A warning of the end's own kinds (warning.h), plain text without its reason. */
	void (*warning)(const struct run *run, const struct warning *warning, struct buf *out);
	/* How loud the sentence is, where the result alone does not tell; NULL: a line of the log. */
	enum output_level (*level)(const struct run *run);
	/* Prints lines of the log before the sentence. */
	void (*log)(const struct run *run);
	/* Appends Markdown to the end of the step summary. */
	void (*summary)(const struct run *run, struct buf *out);
	const char *comment; /* what run->comment_url is, for the step summary */

	/* The outputs that only this end has, ended by a row without a name, and their values. */
	const struct end_output *outputs;
	void (*fill)(const struct run *run, struct output *output);
};

/* The end in that row of the table of all ends, in src/run.c; NULL: there are no more rows. */
const struct end *end_at(size_t place);

#endif
