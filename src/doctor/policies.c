/* SPDX-License-Identifier: MIT */
#include "doctor/policies.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

enum { MEMBER_MAX = 63 };

/* The members of an answer that hold a list. */
struct list_search {
	const struct json *doc;
	char name[MEMBER_MAX + 1]; /* of the last one */
	size_t count;
};

static void see_member(const char *name, void *context)
{
	struct list_search *search = context;

	if (strlen(name) > MEMBER_MAX || json_length(search->doc, name) < 0)
		return;
	(void)snprintf(search->name, sizeof(search->name), "%s", name);
	search->count++;
}

/* The text at `path`, NULL where there is none. */
static const char *policy_text(const struct json *doc, const char *path)
{
	const char *text;
	struct err unused;

	return json_get_string(doc, path, &text, &unused) == 0 ? text : NULL;
}

/* True for a policy that only watches, or does nothing. */
static bool is_off(const struct json *policy)
{
	const char *enforcement = policy_text(policy, "enforcement");

	return enforcement &&
	       (strcmp(enforcement, "evaluate") == 0 || strcmp(enforcement, "disabled") == 0);
}

void policies_read_list(struct policies *policies, const struct json *doc)
{
	struct list_search search = {.doc = doc};
	struct err unused;
	int64_t total;
	long count;

	if (json_length(doc, "") < 0) {
		json_each_name(doc, "", see_member, &search);
		if (search.count != 1)
			return;
	}
	count = json_length(doc, search.name);
	policies->known = true;
	policies->partial =
		count >= POLICIES_PAGE ||
		(json_get_int(doc, "total_count", &total, &unused) == 0 && total > count);
	for (long i = 0; i < count; i++) {
		const struct json entry = json_element(doc, search.name, i);
		int64_t id;

		if (is_off(&entry))
			continue;
		if (json_get_int(&entry, "id", &id, &unused) < 0 || id < 1 ||
		    policies->count == POLICIES_MAX)
			policies->partial = true;
		else
			policies->list[policies->count++] = (struct policy){.id = id};
	}
}

/* Whether a condition is met. */
enum policy_match { POLICY_MATCH_NO, POLICY_MATCH_MAYBE, POLICY_MATCH_YES };

/* GitHub does not say how its patterns read: only what every common reading says is known. */
static enum policy_match match_pattern(const char *pattern, const char *path)
{
	if (strcmp(pattern, "~ALL") == 0 || strcmp(pattern, path) == 0 ||
	    fnmatch(pattern, path, FNM_PATHNAME | FNM_PERIOD) == 0)
		return POLICY_MATCH_YES;
	if (strchr(pattern, '{') || strstr(pattern, "**") || fnmatch(pattern, path, 0) == 0)
		return POLICY_MATCH_MAYBE;
	return POLICY_MATCH_NO;
}

/* The best match of the patterns in the list at `place`. */
static enum policy_match match_any(const struct json *doc, const char *place, const char *path)
{
	enum policy_match best = POLICY_MATCH_NO;
	long count = json_length(doc, place);

	if (count < 0)
		return POLICY_MATCH_MAYBE;
	for (long i = 0; i < count; i++) {
		const struct json element = json_element(doc, place, i);
		const char *pattern = policy_text(&element, "");
		enum policy_match match =
			pattern ? match_pattern(pattern, path) : POLICY_MATCH_MAYBE;

		if (match > best)
			best = match;
	}
	return best;
}

#define CONDITION "conditions.workflow_path"

/* Without the condition, and with an empty list, a policy covers all files. */
static enum policy_match policy_covers(const struct json *policy, const char *path)
{
	enum policy_match in = POLICY_MATCH_YES;
	enum policy_match out = POLICY_MATCH_NO;

	if (!json_has(policy, "conditions"))
		return POLICY_MATCH_YES;
	if (!json_is_object(policy, "conditions"))
		return POLICY_MATCH_MAYBE;
	if (!json_has(policy, CONDITION))
		return POLICY_MATCH_YES;
	if (json_length(policy, CONDITION ".include") != 0)
		in = match_any(policy, CONDITION ".include", path);
	if (json_has(policy, CONDITION ".exclude"))
		out = match_any(policy, CONDITION ".exclude", path);
	if (out == POLICY_MATCH_YES)
		return POLICY_MATCH_NO;
	return out == POLICY_MATCH_MAYBE && in == POLICY_MATCH_YES ? POLICY_MATCH_MAYBE : in;
}

static enum policy_verdict judge_rule(const struct json *rule, const char *event)
{
	static const char allowed[] = "parameters.allowed_events";
	const char *type = policy_text(rule, "type");
	long count = json_length(rule, allowed);
	enum policy_verdict verdict = POLICY_BLOCKS;

	if (type && strcmp(type, "restrict_action_events") != 0)
		return POLICY_SILENT;
	if (!type || count < 0)
		return POLICY_UNKNOWN;
	for (long i = 0; i < count; i++) {
		const struct json element = json_element(rule, allowed, i);
		const char *name = policy_text(&element, "");

		if (name && strcmp(name, event) == 0)
			return POLICY_ALLOWS;
		if (!name)
			verdict = POLICY_UNKNOWN;
	}
	return verdict;
}

static enum policy_verdict judge_policy(const struct json *policy, const char *path,
					const char *event)
{
	const char *enforcement = policy_text(policy, "enforcement");
	enum policy_verdict worst = POLICY_SILENT;
	long count = json_length(policy, "rules");

	if (is_off(policy))
		return POLICY_SILENT;
	if (!enforcement || strcmp(enforcement, "active") != 0 || count < 0)
		return POLICY_UNKNOWN;
	for (long i = 0; i < count; i++) {
		const struct json rule = json_element(policy, "rules", i);
		enum policy_verdict verdict = judge_rule(&rule, event);

		if (verdict > worst)
			worst = verdict;
	}
	if (worst == POLICY_SILENT)
		return POLICY_SILENT;
	switch (policy_covers(policy, path)) {
	case POLICY_MATCH_NO: return POLICY_SILENT;
	case POLICY_MATCH_MAYBE: return POLICY_UNKNOWN;
	case POLICY_MATCH_YES: break;
	}
	return worst;
}

enum policy_verdict policies_judge(const struct policies *policies, const char *path,
				   const char *event, const struct policy **by)
{
	enum policy_verdict worst =
		policies->known && !policies->partial ? POLICY_SILENT : POLICY_UNKNOWN;

	*by = NULL;
	for (size_t i = 0; i < policies->count; i++) {
		enum policy_verdict verdict = judge_policy(&policies->list[i].doc, path, event);

		if (verdict <= worst)
			continue;
		worst = verdict;
		*by = &policies->list[i];
	}
	return worst;
}

const char *policy_name(const struct policy *policy)
{
	const char *name = policy_text(&policy->doc, "name");

	return name ? name : "";
}

void policies_release(struct policies *policies)
{
	for (size_t i = 0; i < policies->count; i++)
		json_release(&policies->list[i].doc);
	*policies = (struct policies){.known = false};
}
