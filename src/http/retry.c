/* SPDX-License-Identifier: MIT */
#include "http/retry.h"

#include <stdlib.h>

int64_t retry_parse_number(const char *value)
{
	int64_t number;
	char *end;

	if (!value)
		return -1;
	number = strtoll(value, &end, 10);
	return end != value && *end == '\0' && number >= 0 ? number : -1;
}

int64_t retry_parse_after(const char *value, int64_t date_s, int64_t now_s)
{
	int64_t seconds = retry_parse_number(value);

	if (seconds >= 0)
		return retry_at_most(seconds, RETRY_SPAN_MAX_S);
	if (!value || date_s < 0)
		return -1;
	return date_s > now_s ? retry_at_most(date_s - now_s, RETRY_SPAN_MAX_S) : 0;
}

/* Exponential with jitter, so that runs which failed together do not come back together. */
static int64_t back_off_ms(const struct retry_attempt *attempt)
{
	int64_t full = (int64_t)RETRY_BASE_MS << (attempt->number - 1);

	return full / 2 + (int64_t)(attempt->jitter % (uint64_t)(full / 2 + 1));
}

/* True for a failure that may pass by itself. */
static bool may_pass(const struct retry_attempt *attempt)
{
	if (attempt->lost || attempt->status >= 500)
		return true;
	return attempt->expected && attempt->status == 404 &&
	       attempt->number < RETRY_NOT_FOUND_MAX;
}

struct retry retry_decide(const struct retry_attempt *attempt)
{
	struct retry retry = {.verdict = RETRY_NO};
	int64_t limit = attempt->lost ? -1 : attempt->limit_s;
	bool again = attempt->number < RETRY_ATTEMPTS_MAX;

	if (limit >= 0) {
		retry.verdict = RETRY_LIMITED;
		retry.until_s = attempt->now_s + limit;
		if (again && limit < attempt->left_ms / 1000) {
			retry.wait_ms = limit * 1000 + back_off_ms(attempt);
			if (retry.wait_ms < attempt->left_ms)
				retry.verdict = RETRY_LATER;
		}
		return retry;
	}
	if (!again || !may_pass(attempt))
		return retry;
	retry.wait_ms = back_off_ms(attempt);
	if (!attempt->lost && attempt->retry_after_s >= 0 &&
	    attempt->retry_after_s <= attempt->left_ms / 1000 &&
	    attempt->retry_after_s * 1000 > retry.wait_ms)
		retry.wait_ms = attempt->retry_after_s * 1000;
	if (retry.wait_ms < attempt->left_ms)
		retry.verdict = RETRY_LATER;
	return retry;
}
