/* SPDX-License-Identifier: MIT */
#include "contract/contract.h"
#include "suites.h"

#include <string.h>

static const struct {
	enum contract_field field;
	const char *value;
} values[] = {
	{CONTRACT_PR_NUMBER, "123"},
	{CONTRACT_BRANCH, "feature/\"quoted\""},
	{CONTRACT_BASE_BRANCH, "dev"},
	{CONTRACT_COMMIT_SHA, "A1B2C3D4E5F60718293A4B5C6D7E8F9012345678"},
	{CONTRACT_SENDER, "syneto"},
	{CONTRACT_MERGED, "true"},
	{CONTRACT_REQUESTED_AT, "2026-11-25T10:00:00Z"},
};

static struct payload whole_payload(void)
{
	struct payload payload = {.merged = false};
	struct err err;

	for (size_t i = 0; i < ARRAY_SIZE(values); i++)
		ck_assert_int_eq(contract_set(&payload, values[i].field, values[i].value,
					      REASON_BAD_RESPONSE, &err),
				 0);
	return payload;
}

static const struct {
	enum contract_event event;
	const char *type;
	const char *json;
} events[] = {
	{CONTRACT_DEPLOY, "deploy-ephemeral",
	 "{\"pr_number\":\"123\",\"branch\":\"feature/\\\"quoted\\\"\",\"base_branch\":\"dev\","
	 "\"commit_sha\":\"a1b2c3d4e5f60718293a4b5c6d7e8f9012345678\",\"sender\":\"syneto\","
	 "\"requested_at\":\"2026-11-25T10:00:00Z\"}"},
	{CONTRACT_DESTROY, "destroy-ephemeral",
	 "{\"pr_number\":\"123\",\"base_branch\":\"dev\",\"sender\":\"syneto\","
	 "\"requested_at\":\"2026-11-25T10:00:00Z\"}"},
	{CONTRACT_CLOSED, "pr-closed",
	 "{\"pr_number\":\"123\",\"base_branch\":\"dev\",\"merged\":true,"
	 "\"requested_at\":\"2026-11-25T10:00:00Z\"}"},
};

START_TEST(event_holds_its_fields_and_nothing_else)
{
	struct payload payload = whole_payload();
	auto_json doc = {0};
	auto_buf json = BUF_INIT(4096);

	contract_build(events[_i].event, &payload, &doc);
	json_write(&doc, &json);
	ck_assert_str_eq(buf_str(&json), events[_i].json);
	ck_assert_str_eq(contract_event_type(events[_i].event), events[_i].type);
}
END_TEST

static const struct {
	enum contract_field field;
	const char *value;
	const char *names; /* must be in the message */
} bad[] = {
	{CONTRACT_PR_NUMBER, "0", "pr_number holds \"0\""},
	{CONTRACT_PR_NUMBER, NULL, "pr_number is missing"},
	{CONTRACT_BRANCH, "a..b", "branch holds \"a..b\""},
	{CONTRACT_BRANCH, "-x", "branch holds \"-x\""},
	{CONTRACT_BASE_BRANCH, "", "base_branch holds \"\""},
	{CONTRACT_COMMIT_SHA, "a1b2c3d", "commit_sha holds \"a1b2c3d\""},
	{CONTRACT_SENDER, "a b", "sender holds \"a b\""},
	{CONTRACT_REQUESTED_AT, "today", "requested_at holds \"today\""},
};

START_TEST(value_outside_its_grammar_is_named_and_not_taken)
{
	struct payload payload = whole_payload();
	struct payload before = payload;
	struct err err;

	ck_assert_int_eq(
		contract_set(&payload, bad[_i].field, bad[_i].value, REASON_BAD_PAYLOAD, &err),
		-1);
	ck_assert_int_eq(err.reason, REASON_BAD_PAYLOAD);
	ck_assert_msg(strstr(err.msg, bad[_i].names) != NULL, "%s", err.msg);
	ck_assert_str_eq(contract_get(&payload, bad[_i].field),
			 contract_get(&before, bad[_i].field));
}
END_TEST

START_TEST(sha_is_put_in_lower_case)
{
	struct payload payload = whole_payload();

	ck_assert_str_eq(payload.commit_sha, "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678");
	ck_assert_str_eq(contract_get(&payload, CONTRACT_MERGED), "true");
}
END_TEST

SUITE(contract)
{
	Suite *suite = suite_create("contract");
	TCase *tcase = tcase_create("events");

	tcase_add_loop_test(tcase, event_holds_its_fields_and_nothing_else, 0,
			    (int)(ARRAY_SIZE(events)));
	tcase_add_loop_test(tcase, value_outside_its_grammar_is_named_and_not_taken, 0,
			    (int)(ARRAY_SIZE(bad)));
	tcase_add_test(tcase, sha_is_put_in_lower_case);
	suite_add_tcase(suite, tcase);
	return suite;
}
