/* SPDX-License-Identifier: MIT */
#include "shape.h"
#include "model.h"
#include "tree.h"

#include <limits.h>
#include <string.h>

/* A member that an object may have; json_type_null stands for a value of any type. */
struct member {
	const char *name; /* NULL: the table's end */
	enum json_type type;
};

static int wrong(struct err *err, const char *what)
{
	return err_set(err, REASON_BAD_CONFIG, "%s", what);
}

/* The value is an object whose members are all in the table and of its types. */
static int check_members(const struct json_object *value, const struct member *members,
			 struct err *err)
{
	if (!json_object_is_type(value, json_type_object))
		return wrong(err, "expected an object");
	for (struct lh_entry *at = tree_first(value); at; at = lh_entry_next(at)) {
		const struct member *member = members;

		while (member->name && strcmp(member->name, lh_entry_k(at)) != 0)
			member++;
		if (!member->name)
			return err_set(err, REASON_BAD_CONFIG, "there is no member \"%s\"",
				       (const char *)lh_entry_k(at));
		if (member->type != json_type_null &&
		    !json_object_is_type(lh_entry_v(at), member->type))
			return err_set(err, REASON_BAD_CONFIG, "%s: expected type %s",
				       member->name, json_type_to_name(member->type));
	}
	return 0;
}

/* Puts every value of object or array `name` through `check`, an array's with a name of "". */
static int check_each(const struct json_object *parent, const char *name,
		      int (*check)(const char *, struct json_object *, struct err *),
		      struct err *err)
{
	struct json_object *values = tree_get(parent, name);

	for (struct lh_entry *at = tree_first(values); at; at = lh_entry_next(at)) {
		if (check(lh_entry_k(at), lh_entry_v(at), err) < 0)
			return err_prefix(err, "%s: %s", name, (const char *)lh_entry_k(at));
	}
	for (size_t i = 0; i < tree_length(values); i++) {
		if (check("", json_object_array_get_idx(values, i), err) < 0)
			return err_prefix(err, "%s: number %zu", name, i + 1);
	}
	return 0;
}

static bool is_repository(const char *name)
{
	size_t owner = strcspn(name, "/");
	size_t len = strlen(name);

	return owner > 0 && owner <= 100 && len >= owner + 2 && len <= owner + 101 &&
	       !strchr(name + owner + 1, '/');
}

static bool is_number(const char *name)
{
	size_t len = strlen(name);

	return len > 0 && len <= 10 && *name != '0' && strspn(name, "0123456789") == len;
}

static int check_access(const char *name, struct json_object *value, struct err *err)
{
	const char *access = json_object_get_string(value);

	if (!is_repository(name))
		return wrong(err, "not owner/name");
	if (!access || (strcmp(access, "read") != 0 && strcmp(access, "write") != 0))
		return wrong(err, "expected \"read\" or \"write\"");
	return 0;
}

static int check_token(const char *name, struct json_object *value, struct err *err)
{
	static const struct member members[] = {
		{"login", json_type_string},
		{"type", json_type_string},
		{"repositories", json_type_object},
		{NULL, json_type_null},
	};

	(void)name;
	if (check_members(value, members, err) < 0)
		return -1;
	if (!tree_get(value, "login"))
		return wrong(err, "has no login");
	return check_each(value, "repositories", check_access, err);
}

static int check_pull(const char *name, struct json_object *value, struct err *err)
{
	if (!is_number(name) || !json_object_is_type(value, json_type_object))
		return wrong(err, "expected an object under a number");
	return 0;
}

static int check_role(const char *name, struct json_object *value, struct err *err)
{
	(void)name;
	if (!json_object_is_type(value, json_type_object) &&
	    (!value || role_parse(json_object_get_string(value)) == ROLE_COUNT))
		return wrong(err, "expected a role or an object");
	return 0;
}

static int check_comment(const char *name, struct json_object *value, struct err *err)
{
	static const struct member members[] = {
		{"id", json_type_int},
		{"user", json_type_object},
		{"body", json_type_string},
		{NULL, json_type_null},
	};

	(void)name;
	if (check_members(value, members, err) < 0)
		return -1;
	if (tree_get(value, "user") && !tree_text(tree_get(value, "user"), "login", NULL))
		return wrong(err, "user: has no login");
	return 0;
}

static int check_comments(const char *name, struct json_object *value, struct err *err)
{
	if (!is_number(name) || !json_object_is_type(value, json_type_array))
		return wrong(err, "expected an array under a number");
	for (size_t i = 0; i < tree_length(value); i++) {
		if (check_comment("", json_object_array_get_idx(value, i), err) < 0)
			return -1;
	}
	return 0;
}

static int check_repository(const char *name, struct json_object *value, struct err *err)
{
	static const struct member members[] = {
		{"archived", json_type_boolean}, {"pulls", json_type_object},
		{"roles", json_type_object},     {"comments", json_type_object},
		{NULL, json_type_null},
	};

	if (!is_repository(name))
		return wrong(err, "not owner/name");
	if (check_members(value, members, err) < 0 ||
	    check_each(value, "pulls", check_pull, err) < 0 ||
	    check_each(value, "roles", check_role, err) < 0)
		return -1;
	return check_each(value, "comments", check_comments, err);
}

static int check_header(const char *name, struct json_object *value, struct err *err)
{
	(void)name;
	if (value && !json_object_is_type(value, json_type_string))
		return wrong(err, "expected a string or null");
	return 0;
}

static bool is_between(const struct json_object *reply, const char *name, int64_t min,
		       int64_t max)
{
	int64_t number = tree_number(reply, name, min);

	return number >= min && number <= max;
}

static int check_reply(const char *name, struct json_object *value, struct err *err)
{
	static const struct member members[] = {
		{"method", json_type_string}, {"path", json_type_string},
		{"status", json_type_int},    {"headers", json_type_object},
		{"body", json_type_null},     {"body_bytes", json_type_int},
		{"times", json_type_int},     {"delay_ms", json_type_int},
		{"fault", json_type_string},  {NULL, json_type_null},
	};
	const char *fault = tree_text(value, "fault", "cut");

	(void)name;
	if (check_members(value, members, err) < 0)
		return -1;
	if (!is_between(value, "status", 200, 599) || !is_between(value, "times", 0, INT_MAX) ||
	    !is_between(value, "delay_ms", 0, 600 * 1000) ||
	    !is_between(value, "body_bytes", 2, 32 * 1024 * 1024))
		return wrong(err, "status, times, delay_ms or body_bytes is out of range");
	if (strcmp(fault, "close") != 0 && strcmp(fault, "cut") != 0 &&
	    strcmp(fault, "hang") != 0)
		return wrong(err, "fault: expected \"close\", \"cut\" or \"hang\"");
	return check_each(value, "headers", check_header, err);
}

int shape_check(const struct json_object *scenario, struct err *err)
{
	static const struct member members[] = {
		{"prefix", json_type_string},
		{"tokens", json_type_object},
		{"repositories", json_type_object},
		{"replies", json_type_array},
		{NULL, json_type_null},
	};
	const char *prefix = tree_text(scenario, "prefix", "");

	if (check_members(scenario, members, err) < 0)
		return -1;
	if (*prefix && (*prefix != '/' || prefix[strlen(prefix) - 1] == '/'))
		return wrong(err, "prefix: expected /… without a slash at its end");
	if (check_each(scenario, "tokens", check_token, err) < 0 ||
	    check_each(scenario, "repositories", check_repository, err) < 0)
		return -1;
	return check_each(scenario, "replies", check_reply, err);
}
