/* SPDX-License-Identifier: MIT */
#include "workflow/workflow.h"
#include "contract/setting.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

enum { JOBS_MAX = 100, STEPS_MAX = 100 };

#define ACTION "deploy-dispatch"
#define FOLDER "./.github/workflows/"

void workflow_read(struct workflow *workflow, const char *text, size_t len)
{
	if (yaml_parse(&workflow->yaml, text, len, &workflow->err) < 0)
		return;
	if (!yaml_is_mapping(yaml_root(&workflow->yaml)))
		err_set(&workflow->err, REASON_BAD_RESPONSE, "not a mapping");
}

void workflow_release(struct workflow *workflow)
{
	yaml_release(&workflow->yaml);
}

/* True where a scalar is that word, or a list has it. */
static bool holds(struct yaml_node node, const char *word)
{
	if (!yaml_is_list(node))
		return yaml_has(node) && strcmp(yaml_text(node), word) == 0;
	for (size_t i = 0; i < yaml_length(node); i++) {
		if (strcmp(yaml_text(yaml_at(node, i)), word) == 0)
			return true;
	}
	return false;
}

static struct yaml_node find_on(const struct workflow *workflow)
{
	return yaml_get(yaml_root(&workflow->yaml), "on");
}

/* What is said of the event; nothing where `on` is a word or a list. */
static struct yaml_node find_event(const struct workflow *workflow, const char *event)
{
	return yaml_get(find_on(workflow), event);
}

bool workflow_listens(const struct workflow *workflow, const char *event)
{
	return yaml_has(find_event(workflow, event)) || holds(find_on(workflow), event);
}

static bool is_pull_request(const char *event)
{
	return strcmp(event, "pull_request") == 0 || strcmp(event, "pull_request_target") == 0;
}

bool workflow_has_types(const struct workflow *workflow, const char *event)
{
	struct yaml_node types = yaml_get(find_event(workflow, event), "types");

	return yaml_is_list(types) ? yaml_length(types) > 0 : *yaml_text(types) != '\0';
}

bool workflow_takes(const struct workflow *workflow, const char *event, const char *type)
{
	/* "By default, a workflow only runs when a pull_request event's activity type is …" */
	static const char *const usual[] = {"opened", "synchronize", "reopened"};

	if (!workflow_listens(workflow, event))
		return false;
	if (workflow_has_types(workflow, event))
		return holds(yaml_get(find_event(workflow, event), "types"), type);
	if (!is_pull_request(event))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(usual); i++) {
		if (strcmp(usual[i], type) == 0)
			return true;
	}
	return false;
}

bool workflow_filters_paths(const struct workflow *workflow, const char *event)
{
	struct yaml_node found = find_event(workflow, event);

	return yaml_has(yaml_get(found, "paths")) || yaml_has(yaml_get(found, "paths-ignore"));
}

/* One pattern of a filter: `*` stops at a slash, `**` does not. */
static bool pattern_matches(const char *pattern, const char *base)
{
	return fnmatch(pattern, base, strstr(pattern, "**") ? 0 : FNM_PATHNAME) == 0;
}

/* The last of the patterns that matches decides, and one that begins with "!" leaves out. */
static bool filter_matches(struct yaml_node filter, const char *base)
{
	bool matches = false;

	if (!yaml_is_list(filter))
		return pattern_matches(yaml_text(filter), base);
	for (size_t i = 0; i < yaml_length(filter); i++) {
		const char *pattern = yaml_text(yaml_at(filter, i));
		bool without = *pattern == '!';

		if (pattern_matches(pattern + without, base))
			matches = !without;
	}
	return matches;
}

bool workflow_drops_base(const struct workflow *workflow, const char *event, const char *base)
{
	struct yaml_node found = find_event(workflow, event);
	struct yaml_node only = yaml_get(found, "branches");
	struct yaml_node ignored = yaml_get(found, "branches-ignore");

	return (yaml_has(only) && !filter_matches(only, base)) ||
	       (yaml_has(ignored) && filter_matches(ignored, base));
}

static struct yaml_node find_jobs(const struct workflow *workflow)
{
	return yaml_get(yaml_root(&workflow->yaml), "jobs");
}

static size_t count_of(struct yaml_node node, size_t max)
{
	size_t count = yaml_length(node);

	return count < max ? count : max;
}

/*
 * "owner/deploy-dispatch@v1" and "owner/deploy-dispatch/native@v1", whoever owns it, and
 * "docker://…/deploy-dispatch:v1".
 */
static bool is_action(const char *uses)
{
	const char *at = strcasestr(uses, "/" ACTION);

	if (!at || at == uses)
		return false;
	at += strlen("/" ACTION);
	if (strncmp(uses, "docker://", 9) == 0)
		return strchr("@:", *at) != NULL; /* or nothing more: the newest */
	return *at == '@' || strncasecmp(at, "/native@", 8) == 0;
}

/* A step of a job, with all that it may take a value from. */
struct place {
	struct yaml_node workflow;
	struct yaml_node job;
	struct yaml_node step;
};

/* What an expression makes of it, nobody knows: it counts as the contract's own work. */
static bool is_for(const char *mode, const char *wanted)
{
	if (*wanted)
		return strcmp(mode, wanted) == 0;
	return strcmp(mode, "doctor") != 0 && strcmp(mode, "reconcile") != 0;
}

/* The first step that uses the action for that mode, before one that only reports. */
static bool find_action(const struct workflow *workflow, const char *wanted,
			struct place *place)
{
	struct yaml_node jobs = find_jobs(workflow);
	bool found = false;

	for (size_t i = 0; i < count_of(jobs, JOBS_MAX); i++) {
		struct yaml_node job = yaml_at(jobs, i);
		struct yaml_node steps = yaml_get(job, "steps");

		for (size_t k = 0; k < count_of(steps, STEPS_MAX); k++) {
			struct yaml_node step = yaml_at(steps, k);
			struct yaml_node with = yaml_get(step, "with");
			const char *mode = yaml_text(yaml_get(with, "mode"));
			bool reports = yaml_has(yaml_get(with, "status"));

			if (!is_action(yaml_text(yaml_get(step, "uses"))) ||
			    !is_for(mode, wanted) || (found && reports))
				continue;
			*place = (struct place){yaml_root(&workflow->yaml), job, step};
			found = true;
			if (!reports)
				return true;
		}
	}
	return found;
}

bool workflow_uses_action(const struct workflow *workflow, const char *mode)
{
	struct place place;

	return find_action(workflow, mode, &place);
}

bool workflow_may(const struct workflow *workflow, const char *mode, const char *what,
		  bool write)
{
	struct yaml_node permissions;
	struct place place;
	const char *all;
	const char *one;

	if (!find_action(workflow, mode, &place))
		return false;
	permissions = yaml_get(place.job, "permissions");
	if (!yaml_has(permissions))
		permissions = yaml_get(place.workflow, "permissions");
	if (!yaml_has(permissions))
		return true;
	all = yaml_text(permissions);
	one = yaml_text(yaml_get(permissions, what));
	return strcmp(all, "write-all") == 0 || strcmp(one, "write") == 0 ||
	       (!write && (strcmp(all, "read-all") == 0 || strcmp(one, "read") == 0));
}

bool workflow_calls(const struct workflow *workflow, const char *name)
{
	struct yaml_node jobs = find_jobs(workflow);

	for (size_t i = 0; i < count_of(jobs, JOBS_MAX); i++) {
		const char *uses = yaml_text(yaml_get(yaml_at(jobs, i), "uses"));

		if (strncmp(uses, FOLDER, strlen(FOLDER)) == 0 &&
		    strcmp(uses + strlen(FOLDER), name) == 0)
			return true;
	}
	return false;
}

bool workflow_calls_elsewhere(const struct workflow *workflow)
{
	struct yaml_node jobs = find_jobs(workflow);

	for (size_t i = 0; i < count_of(jobs, JOBS_MAX); i++) {
		const char *uses = yaml_text(yaml_get(yaml_at(jobs, i), "uses"));

		if (*uses && strncmp(uses, "./", 2) != 0)
			return true;
	}
	return false;
}

/* The group's expression: `concurrency` is it, or has it. */
static const char *group_text(struct yaml_node holder)
{
	struct yaml_node concurrency = yaml_get(holder, "concurrency");

	return yaml_is_mapping(concurrency) ? yaml_text(yaml_get(concurrency, "group"))
					    : yaml_text(concurrency);
}

/* True for a pull request's number: event.number, pull_request.number, pr_number. A run_number is another in each run. */
static bool holds_number(const char *text)
{
	while ((text = strcasestr(text, "number"))) {
		const char *end = text + strlen("number");
		bool ends = !isalnum((unsigned char)*end) && *end != '_';

		/* There is text before it: "${{" at least. */
		if (ends && (text[-1] == '.' || strncasecmp(text - 3, "pr_", 3) == 0))
			return true;
		text = end;
	}
	return false;
}

static enum workflow_group judge_group(const char *text)
{
	const char *expression = strstr(text, "${{");

	if (!*text)
		return WORKFLOW_GROUP_NONE;
	if (expression && holds_number(expression))
		return WORKFLOW_GROUP_NUMBER;
	if (strcasestr(text, "github.ref") || strcasestr(text, "github.head_ref") ||
	    strcasestr(text, "GITHUB_REF"))
		return WORKFLOW_GROUP_REF;
	return WORKFLOW_GROUP_OTHER;
}

enum workflow_group workflow_find_group(const struct workflow *workflow)
{
	struct yaml_node jobs = find_jobs(workflow);
	enum workflow_group worst = judge_group(group_text(yaml_root(&workflow->yaml)));

	for (size_t i = 0; i < count_of(jobs, JOBS_MAX); i++) {
		enum workflow_group group = judge_group(group_text(yaml_at(jobs, i)));

		if (group > worst)
			worst = group;
	}
	return worst;
}

/* True where that is so of the file's group or of a job's. */
static bool any_group(const struct workflow *workflow, bool (*is_so)(struct yaml_node group))
{
	struct yaml_node jobs = find_jobs(workflow);

	if (is_so(yaml_get(yaml_root(&workflow->yaml), "concurrency")))
		return true;
	for (size_t i = 0; i < count_of(jobs, JOBS_MAX); i++) {
		if (is_so(yaml_get(yaml_at(jobs, i), "concurrency")))
			return true;
	}
	return false;
}

static bool queues(struct yaml_node group)
{
	return yaml_has(yaml_get(group, "queue"));
}

bool workflow_queues(const struct workflow *workflow)
{
	return any_group(workflow, queues);
}

static bool cuts_off(struct yaml_node group)
{
	return strcasecmp(yaml_text(yaml_get(group, "cancel-in-progress")), "true") == 0;
}

bool workflow_cuts_off(const struct workflow *workflow)
{
	return any_group(workflow, cuts_off);
}

/* The condition without its white space and, since GitHub ignores it, in small letters. */
static void squeeze(const char *text, struct buf *out)
{
	for (; *text; text++) {
		if (!isspace((unsigned char)*text))
			buf_addc(out, (char)tolower((unsigned char)*text));
	}
}

bool workflow_wants_slash(const struct workflow *workflow)
{
	struct yaml_node jobs = find_jobs(workflow);

	for (size_t i = 0; i < count_of(jobs, JOBS_MAX); i++) {
		auto_buf condition = BUF_INIT(WORKFLOW_VALUE_MAX);

		squeeze(yaml_text(yaml_get(yaml_at(jobs, i), "if")), &condition);
		if (strstr(buf_str(&condition), "startswith(github.event.comment.body,'/')"))
			return true;
	}
	return false;
}

/* Where `name` of the context env comes from: the step's, the job's, the file's. */
static struct yaml_node find_env(const struct place *place, const char *name)
{
	const struct yaml_node holders[] = {place->step, place->job, place->workflow};

	for (size_t i = 0; i < ARRAY_SIZE(holders); i++) {
		struct yaml_node value = yaml_get(yaml_get(holders[i], "env"), name);

		if (yaml_has(value))
			return value;
	}
	return (struct yaml_node){0};
}

/*
 * The expression at `text`, "${{ env.NAME }}" and nothing else: its length with NAME, else 0. All other
 * expressions stay as they are.
 */
static size_t read_expression(const char *text, char name[WORKFLOW_NAME_MAX + 1])
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
	const char *at = text + 3;
	size_t len;

	if (strncmp(text, "${{", 3) != 0)
		return 0;
	at += strspn(at, " ");
	if (strncmp(at, "env.", 4) != 0)
		return 0;
	at += 4;
	len = strspn(at, letters);
	if (len == 0 || len > WORKFLOW_NAME_MAX)
		return 0;
	memcpy(name, at, len);
	name[len] = '\0';
	at += len;
	at += strspn(at, " ");
	return strncmp(at, "}}", 2) == 0 ? (size_t)(at + 2 - text) : 0;
}

static int check_env(struct yaml_node holder, struct err *err)
{
	struct yaml_node env = yaml_get(holder, "env");

	for (size_t i = 0; yaml_is_mapping(env) && i < yaml_length(env); i++) {
		if (setting_check_name(yaml_name_at(env, i), err) < 0)
			return -1;
	}
	return 0;
}

int workflow_check_settings(const struct workflow *workflow, struct err *err)
{
	struct yaml_node jobs = find_jobs(workflow);

	if (check_env(yaml_root(&workflow->yaml), err) < 0)
		return -1;
	for (size_t i = 0; i < count_of(jobs, JOBS_MAX); i++) {
		struct yaml_node steps = yaml_get(yaml_at(jobs, i), "steps");

		if (check_env(yaml_at(jobs, i), err) < 0)
			return -1;
		for (size_t k = 0; k < count_of(steps, STEPS_MAX); k++) {
			if (check_env(yaml_at(steps, k), err) < 0)
				return -1;
		}
	}
	return 0;
}

/* Appends the text with the values of `env:` put in. */
static void add_expanded(const struct place *place, const char *text, struct buf *out)
{
	while (*text) {
		char variable[WORKFLOW_NAME_MAX + 1];
		size_t len = read_expression(text, variable);

		if (len > 0)
			buf_adds(out, yaml_text(find_env(place, variable)));
		else
			buf_addc(out, *text);
		text += len > 0 ? len : 1;
	}
}

/* The variable that sets an input; "": there is none. */
static void name_setting(const char *input, char name[SETTING_NAME_MAX])
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	name[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		if (strcmp(inputs[i].name, input) == 0 && setting_is_allowed(&inputs[i]))
			setting_name(input, name);
	}
}

bool workflow_get_input(const struct workflow *workflow, const char *mode, const char *name,
			struct buf *out)
{
	char setting[SETTING_NAME_MAX];
	struct place place;
	size_t before = out->len;

	if (!find_action(workflow, mode, &place))
		return false;
	add_expanded(&place, yaml_text(yaml_get(yaml_get(place.step, "with"), name)), out);
	if (buf_str(out)[before + strspn(buf_str(out) + before, " \t\r\n")])
		return true;
	name_setting(name, setting);
	if (*setting)
		add_expanded(&place, yaml_text(find_env(&place, setting)), out);
	return true;
}
