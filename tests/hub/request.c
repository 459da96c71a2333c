/* SPDX-License-Identifier: MIT */
#include "request.h"
#include "base/mem.h"
#include "tree.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const request_headers[HEADER_COUNT] = {
	[HEADER_ACCEPT] = "accept",
	[HEADER_API_VERSION] = "x-github-api-version",
	[HEADER_USER_AGENT] = "user-agent",
	[HEADER_CONTENT_TYPE] = "content-type",
	[HEADER_AUTHORIZATION] = "authorization",
	[HEADER_HOST] = "host",
};

struct request *request_new(const char *target)
{
	struct request *request = xrealloc(NULL, sizeof(*request));
	size_t len = strcspn(target, "?");

	*request = (struct request){.path = BUF_INIT(BODY_MAX),
				    .query = BUF_INIT(BODY_MAX),
				    .text = BUF_INIT(BODY_MAX)};
	buf_add(&request->path, target, len);
	if (target[len])
		buf_adds(&request->query, target + len + 1);
	return request;
}

void request_free(struct request *request)
{
	if (!request)
		return;
	buf_release(&request->path);
	buf_release(&request->query);
	buf_release(&request->text);
	tree_release(&request->body);
	free(request);
}

void request_parse_body(struct request *request)
{
	struct err ignored; /* `valid` is all that anybody asks for */

	request->valid = tree_parse(&request->body, buf_str(&request->text), request->text.len,
				    &ignored) == 0;
}

const char *request_token(const struct request *request)
{
	const char *text = request->header[HEADER_AUTHORIZATION];
	size_t len;

	if (!text)
		return NULL;
	len = strcspn(text, " ");
	if ((len == 6 && strncasecmp(text, "bearer", len) == 0) ||
	    (len == 5 && strncasecmp(text, "token", len) == 0))
		text += len;
	text += strspn(text, " ");
	return *text ? text : NULL;
}

size_t request_number(const struct request *request, const char *name, size_t fallback)
{
	size_t len = strlen(name);
	const char *at = buf_str(&request->query);

	for (; *at; at += strcspn(at, "&"), at += *at == '&') {
		char *end;
		unsigned long number;

		if (strncmp(at, name, len) != 0 || at[len] != '=')
			continue;
		number = strtoul(at + len + 1, &end, 10);
		/* A sign would wrap, so a digit has to come first. */
		if (isdigit((unsigned char)at[len + 1]) && (!*end || *end == '&') && number > 0)
			return number;
	}
	return fallback;
}

/* The byte that the three characters at `text` stand for, or -1. */
static int percent_byte(const char *text)
{
	char digits[3] = {text[1], text[1] ? text[2] : '\0', '\0'};

	if (!isxdigit((unsigned char)digits[0]) || !isxdigit((unsigned char)digits[1]))
		return -1;
	return (int)strtol(digits, NULL, 16);
}

void path_parse(struct path *path, const char *text)
{
	size_t start[SEGMENTS_MAX];
	size_t count = 0;

	*path = (struct path){.text = BUF_INIT(BODY_MAX)};
	for (; *text; text++) {
		int byte = (unsigned char)*text;

		if (byte == '/') {
			if (count == SEGMENTS_MAX)
				return;
			buf_addc(&path->text, '\0');
			start[count++] = path->text.len;
			continue;
		}
		if (byte == '%') {
			byte = percent_byte(text);
			text += 2;
		}
		if (byte <= 0 || count == 0)
			return;
		buf_addc(&path->text, (char)byte);
	}
	/* Only now: the buffer moves while it grows. */
	for (size_t i = 0; i < count; i++)
		path->segment[i] = path->text.data + start[i];
	path->count = count;
}

void path_release(struct path *path)
{
	buf_release(&path->text);
}

void request_parameter(const struct request *request, const char *name, const char *fallback,
		       struct buf *value)
{
	const char *at = buf_str(&request->query);
	size_t len = strlen(name);

	for (; *at; at += strcspn(at, "&"), at += *at == '&') {
		if (strncmp(at, name, len) == 0 && at[len] == '=') {
			buf_add(value, at + len + 1, strcspn(at + len + 1, "&"));
			return;
		}
	}
	buf_adds(value, fallback);
}
