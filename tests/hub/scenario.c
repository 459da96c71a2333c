/* SPDX-License-Identifier: MIT */
#include "scenario.h"
#include "model.h"
#include "shape.h"
#include "tree.h"

#include <stdio.h>

/* Above 32 bits, as GitHub's own ids of comments are about to be. */
static const int64_t first_id = 5000000000;

/* The object that is member `name`, made when it is not there. */
static struct json_object *section(struct json_object *object, const char *name)
{
	if (!tree_get(object, name))
		tree_set(object, name, tree_object(NULL));
	return tree_get(object, name);
}

/* Every repository that a token names is one. */
static void add_repositories(struct json_object *root)
{
	struct json_object *repositories = section(root, "repositories");

	for (struct lh_entry *token = tree_first(section(root, "tokens")); token;
	     token = lh_entry_next(token)) {
		struct json_object *named = tree_get(lh_entry_v(token), "repositories");

		for (struct lh_entry *at = tree_first(named); at; at = lh_entry_next(at)) {
			const char *known;

			if (!tree_find(repositories, lh_entry_k(at), &known))
				tree_set(repositories, lh_entry_k(at), tree_object(NULL));
		}
	}
}

static void complete_pulls(struct json_object *pulls, const char *name,
			   struct json_object *base)
{
	for (struct lh_entry *at = tree_first(pulls); at; at = lh_entry_next(at)) {
		const char *number = lh_entry_k(at);

		if (lh_entry_v(at))
			tree_set(pulls, number, model_pull(name, number, base, lh_entry_v(at)));
	}
}

/* A comment of the scenario with all that it leaves out. */
static struct json_object *complete_comment(struct scenario *scenario,
					    struct json_object *given, const char *name,
					    const char *number)
{
	const char *login = tree_text(tree_get(given, "user"), "login", "octocat");
	int64_t id = tree_number(given, "id", 0);

	if (id == 0)
		id = ++scenario->last_id;
	return tree_merge(
		model_comment(name, number, id, model_user(login, NULL), tree_string("")),
		given);
}

static void complete_comments(struct scenario *scenario, struct json_object *comments,
			      const char *name)
{
	for (struct lh_entry *at = tree_first(comments); at; at = lh_entry_next(at)) {
		const char *number = lh_entry_k(at);
		struct json_object *list = lh_entry_v(at);
		struct json_object *whole = tree_array();

		for (size_t i = 0; i < tree_length(list); i++) {
			struct json_object *given = json_object_array_get_idx(list, i);
			int64_t copies = tree_number(given, "copies", 1);

			json_object_object_del(given, "copies");
			while (copies-- > 0)
				tree_push(whole,
					  complete_comment(scenario, given, name, number));
		}
		tree_set(comments, number, whole);
	}
}

int scenario_set(struct scenario *scenario, struct json_object *tree, struct err *err)
{
	if (shape_check(tree, err) < 0)
		return -1;
	tree_release(&scenario->root);
	tree_release(&scenario->reactions);
	scenario->root = tree_copy(tree);
	scenario->reactions = tree_object(NULL);
	scenario->last_id = first_id;
	add_repositories(scenario->root);
	for (struct lh_entry *at = tree_first(tree_get(scenario->root, "repositories")); at;
	     at = lh_entry_next(at)) {
		struct json_object *repository = lh_entry_v(at);

		complete_pulls(section(repository, "pulls"), lh_entry_k(at), scenario->pull);
		complete_comments(scenario, section(repository, "comments"), lh_entry_k(at));
	}
	return 0;
}

int scenario_load(struct scenario *scenario, const char *file, const char *fixtures,
		  struct err *err)
{
	auto_tree *whole = NULL;
	struct json_object *tree;
	char path[4096];

	*scenario = (struct scenario){.root = NULL, .fixtures = fixtures};
	if (tree_load(&whole, file, err) < 0)
		return -1;
	(void)snprintf(path, sizeof(path), "%s/pull.json", fixtures);
	if (tree_load(&scenario->pull, path, err) < 0)
		return -1;
	if (!json_object_is_type(scenario->pull, json_type_object))
		return err_set(err, REASON_BAD_CONFIG, "%s: not an object", path);
	tree = tree_get(whole, "hub") ? tree_get(whole, "hub") : whole;
	return scenario_set(scenario, tree, err) < 0 ? err_prefix(err, "%s", file) : 0;
}

void scenario_release(struct scenario *scenario)
{
	tree_release(&scenario->root);
	tree_release(&scenario->reactions);
	tree_release(&scenario->pull);
}

struct json_object *scenario_repository(const struct scenario *scenario, const char *owner,
					const char *name, const char **full_name)
{
	char wanted[256];
	int len = snprintf(wanted, sizeof(wanted), "%s/%s", owner, name);

	if (len < 0 || (size_t)len >= sizeof(wanted))
		return NULL;
	return tree_find(tree_get(scenario->root, "repositories"), wanted, full_name);
}
