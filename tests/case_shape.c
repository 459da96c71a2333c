/* SPDX-License-Identifier: MIT */
#include "case_shape.h"
#include "contract/config.h"
#include "hub/shape.h"
#include "help.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

/* A list of texts that must be in one that was written. */
#define HOLDS(at)                                                                              \
	{.path = (at), .type = json_type_array},                                               \
	{                                                                                      \
		.path = at "/*", .type = json_type_string                                      \
	}

/* Every value that a scenario may have, and `common` and base.json too. */
static const struct shape shapes[] = {
	{.path = "", .type = json_type_object},
	{.path = "/title", .type = json_type_string},
	{.path = "/event", .type = json_type_string},
	{.path = "/event_patch", .type = json_type_object, .open = true},
	{.path = "/event_payload", .type = json_type_object, .open = true},
	{.path = "/event_payload", .type = json_type_array, .open = true},
	{.path = "/event_payload", .type = json_type_string},
	{.path = "/event_text", .type = json_type_string},
	{.path = "/post", .type = json_type_boolean},
	{.path = "/files", .type = json_type_object},
	{.path = "/files/*", .type = json_type_string},
	{.path = "/env", .type = json_type_object},
	{.path = "/env/*", .type = json_type_string},
	{.path = "/hub",
	 .type = json_type_object,
	 .open = true}, /* the hub has its own table */
	{.path = "/signal", .type = json_type_object},
	{.path = "/signal/number", .type = json_type_int, .max = 64},
	{.path = "/signal/after", .type = json_type_int, .max = 1000},
	{.path = "/expect", .type = json_type_object},
	{.path = "/expect/exit", .type = json_type_int, .max = 255},
	{.path = "/expect/outputs", .type = json_type_object},
	{.path = "/expect/outputs/*", .type = json_type_string},
	{.path = "/expect/more_outputs", .type = json_type_boolean},
	{.path = "/expect/requests", .type = json_type_array},
	{.path = "/expect/requests/*", .type = json_type_string},
	{.path = "/expect/requests/*", .type = json_type_array},
	{.path = "/expect/requests/*/*", .type = json_type_string},
	{.path = "/expect/dispatch", .type = json_type_object, .open = true},
	{.path = "/expect/bodies", .type = json_type_array},
	{.path = "/expect/bodies/*", .type = json_type_object, .open = true},
	{.path = "/expect/reaction", .type = json_type_string},
	{.path = "/expect/comment", .type = json_type_string},
	{.path = "/expect/edits", .type = json_type_array},
	{.path = "/expect/edits/*", .type = json_type_object},
	{.path = "/expect/edits/*/id", .type = json_type_string},
	HOLDS("/expect/edits/*/holds"),
	HOLDS("/expect/message"),
	HOLDS("/expect/reply"),
	HOLDS("/expect/log"),
	HOLDS("/expect/summary"),
	HOLDS("/expect/state"),
	{.path = "/expect/variables", .type = json_type_object},
	{.path = "/expect/variables/*", .type = json_type_string},
	{.path = "/expect/warnings", .type = json_type_int, .max = INT_MAX},
	{.path = "/expect/notices", .type = json_type_int, .max = INT_MAX},
	{.path = "/expect/unwritten", .type = json_type_string},
	{.path = "/expect/no_summary", .type = json_type_boolean},
	{.path = NULL},
};

static int fault(struct err *err, const char *what)
{
	return err_set(err, REASON_BAD_CONFIG, "%s", what);
}

/* A list that is empty, or an empty text in it, is in everything. */
static int check_holds(const struct json_object *parent, const char *name, struct err *err)
{
	struct json_object *holds = tree_get(parent, name);

	if (!holds)
		return 0;
	if (tree_length(holds) == 0)
		return err_set(err, REASON_BAD_CONFIG, "%s: an empty list checks nothing",
			       name);
	for (size_t i = 0; i < tree_length(holds); i++) {
		struct json_object *text = json_object_array_get_idx(holds, i);

		if (!text || json_object_get_string_len(text) == 0)
			return err_set(err, REASON_BAD_CONFIG,
				       "%s: an empty text checks nothing", name);
	}
	return 0;
}

static int check_expect(const struct json_object *expect, struct err *err)
{
	static const char *const lists[] = {"message", "reply", "log", "summary", "state"};
	struct json_object *edits = tree_get(expect, "edits");

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		if (check_holds(expect, lists[i], err) < 0)
			return err_prefix(err, "expect");
	}
	for (size_t i = 0; i < tree_length(edits); i++) {
		struct json_object *edit = json_object_array_get_idx(edits, i);

		if (!tree_get(edit, "id"))
			return fault(err, "expect: edits: an edit without its id");
		if (check_holds(edit, "holds", err) < 0)
			return err_prefix(err, "expect: edits");
	}
	return 0;
}

/* An input that there is not is one that the program never reads. */
static bool is_input(const char *name)
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		const char *at = name;
		const char *input = inputs[i].name;

		for (; *input; input++, at++) {
			if (*at != toupper((unsigned char)*input) &&
			    !(*input == '-' && *at == '_'))
				break;
		}
		if (!*input && !*at)
			return true;
	}
	return false;
}

static int check_env(struct json_object *env, struct err *err)
{
	for (struct lh_entry *at = tree_first(env); at; at = lh_entry_next(at)) {
		const char *name = lh_entry_k(at);

		if (strncmp(name, "INPUT_", 6) == 0 && !is_input(name + 6))
			return err_set(err, REASON_BAD_CONFIG,
				       "env: %s: there is no such input", name);
	}
	return 0;
}

/* One that there is not is always absent, as some are expected to be. */
static int check_outputs(struct json_object *wanted, struct err *err)
{
	for (struct lh_entry *at = tree_first(wanted); at; at = lh_entry_next(at)) {
		const struct end_output *row;
		size_t i = 0;

		if (strcmp(lh_entry_k(at), "like") == 0)
			continue; /* a name of outputs.json */
		while ((row = help_output(i)) && strcmp(row->name, lh_entry_k(at)) != 0)
			i++;
		if (!row)
			return err_set(err, REASON_BAD_CONFIG,
				       "expect: outputs: %s: there is no such output",
				       (const char *)lh_entry_k(at));
	}
	return 0;
}

/* What scenarios, `common` and base.json have to hold to. */
static int check_part(struct json_object *part, struct err *err)
{
	if (!json_object_is_type(part, json_type_object))
		return fault(err, "not an object");
	if (shape_check_by(shapes, &shapes[0], part, err) < 0 ||
	    check_expect(tree_get(part, "expect"), err) < 0 ||
	    check_outputs(tree_get(tree_get(part, "expect"), "outputs"), err) < 0)
		return -1;
	return check_env(tree_get(part, "env"), err);
}

static int check_scenario(struct json_object *scenario, struct err *err)
{
	const char *title = tree_text(scenario, "title", "");

	if (check_part(scenario, err) < 0)
		return *title ? err_prefix(err, "\"%s\"", title) : -1;
	if (!*title)
		return fault(err, "a scenario without a title");
	if (!tree_get(scenario, "expect"))
		return err_set(err, REASON_BAD_CONFIG, "\"%s\": it expects nothing", title);
	return 0;
}

static int check_list(struct json_object *list, struct err *err)
{
	if (tree_length(list) == 0)
		return fault(err, "no scenarios");
	for (size_t i = 0; i < tree_length(list); i++) {
		if (check_scenario(json_object_array_get_idx(list, i), err) < 0)
			return -1;
	}
	return 0;
}

int case_shape_check_base(struct json_object *base, struct err *err)
{
	if (tree_get(base, "title"))
		return fault(err, "title: each scenario has its own");
	return check_part(base, err);
}

int case_shape_check(struct json_object *file, struct err *err)
{
	if (json_object_is_type(file, json_type_array))
		return check_list(file, err);
	if (!json_object_is_type(file, json_type_object))
		return fault(err, "neither a list nor an object");
	for (struct lh_entry *at = tree_first(file); at; at = lh_entry_next(at)) {
		if (strcmp(lh_entry_k(at), "common") != 0 &&
		    strcmp(lh_entry_k(at), "scenarios") != 0)
			return err_set(err, REASON_BAD_CONFIG, "%s: there is no such member",
				       (const char *)lh_entry_k(at));
	}
	if (tree_get(file, "common") &&
	    case_shape_check_base(tree_get(file, "common"), err) < 0)
		return err_prefix(err, "common");
	return check_list(tree_get(file, "scenarios"), err);
}

/* One of the expected requests, or of those of an inner list, ends its path so. */
static bool expects_request(struct json_object *requests, const char *part)
{
	for (size_t i = 0; i < tree_length(requests); i++) {
		struct json_object *request = json_object_array_get_idx(requests, i);

		if (json_object_is_type(request, json_type_array)
			    ? expects_request(request, part)
			    : strstr(json_object_get_string(request), part) != NULL)
			return true;
	}
	return false;
}

int case_shape_check_whole(struct json_object *scenario, struct err *err)
{
	const char *title = tree_text(scenario, "title", "");
	const struct json_object *expect = tree_get(scenario, "expect");
	struct json_object *requests = tree_get(expect, "requests");
	const char *what = NULL;

	if (!tree_get(expect, "exit"))
		what = "expect has no exit";
	else if (!requests)
		what = "expect has no requests";
	else if (!tree_get(tree_get(expect, "outputs"), "result") &&
		 !tree_get(expect, "unwritten"))
		what = "expect has neither the output result nor unwritten";
	else if (tree_get(expect, "dispatch") && !expects_request(requests, "/dispatches "))
		what = "expect has a dispatch that no request sends";
	else if (tree_get(expect, "reaction") && !expects_request(requests, "/reactions "))
		what = "expect has a reaction that no request sends";
	else if (tree_get(scenario, "event_text") &&
		 (tree_get(scenario, "event_patch") || tree_get(scenario, "event_payload")))
		what = "event_text is the whole event, and nothing is laid over it";
	return what ? err_set(err, REASON_BAD_CONFIG, "\"%s\": %s", title, what) : 0;
}
