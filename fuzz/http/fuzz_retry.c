/* SPDX-License-Identifier: MIT */
/*
 * The headers that say when to come back, and the wait that follows from them. An input has a
 * line each for the status, Retry-After, x-ratelimit-remaining, x-ratelimit-reset; an empty one is
 * no header.
 */
#include "property.h"

#include "github/limit.h"
#include "http/retry.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOW = 1700000000, LINES = 4 };

/* Cuts `text` into its lines; NULL for one that is empty or not there. */
static void cut(char *text, const char *lines[LINES])
{
	for (int i = 0; i < LINES; i++) {
		char *end = text ? strchr(text, '\n') : NULL;

		if (end)
			*end = '\0';
		lines[i] = text && *text ? text : NULL;
		text = end ? end + 1 : NULL;
	}
}

/* What was read is a number again, and the same one. */
static void check_number(const char *value)
{
	int64_t number = retry_parse_number(value);
	char text[32];

	HOLDS(number >= -1, "%s is %" PRId64, value, number);
	if (number < 0)
		return;
	HOLDS(value != NULL, "no header is %" PRId64, number);
	(void)snprintf(text, sizeof(text), "%" PRId64, number);
	HOLDS(retry_parse_number(text) == number, "%s", value);
}

static void check_wait(const struct retry_attempt *attempt)
{
	struct retry retry = retry_decide(attempt);

	switch (retry.verdict) {
	case RETRY_NO: break;
	case RETRY_LATER:
		HOLDS(attempt->number < RETRY_ATTEMPTS_MAX, "after attempt %u",
		      attempt->number);
		HOLDS(retry.wait_ms >= RETRY_BASE_MS / 2 && retry.wait_ms < attempt->left_ms,
		      "%" PRId64 " ms of %" PRId64, retry.wait_ms, attempt->left_ms);
		HOLDS(attempt->lost || attempt->limit_s >= 0 || attempt->status >= 500,
		      "status %ld", attempt->status);
		break;
	case RETRY_LIMITED:
		HOLDS(!attempt->lost && attempt->limit_s >= 0, "status %ld", attempt->status);
		HOLDS(retry.until_s >= attempt->now_s &&
			      retry.until_s <= attempt->now_s + RETRY_SPAN_MAX_S,
		      "until %" PRId64, retry.until_s);
		break;
	}
}

/* The lines' headers, as a server would have them. */
static const char *find_header(const struct http_reply *reply, const char *name)
{
	const char *const *lines = reply->context;

	if (strcmp(name, "x-ratelimit-remaining") == 0)
		return lines[2];
	return strcmp(name, "x-ratelimit-reset") == 0 ? lines[3] : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t left_ms[] = {-5, 0, 250, 60000, 3600000, INT64_C(36000000)};
	auto_copy *text = property_copy(data, size);
	const char *lines[LINES];
	struct retry_attempt attempt;
	struct http_reply reply;
	auto_buf nothing = BUF_INIT(64);
	auto_buf words = BUF_INIT(64);

	buf_adds(&words, "{\"message\":\"API rate limit exceeded\"}");
	cut(text, lines);
	for (int i = 0; i < LINES; i++)
		check_number(lines[i]);
	attempt = (struct retry_attempt){
		.status = lines[0] ? strtol(lines[0], NULL, 10) : 0,
		.retry_after_s = retry_parse_after(
			lines[1], lines[1] ? (int64_t)curl_getdate(lines[1], NULL) : -1, NOW),
		.now_s = NOW,
		.jitter = (uint32_t)size * 2654435761U,
	};
	HOLDS(attempt.retry_after_s >= -1 && attempt.retry_after_s <= RETRY_SPAN_MAX_S,
	      "%s is %" PRId64, lines[1], attempt.retry_after_s);
	reply = (struct http_reply){
		.status = attempt.status,
		.header = find_header,
		.context = lines,
		.body = size % 2 == 0 ? &words : &nothing,
		.retry_after_s = attempt.retry_after_s,
		.now_s = NOW,
	};
	attempt.limit_s = limit_of(&reply);
	HOLDS(attempt.limit_s >= -1 && attempt.limit_s <= RETRY_SPAN_MAX_S,
	      "status %ld is a limit of %" PRId64, attempt.status, attempt.limit_s);
	HOLDS(attempt.limit_s < 0 || attempt.status == 403 || attempt.status == 422 ||
		      attempt.status == 429,
	      "status %ld", attempt.status);
	for (size_t i = 0; i < ARRAY_SIZE(left_ms); i++) {
		attempt.left_ms = left_ms[i];
		for (attempt.number = 1; attempt.number <= RETRY_ATTEMPTS_MAX;
		     attempt.number++) {
			attempt.lost = false;
			check_wait(&attempt);
			attempt.lost = true;
			check_wait(&attempt);
		}
	}
	return 0;
}
