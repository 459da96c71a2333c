/* SPDX-License-Identifier: MIT */
/* Closed wins, in every combination: what a pull request's state makes of each event. */
#include "infrastructure/resolve.h"
#include "suites.h"

#include <string.h>

#define SHA "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"
#define NEW "e5f6a7b8c9d0e1f2030405060708090a0b0c0d0e"

static const struct {
	enum contract_event event;
	bool open;
	const char *base; /* what the pull request targets now; it was "dev" */
	bool made;
	enum contract_operation operation;
} rows[] = {
	{CONTRACT_DEPLOY, true, "dev", false, CONTRACT_OPERATE_DEPLOY},
	{CONTRACT_DEPLOY, true, "dev", true, CONTRACT_OPERATE_DEPLOY},
	{CONTRACT_DEPLOY, false, "dev", false, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_DEPLOY, false, "dev", true, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_DEPLOY, true, "main", false, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_DEPLOY, true, "main", true, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_DEPLOY, true, "feature/x", false, CONTRACT_OPERATE_NONE},
	{CONTRACT_DEPLOY, true, "feature/x", true, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_DEPLOY, true, "next", false, CONTRACT_OPERATE_DEPLOY},
	{CONTRACT_DEPLOY, true, "next", true, CONTRACT_OPERATE_DEPLOY},
	{CONTRACT_DESTROY, true, "dev", false, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_DESTROY, true, "main", false, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_DESTROY, false, "dev", false, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_CLOSED, true, "dev", false, CONTRACT_OPERATE_DESTROY},
	{CONTRACT_CLOSED, false, "dev", false, CONTRACT_OPERATE_DESTROY},
};

/* Of what left its base, too: that is another environment's now. */
START_TEST(closed_wins)
{
	struct event event = {.kind = EVENT_REPOSITORY_DISPATCH};
	struct pull pull = {
		.open = rows[_i].open, .base = rows[_i].base, .head = "x", .head_sha = NEW};
	struct decision decision = {.event = rows[_i].event,
				    .payload = {.base_branch = "dev"},
				    .operation = contract_operation(rows[_i].event)};
	char bases[] = "dev next";
	char staging[] = "main";
	struct config config = {.status = rows[_i].made ? JOB_STATUS_FAILURE : JOB_STATUS_NONE,
				.ephemeral_base = bases,
				.staging_base = staging};
	struct err err;

	memcpy(decision.payload.commit_sha, SHA, sizeof(SHA));
	ck_assert_int_eq(resolve_pull(&config, &event, &pull, &decision, &err), 0);
	ck_assert_int_eq(decision.operation, rows[_i].operation);
	ck_assert_str_eq(decision.head_sha, NEW);
	/* What was asked for is what is deployed, wherever the head is now. */
	ck_assert_str_eq(decision.payload.commit_sha, SHA);
	ck_assert(resolve_is_stale(&decision));
}
END_TEST

START_TEST(without_a_head_commit_nothing_is_decided)
{
	static const char *const heads[] = {NULL, "", "v1", SHA "0"};
	struct event event = {.kind = EVENT_REPOSITORY_DISPATCH};
	struct config config = {.status = JOB_STATUS_NONE};

	for (size_t i = 0; i < ARRAY_SIZE(heads); i++) {
		struct pull pull = {.open = false, .base = "dev", .head_sha = heads[i]};
		struct decision decision = {.operation = CONTRACT_OPERATE_DEPLOY};
		struct err err = {0};

		ck_assert_int_eq(resolve_pull(&config, &event, &pull, &decision, &err), -1);
		ck_assert_int_eq(err.reason, REASON_BAD_RESPONSE);
		ck_assert_int_eq(decision.operation, CONTRACT_OPERATE_DEPLOY);
		ck_assert_str_eq(decision.head_sha, "");
	}
}
END_TEST

SUITE(resolve)
{
	Suite *suite = suite_create("resolve");
	TCase *tcase = tcase_create("pull request");

	tcase_add_loop_test(tcase, closed_wins, 0, (int)(ARRAY_SIZE(rows)));
	tcase_add_test(tcase, without_a_head_commit_nothing_is_decided);
	suite_add_tcase(suite, tcase);
	return suite;
}
