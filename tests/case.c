/* SPDX-License-Identifier: MIT */
#include "case.h"
#include "case_shape.h"
#include "process.h"
#include "runner.h"
#include "stage.h"

#include <check.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Under qemu, eight at a time, megabytes of JSON take half a minute. */
enum {
	ENV_MAX = 64,
	ARGV_MAX = 16,
	RUN_MS = 90000,
	START_MS = 5000,
	JOIN_MAX = 4 * 1024 * 1024
};

static struct json_object *scenarios;

/* A file that is wrong ends the test run: nothing of it would be what it says. */
static void __attribute__((noreturn)) give_up(const char *path, const char *why)
{
	(void)fprintf(stderr, "%s: %s\n", path, why);
	exit(EXIT_FAILURE);
}

/* The text of {"join": [...]}: texts, and {"repeat": text, "times": number}, one after the other. */
static struct json_object *join(const char *path, struct json_object *parts)
{
	auto_buf text = BUF_INIT(JOIN_MAX);

	for (size_t i = 0; i < tree_length(parts); i++) {
		struct json_object *part = json_object_array_get_idx(parts, i);
		const char *repeat = tree_text(part, "repeat", NULL);
		int64_t times = tree_number(part, "times", 0);

		if (json_object_is_type(part, json_type_string))
			buf_adds(&text, json_object_get_string(part));
		else if (!repeat || !*repeat || times < 1)
			give_up(path,
				"join: a part is a text, or a text to repeat so many times");
		for (int64_t n = 0; n < times && !text.full; n++)
			buf_adds(&text, repeat);
	}
	if (text.len == 0 || text.full)
		give_up(path, "join: nothing to join, or too much");
	return tree_string(buf_str(&text));
}

/* Takes a tree, and gives it back with each {"join": [...]} in it as the text that it stands for. */
static struct json_object *make_texts(const char *path, struct json_object *tree)
{
	struct json_object *parts = tree_get(tree, "join");

	if (parts) {
		struct json_object *text = join(path, parts);

		json_object_put(tree);
		return text;
	}
	for (struct lh_entry *at = tree_first(tree); at; at = lh_entry_next(at))
		tree_set(tree, lh_entry_k(at),
			 make_texts(path, json_object_get(lh_entry_v(at))));
	for (size_t i = 0; i < tree_length(tree); i++)
		(void)json_object_array_put_idx(
			tree, i,
			make_texts(path, json_object_get(json_object_array_get_idx(tree, i))));
	return tree;
}

static struct json_object *load(const char *path)
{
	struct json_object *tree = NULL;
	struct err err;

	if (tree_load(&tree, path, &err) < 0) {
		(void)fprintf(stderr, "%s\n", err.msg);
		exit(EXIT_FAILURE);
	}
	return make_texts(path, tree);
}

/*
 * Lays `over` over `tree`, which is taken, member by member. Not a merge patch: null stays, so
 * that a scenario can hold patches with null in them.
 */
static struct json_object *overlay(struct json_object *tree, struct json_object *over)
{
	if (!json_object_is_type(over, json_type_object)) {
		json_object_put(tree);
		return json_object_get(over);
	}
	if (!json_object_is_type(tree, json_type_object)) {
		json_object_put(tree);
		tree = tree_object(NULL);
	}
	for (struct lh_entry *at = tree_first(over); at; at = lh_entry_next(at)) {
		struct json_object *below = tree_get(tree, lh_entry_k(at));

		tree_set(tree, lh_entry_k(at),
			 overlay(json_object_get(below), (struct json_object *)lh_entry_v(at)));
	}
	return tree;
}

static bool is_title_taken(const char *title)
{
	for (size_t i = 0; i < tree_length(scenarios); i++) {
		if (strcmp(tree_text(case_get(i), "title", ""), title) == 0)
			return true;
	}
	return false;
}

/*
 * The outputs of an environment have names, in outputs.json: "like" takes such a set, and what
 * stands beside it is laid over that.
 */
static void name_outputs(const char *path, const struct json_object *named,
			 const struct json_object *scenario)
{
	struct json_object *expect = tree_get(scenario, "expect");
	struct json_object *outputs = tree_get(expect, "outputs");
	const char *name = tree_text(outputs, "like", NULL);
	struct json_object *whole;

	if (!name)
		return;
	if (!tree_get(named, name))
		give_up(path, "expect: outputs: like: no set of outputs.json has that name");
	whole = overlay(tree_copy(tree_get(named, name)), outputs);
	json_object_object_del(whole, "like");
	tree_set(expect, "outputs", whole);
}

static void push(const char *path, struct json_object *scenario)
{
	const char *title = tree_text(scenario, "title", "");
	struct err err;

	if (case_shape_check_whole(scenario, &err) < 0)
		give_up(path, err.msg);
	if (is_title_taken(title)) {
		auto_buf why = BUF_INIT(4096);

		buf_addf(&why, "\"%s\": another scenario has that title", title);
		give_up(path, buf_str(&why));
	}
	tree_push(scenarios, scenario);
}

/* The scenarios of one file: a list, or an object with what its `scenarios` have in common. */
static void push_all(struct json_object *base, const struct json_object *named,
		     const char *path, struct json_object *file)
{
	struct json_object *list = tree_get(file, "scenarios");
	struct json_object *common = tree_copy(base);

	if (list)
		common = overlay(common, tree_get(file, "common"));
	else
		list = file;
	for (size_t i = 0; i < tree_length(list); i++) {
		struct json_object *scenario =
			overlay(tree_copy(common), json_object_array_get_idx(list, i));

		name_outputs(path, named, scenario);
		push(path, scenario);
	}
	json_object_put(common);
}

static void load_all(void)
{
	auto_tree *base = case_base();
	auto_tree *named = load("tests/cases/outputs.json");
	glob_t files;
	struct err err;

	if (case_shape_check_base(base, &err) < 0)
		give_up("tests/cases/base.json", err.msg);
	scenarios = tree_array();
	if (glob("tests/cases/*.json", 0, NULL, &files) != 0)
		exit(EXIT_FAILURE);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		const char *path = files.gl_pathv[i];
		auto_tree *file = NULL;

		if (strstr(path, "/base.json") || strstr(path, "/outputs.json"))
			continue;
		file = load(path);
		if (case_shape_check(file, &err) < 0)
			give_up(path, err.msg);
		push_all(base, named, path, file);
	}
	globfree(&files);
}

struct json_object *case_base(void)
{
	return load("tests/cases/base.json");
}

size_t case_count(void)
{
	if (!scenarios)
		load_all();
	return tree_length(scenarios);
}

const struct json_object *case_get(size_t index)
{
	return json_object_array_get_idx(scenarios, index);
}

static void write_tree(const struct stage *stage, const char *name, struct json_object *tree)
{
	auto_buf text = BUF_INIT(STAGE_TEXT_MAX);

	tree_write(tree, &text);
	stage_write(stage, name, buf_str(&text), text.len);
}

/* The event's file: a fixture with a patch, or a text as it is; none where both are absent. */
static void write_event(const struct json_object *scenario, const struct stage *stage)
{
	struct json_object *text = tree_get(scenario, "event_text");
	const char *fixture = tree_text(scenario, "event", "");
	struct json_object *patch = tree_get(scenario, "event_patch");
	struct json_object *payload = tree_get(scenario, "event_payload");

	if (text) {
		stage_write(stage, "event.json", json_object_get_string(text),
			    (size_t)json_object_get_string_len(text));
	} else if (*fixture) {
		auto_buf from = BUF_INIT(4096);
		struct json_object *event;

		buf_addf(&from, "tests/fixtures/%s", fixture);
		event = load(buf_str(&from));
		if (patch)
			event = tree_merge(event, patch);
		if (payload)
			tree_set(event, "client_payload", json_object_get(payload));
		write_tree(stage, "event.json", event);
		json_object_put(event);
	}
}

/* The environment as a list; strings belong to `storage`. */
struct environ {
	struct json_object *values;
	struct json_object *storage;
	const char *list[ENV_MAX];
};

static void build_environ(struct environ *env)
{
	size_t count = 0;

	env->storage = tree_array();
	for (struct lh_entry *at = tree_first(env->values); at; at = lh_entry_next(at)) {
		const char *name = lh_entry_k(at);
		auto_buf text = BUF_INIT(STAGE_TEXT_MAX);
		struct json_object *line;

		if (!lh_entry_v(at))
			continue;
		buf_addf(&text, "%s=%s", name, tree_text(env->values, name, ""));
		line = tree_string(buf_str(&text));
		tree_push(env->storage, line);
		ck_assert_uint_lt(count, ENV_MAX - 1);
		env->list[count++] = json_object_get_string(line);
	}
	env->list[count] = NULL;
}

static void set_path(struct json_object *env, const char *name, const char *dir,
		     const char *file)
{
	if (!json_object_object_get_ex(env, name, NULL))
		tree_set(env, name, tree_format("%s/%s", dir, file));
}

/* What the program wrote to one of the runner's files. */
static struct json_object *read_values(const struct stage *stage, const char *name)
{
	struct json_object *values = NULL;
	auto_buf text = BUF_INIT(0);
	struct err err;

	stage_read(stage, name, &text);
	ck_assert_msg(runner_read_outputs(buf_str(&text), text.len, &values, &err) == 0,
		      "%s: %s: %s", name, err.msg, buf_str(&text));
	return values;
}

/* What the job's steps left in the workspace. */
static void write_files(const struct json_object *scenario, const struct stage *stage)
{
	struct json_object *files = tree_get(scenario, "files");

	for (struct lh_entry *at = tree_first(files); at; at = lh_entry_next(at))
		stage_write(stage, lh_entry_k(at), json_object_get_string(lh_entry_v(at)),
			    (size_t)json_object_get_string_len(lh_entry_v(at)));
}

/* The program as a step, or as the step's post. */
static pid_t start(const struct json_object *scenario, const char *const *env, const char *log)
{
	const char *argv[ARGV_MAX + 2] = {NULL};
	size_t count = 0;

	for (const char *const *word = process_program(); *word; word++) {
		ck_assert_uint_lt(count, ARGV_MAX);
		argv[count++] = *word;
	}
	if (tree_true(scenario, "post"))
		argv[count] = "report";
	return process_start(argv, env, log);
}

static int64_t count_lines(const char *text)
{
	int64_t count = 0;

	while ((text = strchr(text, '\n'))) {
		count++;
		text++;
	}
	return count;
}

/*
 * Sends the scenario's signal once so many requests arrived; the end must come in a second, and
 * in ten under valgrind.
 */
static int interrupt(pid_t pid, const struct json_object *signal, const struct stage *stage)
{
	const struct timespec tick = {0, 1000000};

	for (int waited = 0; waited < START_MS; waited++) {
		auto_buf text = BUF_INIT(0);

		stage_read(stage, "record", &text);
		if (count_lines(buf_str(&text)) >= tree_number(signal, "after", 1))
			break;
		(void)nanosleep(&tick, NULL);
	}
	ck_assert_int_eq(kill(pid, (int)tree_number(signal, "number", SIGTERM)), 0);
	return process_wait(pid, getenv("VALGRIND") ? 10000 : 1000);
}

void case_run(const struct json_object *scenario, struct seen *seen)
{
	struct json_object *hub = tree_get(scenario, "hub");
	const char *prefix = tree_text(hub, "prefix", "");
	struct environ env = {.values = tree_copy(tree_get(scenario, "env"))};
	struct stage stage;
	char log[STAGE_PATH_MAX];
	pid_t program;

	stage_make(&stage);
	write_event(scenario, &stage);
	write_files(scenario, &stage);
	stage_write(&stage, "output", "", 0);
	stage_start_hub(&stage, hub);
	set_path(env.values, "GITHUB_EVENT_PATH", stage.dir, "event.json");
	set_path(env.values, "GITHUB_OUTPUT", stage.dir, "output");
	set_path(env.values, "GITHUB_STEP_SUMMARY", stage.dir, "summary");
	set_path(env.values, "GITHUB_STATE", stage.dir, "state");
	set_path(env.values, "GITHUB_ENV", stage.dir, "env");
	set_path(env.values, "GITHUB_WORKSPACE", stage.dir, "");
	set_path(env.values, "GITHUB_API_URL", stage.url, *prefix ? prefix + 1 : "");
	set_path(env.values, "GITHUB_GRAPHQL_URL", stage.url,
		 *prefix ? "api/graphql" : "graphql");
	build_environ(&env);
	stage_path(&stage, "log", log);
	program = start(scenario, env.list, log);
	if (tree_get(scenario, "signal"))
		seen->exit_status = interrupt(program, tree_get(scenario, "signal"), &stage);
	else
		seen->exit_status = process_wait(program, RUN_MS);
	stage_stop_hub(&stage);

	stage_read(&stage, "log", &seen->log);
	stage_read(&stage, "summary", &seen->summary);
	stage_read(&stage, "state", &seen->state);
	seen->outputs = read_values(&stage, "output");
	seen->variables = read_values(&stage, "env");
	seen->requests = stage_requests(&stage);
	stage_remove(&stage);
	json_object_put(env.values);
	json_object_put(env.storage);
}

void case_release(struct seen *seen)
{
	json_object_put(seen->outputs);
	json_object_put(seen->variables);
	json_object_put(seen->requests);
	buf_release(&seen->log);
	buf_release(&seen->summary);
	buf_release(&seen->state);
}
