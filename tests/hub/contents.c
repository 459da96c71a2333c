/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "model.h"
#include "tree.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1024 * 1024, LINE_LEN = 60 };

static const struct json_object *workflows_of(const struct call *call)
{
	return tree_get(call->repository, "workflows");
}

/* The folder of the tree that the files are from, "" where they are all the scenario's own. */
static void folder_of(const struct call *call, char path[4096])
{
	const char *from = tree_text(workflows_of(call), "from", "");

	path[0] = '\0';
	if (*from)
		(void)snprintf(path, 4096, "%s/../../%s/.github/workflows",
			       call->scenario->fixtures, from);
}

/* The file's text, before its edits; false where there is none. */
static bool read_text(const struct call *call, const char *name, struct buf *text)
{
	const struct json_object *files = tree_get(workflows_of(call), "files");
	char path[4096];
	char file[8192];
	char chunk[4096];
	size_t got;
	FILE *in;

	if (tree_get(files, name)) {
		buf_adds(text, json_object_get_string(tree_get(files, name)));
		return text->len > 0;
	}
	folder_of(call, path);
	if (!*path || strchr(name, '/'))
		return false;
	(void)snprintf(file, sizeof(file), "%s/%s", path, name);
	in = fopen(file, "re");
	if (!in)
		return false;
	while ((got = fread(chunk, 1, sizeof(chunk), in)) > 0)
		buf_add(text, chunk, got);
	(void)fclose(in);
	return true;
}

/* Every place of `from` becomes `to`; false where there is none. */
static bool replace(struct buf *text, const char *from, const char *to)
{
	auto_buf out = BUF_INIT(FILE_MAX);
	const char *at = buf_str(text);
	bool any = false;

	for (const char *next; (next = strstr(at, from)); at = next + strlen(from)) {
		buf_add(&out, at, (size_t)(next - at));
		buf_adds(&out, to);
		any = true;
	}
	buf_adds(&out, at);
	text->len = 0;
	buf_adds(text, buf_str(&out));
	return any;
}

/* False, and answered so that no test can take it for anything, where an edit changes nothing. */
static bool edit(struct call *call, const char *name, struct buf *text)
{
	struct json_object *edits = tree_get(tree_get(workflows_of(call), "edits"), name);

	for (struct lh_entry *at = tree_first(edits); at; at = lh_entry_next(at)) {
		if (replace(text, lh_entry_k(at), json_object_get_string(lh_entry_v(at))))
			continue;
		answer_error(call->answer, 418, "scenario: %s has no \"%s\" to edit", name,
			     (const char *)lh_entry_k(at));
		return false;
	}
	return true;
}

static void encode(const struct buf *text, struct buf *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t column = 0;

	for (size_t i = 0; i < text->len; i += 3) {
		uint32_t bits = 0;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 |
			       (i + k < text->len ? (unsigned char)text->data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			buf_addc(out,
				 i + k > text->len ? '=' : digits[bits >> (18 - 6 * k) & 0x3f]);
		column += 4;
		if (column % LINE_LEN == 0)
			buf_addc(out, '\n');
	}
}

void contents_show(struct call *call)
{
	auto_buf text = BUF_INIT(FILE_MAX);
	auto_buf coded = BUF_INIT(2 * FILE_MAX);

	if (!read_text(call, call->arg, &text)) {
		answer_error(call->answer, 404, "Not Found");
		return;
	}
	if (!edit(call, call->arg, &text))
		return;
	encode(&text, &coded);
	answer_json(call->answer, 200,
		    tree_object((struct pair[]){
			    {"type", tree_string("file")},
			    {"encoding", tree_string("base64")},
			    {"size", tree_int((int64_t)text.len)},
			    {"name", tree_string(call->arg)},
			    {"path", tree_format(".github/workflows/%s", call->arg)},
			    {"content", tree_string(buf_str(&coded))},
			    {NULL, NULL},
		    }));
}

static void push_file(struct call *call, struct json_object *list, const char *name)
{
	auto_buf text = BUF_INIT(FILE_MAX);

	if (!read_text(call, name, &text))
		return;
	tree_push(list, tree_object((struct pair[]){
				{"name", tree_string(name)},
				{"path", tree_format(".github/workflows/%s", name)},
				{"size", tree_int((int64_t)text.len)},
				{"type", tree_string("file")},
				{NULL, NULL},
			}));
}

/* Of the folder, and then of the scenario's own what is not there. */
void contents_list(struct call *call)
{
	const struct json_object *files = tree_get(workflows_of(call), "files");
	struct json_object *list = tree_array();
	char path[4096];
	struct dirent **found = NULL;
	int count = 0;

	folder_of(call, path);
	if (*path)
		count = scandir(path, &found, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (found[i]->d_name[0] != '.' && !tree_get(files, found[i]->d_name))
			push_file(call, list, found[i]->d_name);
		free(found[i]);
	}
	free(found);
	for (struct lh_entry *at = tree_first(files); at; at = lh_entry_next(at))
		push_file(call, list, lh_entry_k(at));
	if (tree_length(list) > 0) {
		answer_json(call->answer, 200, list);
		return;
	}
	json_object_put(list);
	answer_error(call->answer, 404, "Not Found");
}

void contents_root(struct call *call)
{
	struct json_object *list = tree_array();

	tree_push(list, tree_object((struct pair[]){
				{"name", tree_string("README.md")},
				{"path", tree_string("README.md")},
				{"type", tree_string("file")},
				{NULL, NULL},
			}));
	answer_json(call->answer, 200, list);
}

/* Who may read them sees some list; only that is asked. */
void branches_list(struct call *call)
{
	answer_json(call->answer, 200, json_object_new_array());
}

void branches_get(struct call *call)
{
	const struct json_object *branches = tree_get(call->repository, "branches");
	bool found =
		!branches && (strcmp(call->arg, "dev") == 0 || strcmp(call->arg, "main") == 0);

	for (size_t i = 0; i < tree_length(branches); i++)
		found = found ||
			strcmp(json_object_get_string(json_object_array_get_idx(branches, i)),
			       call->arg) == 0;
	if (!found) {
		answer_error(call->answer, 404, "Branch not found");
		return;
	}
	answer_json(call->answer, 200,
		    tree_object((struct pair[]){{"name", tree_string(call->arg)},
						{"protected", tree_bool(false)},
						{NULL, NULL}}));
}

void actions_show(struct call *call)
{
	struct json_object *actions = tree_get(call->repository, "actions");

	if (actions)
		answer_json(call->answer, 200, tree_copy(actions));
	else
		answer_error(call->answer, 403, "Resource not accessible by integration");
}

void runs_show(struct call *call)
{
	struct json_object *runs = tree_get(call->repository, "runs");
	struct json_object *run = tree_get(runs, call->arg);

	if (run)
		answer_json(call->answer, 200, json_object_get(run));
	else if (runs)
		answer_error(call->answer, 404, "Not Found");
	else
		answer_error(call->answer, 403, "Resource not accessible by integration");
}

void policies_list(struct call *call)
{
	struct json_object *policies = tree_get(call->repository, "policies");
	struct json_object *shown = tree_array();
	size_t count = tree_length(policies);

	if (!policies) {
		json_object_put(shown);
		answer_error(call->answer, 403, "Resource not accessible by integration");
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct json_object *policy = tree_copy(json_object_array_get_idx(policies, i));

		json_object_object_del(policy, "rules");
		json_object_object_del(policy, "conditions");
		tree_push(shown, policy);
	}
	answer_json(call->answer, 200,
		    tree_object((struct pair[]){{"total_count", tree_int((int64_t)count)},
						{"policies", shown},
						{NULL, NULL}}));
}

void policies_show(struct call *call)
{
	struct json_object *policies = tree_get(call->repository, "policies");

	for (size_t i = 0; i < tree_length(policies); i++) {
		struct json_object *policy = json_object_array_get_idx(policies, i);

		if (tree_number(policy, "id", 0) == strtoll(call->arg, NULL, 10)) {
			answer_json(call->answer, 200, tree_copy(policy));
			return;
		}
	}
	answer_error(call->answer, 404, "Not Found");
}
