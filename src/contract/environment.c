/* SPDX-License-Identifier: MIT */
#include "contract/environment.h"
#include "base/macros.h"
#include "contract/template.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { CLASSES = ENVIRONMENT_STAGING + 1 };

bool environment_find_class(const struct config *config, const char *base,
			    enum environment_class *out)
{
	return bases_find_class(config->ephemeral_base, config->staging_base, base, out);
}

bool environment_has_class(const struct config *config, const char *base,
			   enum environment_class class)
{
	enum environment_class has;

	return environment_find_class(config, base, &has) && has == class;
}

bool environment_shares_staging(const struct config *config, const char *base, bool is_fork)
{
	return (!is_fork || config->allow_forks) &&
	       environment_has_class(config, base, ENVIRONMENT_STAGING);
}

static const char largest_number[] = "9999999999";
static const char scheme[] = "https://";

/* What a template makes: the names that no two environments share, and the paths of pages. */
enum part {
	PART_WORKSPACE = ENVIRONMENT_WORKSPACE,
	PART_HOST = ENVIRONMENT_HOST,
	PART_DATABASE = ENVIRONMENT_DATABASE,
	PART_FILES_PREFIX = ENVIRONMENT_FILES_PREFIX,
	PART_ADMIN_PATH,
	PART_MAILPIT_PATH,
	PART_COUNT,
	PART_UNIQUE_COUNT = PART_ADMIN_PATH
};

struct template_input {
	const char *name; /* NULL: that class has no such thing */
	size_t offset;    /* of its member in struct config */
};

#define FROM(input, member)                                                                    \
	{                                                                                      \
		input, offsetof(struct config, member)                                         \
	}

static const struct rule {
	struct template_input input[CLASSES];
	bool optional;   /* "none" is taken */
	bool identifier; /* hyphens and dots become underscores */
	bool (*is_valid)(const char *text);
	const char *expected;
} rules[] = {
	[PART_WORKSPACE] =
		{.input = {FROM("ephemeral-workspace", ephemeral_workspace),
			   FROM("staging-workspace", staging_workspace)},
		 .is_valid = grammar_is_workspace,
		 .expected =
			 "at most 90 letters, digits, dots, hyphens and underscores, a letter or digit first, and not default"},
	[PART_HOST] =
		{.input = {FROM("ephemeral-host", ephemeral_host),
			   FROM("staging-host", staging_host)},
		 .is_valid = grammar_is_host,
		 .expected =
			 "a DNS name: at most 253 characters, in labels of at most 63 letters, digits and inner hyphens"},
	[PART_DATABASE] = {.input = {FROM("database", database), FROM("database", database)},
			   .optional = true,
			   .identifier = true,
			   .is_valid = grammar_is_database,
			   .expected = "none, or at most 63 letters, digits and underscores"},
	[PART_FILES_PREFIX] =
		{.input = {FROM("files-prefix", files_prefix),
			   FROM("files-prefix", files_prefix)},
		 .optional = true,
		 .is_valid = grammar_is_files_prefix,
		 .expected =
			 "none, or at most 255 letters, digits, dots, hyphens and underscores in segments that each end in a slash"},
	[PART_ADMIN_PATH] =
		{.input = {FROM("admin-path", admin_path), FROM("admin-path", admin_path)},
		 .optional = true,
		 .is_valid = grammar_is_url_path,
		 .expected =
			 "none, or a path that begins with a slash, of at most 200 characters"},
	[PART_MAILPIT_PATH] =
		{.input = {FROM("mailpit-path", mailpit_path)},
		 .optional = true,
		 .is_valid = grammar_is_url_path,
		 .expected =
			 "none, or a path that begins with a slash, of at most 200 characters"},
};
_Static_assert(ARRAY_SIZE(rules) == PART_COUNT, "every part has a rule");

const char *environment_word(enum environment_name name)
{
	switch (name) {
	case ENVIRONMENT_WORKSPACE: return "workspace";
	case ENVIRONMENT_HOST: return "host";
	case ENVIRONMENT_DATABASE: return "database";
	case ENVIRONMENT_FILES_PREFIX: return "files-prefix";
	case ENVIRONMENT_URL: return "url";
	case ENVIRONMENT_ADMIN_URL: return "admin-url";
	case ENVIRONMENT_MAILPIT_URL: return "mailpit-url";
	case ENVIRONMENT_NAME_COUNT: break;
	}
	return "";
}

/* An address as they are made here: https, a host, and a path if `has_path`. */
static bool is_url(const char *value, bool has_path)
{
	char host[GRAMMAR_HOST_MAX + 1];
	size_t len;

	if (strncmp(value, scheme, strlen(scheme)) != 0)
		return false;
	value += strlen(scheme);
	len = strcspn(value, "/");
	if (len > GRAMMAR_HOST_MAX)
		return false;
	memcpy(host, value, len);
	host[len] = '\0';
	return grammar_is_host(host) &&
	       (has_path ? grammar_is_url_path(value + len) : value[len] == '\0');
}

bool environment_is_valid(enum environment_name name, const char *value)
{
	switch (name) {
	case ENVIRONMENT_WORKSPACE:
	case ENVIRONMENT_HOST: return rules[name].is_valid(value);
	case ENVIRONMENT_DATABASE:
	case ENVIRONMENT_FILES_PREFIX: return !*value || rules[name].is_valid(value);
	case ENVIRONMENT_URL: return is_url(value, false);
	case ENVIRONMENT_ADMIN_URL:
	case ENVIRONMENT_MAILPIT_URL: return !*value || is_url(value, true);
	case ENVIRONMENT_NAME_COUNT: break;
	}
	return false;
}

/* The input's text; NULL where the class has no such thing, or the input says "none". */
static const char *template_of(const struct config *config, enum environment_class class,
			       enum part part)
{
	const struct rule *rule = &rules[part];
	const char *text;

	if (!rule->input[class].name)
		return NULL;
	text = *(char *const *)((const char *)config + rule->input[class].offset);
	return rule->optional && grammar_is_none(text) ? NULL : text;
}

/* Staging is shared: it has no number. A workspace cannot hold itself. */
static struct template_values values_of(const struct config *config,
					enum environment_class class, enum part part,
					const char *number, const char *workspace)
{
	struct template_values values = {.count = 0};

	if (class == ENVIRONMENT_EPHEMERAL)
		template_add(&values, "number", number, NULL);
	if (part != PART_WORKSPACE)
		template_add(&values, "workspace", workspace, NULL);
	template_add(&values, "class", environment_class_name(class), NULL);
	template_add(&values, "domain", config->domain, NULL);
	return values;
}

/* Appends the part, "" where there is none; what does not fit is too long for its grammar too. */
static void make_part(const struct config *config, enum environment_class class, enum part part,
		      const char *number, const char *workspace, struct buf *out)
{
	const char *text = template_of(config, class, part);
	struct template_values values = values_of(config, class, part, number, workspace);
	size_t begin = out->len;

	if (!text)
		return;
	template_expand(out, text, &values);
	for (size_t i = begin; rules[part].identifier && i < out->len; i++) {
		if (strchr("-.", out->data[i]))
			out->data[i] = '_';
	}
}

/* The unique part `part` of pull request `number`, its workspace made first. */
static void make_unique(const struct config *config, enum environment_class class,
			enum part part, const char *number, struct buf *out)
{
	auto_buf workspace = BUF_INIT(ENVIRONMENT_NAME_MAX);

	make_part(config, class, PART_WORKSPACE, number, "", &workspace);
	make_part(config, class, part, number, buf_str(&workspace), out);
}

static int check_placeholders(const struct config *config, enum environment_class class,
			      enum part part, struct err *err)
{
	const char *input = rules[part].input[class].name;
	const char *text = template_of(config, class, part);
	struct template_values values = values_of(config, class, part, "", "");
	auto_buf fault = BUF_INIT(64);
	auto_buf known = BUF_INIT(128);
	bool has_number;

	if (!template_is_valid(text, &values, &fault)) {
		template_list(&values, &known);
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input %s holds \"%.80s\", where %s cannot be used%s, expected only %s in braces",
			input, text, buf_str(&fault),
			strcmp(buf_str(&fault), "{number}") == 0
				? " because staging has no number"
				: "",
			buf_str(&known));
	}
	if (class == ENVIRONMENT_STAGING || part >= PART_UNIQUE_COUNT)
		return 0;
	has_number = template_has(text, "number");
	if (part == PART_WORKSPACE && !has_number)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input %s holds \"%.80s\", expected {number} in it, because each pull request has its own environment",
			input, text);
	if (part != PART_WORKSPACE && !has_number && !template_has(text, "workspace"))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input %s holds \"%.80s\", expected {workspace} or {number} in it, because no two pull requests may share it",
			input, text);
	return 0;
}

static int check_part(const struct config *config, enum environment_class class, enum part part,
		      struct err *err)
{
	auto_buf made = BUF_INIT(4096);
	const struct rule *rule = &rules[part];

	if (!template_of(config, class, part))
		return 0;
	if (check_placeholders(config, class, part, err) < 0)
		return -1;
	make_unique(config, class, part, largest_number, &made);
	if (rule->is_valid(buf_str(&made)))
		return 0;
	return err_set(err, REASON_BAD_CONFIG,
		       "The input %s holds \"%.80s\", which makes \"%.300s\"%s%s, expected %s",
		       rule->input[class].name, template_of(config, class, part),
		       buf_str(&made), class == ENVIRONMENT_STAGING ? "" : " for pull request ",
		       class == ENVIRONMENT_STAGING ? "" : largest_number, rule->expected);
}

/*
 * Whether some pull request's name is `name`. Its number can only stand where the names of two
 * numbers of the same length begin to differ.
 */
static bool find_number(const struct config *config, enum part part, const char *name,
			char number[GRAMMAR_PR_NUMBER_MAX + 1])
{
	for (size_t len = 1; len <= GRAMMAR_PR_NUMBER_MAX; len++) {
		auto_buf ones = BUF_INIT(ENVIRONMENT_NAME_MAX);
		auto_buf twos = BUF_INIT(ENVIRONMENT_NAME_MAX);
		auto_buf made = BUF_INIT(ENVIRONMENT_NAME_MAX);
		size_t at = 0;

		memset(number, '1', len);
		number[len] = '\0';
		make_unique(config, ENVIRONMENT_EPHEMERAL, part, number, &ones);
		memset(number, '2', len);
		make_unique(config, ENVIRONMENT_EPHEMERAL, part, number, &twos);
		if (ones.len != strlen(name))
			continue;
		while (at < ones.len && ones.data[at] == twos.data[at])
			at++;
		if (at + len > ones.len)
			continue;
		memcpy(number, name + at, len);
		if (!grammar_is_pr_number(number))
			continue;
		make_unique(config, ENVIRONMENT_EPHEMERAL, part, number, &made);
		if (strcasecmp(buf_str(&made), name) == 0)
			return true;
	}
	return false;
}

bool environment_number_of(const struct config *config, const char *workspace,
			   char number[GRAMMAR_PR_NUMBER_MAX + 1])
{
	auto_buf made = BUF_INIT(ENVIRONMENT_NAME_MAX);

	if (!find_number(config, PART_WORKSPACE, workspace, number))
		return false;
	make_unique(config, ENVIRONMENT_EPHEMERAL, PART_WORKSPACE, number, &made);
	return strcmp(buf_str(&made), workspace) == 0;
}

bool environment_is_staging(const struct config *config, const char *workspace)
{
	auto_buf made = BUF_INIT(ENVIRONMENT_NAME_MAX);

	if (grammar_is_none(config->staging_base))
		return false;
	make_unique(config, ENVIRONMENT_STAGING, PART_WORKSPACE, "", &made);
	return strcmp(buf_str(&made), workspace) == 0;
}

/* Staging's name must not be that of a pull request, in whatever case. */
static int check_shared(const struct config *config, enum part part, struct err *err)
{
	auto_buf staging = BUF_INIT(ENVIRONMENT_NAME_MAX);
	char number[GRAMMAR_PR_NUMBER_MAX + 1];

	make_unique(config, ENVIRONMENT_STAGING, part, "", &staging);
	if (staging.len == 0 || !find_number(config, part, buf_str(&staging), number))
		return 0;
	return err_set(
		err, REASON_BAD_CONFIG,
		"The inputs %s and %s make the %s \"%.100s\" for pull request %s and for staging, expected different ones",
		rules[part].input[ENVIRONMENT_EPHEMERAL].name,
		rules[part].input[ENVIRONMENT_STAGING].name,
		environment_word((enum environment_name)part), buf_str(&staging), number);
}

int environment_check(const struct config *config, struct err *err)
{
	bool staging = !grammar_is_none(config->staging_base);
	/* A sweep knows environments by their workspace alone, and is given no other names. */
	int count = config->mode == RUN_MODE_RECONCILE ? PART_WORKSPACE + 1 : PART_COUNT;

	for (int i = 0; i < count; i++) {
		enum part part = (enum part)i;

		if (check_part(config, ENVIRONMENT_EPHEMERAL, part, err) < 0 ||
		    (staging && check_part(config, ENVIRONMENT_STAGING, part, err) < 0))
			return -1;
		if (staging && i < PART_UNIQUE_COUNT && check_shared(config, part, err) < 0)
			return -1;
	}
	return 0;
}

/* What would not fit was no valid name, so environment_check() has refused it. */
static void put(struct environment *env, enum environment_name name, const struct buf *made)
{
	(void)snprintf(env->name[name], sizeof(env->name[name]), "%s", buf_str(made));
}

/* The address of a page, "" where the environment has none. */
static void put_page(const struct config *config, struct environment *env, enum part part,
		     const char *number, enum environment_name name)
{
	auto_buf url = BUF_INIT(ENVIRONMENT_NAME_MAX);

	if (!template_of(config, env->class, part))
		return;
	buf_adds(&url, env->name[ENVIRONMENT_URL]);
	make_part(config, env->class, part, number, env->name[ENVIRONMENT_WORKSPACE], &url);
	put(env, name, &url);
}

void environment_make(const struct config *config, enum environment_class class,
		      const char *number, const char *branch, struct environment *out)
{
	auto_buf url = BUF_INIT(ENVIRONMENT_NAME_MAX);

	*out = (struct environment){.class = class};
	for (int i = 0; i < PART_UNIQUE_COUNT; i++) {
		auto_buf made = BUF_INIT(ENVIRONMENT_NAME_MAX);

		make_unique(config, class, (enum part)i, number, &made);
		put(out, (enum environment_name)i, &made);
	}
	buf_addf(&url, "%s%s", scheme, out->name[ENVIRONMENT_HOST]);
	put(out, ENVIRONMENT_URL, &url);
	put_page(config, out, PART_ADMIN_PATH, number, ENVIRONMENT_ADMIN_URL);
	put_page(config, out, PART_MAILPIT_PATH, number, ENVIRONMENT_MAILPIT_URL);

	if (class == ENVIRONMENT_EPHEMERAL || !*branch)
		(void)snprintf(out->deploy_branch, sizeof(out->deploy_branch), "%s", branch);
	else if (*config->staging_branch)
		(void)snprintf(out->deploy_branch, sizeof(out->deploy_branch), "%s",
			       config->staging_branch);
	else
		(void)bases_find_plain(config->ephemeral_base, out->deploy_branch);
}
