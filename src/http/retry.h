/* SPDX-License-Identifier: MIT */
/*
 * The one retry policy, a pure function: given how an attempt ended and the time that is left,
 * is there another, and when? What a server says of its limits is read by who knows the server.
 */
#ifndef RETRY_H
#define RETRY_H

#include <stdbool.h>
#include <stdint.h>

enum {
	RETRY_ATTEMPTS_MAX = 5,            /* in all, the first included */
	RETRY_NOT_FOUND_MAX = 3,           /* likewise, of what is expected to be there */
	RETRY_BASE_MS = 500,               /* before the second attempt; doubles each time */
	RETRY_SPAN_MAX_S = 366 * 24 * 3600 /* what a header says of time is cut to this */
};

/* How an attempt ended. */
struct retry_attempt {
	unsigned number; /* 1 for the first */
	bool lost;       /* no whole answer: no connection, TLS or connection cut, stalled */
	long status;     /* HTTP status of the answer; not used where `lost` */
	int64_t retry_after_s; /* Retry-After, as seconds from now; -1 where there is none */
	bool expected;         /* what is asked for exists: a 404 may mean that it is too new */
	int64_t limit_s; /* until the server's limit ends; -1 where the answer is not about one */
	int64_t now_s;   /* seconds since 1970, by the server's clock */
	int64_t left_ms; /* until the run's deadline */
	uint32_t jitter; /* random; the back-off is between half and all of its length */
};

enum retry_verdict {
	RETRY_NO,     /* the attempt's end is final */
	RETRY_LATER,  /* again after wait_ms */
	RETRY_LIMITED /* a rate limit, over only after the deadline or after the last attempt */
};

struct retry {
	enum retry_verdict verdict;
	int64_t wait_ms;
	int64_t until_s; /* RETRY_LIMITED: when the limit ends, by the server's clock */
};

/*
 * The whole number that a header holds, one too large as the largest; -1 where it holds none.
 * `value` may be NULL, as in the next: there is no such header.
 */
int64_t retry_parse_number(const char *value);

/*
 * Retry-After as seconds from now: a number of them, or else the date, which the caller has read
 * from the same value as `date_s`, seconds since 1970, -1 where it is not a date (RFC 9110, section
 * 10.2.3). 0 for a date that is over, RETRY_SPAN_MAX_S at most; -1 where it is neither.
 */
int64_t retry_parse_after(const char *value, int64_t date_s, int64_t now_s);

/* The smaller of two times. */
static inline int64_t retry_at_most(int64_t value, int64_t most)
{
	return value < most ? value : most;
}

/* Decides what follows the attempt. A wait never goes past the deadline. */
struct retry retry_decide(const struct retry_attempt *attempt);

#endif
