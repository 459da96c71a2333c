/* SPDX-License-Identifier: MIT */
/* What policies say of an event: all shapes that GitHub documents, and what it may send besides. */
#include "doctor/policies.h"
#include "suites.h"

#include <string.h>

#define PATH  ".github/workflows/pr-closed.yml"
#define EVENT "pull_request_target"

#define POLICY(conditions, rules)                                                              \
	"{\"enforcement\":\"active\",\"conditions\":" conditions ",\"rules\":" rules "}"
#define RULE(events)                                                                           \
	"{\"type\":\"restrict_action_events\",\"parameters\":{\"allowed_events\":" events "}}"
#define ALLOW           "[" RULE("[\"push\",\"pull_request_target\"]") "]"
#define BLOCK           "[" RULE("[\"push\",\"pull_request\"]") "]"
#define FILES(in, out)  "{\"workflow_path\":{\"include\":" in ",\"exclude\":" out "}}"
#define BLOCKS_FOR(in)  POLICY(FILES(in, "[]"), BLOCK)
#define BLOCKS_BUT(out) POLICY(FILES("[\"~ALL\"]", out), BLOCK)

static void parse(struct json *doc, const char *text)
{
	struct err err;

	*doc = (struct json){.name = "the answer"};
	ck_assert_msg(json_parse(doc, text, strlen(text), &err) == 0, "%s", text);
}

static const struct {
	const char *policy;
	enum policy_verdict verdict;
} singles[] = {
	{POLICY("{}", ALLOW), POLICY_ALLOWS},
	{POLICY("{}", BLOCK), POLICY_BLOCKS},
	{POLICY("null", BLOCK), POLICY_BLOCKS},
	{"{\"enforcement\":\"active\",\"rules\":" BLOCK "}", POLICY_BLOCKS},
	{POLICY("{\"repository_name\":{\"include\":[\"~ALL\"]}}", BLOCK), POLICY_BLOCKS},
	{POLICY("{}", "[" RULE("[]") "]"), POLICY_BLOCKS},
	{POLICY("{}", "[]"), POLICY_SILENT},
	{POLICY("{}", "[{\"type\":\"restrict_actions_actors\",\"parameters\":{}}]"),
	 POLICY_SILENT},
	{POLICY("{}", "[{\"type\":\"new\"}," RULE("[\"pull_request_target\"]") "]"),
	 POLICY_ALLOWS},
	{POLICY("{}", "[" RULE("[\"pull_request_target\"]") "," RULE("[\"push\"]") "]"),
	 POLICY_BLOCKS},
	/* which files */
	{BLOCKS_FOR("[\"~ALL\"]"), POLICY_BLOCKS},
	{BLOCKS_FOR("[]"), POLICY_BLOCKS},
	{BLOCKS_FOR("[\"" PATH "\"]"), POLICY_BLOCKS},
	{BLOCKS_FOR("[\".github/workflows/ci.yml\",\"" PATH "\"]"), POLICY_BLOCKS},
	{BLOCKS_FOR("[\".github/workflows/*.yml\"]"), POLICY_BLOCKS},
	{BLOCKS_FOR("[\".github/workflows/pr-*\"]"), POLICY_BLOCKS},
	{BLOCKS_FOR("[\".github/workflows/**\"]"), POLICY_BLOCKS},
	{BLOCKS_FOR("[\".github/workflows/ci.yml\"]"), POLICY_SILENT},
	{BLOCKS_FOR("[\".github/workflows/ci-*.yml\"]"), POLICY_SILENT},
	{BLOCKS_FOR("[\"pr-closed.yml\"]"), POLICY_SILENT},
	{BLOCKS_FOR("[\"*\"]"), POLICY_UNKNOWN},
	{BLOCKS_FOR("[\"**/pr-closed.yml\"]"), POLICY_UNKNOWN},
	{BLOCKS_FOR("[\".github/workflows/{pr-closed,ci}.yml\"]"), POLICY_UNKNOWN},
	{BLOCKS_BUT("[\"" PATH "\"]"), POLICY_SILENT},
	{BLOCKS_BUT("[\".github/workflows/ci.yml\"]"), POLICY_BLOCKS},
	{BLOCKS_BUT("[\"**/*.yml\"]"), POLICY_UNKNOWN},
	{POLICY(FILES("[]", "[\"" PATH "\"]"), BLOCK), POLICY_SILENT},
	{POLICY(FILES("[\".github/workflows/ci.yml\"]", "[\"**\"]"), BLOCK), POLICY_SILENT},
	{POLICY("{\"workflow_path\":{\"include\":[\"~ALL\"]}}", BLOCK), POLICY_BLOCKS},
	/* what is enforced */
	{"{\"enforcement\":\"evaluate\",\"rules\":" BLOCK "}", POLICY_SILENT},
	{"{\"enforcement\":\"disabled\",\"rules\":" BLOCK "}", POLICY_SILENT},
	{"{\"enforcement\":\"later\",\"rules\":" BLOCK "}", POLICY_UNKNOWN},
	/* unknown shapes */
	{"{}", POLICY_UNKNOWN},
	{"[]", POLICY_UNKNOWN},
	{"{\"enforcement\":1,\"rules\":" BLOCK "}", POLICY_UNKNOWN},
	{"{\"enforcement\":\"active\"}", POLICY_UNKNOWN},
	{POLICY("{}", "{}"), POLICY_UNKNOWN},
	{POLICY("{}", "[1]"), POLICY_UNKNOWN},
	{POLICY("{}", "[{\"type\":1}]"), POLICY_UNKNOWN},
	{POLICY("{}", "[{\"type\":\"restrict_action_events\"}]"), POLICY_UNKNOWN},
	{POLICY("{}", "[" RULE("\"pull_request_target\"") "]"), POLICY_UNKNOWN},
	{POLICY("{}", "[" RULE("[1]") "]"), POLICY_UNKNOWN},
	{POLICY("{}", "[" RULE("[1,\"pull_request_target\"]") "]"), POLICY_ALLOWS},
	{POLICY("[]", BLOCK), POLICY_UNKNOWN},
	{POLICY("{\"workflow_path\":\"~ALL\"}", BLOCK), POLICY_UNKNOWN},
	{BLOCKS_FOR("\"~ALL\""), POLICY_UNKNOWN},
	{BLOCKS_FOR("[1]"), POLICY_UNKNOWN},
	{BLOCKS_FOR("[1,\"~ALL\"]"), POLICY_BLOCKS},
	{BLOCKS_BUT("[1]"), POLICY_UNKNOWN},
	{BLOCKS_BUT("\"x\""), POLICY_UNKNOWN},
};

START_TEST(policy_is_judged)
{
	struct policies policies = {.known = true, .count = 1};
	const struct policy *by;
	enum policy_verdict verdict;

	parse(&policies.list[0].doc, singles[_i].policy);
	verdict = policies_judge(&policies, PATH, EVENT, &by);
	ck_assert_msg(verdict == singles[_i].verdict, "%s: %d", singles[_i].policy, verdict);
	ck_assert_ptr_eq(by, verdict == POLICY_SILENT ? NULL : &policies.list[0]);
	policies_release(&policies);
	ck_assert_uint_eq(policies.count, 0);
}
END_TEST

START_TEST(policies_apply_at_the_same_time)
{
	struct policies policies = {.known = true, .count = 3};
	const struct policy *by;

	parse(&policies.list[0].doc, POLICY("{}", ALLOW));
	parse(&policies.list[2].doc, POLICY("{}", "[]"));
	ck_assert_int_eq(policies_judge(&policies, PATH, EVENT, &by), POLICY_UNKNOWN);
	ck_assert_ptr_eq(by, &policies.list[1]);
	ck_assert_str_eq(policy_name(by), "");

	parse(&policies.list[1].doc,
	      "{\"enforcement\":\"active\",\"name\":\"No\",\"rules\":" BLOCK "}");
	ck_assert_int_eq(policies_judge(&policies, PATH, EVENT, &by), POLICY_BLOCKS);
	ck_assert_str_eq(policy_name(by), "No");
	ck_assert_int_eq(policies_judge(&policies, PATH, "push", &by), POLICY_ALLOWS);

	policies.partial = true;
	ck_assert_int_eq(policies_judge(&policies, PATH, "push", &by), POLICY_UNKNOWN);
	ck_assert_ptr_null(by);
	ck_assert_int_eq(policies_judge(&policies, PATH, EVENT, &by), POLICY_BLOCKS);
	policies_release(&policies);
	ck_assert_int_eq(policies_judge(&policies, PATH, EVENT, &by), POLICY_UNKNOWN);
}
END_TEST

static const struct {
	const char *text;
	size_t count;
	bool known;
	bool partial;
} lists[] = {
	{"[]", 0, true, false},
	{"{\"policies\":[]}", 0, true, false},
	{"{\"total_count\":0,\"policies\":[]}", 0, true, false},
	{"{\"total_count\":1,\"policies\":[{\"id\":7,\"enforcement\":\"active\"}]}", 1, true,
	 false},
	{"[{\"id\":7,\"enforcement\":\"active\"},{\"id\":8}]", 2, true, false},
	{"{\"total_count\":1,\"entries\":[{\"id\":7}]}", 1, true, false},
	{"[{\"id\":7,\"enforcement\":\"evaluate\"},{\"enforcement\":\"disabled\"}]", 0, true,
	 false},
	{"{\"total_count\":2,\"policies\":[{\"id\":7}]}", 1, true, true},
	{"[{\"enforcement\":\"active\"}]", 0, true, true},
	{"[{\"id\":\"7\"},{\"id\":0},{\"id\":-1},7,null]", 0, true, true},
	{"{\"policies\":[],\"others\":[]}", 0, false, false},
	{"{\"total_count\":1}", 0, false, false},
	{"{\"policies\":{}}", 0, false, false},
	{"{}", 0, false, false},
	{"7", 0, false, false},
};

START_TEST(list_of_policies_is_read)
{
	struct policies policies = {.known = false};
	auto_json doc = {0};

	parse(&doc, lists[_i].text);
	policies_read_list(&policies, &doc);
	ck_assert_msg(policies.known == lists[_i].known &&
			      policies.partial == lists[_i].partial &&
			      policies.count == lists[_i].count,
		      "%s", lists[_i].text);
	if (policies.count > 0)
		ck_assert_int_eq(policies.list[0].id, 7);
	policies_release(&policies);
}
END_TEST

/* A list of so many. */
static void read_many(struct policies *policies, int count, const char *entry)
{
	auto_buf text = BUF_INIT(10000);
	auto_json doc = {0};

	buf_addc(&text, '[');
	for (int i = 0; i < count; i++)
		buf_addf(&text, "%s%s", i > 0 ? "," : "", entry);
	buf_addc(&text, ']');
	parse(&doc, buf_str(&text));
	*policies = (struct policies){.known = false};
	policies_read_list(policies, &doc);
}

START_TEST(long_list_is_known_in_part)
{
	static const char off[] = "{\"id\":7,\"enforcement\":\"evaluate\"}";
	struct policies policies;

	read_many(&policies, POLICIES_MAX, "{\"id\":7}");
	ck_assert_uint_eq(policies.count, POLICIES_MAX);
	ck_assert(!policies.partial);
	read_many(&policies, POLICIES_MAX + 1, "{\"id\":7}");
	ck_assert_uint_eq(policies.count, POLICIES_MAX);
	ck_assert(policies.partial);
	read_many(&policies, POLICIES_PAGE - 1, off);
	ck_assert(!policies.partial);
	read_many(&policies, POLICIES_PAGE, off);
	ck_assert(policies.partial);
}
END_TEST

SUITE(policies)
{
	Suite *suite = suite_create("policies");
	TCase *tc = tcase_create("policies");

	tcase_add_loop_test(tc, policy_is_judged, 0, (int)ARRAY_SIZE(singles));
	tcase_add_test(tc, policies_apply_at_the_same_time);
	tcase_add_loop_test(tc, list_of_policies_is_read, 0, (int)ARRAY_SIZE(lists));
	tcase_add_test(tc, long_list_is_known_in_part);
	suite_add_tcase(suite, tc);
	return suite;
}
