/* SPDX-License-Identifier: MIT */
/* What the scenarios of tests/cases/report.json do not set up: the time that has passed, say. */
#include "infrastructure/status_comment.h"
#include "given.h"
#include "suites.h"

#include <string.h>

#define DAY 86400

static struct receiver receiver;

static struct run make_run(int64_t asked_ago_s)
{
	const struct given given = {{"INPUT_REPOSITORY"}, {"CoreMemorySquad/cms"}};
	struct run run = {.runner = {.run_id = "42"},
			  .event = {.repository = "CoreMemorySquad/cms_infrastructure"},
			  .decision = {.verdict = VERDICT_RECEIVED,
				       .event = CONTRACT_DEPLOY,
				       .operation = CONTRACT_OPERATE_DEPLOY,
				       .payload = {.pr_number = "123",
						   .branch = "feature/gamification",
						   .base_branch = "dev",
						   .sender = "syneto"}},
			  .state = &receiver};

	receiver = (struct receiver){.outcome = MARKER_DEPLOYED, .asked_ago_s = asked_ago_s};
	given_load(&run.config, &given);
	environment_make(&run.config, ENVIRONMENT_EPHEMERAL, "123", "feature/gamification",
			 &run.environment);
	return run;
}

static const struct {
	int64_t asked_ago_s;
	const char *words;
} spans[] = {
	{-1, "`syneto`\n"},
	{0, "`syneto`, 0 s ago\n"},
	{59, "`syneto`, 59 s ago\n"},
	{60, "`syneto`, 1 min 0 s ago\n"},
	{3599, "`syneto`, 59 min 59 s ago\n"},
	{3600, "`syneto`, 1 h 0 min ago\n"},
	{DAY - 1, "`syneto`, 23 h 59 min ago\n"},
	{DAY, "`syneto`, 1 d 0 h ago\n"},
	{3 * DAY + 7200, "`syneto`, 3 d 2 h ago\n"},
};

START_TEST(time_since_is_in_its_two_largest_units)
{
	struct run run = make_run(spans[_i].asked_ago_s);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);

	status_comment_text(&run, &text);
	ck_assert_msg(strstr(buf_str(&text), spans[_i].words) != NULL, "%s", buf_str(&text));
	config_release(&run.config);
}
END_TEST

START_TEST(without_a_commit_the_branch_is_named)
{
	struct run run = make_run(-1);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);

	status_comment_text(&run, &text);
	ck_assert_msg(strstr(buf_str(&text), "**Branch**: `feature/gamification`\n") != NULL,
		      "%s", buf_str(&text));
	config_release(&run.config);
}
END_TEST

START_TEST(without_the_server_s_address_there_are_no_links)
{
	struct run run = make_run(-1);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);

	memset(run.decision.payload.commit_sha, 'a', 40);
	status_comment_text(&run, &text);
	ck_assert_msg(strstr(buf_str(&text), "**Commit**: `aaaaaaa`") != NULL, "%s",
		      buf_str(&text));
	ck_assert_msg(!strstr(buf_str(&text), "**Run**"), "%s", buf_str(&text));
	config_release(&run.config);
}
END_TEST

static const struct {
	enum marker_state state;
	const char *summary;
} states[] = {
	{MARKER_DEPLOYED, "Earlier: deployed</summary>"},
	{MARKER_DEPLOY_FAILED, "Earlier: deployment failed</summary>"},
	{MARKER_CLOSED, "Earlier: closed in the meantime</summary>"},
	{MARKER_REMOVED, "Earlier: removed</summary>"},
	{MARKER_REMOVAL_FAILED, "Earlier: removal failed</summary>"},
};

START_TEST(folded_comment_says_what_it_was)
{
	const struct marker was = {.workspace = "pr-123", .state = states[_i].state};
	struct run run = make_run(-1);
	auto_buf old = BUF_INIT(1024);
	auto_buf text = BUF_INIT(COMMENTS_BODY_MAX);

	buf_adds(&old, "what stood there");
	status_comment_edit(&run, "", &old, &was, &text);
	ck_assert_msg(strstr(buf_str(&text), states[_i].summary) != NULL, "%s", buf_str(&text));
	config_release(&run.config);
}
END_TEST

SUITE(status_comment)
{
	Suite *suite = suite_create("status_comment");
	TCase *tcase = tcase_create("texts");

	tcase_add_loop_test(tcase, time_since_is_in_its_two_largest_units, 0,
			    (int)(ARRAY_SIZE(spans)));
	tcase_add_test(tcase, without_a_commit_the_branch_is_named);
	tcase_add_test(tcase, without_the_server_s_address_there_are_no_links);
	tcase_add_loop_test(tcase, folded_comment_says_what_it_was, 0,
			    (int)(ARRAY_SIZE(states)));
	suite_add_tcase(suite, tcase);
	return suite;
}
