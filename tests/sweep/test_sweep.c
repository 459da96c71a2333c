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
		char number[16];

		(void)snprintf(number, sizeof(number), "%d", i);
		sweep_see_open(&config, &sweep, number, "dev");
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
	const char *number, *base;
	bool wanted, staging;
} opened[] = {
	{"7", "dev", true, false},      {"7", "release/1", true, false},
	{"8", "dev", false, false},     {"77", "dev", false, false},
	{"7", "main", false, true},     {"8", "main", false, true},
	{"7", "feature", false, false},
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
		sweep_see_open(&config, &sweep, opened[_i].number, opened[_i].base);
	sweep_judge(&sweep);
	ck_assert_int_eq(sweep.list[0].state == SWEEP_WANTED, opened[_i].wanted);
	ck_assert_int_eq(sweep.list[0].state == SWEEP_SUSPECT, !opened[_i].wanted);
	ck_assert_int_eq(sweep.list[1].state == SWEEP_WANTED, opened[_i].staging);
	ck_assert_uint_eq(sweep.looked, (size_t)opened[_i].wanted + (size_t)opened[_i].staging);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

#define CLOSED                                                                                 \
	"{\"closed_at\":\"2026-11-25T10:00:00Z\",\"updated_at\":\"2026-11-26T10:00:00Z\"}"

/* What the second look finds, with the ephemeral bases; the payload as JSON where it is found. */
static const struct {
	const char *bases, *base;
	bool open, merged;
	enum reason reason;
	const char *document;
	enum sweep_state state;
	const char *payload;
} looks[] = {
	{"dev", "dev", true, false, 0, CLOSED, SWEEP_KEPT_OPEN, NULL},
	{"dev r/*", "r/1", true, false, 0, CLOSED, SWEEP_KEPT_OPEN, NULL},
	{"dev", "dev", false, false, 0, CLOSED, SWEEP_FOUND,
	 "{\"pr_number\":\"7\",\"base_branch\":\"dev\",\"merged\":false,\"requested_at\":\"2026-11-25T10:00:00Z\"}"},
	{"dev r/*", "r/1", false, true, 0, CLOSED, SWEEP_FOUND,
	 "{\"pr_number\":\"7\",\"base_branch\":\"r/1\",\"merged\":true,\"requested_at\":\"2026-11-25T10:00:00Z\"}"},
	{"r/* dev", "main", false, true, 0, CLOSED, SWEEP_FOUND,
	 "{\"pr_number\":\"7\",\"base_branch\":\"dev\",\"merged\":true,\"requested_at\":\"2026-11-25T10:00:00Z\"}"},
	{"dev", "main", true, false, 0, CLOSED, SWEEP_FOUND,
	 "{\"pr_number\":\"7\",\"base_branch\":\"dev\",\"merged\":false,\"requested_at\":\"2026-11-26T10:00:00Z\"}"},
	{"r/*", "main", true, false, 0, CLOSED, SWEEP_KEPT_NO_BASE, NULL},
	{"dev", "", false, false, REASON_NOT_FOUND, NULL, SWEEP_KEPT_UNKNOWN, NULL},
	{"dev", "", false, false, REASON_FORBIDDEN, NULL, SWEEP_KEPT_UNREAD, NULL},
	{"dev", "dev", false, false, 0, "{}", SWEEP_KEPT_UNREAD, NULL},
	{"dev", "dev", false, false, 0, "{\"closed_at\":\"yesterday\"}", SWEEP_KEPT_UNREAD,
	 NULL},
	{"dev", "a b", false, false, 0, CLOSED, SWEEP_KEPT_UNREAD, NULL},
};

START_TEST(second_look_finds_what_is_left_over)
{
	struct given given = {
		{"INPUT_ENVIRONMENTS", "INPUT_EPHEMERAL-BASE", "INPUT_STAGING-BRANCH"},
		{"pr-7", looks[_i].bases, "dev"}};
	struct facts facts = {.pull = {.open = looks[_i].open,
				       .merged = looks[_i].merged,
				       .base = looks[_i].base}};
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
	facts.document = (struct json){.name = "The answer", .fault = REASON_BAD_RESPONSE};
	if (looks[_i].document)
		ck_assert_int_eq(json_parse(&facts.document, looks[_i].document,
					    strlen(looks[_i].document), &err),
				 0);
	ck_assert_int_eq(sweep_look(&config, &facts, &sweep.list[0], &err), unread ? -1 : 0);
	ck_assert_int_eq(sweep.list[0].state, looks[_i].state);
	ck_assert_uint_eq(sweep_count_found(&sweep), looks[_i].payload ? 1 : 0);
	if (looks[_i].payload) {
		contract_build(CONTRACT_CLOSED, &sweep.list[0].payload, &payload);
		json_write(&payload, &text);
		ck_assert_str_eq(buf_str(&text), looks[_i].payload);
		ck_assert_int_eq(sweep.list[0].left, looks[_i].open);
	}
	facts_release(&facts);
	sweep_release(&sweep);
	config_release(&config);
}
END_TEST

START_TEST(staging_goes_with_what_was_closed_last)
{
	struct given given = {{"INPUT_ENVIRONMENTS"}, {"staging"}};
	struct config config;
	struct sweep sweep;
	struct sweep_entry *staging;

	given_load(&config, &given);
	sweep_read(&config, &sweep);
	staging = &sweep.list[0];
	sweep_see_closed(&config, staging, "1", "dev", "2026-11-29T10:00:00Z", NULL);
	sweep_see_closed(&config, staging, "2", "main", NULL, NULL);
	sweep_see_closed(&config, staging, "3", "main", "lately", NULL);
	sweep_find_staging(&config, staging);
	ck_assert_int_eq(staging->state, SWEEP_KEPT_NOBODY);
	sweep_see_closed(&config, staging, "4", "main", "2026-11-25T10:00:00Z", NULL);
	sweep_see_closed(&config, staging, "5", "main", "2026-11-26T10:00:00Z",
			 "2026-11-26T10:00:00Z");
	sweep_see_closed(&config, staging, "6", "main", "2026-11-26T09:59:59Z", NULL);
	sweep_find_staging(&config, staging);
	ck_assert_int_eq(staging->state, SWEEP_FOUND);
	ck_assert_str_eq(staging->payload.pr_number, "5");
	ck_assert_str_eq(staging->payload.base_branch, "main");
	ck_assert_str_eq(staging->payload.requested_at, "2026-11-26T10:00:00Z");
	ck_assert(staging->payload.merged);
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
	tcase_add_test(tcase, staging_goes_with_what_was_closed_last);
	suite_add_tcase(suite, tcase);
	return suite;
}
