/* SPDX-License-Identifier: MIT */
#include "contract/fork.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { FORK_PATH_MAX = 64 };

/* The path of a member of the pull request at `pull`; our own words, which fit. */
static void member_path(char path[FORK_PATH_MAX], const char *pull, const char *member)
{
	(void)snprintf(path, FORK_PATH_MAX, "%s%s%s", pull, *pull ? "." : "", member);
}

/* The ids, where both are there: false where they are not, and names have to do. */
static int compare_ids(const struct json *doc, const char *head, const char *base,
		       bool *compared, bool *same, struct err *err)
{
	int64_t head_id;
	int64_t base_id;

	*compared = json_has(doc, head) && json_has(doc, base);
	if (!*compared)
		return 0;
	if (json_get_int(doc, head, &head_id, err) < 0 ||
	    json_get_int(doc, base, &base_id, err) < 0)
		return -1;
	*same = head_id == base_id;
	return 0;
}

int fork_read(const struct json *doc, const char *path, const char *fallback,
	      const char **head_repository, bool *is_fork, struct err *err)
{
	const char *base_repository;
	char head[FORK_PATH_MAX];
	char base[FORK_PATH_MAX];
	bool compared;
	bool same;

	*head_repository = NULL;
	*is_fork = true;
	member_path(head, path, "head.repo");
	if (!json_has(doc, head))
		return 0;
	member_path(head, path, "head.repo.full_name");
	member_path(base, path, "base.repo.full_name");
	if (json_get_string(doc, head, head_repository, err) < 0 ||
	    json_find_string(doc, base, &base_repository, err) < 0)
		return -1;
	member_path(head, path, "head.repo.id");
	member_path(base, path, "base.repo.id");
	if (compare_ids(doc, head, base, &compared, &same, err) < 0)
		return -1;
	if (!base_repository)
		base_repository = fallback;
	/* Owners and names compare without case, as GitHub has it. */
	if (!compared)
		same = base_repository && strcasecmp(*head_repository, base_repository) == 0;
	*is_fork = !same;
	return 0;
}
