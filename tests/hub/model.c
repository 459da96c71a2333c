/* SPDX-License-Identifier: MIT */
#include "model.h"
#include "tree.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define API  "https://api.github.com"
#define SITE "https://github.com"

/* An id that is always the same for a name, whatever its case (FNV-1a, cut to nine digits). */
static int64_t id_of(const char *name)
{
	uint32_t hash = 2166136261U;

	/* The number that it has in the events of the fixtures. */
	if (strcasecmp(name, "CoreMemorySquad/cms") == 0)
		return 186853002;

	for (; *name; name++)
		hash = (hash ^ (uint32_t)tolower((unsigned char)*name)) * 16777619U;
	return 1 + hash % 999999999U;
}

struct json_object *model_now(void)
{
	time_t now = time(NULL);
	struct tm utc;
	char text[32] = "";

	if (gmtime_r(&now, &utc))
		(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	return tree_string(text);
}

struct json_object *model_permissions(enum role role)
{
	return tree_object((struct pair[]){
		{"admin", tree_bool(role >= ROLE_ADMIN)},
		{"maintain", tree_bool(role >= ROLE_MAINTAIN)},
		{"push", tree_bool(role >= ROLE_WRITE)},
		{"triage", tree_bool(role >= ROLE_TRIAGE)},
		{"pull", tree_bool(role >= ROLE_READ)},
		{NULL, NULL},
	});
}

struct json_object *model_user(const char *login, const char *type)
{
	int64_t id = id_of(login);
	size_t len = strlen(login);

	if (!type)
		type = len > 5 && strcmp(login + len - 5, "[bot]") == 0 ? "Bot" : "User";
	return tree_object((struct pair[]){
		{"login", tree_string(login)},
		{"id", tree_int(id)},
		{"node_id", tree_format("U_%" PRId64, id)},
		{"url", tree_format(API "/users/%s", login)},
		{"html_url", tree_format(SITE "/%s", login)},
		{"type", tree_string(type)},
		{"site_admin", tree_bool(false)},
		{NULL, NULL},
	});
}

struct json_object *model_collaborator(const char *login, enum role role)
{
	/* The older field knows four levels only; the others show as the next lower one. */
	enum role level = role == ROLE_MAINTAIN ? ROLE_WRITE
			  : role == ROLE_TRIAGE ? ROLE_READ
						: role;
	struct json_object *user = model_user(login, NULL);

	tree_set(user, "permissions", model_permissions(role));
	tree_set(user, "role_name", tree_string(role_name(role)));
	return tree_object((struct pair[]){
		{"permission", tree_string(role_name(level))},
		{"user", user},
		{"role_name", tree_string(role_name(role))},
		{NULL, NULL},
	});
}

/* What follows the slash of a full name. */
static const char *short_name(const char *name)
{
	const char *slash = strchr(name, '/');

	return slash ? slash + 1 : name;
}

static struct json_object *owner_of(const char *name)
{
	char login[128];

	(void)snprintf(login, sizeof(login), "%.*s", (int)strcspn(name, "/"), name);
	return model_user(login, "Organization");
}

/* The members by which a repository is told from another. */
static struct json_object *repository_names(const char *name)
{
	return tree_object((struct pair[]){
		{"id", tree_int(id_of(name))},
		{"node_id", tree_format("R_%" PRId64, id_of(name))},
		{"name", tree_string(short_name(name))},
		{"full_name", tree_string(name)},
		{"owner", owner_of(name)},
		{"html_url", tree_format(SITE "/%s", name)},
		{"url", tree_format(API "/repos/%s", name)},
		{NULL, NULL},
	});
}

struct json_object *model_repository(const char *name, bool archived)
{
	struct json_object *repository = repository_names(name);

	tree_set(repository, "private", tree_bool(true));
	tree_set(repository, "fork", tree_bool(false));
	tree_set(repository, "archived", tree_bool(archived));
	tree_set(repository, "default_branch", tree_string("main"));
	return repository;
}

/* Puts the repository's names into one end of a pull request. */
static void adopt(struct json_object *pull, const char *side, const char *name)
{
	auto_tree *patch = tree_object((struct pair[]){
		{"repo", repository_names(name)},
		{NULL, NULL},
	});

	tree_set(pull, side, tree_merge(json_object_get(tree_get(pull, side)), patch));
}

struct json_object *model_pull(const char *name, const char *number, struct json_object *base,
			       struct json_object *patch)
{
	struct json_object *pull = tree_copy(base);
	struct json_object *head;

	adopt(pull, "head", name);
	adopt(pull, "base", name);
	pull = tree_merge(pull, patch);
	/* A merge patch can only take members away; GitHub shows a deleted fork as null. */
	head = tree_get(pull, "head");
	if (json_object_is_type(head, json_type_object) && !tree_get(head, "repo"))
		tree_set(head, "repo", NULL);
	tree_set(pull, "number", tree_int(strtoll(number, NULL, 10)));
	tree_set(pull, "url", tree_format(API "/repos/%s/pulls/%s", name, number));
	tree_set(pull, "html_url", tree_format(SITE "/%s/pull/%s", name, number));
	return pull;
}

struct json_object *model_comment(const char *name, const char *number, int64_t id,
				  struct json_object *user, struct json_object *body)
{
	return tree_object((struct pair[]){
		{"url", tree_format(API "/repos/%s/issues/comments/%" PRId64, name, id)},
		{"html_url",
		 tree_format(SITE "/%s/pull/%s#issuecomment-%" PRId64, name, number, id)},
		{"issue_url", tree_format(API "/repos/%s/issues/%s", name, number)},
		{"id", tree_int(id)},
		{"node_id", tree_format("IC_%" PRId64, id)},
		{"user", user},
		{"created_at", model_now()},
		{"updated_at", model_now()},
		{"author_association", tree_string("CONTRIBUTOR")},
		{"body", body},
		{NULL, NULL},
	});
}

struct json_object *model_reaction(int64_t id, struct json_object *user, const char *content)
{
	return tree_object((struct pair[]){
		{"id", tree_int(id)},
		{"node_id", tree_format("REA_%" PRId64, id)},
		{"user", user},
		{"content", tree_string(content)},
		{"created_at", model_now()},
		{NULL, NULL},
	});
}
