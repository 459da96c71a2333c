/* SPDX-License-Identifier: MIT */
#include "contract/contract.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { PATH_MAX_LEN = 256, SHOWN_MAX = 80 };

#define IN(event) (1U << (event))

struct field {
	const char *name;
	unsigned events; /* IN() of each event that has it */
	size_t offset;   /* of the string in struct payload; 0 for the boolean */
	bool (*valid)(const char *text);
	const char *grammar; /* what a valid value is, for messages */
};

static const struct field fields[] = {
	[CONTRACT_PR_NUMBER] = {"pr_number",
				IN(CONTRACT_DEPLOY) | IN(CONTRACT_DESTROY) |
					IN(CONTRACT_CLOSED),
				offsetof(struct payload, pr_number), grammar_is_pr_number,
				"1 to 10 digits without a leading zero"},
	[CONTRACT_BRANCH] = {"branch", IN(CONTRACT_DEPLOY), offsetof(struct payload, branch),
			     grammar_is_branch, "a valid git branch name, at most 255 bytes"},
	[CONTRACT_BASE_BRANCH] = {"base_branch",
				  IN(CONTRACT_DEPLOY) | IN(CONTRACT_DESTROY) |
					  IN(CONTRACT_CLOSED),
				  offsetof(struct payload, base_branch), grammar_is_branch,
				  "a valid git branch name, at most 255 bytes"},
	[CONTRACT_COMMIT_SHA] = {"commit_sha", IN(CONTRACT_DEPLOY),
				 offsetof(struct payload, commit_sha), grammar_is_commit_sha,
				 "40 or 64 hexadecimal digits"},
	[CONTRACT_SENDER] = {"sender", IN(CONTRACT_DEPLOY) | IN(CONTRACT_DESTROY),
			     offsetof(struct payload, sender), grammar_is_login,
			     "a GitHub login"},
	[CONTRACT_MERGED] = {"merged", IN(CONTRACT_CLOSED), 0, NULL, "true or false"},
	[CONTRACT_SOURCE] = {"source",
			     IN(CONTRACT_DEPLOY) | IN(CONTRACT_DESTROY) | IN(CONTRACT_CLOSED),
			     0, NULL, "an object"},
	[CONTRACT_REQUESTED_AT] = {"requested_at",
				   IN(CONTRACT_DEPLOY) | IN(CONTRACT_DESTROY) |
					   IN(CONTRACT_CLOSED),
				   offsetof(struct payload, requested_at), grammar_is_time,
				   "a time in UTC, as \"2026-11-25T10:00:00Z\""},
};
_Static_assert(ARRAY_SIZE(fields) == CONTRACT_FIELD_COUNT, "one row a field");

static const char *const event_types[] = {
	[CONTRACT_DEPLOY] = "deploy-ephemeral",
	[CONTRACT_DESTROY] = "destroy-ephemeral",
	[CONTRACT_CLOSED] = "pr-closed",
};
_Static_assert(ARRAY_SIZE(event_types) == CONTRACT_EVENT_COUNT, "every event has a type");

const char *contract_event_type(enum contract_event event)
{
	return event_types[event];
}

enum contract_operation contract_operation(enum contract_event event)
{
	return event == CONTRACT_DEPLOY ? CONTRACT_OPERATE_DEPLOY : CONTRACT_OPERATE_DESTROY;
}

static const char *const operation_names[] = {
	[CONTRACT_OPERATE_NONE] = "none",
	[CONTRACT_OPERATE_DEPLOY] = "deploy",
	[CONTRACT_OPERATE_DESTROY] = "destroy",
	[CONTRACT_OPERATE_SUPERSEDED] = "superseded",
};

const char *contract_operation_name(enum contract_operation operation)
{
	return operation_names[operation];
}

bool contract_find_operation(const char *name, enum contract_operation *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(operation_names); i++) {
		if (strcmp(name, operation_names[i]) == 0) {
			*out = (enum contract_operation)i;
			return true;
		}
	}
	return false;
}

const char *contract_field_name(enum contract_field field)
{
	return fields[field].name;
}

/* Receivers that do not know it ignore it, and senders may leave it out. */
bool contract_needs_field(enum contract_field field)
{
	return field != CONTRACT_REQUESTED_AT && field != CONTRACT_SOURCE;
}

bool contract_has_field(enum contract_event event, enum contract_field field)
{
	return (fields[field].events & IN(event)) != 0;
}

/* "true" or "false". */
static bool read_truth(const char *text, bool *out)
{
	*out = strcmp(text, "true") == 0;
	return *out || strcmp(text, "false") == 0;
}

/* The grammar bounds the length to that of the array. */
static void set_text(struct payload *payload, enum contract_field field, const char *value)
{
	char *to = (char *)payload + fields[field].offset;
	size_t len = strlen(value);

	memcpy(to, value, len + 1);
	for (size_t i = 0; field == CONTRACT_COMMIT_SHA && i < len; i++)
		to[i] = (char)tolower((unsigned char)to[i]);
}

int contract_set(struct payload *payload, enum contract_field field, const char *value,
		 enum reason fault, struct err *err)
{
	const struct field *row = &fields[field];
	bool merged = false;

	if (!value)
		return err_set(err, fault, "%s is missing, expected %s", row->name,
			       row->grammar);
	if (row->valid ? !row->valid(value) : !read_truth(value, &merged))
		return err_set(err, fault, "%s holds \"%.80s\", expected %s", row->name, value,
			       row->grammar);
	if (row->valid)
		set_text(payload, field, value);
	else
		payload->merged = merged;
	return 0;
}

bool contract_find_event(const char *event_type, enum contract_event *out)
{
	for (int i = 0; i < CONTRACT_EVENT_COUNT; i++) {
		if (strcmp(event_type, event_types[i]) == 0) {
			*out = (enum contract_event)i;
			return true;
		}
	}
	return false;
}

/* A boolean, or the text of one. */
static bool read_merged(const struct json *doc, const char *path, bool *out)
{
	const char *text = NULL;
	struct err unused;

	if (json_get_bool(doc, path, out, &unused) == 0)
		return true;
	if (json_get_string(doc, path, &text, &unused) < 0)
		return false;
	return read_truth(text, out);
}

/* A string, or for a pull request's number a whole number: its text is put into `digits`. */
static const char *read_text(enum contract_field field, const struct json *doc,
			     const char *path, char digits[static 32])
{
	const char *text = NULL;
	struct err unused;
	int64_t number;

	if (json_get_string(doc, path, &text, &unused) == 0)
		return text;
	if (field != CONTRACT_PR_NUMBER || json_get_int(doc, path, &number, &unused) < 0)
		return NULL;
	(void)snprintf(digits, 32, "%" PRId64, number);
	return digits;
}

int contract_read_field(enum contract_field field, const struct json *doc, const char *path,
			struct payload *payload, struct err *err)
{
	const struct field *row = &fields[field];
	auto_buf at = BUF_INIT(PATH_MAX_LEN);
	auto_buf held = BUF_INIT(SHOWN_MAX);
	char digits[32];
	bool taken;

	buf_addf(&at, "%s.%s", path, row->name);
	if (field == CONTRACT_MERGED) {
		taken = read_merged(doc, buf_str(&at), &payload->merged);
	} else {
		const char *text = read_text(field, doc, buf_str(&at), digits);

		taken = text &&
			contract_set(payload, field, text, REASON_BAD_PAYLOAD, err) == 0;
	}
	if (taken)
		return 0;
	json_describe(doc, buf_str(&at), &held);
	return err_set(err, REASON_BAD_PAYLOAD, "%s holds %s%s, expected %s", row->name,
		       buf_str(&held), held.full ? "…" : "", row->grammar);
}

struct unknown {
	enum contract_event event;
	struct buf *names;
	const char *like; /* a name that differs from a field's in its case only */
};

static void note_unknown(const char *name, void *context)
{
	struct unknown *unknown = context;

	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		if (!contract_has_field(unknown->event, (enum contract_field)i) ||
		    strcasecmp(fields[i].name, name) != 0)
			continue;
		if (strcmp(fields[i].name, name) != 0)
			unknown->like = fields[i].name;
		return;
	}
	buf_addf(unknown->names, "%s%s", unknown->names->len ? ", " : "", name);
}

int contract_read(enum contract_event event, const struct json *doc, const char *path,
		  struct payload *payload, struct buf *unknown, struct err *err)
{
	struct unknown noted = {event, unknown, NULL};

	/* Others, an expression of the workflow for one, read another name than we do. */
	if (doc->nul_name)
		return err_set(
			err, REASON_BAD_PAYLOAD,
			"%s holds a name with a NUL character, expected an object with the fields of %s",
			path, event_types[event]);
	if (!json_is_object(doc, path)) {
		auto_buf held = BUF_INIT(SHOWN_MAX);

		json_describe(doc, path, &held);
		return err_set(err, REASON_BAD_PAYLOAD,
			       "%s holds %s%s, expected an object with the fields of %s", path,
			       buf_str(&held), held.full ? "…" : "", event_types[event]);
	}
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;

		if (field != CONTRACT_SOURCE && contract_has_field(event, field) &&
		    (contract_needs_field(field) ||
		     json_has_name(doc, path, fields[field].name)) &&
		    contract_read_field(field, doc, path, payload, err) < 0)
			return err_prefix(err, "The payload of %s cannot be used",
					  event_types[event]);
	}
	json_each_name(doc, path, note_unknown, &noted);
	if (source_read(doc, path, &payload->source, unknown, err) < 0)
		return err_prefix(err, "The payload of %s cannot be used", event_types[event]);
	/* GitHub's expressions compare names without case, and may read that one instead. */
	if (noted.like)
		return err_set(
			err, REASON_BAD_PAYLOAD,
			"The payload of %s cannot be used: %s holds %s twice, in different case, expected it once",
			event_types[event], path, noted.like);
	return 0;
}

const char *contract_get(const struct payload *payload, enum contract_field field)
{
	if (field == CONTRACT_MERGED)
		return payload->merged ? "true" : "false";
	if (field == CONTRACT_SOURCE)
		return payload->source.repository;
	return (const char *)payload + fields[field].offset;
}

void contract_build(enum contract_event event, const struct payload *payload, struct json *doc)
{
	json_init(doc);
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;

		if (!contract_has_field(event, field) || !*contract_get(payload, field))
			continue;
		if (field == CONTRACT_SOURCE) {
			auto_json source = {0};

			source_build(&payload->source, &source);
			json_add_object(doc, fields[field].name, &source);
		} else if (field == CONTRACT_MERGED)
			json_add_bool(doc, fields[field].name, payload->merged);
		else
			json_add_string(doc, fields[field].name, contract_get(payload, field));
	}
}
