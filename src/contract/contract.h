/* SPDX-License-Identifier: MIT */
/*
 * The contract between the two repositories: three repository_dispatch events, each with its
 * fields, their JSON types and their grammars, in one table that both ends use. Pure.
 */
#ifndef CONTRACT_H
#define CONTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "contract/grammar.h"
#include "contract/source.h"

enum contract_event {
	CONTRACT_DEPLOY,
	CONTRACT_DESTROY,
	CONTRACT_CLOSED,
	CONTRACT_EVENT_COUNT
};

/*
 * What an event asks of the infrastructure; none where a closed pull request wins, superseded where a
 * newer request was carried out already.
 */
enum contract_operation {
	CONTRACT_OPERATE_NONE,
	CONTRACT_OPERATE_DEPLOY,
	CONTRACT_OPERATE_DESTROY,
	CONTRACT_OPERATE_SUPERSEDED
};

enum contract_field {
	CONTRACT_PR_NUMBER,
	CONTRACT_BRANCH,
	CONTRACT_BASE_BRANCH,
	CONTRACT_COMMIT_SHA,
	CONTRACT_SENDER,
	CONTRACT_MERGED,
	CONTRACT_REQUESTED_AT,
	CONTRACT_SOURCE, /* an object: not for contract_set() and contract_read_field() */
	CONTRACT_FIELD_COUNT
};

/* GitHub's limit on client_payload: REST API, "Create a repository dispatch event". */
#define CONTRACT_PROPERTIES_MAX 10
_Static_assert((int)CONTRACT_FIELD_COUNT <= CONTRACT_PROPERTIES_MAX, "GitHub refuses more");

/* The values of one event, by value; "" is a field that is not set. */
struct payload {
	char pr_number[GRAMMAR_PR_NUMBER_MAX + 1];
	char branch[GRAMMAR_BRANCH_MAX + 1];
	char base_branch[GRAMMAR_BRANCH_MAX + 1];
	char commit_sha[GRAMMAR_COMMIT_SHA_MAX + 1]; /* lower case */
	char sender[GRAMMAR_LOGIN_MAX + 1];
	bool merged;
	char requested_at[GRAMMAR_TIME_MAX + 1];
	struct source source;
};

/* The event_type as it is sent: "deploy-ephemeral" and so on; static text. */
const char *contract_event_type(enum contract_event event);

/* What that event asks for. */
enum contract_operation contract_operation(enum contract_event event);

/* "none", "deploy", "destroy" or "superseded"; static text. */
const char *contract_operation_name(enum contract_operation operation);

/* The operation of that name; false where there is none. */
bool contract_find_operation(const char *name, enum contract_operation *out);

/* The field's name in client_payload: "pr_number" and so on; static text. */
const char *contract_field_name(enum contract_field field);

/* False for a field that an event may be without. */
bool contract_needs_field(enum contract_field field);

/* True when that event has that field. */
bool contract_has_field(enum contract_event event, enum contract_field field);

/*
 * Sets a field from its text, "true" or "false" for CONTRACT_MERGED. -1 with the reason `fault` when `value` is NULL
 * or outside the field's grammar, the payload is then as before. A SHA is put in lower case.
 */
int contract_set(struct payload *payload, enum contract_field field, const char *value,
		 enum reason fault, struct err *err) MUST_CHECK;

/* The event whose event_type that is; false where the contract has no such event. */
bool contract_find_event(const char *event_type, enum contract_event *out);

/*
 * Reads one field of the object at `path` of a received event, with the types that the receiver
 * takes (docs/contract.md, "The fields"): pr_number as a whole number too, merged as "true" and "false"
 * too. -1 (bad_payload) names the field, what it holds and what it should; the payload's field
 * is then as before.
 */
int contract_read_field(enum contract_field field, const struct json *doc, const char *path,
			struct payload *payload, struct err *err) MUST_CHECK;

/*
 * Reads all fields of `event` so. The names of fields that the event does not have are appended
 * to `unknown`, joined with ", ": they are ignored.
 */
int contract_read(enum contract_event event, const struct json *doc, const char *path,
		  struct payload *payload, struct buf *unknown, struct err *err) MUST_CHECK;

/* The field as text, "true" or "false" for CONTRACT_MERGED, the repository for CONTRACT_SOURCE; borrowed from the payload. */
const char *contract_get(const struct payload *payload, enum contract_field field);

/*
 * Fills a zeroed document with client_payload: the event's fields and nothing else. A field that
 * is not set is left out; what is sent has them all, see contract_set().
 */
void contract_build(enum contract_event event, const struct payload *payload, struct json *doc);

#endif
