/* SPDX-License-Identifier: MIT */
#include "script.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <time.h>

static bool fits(const struct json_object *reply, const char *method, const struct path *path)
{
	const char *text = tree_text(reply, "path", NULL);
	auto_buf wanted_text = BUF_INIT(BODY_MAX);
	auto_path wanted = {.count = 0};

	if (strcmp(tree_text(reply, "method", method), method) != 0)
		return false;
	if (!text)
		return true;
	buf_add(&wanted_text, text, strcspn(text, "?"));
	path_parse(&wanted, buf_str(&wanted_text));
	for (size_t i = 0; i < wanted.count; i++) {
		if (strcmp(wanted.segment[i], "**") == 0)
			return true;
		if (i >= path->count || (strcmp(wanted.segment[i], "*") != 0 &&
					 strcmp(wanted.segment[i], path->segment[i]) != 0))
			return false;
	}
	return wanted.count == path->count;
}

static bool use(struct json_object *reply)
{
	int64_t times = tree_number(reply, "times", 1);
	int64_t used = tree_number(reply, "used", 0);
	int64_t skip = tree_number(reply, "skip", 0);

	if (skip > 0) {
		tree_set(reply, "skip", tree_int(skip - 1));
		return false;
	}
	if (times != 0 && used >= times)
		return false;
	tree_set(reply, "used", tree_int(used + 1));
	return true;
}

static enum fault fault_of(const struct json_object *reply)
{
	static const char *const names[] = {
		[FAULT_NONE] = "",     [FAULT_CLOSE] = "close", [FAULT_RESET] = "reset",
		[FAULT_CUT] = "cut",   [FAULT_SNAP] = "snap",   [FAULT_STALL] = "stall",
		[FAULT_HANG] = "hang",
	};
	const char *name = tree_text(reply, "fault", "");

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(name, names[i]) == 0)
			return (enum fault)i;
	}
	return FAULT_NONE;
}

static bool is_cut(enum fault fault)
{
	return fault == FAULT_CUT || fault == FAULT_SNAP || fault == FAULT_STALL;
}

/* A string goes out as it is, anything else as JSON. */
static void add_body(const struct json_object *reply, struct answer *answer)
{
	struct json_object *body = tree_get(reply, "body");
	int64_t bytes = tree_number(reply, "body_bytes", 0);

	if (bytes > 0) {
		buf_addc(&answer->body, '"');
		while (--bytes > 1)
			buf_addc(&answer->body, 'x');
		buf_addc(&answer->body, '"');
	} else if (json_object_is_type(body, json_type_string)) {
		buf_add(&answer->body, json_object_get_string(body),
			(size_t)json_object_get_string_len(body));
	} else if (body) {
		tree_write(body, &answer->body);
	} else if (is_cut(answer->fault)) {
		buf_adds(&answer->body, "{\"message\":\"never to be seen whole\"}");
	}
}

/* A header of so many bytes, more than a client should take. */
static void add_large_header(const struct json_object *reply, struct answer *answer)
{
	int64_t bytes = tree_number(reply, "header_bytes", 0);
	auto_buf text = BUF_INIT((size_t)bytes);

	while (bytes-- > 0)
		buf_addc(&text, 'x');
	if (text.len > 0)
		answer_header(answer, "X-Large", buf_str(&text));
}

/* A time as a date of HTTP, as seconds since 1970, or as "2026-11-25 10:00:00"; false for another name. */
static bool add_time(const char *name, time_t at, struct buf *out)
{
	char text[64];
	struct tm tm;

	if (!gmtime_r(&at, &tm))
		return false;
	if (strcmp(name, "date") == 0)
		(void)strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	else if (strcmp(name, "utc") == 0)
		(void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm);
	else if (strcmp(name, "time") == 0)
		(void)snprintf(text, sizeof(text), "%lld", (long long)at);
	else
		return false;
	buf_adds(out, text);
	return true;
}

/* Appends what {date+N} and the like stand for, and goes behind it; false where the text is no such time. */
static bool fill_in_time(const char **text, struct buf *out)
{
	static const char *const names[] = {"date", "time", "utc"};

	for (size_t i = 0; **text == '{' && i < ARRAY_SIZE(names); i++) {
		size_t len = strlen(names[i]);
		long seconds;
		char *end;

		if (strncmp(*text + 1, names[i], len) != 0)
			continue;
		seconds = strtol(*text + 1 + len, &end, 10);
		if (*end != '}' || !add_time(names[i], time(NULL) + seconds, out))
			return false;
		*text = end + 1;
		return true;
	}
	return false;
}

/*
 * A header's value with what only the hub knows in place of {url}, its own address, {host} and
 * {port}, parts of that, {date+N}, {time+N} and {utc+N}: N seconds from now as a date of HTTP, in
 * seconds since 1970, and as "2026-11-25 10:00:00".
 */
static void fill_in(const char *text, const char *host, struct buf *out)
{
	const char *port = strrchr(host, ':');

	while (*text) {
		if (strncmp(text, "{url}", 5) == 0) {
			buf_addf(out, "http://%s", host);
			text += 5;
		} else if (strncmp(text, "{host}", 6) == 0) {
			buf_adds(out, host);
			text += 6;
		} else if (strncmp(text, "{port}", 6) == 0) {
			buf_adds(out, port ? port + 1 : "");
			text += 6;
		} else if (!fill_in_time(&text, out)) {
			buf_addc(out, *text++);
		}
	}
}

void script_headers(struct json_object *headers, const struct request *request,
		    struct answer *answer)
{
	const char *host = request->header[HEADER_HOST] ? request->header[HEADER_HOST] : "";

	for (struct lh_entry *at = tree_first(headers); at; at = lh_entry_next(at)) {
		const char *text = json_object_get_string(lh_entry_v(at));
		auto_buf value = BUF_INIT(BODY_MAX);

		fill_in(text ? text : "", host, &value);
		answer_header(answer, lh_entry_k(at), text ? buf_str(&value) : NULL);
	}
}

bool script_answer(struct scenario *scenario, const struct request *request,
		   const struct path *path, struct answer *answer)
{
	const char *method = request->method;
	struct json_object *replies = tree_get(scenario->root, "replies");
	struct json_object *reply = NULL;

	for (size_t i = 0; i < tree_length(replies) && !reply; i++) {
		struct json_object *at = json_object_array_get_idx(replies, i);

		if (fits(at, method, path) && use(at))
			reply = at;
	}
	if (!reply)
		return false;
	answer->status = (unsigned int)tree_number(reply, "status", 200);
	answer->fault = fault_of(reply);
	answer->delay_ms = (int)tree_number(reply, "delay_ms", 0);
	add_body(reply, answer);
	if (answer->body.len > 0)
		answer_header(answer, "Content-Type", "application/json; charset=utf-8");
	script_headers(tree_get(reply, "headers"), request, answer);
	add_large_header(reply, answer);
	return true;
}
