/* SPDX-License-Identifier: MIT */
#include "given.h"
#include "sweep/sweep.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

/* What is given as `environments`, and which of it are ours: the numbers, "s" for staging. */
static const struct {
	struct given given;
	const char *ours;
	size_t names;
} lists[] = {
	{{{NULL}, {NULL}}, "", 0},
	{{{"INPUT_ENVIRONMENTS"}, {"* default\n"}}, "", 0},
	{{{"INPUT_ENVIRONMENTS"}, {"  default\n* pr-7\n  pr-12\n  staging\n\n"}}, "7 12 s", 3},
	{{{"INPUT_ENVIRONMENTS"}, {"staging pr-100 pr-20 pr-3 pr-20 staging"}},
	 "3 20 100 s",
	 6},
	{{{"INPUT_ENVIRONMENTS"}, {"pr-0 pr-01 pr- pr--1 pr-1a Pr-1 xpr-1 pr-1-testing"}},
	 "",
	 8},
	{{{"INPUT_ENVIRONMENTS"}, {"pr-9999999999 pr-10000000000 Staging default2"}},
	 "9999999999",
	 4},
	{{{"INPUT_ENVIRONMENTS", "INPUT_STAGING-BASE"}, {"staging pr-1", "none"}}, "1", 2},
	{{{"INPUT_ENVIRONMENTS", "INPUT_STAGING-WORKSPACE"}, {"staging qa pr-1", "qa"}},
	 "1 s",
	 3},
	{{{"INPUT_ENVIRONMENTS", "INPUT_EPHEMERAL-WORKSPACE"},
	  {"e-7-7 e-7-8 e-17-17 e-1-11", "e-{number}-{number}"}},
	 "7 17",
	 4},
	{{{"INPUT_ENVIRONMENTS", "INPUT_EPHEMERAL-WORKSPACE"},
	  {"11-ephemeral 2-ephemeral 1-1-ephemeral", "{number}-{class}"}},
	 "2 11",
	 3},
	{{{"INPUT_ENVIRONMENTS", "INPUT_EPHEMERAL-WORKSPACE"},
	  {"pr-11 pr-1 pr-12 pr-2", "pr-1{number}"}},
	 "1 2",
	 4},
	{{{"INPUT_ENVIRONMENTS", "INPUT_EPHEMERAL-WORKSPACE"},
	  {"7.ernjv.me 8.ernjv_me", "{number}.{domain}"}},
	 "7",
	 2},
};

START_TEST(names_are_ours_letter_by_letter)
{
	struct config config;
	struct sweep sweep;
	auto_buf ours = BUF_INIT(1000);

	given_load(&config, &lists[_i].given);
	sweep_read(&config, &sweep);
	for (size_t i = 0; i < sweep.count; i++)
		buf_addf(&ours, "%s%s", i ? " " : "",
			 sweep.list[i].class == ENVIRONMENT_STAGING
				 ? "s"
				 : sweep.list[i].payload.pr_number);
	ck_assert_str_eq(buf_str(&ours), lists[_i].ours);
	ck_assert_uint_eq(sweep.names, lists[_i].names);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

START_TEST(name_too_long_for_a_workspace_is_none_of_ours)
{
	char text[200] = "";
	struct given given = {{"INPUT_ENVIRONMENTS"}, {text}};
	struct config config;
	struct sweep sweep;

	memset(text, 'x', 150);
	(void)snprintf(text + 150, sizeof(text) - 150, " pr-1");
	given_load(&config, &given);
	sweep_read(&config, &sweep);
	ck_assert_uint_eq(sweep.count, 1);
	ck_assert_uint_eq(sweep.names, 2);
	ck_assert_uint_eq(strlen(sweep.first), GRAMMAR_WORKSPACE_MAX);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

START_TEST(thousands_of_names_are_read)
{
	enum { COUNT = 7000 };
	auto_buf text = BUF_INIT(128 * 1024);
	struct given given = {{"INPUT_ENVIRONMENTS"}, {NULL}};
	struct config config;
	struct sweep sweep;

	for (int i = COUNT; i > 0; i--)
		buf_addf(&text, "pr-%d pr-%d\n", i, i);
	ck_assert(!text.full);
	given.value[0] = buf_str(&text);
	given_load(&config, &given);
	sweep_read(&config, &sweep);
	ck_assert_uint_eq(sweep.count, COUNT);
	ck_assert_str_eq(sweep.list[0].workspace, "pr-1");
	ck_assert_str_eq(sweep.list[COUNT - 1].workspace, "pr-7000");
	for (int i = 1; i <= COUNT; i += 2) {
		struct pulls_entry pull = {.base = "dev"};

		(void)snprintf(pull.number, sizeof(pull.number), "%d", i);
		sweep_see_open(&config, &sweep, &pull);
	}
	sweep_judge(&sweep);
	ck_assert_uint_eq(sweep_count(&sweep, SWEEP_WANTED), COUNT / 2);
	ck_assert_uint_eq(sweep_count(&sweep, SWEEP_SUSPECT), COUNT / 2);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

/* An open pull request, and whether pr-7 and staging are wanted then. */
static const struct {
	struct pulls_entry pull;
	bool wanted, staging;
} opened[] = {
	{{"7", "dev", .is_fork = false}, true, false},
	{{"7", "release/1", .is_fork = false}, true, false},
	{{"8", "dev", .is_fork = false}, false, false},
	{{"77", "dev", .is_fork = false}, false, false},
	{{"7", "main", .is_fork = false}, false, true},
	{{"8", "main", .is_fork = false}, false, true},
	{{"8", "main", .is_fork = true}, false, false},
	{{"7", "dev", .is_fork = true}, true, false},
	{{"7", "feature", .is_fork = false}, false, false},
};

START_TEST(open_pull_requests_are_wanted_by_their_base)
{
	struct given given = {{"INPUT_ENVIRONMENTS", "INPUT_EPHEMERAL-BASE"},
			      {"pr-7 staging", "dev release/*"}};
	struct config config;
	struct sweep sweep;

	given_load(&config, &given);
	sweep_read(&config, &sweep);
	for (int twice = 0; twice < 2; twice++)
		sweep_see_open(&config, &sweep, &opened[_i].pull);
	sweep_judge(&sweep);
	ck_assert_int_eq(sweep.list[0].state == SWEEP_WANTED, opened[_i].wanted);
	ck_assert_int_eq(sweep.list[0].state == SWEEP_SUSPECT, !opened[_i].wanted);
	ck_assert_int_eq(sweep.list[1].state == SWEEP_WANTED, opened[_i].staging);
	ck_assert_uint_eq(sweep.looked, (size_t)opened[_i].wanted + (size_t)opened[_i].staging);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

#define CLOSED_AT  "2026-11-25T10:00:00Z"
#define UPDATED_AT "2026-11-26T10:00:00Z"
#define PAYLOAD(base, merged, time)                                                            \
	"{\"pr_number\":\"7\",\"base_branch\":\"" base "\",\"merged\":" merged                 \
	",\"requested_at\":\"" time "\",\"source\":{\"repository\":\"acme/shop\","             \
	"\"id\":5,\"class\":\"ephemeral\",\"cause\":\"sweep\"}}"

/* What the second look finds, with the ephemeral bases; the payload as JSON where it is found or held. */
static const struct {
	const char *bases, *base;
	bool open, merged;
	enum reason reason;
	const char *closed_at;
	enum sweep_state state;
	const char *payload;
} looks[] = {
	{"dev", "dev", true, false, 0, CLOSED_AT, SWEEP_KEPT_OPEN, NULL},
	{"dev r/*", "r/1", true, false, 0, CLOSED_AT, SWEEP_KEPT_OPEN, NULL},
	{"dev", "dev", false, false, 0, CLOSED_AT, SWEEP_FOUND,
	 PAYLOAD("dev", "false", CLOSED_AT)},
	{"dev r/*", "r/1", false, true, 0, CLOSED_AT, SWEEP_FOUND,
	 PAYLOAD("r/1", "true", CLOSED_AT)},
	{"r/* dev", "main", false, true, 0, CLOSED_AT, SWEEP_FOUND,
	 PAYLOAD("dev", "true", CLOSED_AT)},
	{"dev", "main", true, false, 0, CLOSED_AT, SWEEP_HELD,
	 PAYLOAD("dev", "false", UPDATED_AT)},
	{"r/*", "main", true, false, 0, CLOSED_AT, SWEEP_KEPT_NO_BASE, NULL},
	{"dev", "", false, false, REASON_NOT_FOUND, NULL, SWEEP_KEPT_UNKNOWN, NULL},
	{"dev", "", false, false, REASON_FORBIDDEN, NULL, SWEEP_KEPT_UNREAD, NULL},
	{"dev", "dev", false, false, 0, NULL, SWEEP_KEPT_UNREAD, NULL},
	{"dev", "dev", false, false, 0, "yesterday", SWEEP_KEPT_UNREAD, NULL},
	{"dev", "a b", false, false, 0, CLOSED_AT, SWEEP_KEPT_UNREAD, NULL},
};

START_TEST(second_look_finds_what_is_left_over)
{
	struct given given = {{"INPUT_ENVIRONMENTS", "INPUT_EPHEMERAL-BASE",
			       "INPUT_STAGING-BRANCH", "INPUT_REPOSITORY"},
			      {"pr-7", looks[_i].bases, "dev", "acme/shop"}};
	struct facts facts = {.pull = {.open = looks[_i].open,
				       .merged = looks[_i].merged,
				       .base = looks[_i].base,
				       .base_repository_id = 5,
				       .base_repository = "acme/shop",
				       .updated_at = UPDATED_AT,
				       .closed_at = looks[_i].closed_at}};
	bool unread = looks[_i].state == SWEEP_KEPT_UNREAD;
	auto_json payload = {0};
	auto_buf text = BUF_INIT(1000);
	struct config config;
	struct sweep sweep;
	struct err err;

	given_load(&config, &given);
	sweep_read(&config, &sweep);
	ck_assert_uint_eq(sweep.count, 1);
	if (looks[_i].reason)
		err_set(&facts.pull_err, looks[_i].reason, "so it is");
	ck_assert_int_eq(sweep_look(&config, &sweep, &facts, &sweep.list[0], &err),
			 unread ? -1 : 0);
	ck_assert_int_eq(sweep.list[0].state, looks[_i].state);
	ck_assert_uint_eq(sweep_count_found(&sweep), looks[_i].state == SWEEP_FOUND ? 1 : 0);
	if (looks[_i].payload) {
		contract_build(CONTRACT_CLOSED, &sweep.list[0].payload, &payload);
		json_write(&payload, &text);
		ck_assert_str_eq(buf_str(&text), looks[_i].payload);
		ck_assert_int_eq(sweep.list[0].left, looks[_i].open);
	}
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

/* The answer about the pull request is of the repository whose list was read, by number, else by name. */
static const struct {
	int64_t listed, id;
	const char *name;
	enum sweep_state state;
} foreigners[] = {
	{5, 5, "acme/shop", SWEEP_FOUND},
	{5, 5, "acme/renamed", SWEEP_FOUND},
	{5, 6, "acme/shop", SWEEP_KEPT_FOREIGN},
	{0, 6, "ACME/Shop", SWEEP_FOUND},
	{0, 6, "acme/other", SWEEP_KEPT_FOREIGN},
	{5, 0, "acme/other", SWEEP_KEPT_FOREIGN},
	{5, 0, NULL, SWEEP_FOUND},
};

START_TEST(answer_about_another_repository_removes_nothing)
{
	struct given given = {{"INPUT_ENVIRONMENTS", "INPUT_REPOSITORY"},
			      {"pr-7", "acme/shop"}};
	struct facts facts = {.pull = {.base = "dev",
				       .base_repository_id = foreigners[_i].id,
				       .base_repository = foreigners[_i].name,
				       .closed_at = CLOSED_AT}};
	struct config config;
	struct sweep sweep;
	struct err err;

	given_load(&config, &given);
	sweep_read(&config, &sweep);
	sweep.repository_id = foreigners[_i].listed;
	ck_assert_int_eq(sweep_look(&config, &sweep, &facts, &sweep.list[0], &err), 0);
	ck_assert_int_eq(sweep.list[0].state, foreigners[_i].state);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

/* How many environments of open pull requests look left over, the limit, and what becomes of them. */
static const struct {
	int held;
	const char *limit;
	bool keeps_open, many;
	enum sweep_state state;
} brakes[] = {
	{3, "3", false, false, SWEEP_HELD},      {4, "3", false, true, SWEEP_KEPT_MANY},
	{1, "0", false, true, SWEEP_KEPT_MANY},  {4, "1000", false, false, SWEEP_HELD},
	{1, "3", true, false, SWEEP_KEPT_BASES}, {4, "3", true, false, SWEEP_KEPT_BASES},
};

START_TEST(too_many_of_open_pull_requests_all_stay)
{
	struct given given = {{"INPUT_ENVIRONMENTS", "INPUT_OPEN-REMOVALS"},
			      {"pr-1 pr-2 pr-3 pr-4", brakes[_i].limit}};
	struct config config;
	struct sweep sweep;

	given_load(&config, &given);
	sweep_read(&config, &sweep);
	sweep.keeps_open = brakes[_i].keeps_open;
	for (int i = 0; i < 4; i++)
		sweep.list[i].state = i < brakes[_i].held ? SWEEP_HELD : SWEEP_FOUND;
	ck_assert_int_eq(sweep_brake(&config, &sweep), brakes[_i].many);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(sweep.list[i].state,
				 i < brakes[_i].held ? brakes[_i].state : SWEEP_FOUND);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

START_TEST(staging_goes_with_what_was_closed_last)
{
	static const struct pulls_entry closed[] = {
		{"1", "dev", .closed_at = "2026-11-29T10:00:00Z"},
		{"2", "main", .closed_at = NULL},
		{"3", "main", .closed_at = "lately"},
		{"4", "main", .closed_at = "2026-11-25T10:00:00Z"},
		{"5", "main", .closed_at = "2026-11-26T10:00:00Z"},
		{"6", "main", .closed_at = "2026-11-26T09:59:59Z"},
	};
	struct given given = {{"INPUT_ENVIRONMENTS", "INPUT_REPOSITORY"},
			      {"staging", "acme/shop"}};
	struct facts facts = {.pull = {.merged = true,
				       .base = "main",
				       .base_repository = "acme/shop",
				       .updated_at = "2026-11-27T10:00:00Z",
				       .closed_at = "2026-11-26T10:00:00Z"}};
	struct config config;
	struct sweep sweep;
	struct sweep_entry *staging;
	struct err err;

	given_load(&config, &given);
	sweep_read(&config, &sweep);
	staging = &sweep.list[0];
	for (int i = 0; i < 3; i++)
		sweep_see_closed(&config, staging, &closed[i]);
	ck_assert_str_eq(staging->payload.pr_number, "");
	for (int i = 3; i < 6; i++)
		sweep_see_closed(&config, staging, &closed[i]);
	ck_assert_str_eq(staging->payload.pr_number, "5");
	ck_assert_int_eq(sweep_look(&config, &sweep, &facts, staging, &err), 0);
	ck_assert_int_eq(staging->state, SWEEP_FOUND);
	ck_assert_str_eq(staging->payload.base_branch, "main");
	/* Not closed_at: a removal by command that failed later would win over it for ever. */
	ck_assert_str_eq(staging->payload.requested_at, "2026-11-27T10:00:00Z");
	ck_assert(staging->payload.merged);
	facts.pull.open = true;
	ck_assert_int_eq(sweep_look(&config, &sweep, &facts, staging, &err), 0);
	ck_assert_int_eq(staging->state, SWEEP_KEPT_OPEN);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

SUITE(sweep)
{
	Suite *suite = suite_create("sweep");
	TCase *tcase = tcase_create("policy");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, names_are_ours_letter_by_letter, 0, (int)ARRAY_SIZE(lists));
	tcase_add_test(tcase, name_too_long_for_a_workspace_is_none_of_ours);
	tcase_add_test(tcase, thousands_of_names_are_read);
	tcase_add_loop_test(tcase, open_pull_requests_are_wanted_by_their_base, 0,
			    (int)ARRAY_SIZE(opened));
	tcase_add_loop_test(tcase, second_look_finds_what_is_left_over, 0,
			    (int)ARRAY_SIZE(looks));
	tcase_add_loop_test(tcase, answer_about_another_repository_removes_nothing, 0,
			    (int)ARRAY_SIZE(foreigners));
	tcase_add_loop_test(tcase, too_many_of_open_pull_requests_all_stay, 0,
			    (int)ARRAY_SIZE(brakes));
	tcase_add_test(tcase, staging_goes_with_what_was_closed_last);
	suite_add_tcase(suite, tcase);
	return suite;
}
