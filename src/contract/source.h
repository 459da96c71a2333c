/* SPDX-License-Identifier: MIT */
/*
 * The property `source` of every payload: which repository an event is about, and why it was sent
 * (docs/contract.md, "Where an event comes from"). Pure.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "contract/bases.h"
#include "contract/grammar.h"

/* Zeroed: the event does not tell. */
struct source {
	char repository[GRAMMAR_REPOSITORY_MAX + 1]; /* owner/name of the CMS; "": not told */
	int64_t id;                                  /* its number at GitHub; 0: not told */
	const char *class
		; /* "ephemeral" or "staging", as the sender reads the base; NULL: not told */
	char cause[GRAMMAR_CAUSE_MAX + 1]; /* why the event was sent; "": not told */
};

/*
 * Reads the object `source` of the object at `path`; where there is none, *out is zeroed. Names of members that
 * it does not have are appended to `unknown` as "source.NAME", joined with ", ". -1 (bad_payload): it is no object, or a
 * member has the wrong type or grammar.
 */
int source_read(const struct json *doc, const char *path, struct source *out,
		struct buf *unknown, struct err *err) MUST_CHECK;

/* Fills a zeroed document with what is told. */
void source_build(const struct source *source, struct json *doc);

#endif
