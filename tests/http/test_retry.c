/* SPDX-License-Identifier: MIT */
#include "base/macros.h"
#include "http/retry.h"
#include "suites.h"

enum { NOW = 1700000000, LOST = 0, NIL = -1, MINUTE = 60000 };

/* `value` is the wait in ms of RETRY_LATER, the seconds until the end of RETRY_LIMITED. */
static const struct {
	unsigned number;
	long status;
	int64_t retry_after_s;
	int64_t limit_s;
	int64_t left_ms;
	uint32_t jitter;
	enum retry_verdict verdict;
	int64_t value;
} rows[] = {
	/* answers that are final */
	{1, 204, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{1, 400, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{1, 401, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{1, 404, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{1, 422, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{1, 403, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{1, 499, 1, NIL, MINUTE, 0, RETRY_NO, 0},
	/* passing failures: exponential, half of it at the least */
	{1, LOST, NIL, NIL, MINUTE, 0, RETRY_LATER, 250},
	{2, LOST, NIL, NIL, MINUTE, 0, RETRY_LATER, 500},
	{3, 500, NIL, NIL, MINUTE, 0, RETRY_LATER, 1000},
	{4, 502, NIL, NIL, MINUTE, 0, RETRY_LATER, 2000},
	{5, 503, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{5, LOST, NIL, NIL, MINUTE, 0, RETRY_NO, 0},
	{1, 503, 7, NIL, MINUTE, 0, RETRY_LATER, 7000},
	{1, 503, 3600, NIL, MINUTE, 0, RETRY_LATER, 250},
	{1, LOST, NIL, NIL, MINUTE, 250, RETRY_LATER, 500},
	/* what was lost is not about a limit */
	{1, LOST, 7, 30, MINUTE, 0, RETRY_LATER, 250},
	/* never past the deadline */
	{1, LOST, NIL, NIL, 251, 0, RETRY_LATER, 250},
	{1, LOST, NIL, NIL, 250, 0, RETRY_NO, 0},
	{1, LOST, NIL, NIL, -5, 0, RETRY_NO, 0},
	{1, 503, 7, NIL, 7001, 0, RETRY_LATER, 7000},
	{1, 503, 7, NIL, 7000, 0, RETRY_NO, 0},
	{1, 503, 8, NIL, 7999, 0, RETRY_LATER, 250},
	{3, 429, NIL, 2, 3001, 0, RETRY_LATER, 3000},
	{3, 429, NIL, 2, 3000, 0, RETRY_LIMITED, 2},
	/* limits, whatever the status is */
	{1, 429, NIL, 2, MINUTE, 0, RETRY_LATER, 2250},
	{1, 403, NIL, 2, MINUTE, 0, RETRY_LATER, 2250},
	{1, 422, NIL, 0, MINUTE, 0, RETRY_LATER, 250},
	{1, 403, NIL, 3600, MINUTE, 0, RETRY_LIMITED, 3600},
	{1, 429, NIL, 59, MINUTE, 0, RETRY_LATER, 59250},
	{1, 429, NIL, 60, MINUTE, 0, RETRY_LIMITED, 60},
	{1, 429, NIL, 60, 2 * MINUTE, 0, RETRY_LATER, 60250},
	{5, 429, NIL, 1, MINUTE, 0, RETRY_LIMITED, 1},
};

START_TEST(attempt_is_followed_by_what_the_policy_says)
{
	struct retry_attempt attempt = {
		.number = rows[_i].number,
		.lost = rows[_i].status == LOST,
		.status = rows[_i].status,
		.retry_after_s = rows[_i].retry_after_s,
		.limit_s = rows[_i].limit_s,
		.now_s = NOW,
		.left_ms = rows[_i].left_ms,
		.jitter = rows[_i].jitter,
	};
	struct retry retry = retry_decide(&attempt);

	ck_assert_int_eq(retry.verdict, rows[_i].verdict);
	if (retry.verdict == RETRY_LATER)
		ck_assert_int_eq(retry.wait_ms, rows[_i].value);
	if (retry.verdict == RETRY_LIMITED)
		ck_assert_int_eq(retry.until_s, NOW + rows[_i].value);
}
END_TEST

/* What is expected to be there may be too new to be found: asked again, but not for long. */
START_TEST(not_found_is_asked_again_where_it_is_expected)
{
	for (unsigned number = 1; number <= RETRY_NOT_FOUND_MAX; number++) {
		struct retry_attempt attempt = {.number = number,
						.status = 404,
						.expected = true,
						.retry_after_s = NIL,
						.limit_s = NIL,
						.left_ms = MINUTE};

		ck_assert_int_eq(retry_decide(&attempt).verdict,
				 number < RETRY_NOT_FOUND_MAX ? RETRY_LATER : RETRY_NO);
		attempt.status = 403;
		ck_assert_int_eq(retry_decide(&attempt).verdict, RETRY_NO);
	}
}
END_TEST

static const struct {
	const char *value;
	int64_t number;
} numbers[] = {
	{NULL, -1},
	{"", -1},
	{"0", 0},
	{"60", 60},
	{"007", 7},
	{"-1", -1},
	{"1.5", -1},
	{"60 ", -1},
	{"0x10", -1},
	{"sixty", -1},
	{"9223372036854775808", INT64_MAX},
};

START_TEST(header_holds_a_whole_number_or_none)
{
	ck_assert_int_eq(retry_parse_number(numbers[_i].value), numbers[_i].number);
}
END_TEST

/* `date_s` is from now, as the wait is. */
static const struct {
	const char *value;
	int64_t date_s;
	int64_t wait_s;
} waits[] = {
	{NULL, NIL - NOW, -1},
	{"", NIL - NOW, -1},
	{"soon", NIL - NOW, -1},
	{"0", NIL - NOW, 0},
	{"120", NIL - NOW, 120},
	{"99999999999999999999", NIL - NOW, RETRY_SPAN_MAX_S},
	{"Tue, 14 Nov 2023 22:14:20 GMT", 60, 60},
	{"Tue, 14 Nov 2023 22:12:20 GMT", -60, 0},
	{"Thu, 01 Jan 1970 00:00:00 GMT", -NOW, 0},
	{"Fri, 31 Dec 9999 23:59:59 GMT", INT64_C(251702300799), RETRY_SPAN_MAX_S},
};

START_TEST(retry_after_is_seconds_or_a_date)
{
	ck_assert_int_eq(retry_parse_after(waits[_i].value, NOW + waits[_i].date_s, NOW),
			 waits[_i].wait_s);
}
END_TEST

START_TEST(back_off_stays_between_half_and_whole)
{
	for (uint32_t jitter = 0; jitter < 100000; jitter += 7) {
		struct retry_attempt attempt = {.number = 2,
						.lost = true,
						.retry_after_s = -1,
						.limit_s = -1,
						.left_ms = 60000,
						.jitter = jitter * 42949U};
		struct retry retry = retry_decide(&attempt);

		ck_assert_int_ge(retry.wait_ms, RETRY_BASE_MS);
		ck_assert_int_le(retry.wait_ms, 2 * RETRY_BASE_MS);
	}
}
END_TEST

SUITE(retry)
{
	Suite *suite = suite_create("retry");
	TCase *tcase = tcase_create("policy");

	tcase_add_test(tcase, not_found_is_asked_again_where_it_is_expected);
	tcase_add_loop_test(tcase, attempt_is_followed_by_what_the_policy_says, 0,
			    (int)(ARRAY_SIZE(rows)));
	tcase_add_test(tcase, back_off_stays_between_half_and_whole);
	suite_add_tcase(suite, tcase);
	tcase = tcase_create("headers");
	tcase_add_loop_test(tcase, header_holds_a_whole_number_or_none, 0,
			    (int)(ARRAY_SIZE(numbers)));
	tcase_add_loop_test(tcase, retry_after_is_seconds_or_a_date, 0,
			    (int)(ARRAY_SIZE(waits)));
	suite_add_tcase(suite, tcase);
	return suite;
}
