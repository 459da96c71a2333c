/* SPDX-License-Identifier: MIT */
#include "property.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void property_fails(const char *file, int line, const char *property, const char *format, ...)
{
	va_list args;

	(void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, property);
	va_start(args, format);
	(void)vfprintf(stderr, format, args);
	va_end(args);
	(void)fputc('\n', stderr);
	abort();
}

char *property_copy(const uint8_t *data, size_t size)
{
	return xstrndup(size ? (const char *)data : "", size);
}

void property_release(char **copy)
{
	free(*copy);
}

static const char *look_up(const char *name, void *context)
{
	(void)context;
	if (strcmp(name, "INPUT_REPOSITORY") == 0)
		return "CoreMemorySquad/cms_infrastructure";
	return strcmp(name, "INPUT_TOKEN") == 0 ? "token" : NULL;
}

const struct config *property_config(void)
{
	static struct config config;
	struct err err;

	if (!config.repository && config_load(&config, look_up, NULL, &err) < 0)
		property_fails(__FILE__, __LINE__, "the defaults are valid", "%s", err.msg);
	return &config;
}

void property_is_error(const struct err *err, enum reason reason)
{
	HOLDS(err->reason == reason, "%s: %s", reason_name(err->reason), err->msg);
	HOLDS(memchr(err->msg, '\0', sizeof(err->msg)) != NULL, "a message without an end");
	HOLDS(err->msg[0] != '\0', "no message");
}

void property_is_one_line(const char *text)
{
	size_t len = strlen(text);

	HOLDS(utf8_is_valid(text, len), "%s", text);
	for (size_t i = 0; i < len; i++) {
		const unsigned char *c = (const unsigned char *)text + i;

		HOLDS(c[0] >= 0x20 && c[0] != 0x7f, "byte 0x%02x at %zu: %s", c[0], i, text);
		/* C1 controls, line and paragraph separator: lines too, to some who read. */
		HOLDS(c[0] != 0xc2 || c[1] >= 0xa0, "at %zu: %s", i, text);
		HOLDS(c[0] != 0xe2 || c[1] != 0x80 || (c[2] != 0xa8 && c[2] != 0xa9),
		      "at %zu: %s", i, text);
	}
}

static bool is_valid(enum contract_field field, const char *value)
{
	switch (field) {
	case CONTRACT_PR_NUMBER: return grammar_is_pr_number(value);
	case CONTRACT_BRANCH:
	case CONTRACT_BASE_BRANCH: return grammar_is_branch(value);
	case CONTRACT_COMMIT_SHA: return grammar_is_commit_sha(value);
	case CONTRACT_SENDER: return grammar_is_login(value);
	case CONTRACT_MERGED: return strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
	case CONTRACT_REQUESTED_AT: return !*value || grammar_is_time(value);
	case CONTRACT_SOURCE: return !*value || grammar_is_repository(value);
	case CONTRACT_FIELD_COUNT: break;
	}
	return false;
}

/* Sends the payload as dispatches_create() does, and reads it as the receiver does. */
static void send_and_read(enum contract_event event, const struct payload *payload,
			  struct payload *read)
{
	auto_json sent = {0};
	auto_json wrapped = {0};
	auto_json received = {.name = "The payload", .fault = REASON_BAD_PAYLOAD};
	auto_buf text = BUF_INIT(64 * 1024);
	auto_buf unknown = BUF_INIT(1024);
	struct err err = {0};

	contract_build(event, payload, &sent);
	json_init(&wrapped);
	json_add_object(&wrapped, "client_payload", &sent);
	json_write(&wrapped, &text);
	HOLDS(!text.full, "%zu bytes", text.len);
	HOLDS(!strchr(buf_str(&text), '\n'), "%s", buf_str(&text));
	HOLDS(json_parse(&received, buf_str(&text), text.len, &err) == 0, "%s: %s", err.msg,
	      buf_str(&text));
	HOLDS(contract_read(event, &received, "client_payload", read, &unknown, &err) == 0,
	      "%s: %s", err.msg, buf_str(&text));
	HOLDS(unknown.len == 0, "unknown %s: %s", buf_str(&unknown), buf_str(&text));
}

void property_is_taken(enum contract_event event, const struct payload *payload)
{
	struct payload read = {0};

	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;

		HOLDS(!contract_has_field(event, field) ||
			      is_valid(field, contract_get(payload, field)),
		      "%s: %s", contract_field_name(field), contract_get(payload, field));
	}
	send_and_read(event, payload, &read);
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;

		HOLDS(!contract_has_field(event, field) ||
			      strcmp(contract_get(payload, field),
				     contract_get(&read, field)) == 0,
		      "%s: sent %s, read %s", contract_field_name(field),
		      contract_get(payload, field), contract_get(&read, field));
	}
}
