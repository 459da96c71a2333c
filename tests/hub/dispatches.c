/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "tree.h"

#include <stdio.h>
#include <string.h>

enum {
	EVENT_TYPE_MAX = 100, /* characters */
	PROPERTIES_MAX = 10,
	PAYLOAD_MAX = 64 * 1024,
};

/* Answers as GitHub does when a body does not fit its schema; returns false. */
static bool refuse(struct call *call, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool refuse(struct call *call, const char *format, ...)
{
	char fault[512];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(fault, sizeof(fault), format, args);
	va_end(args);
	answer_error(call->answer, 422, "Invalid request.\n\n%s", fault);
	return false;
}

static bool refuse_type(struct call *call, const char *name, struct json_object *value,
			const char *expected)
{
	auto_buf text = BUF_INIT(200);

	tree_write(value, &text);
	return refuse(call, "For 'properties/%s', %s is not %s.", name,
		      value ? buf_str(&text) : "nil", expected);
}

/* Like the two below, false when the request was refused. */
static bool accept_keys(struct call *call)
{
	for (struct lh_entry *at = tree_first(call->request->body); at;
	     at = lh_entry_next(at)) {
		const char *key = lh_entry_k(at);

		if (strcmp(key, "event_type") != 0 && strcmp(key, "client_payload") != 0)
			return refuse(call, "\"%s\" is not a permitted key.", key);
	}
	return true;
}

static bool accept_type(struct call *call)
{
	struct json_object *type = NULL;
	size_t count;

	if (!json_object_object_get_ex(call->request->body, "event_type", &type))
		return refuse(call, "\"event_type\" wasn't supplied.");
	if (!json_object_is_type(type, json_type_string))
		return refuse_type(call, "event_type", type, "a string");
	count = tree_characters(type);
	if (count == 0)
		return refuse(call, "At least 1 character is required; only 0 were supplied.");
	if (count > EVENT_TYPE_MAX)
		return refuse(call, "Only %d characters are allowed; %zu were supplied.",
			      (int)EVENT_TYPE_MAX, count);
	return true;
}

/* There may be none, but not null. */
static bool accept_payload(struct call *call)
{
	auto_buf text = BUF_INIT(PAYLOAD_MAX);
	struct json_object *payload = NULL;

	if (!json_object_object_get_ex(call->request->body, "client_payload", &payload))
		return true;
	if (!json_object_is_type(payload, json_type_object))
		return refuse_type(call, "client_payload", payload, "an object");
	if (json_object_object_length(payload) > PROPERTIES_MAX)
		return refuse(call, "No more than %d properties are allowed; %d were supplied.",
			      (int)PROPERTIES_MAX, json_object_object_length(payload));
	tree_write(payload, &text);
	return text.len < PAYLOAD_MAX || refuse(call, "client_payload is too large.");
}

void dispatches_create(struct call *call)
{
	if (accept_keys(call) && accept_type(call) && accept_payload(call))
		call->answer->status = 204;
}
