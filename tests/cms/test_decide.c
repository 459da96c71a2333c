/* SPDX-License-Identifier: MIT */
/*
 * The order of the checks, one change at a time: each row breaks one more
 * thing of a deploy that is otherwise sent, and the first check in order must give the reason.
 */
#include "cms/decide.h"
#include "suites.h"

#include <string.h>

#define SHA   "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"
#define OTHER "ffffffffffffffffffffffffffffffffffffffff"

static char repository[] = "CoreMemorySquad/cms_infrastructure";
static char token[] = "secret";
static char empty[] = "";
static char dev[] = "dev";
static char main_branch[] = "main";

/* What may be broken; in the order of the checks. */
struct breakage {
	bool action, issue, bot, word, values, repository, token; /* before any request */
	bool argument, sender;
	bool role, role_unknown, pull_unknown, closed, base, fork, sha; /* with the facts */
};

static struct config good_config(void)
{
	return (struct config){.repository = repository,
			       .token = token,
			       .permission = ROLE_WRITE,
			       .ephemeral_base = dev,
			       .staging_base = main_branch};
}

/* Decides a command as main does: early, then with the facts where they are asked for. */
static int decide(const struct breakage *broken, struct decision *decision, struct err *err)
{
	struct config config = good_config();
	struct event event = {.kind = EVENT_ISSUE_COMMENT,
			      .repository = "CoreMemorySquad/cms",
			      .action = broken->action ? "edited" : "created",
			      .on_pull_request = !broken->issue,
			      .number = "123",
			      .comment_id = 7,
			      .author = "syneto",
			      .author_type = broken->bot ? "Bot" : "User",
			      .sender = broken->sender ? "mallory" : "syneto"};
	struct command command = {.kind = broken->word ? COMMAND_NONE : COMMAND_DEPLOY,
				  .bad_argument = broken->argument};
	struct facts facts = {.people = {{.login = "syneto",
					  .role = broken->role ? ROLE_TRIAGE : ROLE_WRITE}},
			      .people_count = 1,
			      .pull = {.open = !broken->closed,
				       .base = broken->base ? "release" : "dev",
				       .head = "feature",
				       .head_sha = SHA,
				       .head_repository = "a/b",
				       .is_fork = broken->fork}};

	if (broken->values)
		err_set(&event.fault, REASON_BAD_EVENT, "x");
	if (broken->repository)
		config.repository = empty;
	if (broken->token)
		config.token = empty;
	if (broken->sha)
		memcpy(command.sha, OTHER, sizeof(OTHER));
	if (broken->role_unknown)
		err_set(&facts.people[0].err, REASON_FORBIDDEN, "x");
	if (broken->pull_unknown)
		err_set(&facts.pull_err, REASON_NOT_FOUND, "x");
	if (decide_early(&config, &event, &command, decision, err) < 0)
		return -1;
	if (decision->verdict != VERDICT_ASK_FACTS)
		return 0;
	return decide_facts(&config, &event, &command, &facts, decision, err);
}

static const struct {
	struct breakage broken;
	enum verdict verdict; /* with `failed`, what the decision was about to be */
	bool failed;
	enum reason reason;
} order[] = {
	{{.action = true, .issue = true}, VERDICT_IGNORE, false, REASON_ACTION_NOT_HANDLED},
	{{.issue = true, .bot = true}, VERDICT_IGNORE, false, REASON_NOT_A_PULL_REQUEST},
	{{.bot = true, .word = true}, VERDICT_IGNORE, false, REASON_BOT},
	{{.word = true, .values = true}, VERDICT_IGNORE, false, REASON_NOT_A_COMMAND},
	{{.values = true, .repository = true}, VERDICT_IGNORE, true, REASON_BAD_EVENT},
	{{.repository = true, .argument = true}, VERDICT_ASK_FACTS, true, REASON_BAD_CONFIG},
	{{.token = true, .argument = true}, VERDICT_ASK_FACTS, true, REASON_BAD_CONFIG},
	{{.argument = true, .sender = true}, VERDICT_REFUSE, false, REASON_BAD_ARGUMENT},
	{{.sender = true, .role = true}, VERDICT_REFUSE, false, REASON_SENDER_MISMATCH},
	{{.role_unknown = true, .pull_unknown = true},
	 VERDICT_ASK_FACTS,
	 true,
	 REASON_FORBIDDEN},
	{{.role = true, .pull_unknown = true}, VERDICT_REFUSE, false, REASON_PERMISSION_DENIED},
	{{.role = true, .closed = true}, VERDICT_REFUSE, false, REASON_PERMISSION_DENIED},
	{{.pull_unknown = true}, VERDICT_ASK_FACTS, true, REASON_NOT_FOUND},
	{{.closed = true, .base = true}, VERDICT_REFUSE, false, REASON_PULL_REQUEST_CLOSED},
	{{.base = true, .fork = true}, VERDICT_REFUSE, false, REASON_BASE_NOT_COVERED},
	{{.fork = true, .sha = true}, VERDICT_REFUSE, false, REASON_FORK},
	{{.sha = true}, VERDICT_REFUSE, false, REASON_SHA_MISMATCH},
	{{0}, VERDICT_SEND, false, REASON_NONE},
};

START_TEST(first_check_that_does_not_hold_gives_the_reason)
{
	struct decision decision;
	struct err err = {REASON_NONE, ""};

	ck_assert_int_eq(decide(&order[_i].broken, &decision, &err), order[_i].failed ? -1 : 0);
	ck_assert_int_eq(decision.verdict, order[_i].verdict);
	ck_assert_int_eq(order[_i].failed ? err.reason : decision.reason, order[_i].reason);
}
END_TEST

/* Logins differ in more than their case, see GitHub's docs, "Username considerations". */
START_TEST(sender_in_another_case_is_the_author)
{
	const struct config config = good_config();
	const struct event event = {.kind = EVENT_ISSUE_COMMENT,
				    .repository = "a/b",
				    .on_pull_request = true,
				    .number = "1",
				    .author = "syneto",
				    .sender = "Syneto"};
	const struct command command = {.kind = COMMAND_DEPLOY};
	struct decision decision;
	struct err err;

	ck_assert_int_eq(decide_early(&config, &event, &command, &decision, &err), 0);
	ck_assert_int_eq(decision.verdict, VERDICT_ASK_FACTS);
}
END_TEST

/* Nobody has allowed anything: not a command, and not the close of staging. */
START_TEST(no_answer_is_no_leave)
{
	static const enum event_kind kinds[] = {EVENT_ISSUE_COMMENT, EVENT_PULL_REQUEST};
	const struct config config = good_config();
	const struct command command = {.kind = COMMAND_DEPLOY};

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		const struct event event = {.kind = kinds[i],
					    .repository = "a/b",
					    .number = "1",
					    .author = "a",
					    .sender = "a"};
		const struct facts nobody = {.pull = {.open = true,
						      .base = "dev",
						      .head = "f",
						      .head_sha = SHA,
						      .head_repository = "a/b"}};
		struct facts cancelled = nobody;
		struct decision decision = {.verdict = VERDICT_ASK_FACTS};
		struct err err;

		ck_assert_int_eq(
			decide_facts(&config, &event, &command, &nobody, &decision, &err), -1);
		ck_assert_int_ne(decision.verdict, VERDICT_SEND);

		cancelled.people[cancelled.people_count++].login = "a";
		err_set(&cancelled.people[0].err, REASON_CANCELLED, "x");
		ck_assert_int_eq(
			decide_facts(&config, &event, &command, &cancelled, &decision, &err),
			-1);
		ck_assert_int_ne(decision.verdict, VERDICT_SEND);
	}
}
END_TEST

/* Each role against each threshold. */
START_TEST(role_must_reach_the_permission)
{
	for (int role = ROLE_NONE; role < ROLE_COUNT; role++) {
		for (int least = ROLE_READ; least < ROLE_COUNT; least++) {
			struct config config = good_config();
			struct event event = {.kind = EVENT_ISSUE_COMMENT,
					      .repository = "a/b",
					      .number = "1",
					      .author = "a",
					      .sender = "a"};
			struct command command = {.kind = COMMAND_DEPLOY};
			struct facts facts = {
				.people = {{.login = "a", .role = (enum role)role}},
				.people_count = 1,
				.pull = {.open = true,
					 .base = "dev",
					 .head = "f",
					 .head_sha = SHA,
					 .head_repository = "a/b"}};
			struct decision decision = {.verdict = VERDICT_ASK_FACTS};
			struct err err;

			config.permission = (enum role)least;
			ck_assert_int_eq(decide_facts(&config, &event, &command, &facts,
						      &decision, &err),
					 0);
			ck_assert_int_eq(decision.verdict,
					 role >= least ? VERDICT_SEND : VERDICT_REFUSE);
		}
	}
}
END_TEST

/* What the API answers goes into the payload only when it fits the contract. */
static const struct {
	const char *head, *sha;
	bool destroy, sent;
} answers[] = {
	{"feature", SHA, false, true},
	{"-x", SHA, false, false},
	{NULL, SHA, false, false},
	{"a..b", SHA, false, false},
	{"feature", "a1b2c3d", false, false},
	{"feature", NULL, false, false},
	{"-x", SHA, true, true},
	{NULL, NULL, true, true},
};

START_TEST(answer_outside_the_contract_is_not_sent)
{
	struct config config = good_config();
	struct event event = {.kind = EVENT_ISSUE_COMMENT,
			      .repository = "a/b",
			      .number = "1",
			      .author = "a",
			      .sender = "a"};
	struct command command = {.kind = answers[_i].destroy ? COMMAND_DESTROY
							      : COMMAND_DEPLOY};
	struct facts facts = {.people = {{.login = "a", .role = ROLE_ADMIN}},
			      .people_count = 1,
			      .pull = {.open = true,
				       .base = "dev",
				       .head = answers[_i].head,
				       .head_sha = answers[_i].sha,
				       .head_repository = "a/b"}};
	struct decision decision = {.verdict = VERDICT_ASK_FACTS};
	struct err err = {REASON_NONE, ""};
	int rc = decide_facts(&config, &event, &command, &facts, &decision, &err);

	ck_assert_int_eq(rc == 0 && decision.verdict == VERDICT_SEND, answers[_i].sent);
	ck_assert_int_eq(err.reason, answers[_i].sent ? REASON_NONE : REASON_BAD_RESPONSE);
}
END_TEST

SUITE(decide)
{
	Suite *suite = suite_create("decide");
	TCase *tcase = tcase_create("order");

	tcase_add_loop_test(tcase, first_check_that_does_not_hold_gives_the_reason, 0,
			    (int)(ARRAY_SIZE(order)));
	tcase_add_test(tcase, sender_in_another_case_is_the_author);
	tcase_add_test(tcase, no_answer_is_no_leave);
	tcase_add_test(tcase, role_must_reach_the_permission);
	tcase_add_loop_test(tcase, answer_outside_the_contract_is_not_sent, 0,
			    (int)(ARRAY_SIZE(answers)));
	suite_add_tcase(suite, tcase);
	return suite;
}
