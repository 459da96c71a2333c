/* SPDX-License-Identifier: MIT */
#include "case.h"
#include "read_file.h"
#include "runner.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct json_object *expected;
static const char *title;

#define CHECK(truth, ...)                                                                      \
	do {                                                                                   \
		char message_[4096];                                                           \
		(void)snprintf(message_, sizeof(message_), __VA_ARGS__);                       \
		ck_assert_msg(truth, "%s: %s", title, message_);                               \
	} while (0)

static const char *text_at(const struct json_object *array, size_t index)
{
	return json_object_get_string(json_object_array_get_idx(array, index));
}

/* Every text of the list `key` must be in `text`. */
static void check_holds(const char *key, const char *text)
{
	struct json_object *wanted = tree_get(expected, key);

	for (size_t i = 0; i < tree_length(wanted); i++)
		CHECK(strstr(text, text_at(wanted, i)), "%s lacks \"%s\": %s", key,
		      text_at(wanted, i), text);
}

static void check_outputs(const struct json_object *outputs)
{
	struct json_object *wanted = tree_get(expected, "outputs");

	for (struct lh_entry *at = tree_first(wanted); at; at = lh_entry_next(at)) {
		const char *name = lh_entry_k(at);
		const char *value = tree_text(outputs, name, "");

		const char *want = tree_text(wanted, name, "");
		bool any = strcmp(want, "*") == 0 && *value;

		CHECK(any || strcmp(value, want) == 0,
		      "output %s is \"%s\", expected \"%s\" (%s)", name, value, want,
		      tree_text(outputs, "message", ""));
	}
	for (struct lh_entry *at = tree_first(outputs);
	     at && !tree_true(expected, "more_outputs"); at = lh_entry_next(at)) {
		const char *name = lh_entry_k(at);

		CHECK(strcmp(name, "message") == 0 || !*tree_text(outputs, name, "") ||
			      tree_get(wanted, name),
		      "output %s is \"%s\", which is not expected", name,
		      tree_text(outputs, name, ""));
	}
	check_holds("message", tree_text(outputs, "message", ""));
}

/* The variables for the job's later steps, all of them. */
static void check_variables(struct json_object *variables)
{
	auto_tree *none = tree_object(NULL);
	struct json_object *wanted = tree_get(expected, "variables");

	CHECK(json_object_equal(variables, wanted ? wanted : none), "variables: %s",
	      json_object_to_json_string(variables));
}

/* A request in the short form of the scenarios. */
static void describe(const struct json_object *request, char *to, size_t size)
{
	(void)snprintf(to, size, "%s %s %s", tree_text(request, "method", "?"),
		       tree_text(request, "path", "?"), tree_text(request, "token", "-"));
}

/* Finds `wanted` among requests [from, to). */
static bool is_among(const struct json_object *requests, size_t from, size_t to,
		     const char *wanted)
{
	for (size_t i = from; i < to && i < tree_length(requests); i++) {
		char request[1024];

		describe(json_object_array_get_idx(requests, i), request, sizeof(request));
		if (strcmp(request, wanted) == 0)
			return true;
	}
	return false;
}

static void list_requests(const struct json_object *requests, struct buf *out)
{
	for (size_t i = 0; i < tree_length(requests); i++) {
		char request[1024];

		describe(json_object_array_get_idx(requests, i), request, sizeof(request));
		buf_addf(out, "\n  %s", request);
	}
}

/* How many requests from `at` on are `wanted` without its " +"; which must be two at least. */
static size_t check_repeated(const struct json_object *requests, size_t at, const char *wanted)
{
	char once[1024];
	size_t count = 0;

	(void)snprintf(once, sizeof(once), "%.*s", (int)(strlen(wanted) - strlen(" +")),
		       wanted);
	while (is_among(requests, at + count, at + count + 1, once))
		count++;
	CHECK(count >= 2, "%zu requests %s", count, once);
	return count;
}

/* In order; those in a list of their own in any order among themselves. */
static void check_requests(const struct json_object *requests)
{
	struct json_object *wanted = tree_get(expected, "requests");
	size_t at = 0;
	auto_buf list = BUF_INIT(2048);

	list_requests(requests, &list);
	for (size_t i = 0; i < tree_length(wanted); i++) {
		struct json_object *entry = json_object_array_get_idx(wanted, i);
		bool is_list = json_object_is_type(entry, json_type_array);
		size_t count = is_list ? tree_length(entry) : 1;

		if (!is_list && strstr(json_object_get_string(entry), " +")) {
			at += check_repeated(requests, at, json_object_get_string(entry));
			continue;
		}
		for (size_t k = 0; k < count; k++) {
			const char *text =
				is_list ? text_at(entry, k) : json_object_get_string(entry);

			CHECK(is_among(requests, at, at + count, text), "no request %s in:%s",
			      text, buf_str(&list));
		}
		at += count;
	}
	CHECK(tree_length(requests) == at, "%zu requests, expected %zu:%s",
	      tree_length(requests), at, buf_str(&list));
}

/* Every request looks as the interface says. */
static void check_headers(const struct json_object *requests)
{
	for (size_t i = 0; i < tree_length(requests); i++) {
		const struct json_object *request = json_object_array_get_idx(requests, i);
		const struct json_object *headers = tree_get(request, "headers");
		bool post = strcmp(tree_text(request, "method", ""), "POST") == 0;

		CHECK(strcmp(tree_text(headers, "accept", ""), "application/vnd.github+json") ==
			      0,
		      "Accept is %s", tree_text(headers, "accept", ""));
		CHECK(strcmp(tree_text(headers, "x-github-api-version", ""), "2022-11-28") == 0,
		      "X-GitHub-Api-Version is %s",
		      tree_text(headers, "x-github-api-version", ""));
		CHECK(strcmp(tree_text(headers, "user-agent", ""),
			     "deploy-dispatch/" VERSION) == 0,
		      "User-Agent is %s", tree_text(headers, "user-agent", ""));
		CHECK(!post || strcmp(tree_text(headers, "content-type", ""),
				      "application/json") == 0,
		      "Content-Type is %s", tree_text(headers, "content-type", ""));
	}
}

/* The body of the last request to a path that ends so; NULL where there is none. */
static struct json_object *body_of(const struct json_object *requests, const char *ending)
{
	struct json_object *body = NULL;

	for (size_t i = 0; i < tree_length(requests); i++) {
		struct json_object *request = json_object_array_get_idx(requests, i);
		const char *path = tree_text(request, "path", "");
		size_t len = strlen(path);

		if (strcmp(tree_text(request, "method", ""), "POST") == 0 &&
		    len >= strlen(ending) && strcmp(path + len - strlen(ending), ending) == 0)
			body = tree_get(request, "body");
	}
	return body;
}

/* The comment begins with the lines of a fixture, which end where ours begin: in a blank one. */
static void check_comment(const char *comment)
{
	const char *fixture = tree_text(expected, "comment", "");
	auto_buf path = BUF_INIT(4096);
	auto_buf text = BUF_INIT(65536);

	if (!*fixture)
		return;
	buf_addf(&path, "tests/fixtures/%s", fixture);
	CHECK(read_file(buf_str(&path), &text) && text.len > 0, "no file %s", buf_str(&path));
	buf_addc(&text, '\n');
	CHECK(strncmp(comment, buf_str(&text), text.len) == 0, "the comment is not %s: %s",
	      fixture, comment);
}

static void check_edits(const struct json_object *requests)
{
	struct json_object *wanted = tree_get(expected, "edits");
	size_t count = 0;

	for (size_t i = 0; i < tree_length(requests); i++) {
		struct json_object *request = json_object_array_get_idx(requests, i);
		const char *text = tree_text(tree_get(request, "body"), "body", "");
		struct json_object *edit;
		struct json_object *holds;

		if (strcmp(tree_text(request, "method", ""), "PATCH") != 0)
			continue;
		CHECK(count < tree_length(wanted), "an edit that is not expected: %s", text);
		edit = json_object_array_get_idx(wanted, count++);
		holds = tree_get(edit, "holds");
		CHECK(strcmp(strrchr(tree_text(request, "path", "/"), '/') + 1,
			     tree_text(edit, "id", "")) == 0,
		      "the edited comment is %s", tree_text(request, "path", ""));
		for (size_t k = 0; k < tree_length(holds); k++)
			CHECK(strstr(text, text_at(holds, k)), "the edit lacks \"%s\": %s",
			      text_at(holds, k), text);
	}
	CHECK(count == tree_length(wanted), "%zu edits, expected %zu", count,
	      tree_length(wanted));
}

/* What GitHub's own lists are told: deployments, and the states of deployments and commits. */
static void check_announced(const struct json_object *requests)
{
	struct json_object *wanted = tree_get(expected, "bodies");
	size_t count = 0;

	for (size_t i = 0; wanted && i < tree_length(requests); i++) {
		struct json_object *request = json_object_array_get_idx(requests, i);
		const char *path = tree_text(request, "path", "");

		if (strcmp(tree_text(request, "method", ""), "POST") != 0 ||
		    (!strstr(path, "/deployments") && !strstr(path, "/statuses/")))
			continue;
		CHECK(json_object_equal(tree_get(request, "body"),
					json_object_array_get_idx(wanted, count)),
		      "body %zu is %s", count,
		      json_object_to_json_string(tree_get(request, "body")));
		count++;
	}
	CHECK(count == tree_length(wanted), "%zu bodies, expected %zu", count,
	      tree_length(wanted));
}

/* What the outputs say was sent is what was sent. */
static void check_payload(const struct json_object *dispatch, const struct json_object *outputs)
{
	const char *output = tree_text(outputs, "client-payload", "");
	auto_tree *payload = NULL;
	struct err err;

	/* What a post asks for is another event than the one that it reports. */
	if (!dispatch || !*output ||
	    strcmp(tree_text(dispatch, "event_type", ""),
		   tree_text(outputs, "event-type", "")) != 0)
		return;
	CHECK(tree_parse(&payload, output, strlen(output), &err) == 0 &&
		      json_object_equal(payload, tree_get(dispatch, "client_payload")),
	      "the output client-payload is %s", output);
}

static void check_bodies(const struct json_object *requests, const struct json_object *outputs)
{
	struct json_object *dispatch = body_of(requests, "/dispatches");
	struct json_object *reaction = body_of(requests, "/reactions");
	const char *reply = tree_text(body_of(requests, "/comments"), "body", "");

	check_payload(dispatch, outputs);
	if (tree_get(expected, "dispatch"))
		CHECK(json_object_equal(dispatch, tree_get(expected, "dispatch")),
		      "the dispatch is %s",
		      dispatch ? json_object_to_json_string(dispatch) : "not there");
	CHECK(strcmp(tree_text(reaction, "content", ""), tree_text(expected, "reaction", "")) ==
		      0,
	      "the reaction is \"%s\"", tree_text(reaction, "content", ""));
	check_holds("reply", reply);
	check_comment(reply);
	check_edits(requests);
	check_announced(requests);
	CHECK(reply[0] != '/' && !strstr(reply, "\n/"), "the reply has a command first: %s",
	      reply);
}

static size_t count_lines(const char *text, const char *beginning)
{
	size_t count = 0;

	while (*text) {
		count += strncmp(text, beginning, strlen(beginning)) == 0;
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return count;
}

/* What the runner takes for a command is a line that we meant as one, and nothing else. */
static void check_commands(const char *log, size_t len)
{
	struct json_object *commands = runner_read_log(log, len);

	CHECK(strlen(log) == len, "the log has a NUL: %s", log);
	CHECK(len == 0 || log[len - 1] == '\n', "act loses the last line: %s", log);
	CHECK(tree_length(commands) == count_lines(log, "::"), "commands %s in: %s",
	      json_object_to_json_string(commands), log);
	for (size_t i = 0; i < tree_length(commands); i++) {
		const struct json_object *command = json_object_array_get_idx(commands, i);
		auto_buf name = BUF_INIT(64);

		buf_addf(&name, "|%s|", tree_text(command, "name", ""));
		CHECK(strstr("|debug|notice|warning|error|", buf_str(&name)) != NULL &&
			      !tree_first(tree_get(command, "properties")) &&
			      *tree_text(command, "data", ""),
		      "not ours: %s", json_object_to_json_string(commands));
	}
	json_object_put(commands);
}

/* One annotation of its kind for each result that has one, and no command but ours. */
static void check_log(const char *log, const char *result)
{
	size_t warnings = (size_t)tree_number(expected, "warnings", 0);
	size_t notices = (size_t)tree_number(expected, "notices", 0);
	size_t commands = count_lines(log, "::");
	bool red = tree_number(expected, "exit", 0) == EXIT_FAILURE;
	bool refused = strcmp(result, "refused") == 0;

	CHECK(count_lines(log, "::error::") ==
		      (strcmp(result, "failed") == 0 || (refused && red)),
	      "log: %s", log);
	CHECK(count_lines(log, "::notice::") == notices + (strcmp(result, "dispatched") == 0),
	      "log: %s", log);
	CHECK(count_lines(log, "::warning::") == warnings + (refused && !red), "log: %s", log);
	CHECK(commands == count_lines(log, "::error::") + count_lines(log, "::notice::") +
				  count_lines(log, "::warning::") +
				  count_lines(log, "::debug::"),
	      "log: %s", log);
	CHECK(!strstr(log, "##["), "log: %s", log);
	CHECK(!strchr(log, '\r'), "log: %s", log);
	check_holds("log", log);
}

/* The tokens of tests/cases/ all have this in them, here also in Base64 at each of its places. */
static void check_no_token_in(const char *text)
{
	static const char *const forms[] = {"-token-5ecret", "LXRva2VuLTVlY3JldA",
					    "10b2tlbi01ZWNyZXQ", "tdG9rZW4tNWVjcmV0"};

	for (size_t i = 0; i < ARRAY_SIZE(forms); i++)
		CHECK(!strstr(text, forms[i]), "a token: %s", text);
}

static void check_no_token(const struct seen *seen)
{
	auto_buf bodies = BUF_INIT(1024 * 1024);

	for (size_t i = 0; i < tree_length(seen->requests); i++)
		tree_write(tree_get(json_object_array_get_idx(seen->requests, i), "body"),
			   &bodies);
	tree_write(seen->outputs, &bodies);
	check_no_token_in(buf_str(&bodies));
	check_no_token_in(buf_str(&seen->log));
	check_no_token_in(buf_str(&seen->summary));
	check_no_token_in(buf_str(&seen->state));
}

/* Under valgrind a second or two are over before the program has asked for anything. */
static bool is_in_a_hurry(size_t index)
{
	return tree_get(tree_get(case_get(index), "env"), "INPUT_TIMEOUT");
}

START_TEST(scenario_ends_as_expected)
{
	const struct json_object *scenario = case_get((size_t)_i);
	struct seen seen = {0};

	title = tree_text(scenario, "title", "?");
	expected = tree_get(scenario, "expect");
	case_run(scenario, &seen);
	check_outputs(seen.outputs);
	check_variables(seen.variables);
	CHECK((seen.state.len > 0) == (tree_get(expected, "state") != NULL), "state: %s",
	      buf_str(&seen.state));
	check_holds("state", buf_str(&seen.state));
	CHECK(seen.exit_status == tree_number(expected, "exit", 0), "exit status %d: %s",
	      seen.exit_status, buf_str(&seen.log));
	check_requests(seen.requests);
	check_headers(seen.requests);
	check_bodies(seen.requests, seen.outputs);
	/* Where the outputs could not be written, the scenario says what would be in them. */
	check_commands(buf_str(&seen.log), seen.log.len);
	check_log(buf_str(&seen.log),
		  tree_text(seen.outputs, "result", tree_text(expected, "unwritten", "?")));
	check_holds("summary", buf_str(&seen.summary));
	CHECK((seen.summary.len == 0) ==
		      (strcmp(tree_text(seen.outputs, "result", ""), "ignored") == 0 ||
		       tree_true(expected, "no_summary")),
	      "summary: %s", buf_str(&seen.summary));
	check_no_token(&seen);
	case_release(&seen);
}
END_TEST

struct case_share case_share = {0, 1};

SUITE(cases)
{
	Suite *suite = suite_create("cases");
	TCase *calm = tcase_create("scenarios");
	TCase *hurried = tcase_create("scenarios with a deadline");

	tcase_set_timeout(calm, 120);
	tcase_set_timeout(hurried, 120);
	tcase_set_tags(hurried, "native");
	for (int i = case_share.first; i < (int)case_count(); i += case_share.step)
		tcase_add_loop_test(is_in_a_hurry((size_t)i) ? hurried : calm,
				    scenario_ends_as_expected, i, i + 1);
	suite_add_tcase(suite, calm);
	suite_add_tcase(suite, hurried);
	return suite;
}
