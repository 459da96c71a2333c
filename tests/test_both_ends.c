/* SPDX-License-Identifier: MIT */
/*
 * Both ends of the contract, with the real binary: what the CMS's end posts, as the hub recorded
 * it, becomes the event of the infrastructure's end, which must take it and name the same
 * environment.
 */
#include "case.h"
#include "suites.h"

#include <string.h>

#define COMMENT "issue_comment.created.json"
#define CMS     "CoreMemorySquad/cms"

/* A merge patch for the pull request as the hub answers, and for the event. */
#define INTO(base)                                                                             \
	"{\"repositories\":{\"" CMS "\":{\"pulls\":{\"123\":{\"base\":{\"ref\":\"" base        \
	"\"}}}}}}"
#define NAMED(branch)                                                                          \
	"{\"repositories\":{\"" CMS "\":{\"pulls\":{\"123\":{\"head\":{\"ref\":\"" branch      \
	"\"}}}}}}"
#define SAYS(text) "{\"comment\":{\"body\":\"" text "\"}}"

static const struct {
	const char *type; /* the event that is to be sent */
	const char *name; /* of the event on the CMS */
	const char *event;
	const char *patch;
	const char *hub;
} rows[] = {
	{"deploy-ephemeral", "issue_comment", COMMENT, SAYS("/test-deploy"), INTO("dev")},
	{"deploy-ephemeral", "issue_comment", COMMENT, SAYS("/test-deploy"), INTO("main")},
	{"deploy-ephemeral", "issue_comment", COMMENT, SAYS("/test-deploy"),
	 NAMED("fix/\\\"$(id)`|;&'%0a,é")},
	{"destroy-ephemeral", "issue_comment", COMMENT, SAYS("/destroy-test"), INTO("dev")},
	{"destroy-ephemeral", "issue_comment", COMMENT, SAYS("/destroy-test"), INTO("main")},
	{"pr-closed", "pull_request_target", "pull_request.closed.json", "{}", "{}"},
	{"pr-closed", "pull_request_target", "pull_request.closed.json",
	 "{\"pull_request\":{\"merged\":false,\"base\":{\"ref\":\"main\"}}}", "{}"},
	{"destroy-ephemeral", "pull_request_target", "pull_request.edited.json", "{}", "{}"},
};

static struct json_object *parse(const char *text)
{
	struct json_object *tree = NULL;
	struct err err;

	ck_assert_msg(tree_parse(&tree, text, strlen(text), &err) == 0, "%s: %s", text,
		      err.msg);
	return tree;
}

static void set_env(struct json_object *scenario, const char *name, const char *value)
{
	tree_set(tree_get(scenario, "env"), name, tree_string(value));
}

/* The base scenario, for an event of that name. */
static struct json_object *new_scenario(const char *name, const char *event)
{
	struct json_object *scenario = case_base();

	tree_set(scenario, "event", tree_string(event));
	set_env(scenario, "GITHUB_EVENT_NAME", name);
	return scenario;
}

/* The one dispatch that was recorded; borrowed. */
static struct json_object *find_dispatch(const struct seen *seen)
{
	struct json_object *body = NULL;

	for (size_t i = 0; i < tree_length(seen->requests); i++) {
		struct json_object *request = json_object_array_get_idx(seen->requests, i);

		if (!strstr(tree_text(request, "path", ""), "/dispatches"))
			continue;
		ck_assert_ptr_null(body);
		body = tree_get(request, "body");
	}
	ck_assert_ptr_nonnull(body);
	return body;
}

/* As GitHub makes an event of a dispatch: its type is the action. */
static struct json_object *receiving_scenario(struct json_object *dispatch)
{
	struct json_object *scenario =
		new_scenario("repository_dispatch", "repository_dispatch.json");
	struct json_object *patch = tree_object(NULL);

	tree_set(patch, "action", json_object_get(tree_get(dispatch, "event_type")));
	tree_set(scenario, "event_patch", patch);
	tree_set(scenario, "event_payload",
		 json_object_get(tree_get(dispatch, "client_payload")));
	set_env(scenario, "GITHUB_REPOSITORY", "CoreMemorySquad/cms_infrastructure");
	set_env(scenario, "INPUT_REPOSITORY", "");
	set_env(scenario, "INPUT_TOKEN", "");
	return scenario;
}

START_TEST(what_is_sent_is_taken_and_named_the_same)
{
	struct json_object *cms = new_scenario(rows[_i].name, rows[_i].event);
	struct json_object *patch = parse(rows[_i].hub);
	struct json_object *infrastructure;
	struct seen sent = {0};
	struct seen received = {0};
	struct json_object *dispatch;

	tree_set(cms, "event_patch", parse(rows[_i].patch));
	tree_set(cms, "hub", tree_merge(tree_copy(tree_get(cms, "hub")), patch));
	case_run(cms, &sent);
	ck_assert_str_eq(tree_text(sent.outputs, "result", ""), "dispatched");
	dispatch = find_dispatch(&sent);
	ck_assert_str_eq(tree_text(dispatch, "event_type", ""), rows[_i].type);

	infrastructure = receiving_scenario(dispatch);
	case_run(infrastructure, &received);
	ck_assert_msg(strcmp(tree_text(received.outputs, "result", ""), "resolved") == 0, "%s",
		      buf_str(&received.log));
	/* All but how each ended is the same, byte for byte. */
	for (struct lh_entry *at = tree_first(sent.outputs); at; at = lh_entry_next(at)) {
		const char *name = lh_entry_k(at);

		if (strcmp(name, "result") != 0 && strcmp(name, "message") != 0)
			ck_assert_str_eq(tree_text(received.outputs, name, "(none)"),
					 tree_text(sent.outputs, name, ""));
	}
	ck_assert_uint_eq((size_t)json_object_object_length(received.outputs),
			  (size_t)json_object_object_length(sent.outputs));
	case_release(&sent);
	case_release(&received);
	json_object_put(patch);
	json_object_put(cms);
	json_object_put(infrastructure);
}
END_TEST

/* What the infrastructure sends to itself, for an environment that is left over: hub and workspace. */
static const struct {
	const char *hub;
	const char *workspace;
} left[] = {
/* Another one is open into the ephemeral base, or what is open would be kept. */
#define STATE(more) "{\"repositories\":{\"" CMS "\":{\"pulls\":{\"7\":{},\"123\":{" more "}}}}}"
#define CLOSED      "\"state\":\"closed\",\"closed_at\":\"2026-11-25T10:00:00Z\""
	{STATE(CLOSED), "pr-123"},
	{STATE(CLOSED ",\"merged\":true"), "pr-123"},
	{STATE("\"base\":{\"ref\":\"feature\"}"), "pr-123"},
	{STATE(CLOSED ",\"base\":{\"ref\":\"main\"}"), "pr-123"},
	{STATE(CLOSED ",\"base\":{\"ref\":\"main\"}"), "staging"},
};

START_TEST(what_is_left_over_is_taken_and_named_the_same)
{
	struct json_object *sweep = new_scenario("schedule", "repository_dispatch.json");
	struct json_object *patch = parse(left[_i].hub);
	struct json_object *tokens =
		parse("{\"tokens\":{\"infra-token-5ecret\":{\"repositories\":{\"" CMS
		      "\":\"read\"}}}}");
	struct json_object *infrastructure;
	struct seen sent = {0};
	struct seen received = {0};

	tree_set(sweep, "hub", tree_merge(tree_copy(tree_get(sweep, "hub")), patch));
	tree_set(sweep, "hub", tree_merge(json_object_get(tree_get(sweep, "hub")), tokens));
	set_env(sweep, "INPUT_MODE", "reconcile");
	set_env(sweep, "INPUT_ENVIRONMENTS", left[_i].workspace);
	set_env(sweep, "INPUT_REPOSITORY", CMS);
	set_env(sweep, "INPUT_GITHUB-TOKEN", "infra-token-5ecret");
	set_env(sweep, "GITHUB_REPOSITORY", CMS "_infrastructure");
	case_run(sweep, &sent);
	ck_assert_msg(strcmp(tree_text(sent.outputs, "result", ""), "reconciled") == 0, "%s",
		      buf_str(&sent.log));

	infrastructure = receiving_scenario(find_dispatch(&sent));
	case_run(infrastructure, &received);
	ck_assert_msg(strcmp(tree_text(received.outputs, "result", ""), "resolved") == 0, "%s",
		      buf_str(&received.log));
	ck_assert_str_eq(tree_text(received.outputs, "event-type", ""), "pr-closed");
	ck_assert_str_eq(tree_text(received.outputs, "operation", ""), "destroy");
	ck_assert_str_eq(tree_text(received.outputs, "workspace", ""), left[_i].workspace);
	ck_assert_str_eq(tree_text(received.outputs, "pr-number", ""), "123");
	case_release(&sent);
	case_release(&received);
	json_object_put(patch);
	json_object_put(tokens);
	json_object_put(sweep);
	json_object_put(infrastructure);
}
END_TEST

SUITE(both_ends)
{
	Suite *suite = suite_create("both ends");
	TCase *tcase = tcase_create("a dispatch");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, what_is_sent_is_taken_and_named_the_same, 0,
			    (int)(ARRAY_SIZE(rows)));
	tcase_add_loop_test(tcase, what_is_left_over_is_taken_and_named_the_same, 0,
			    (int)(ARRAY_SIZE(left)));
	suite_add_tcase(suite, tcase);
	return suite;
}
