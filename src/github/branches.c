/* SPDX-License-Identifier: MIT */
#include "github/branches.h"
#include "contract/bases.h"
#include "github/api.h"

#include <stdio.h>
#include <string.h>

void branches_add(struct branches *branches, const char *name, const char *input)
{
	struct branch *branch = &branches->list[branches->count];

	for (size_t i = 0; i < branches->count; i++) {
		if (strcmp(branches->list[i].name, name) == 0)
			return;
	}
	if (branches->count == BRANCHES_MAX || !grammar_is_branch(name))
		return;
	*branch = (struct branch){.input = input};
	(void)snprintf(branch->name, sizeof(branch->name), "%s", name);
	branches->count++;
}

static void add_bases(struct branches *branches, const char *list, const char *input)
{
	char name[GRAMMAR_BRANCH_MAX + 1];

	while (bases_next(&list, name)) {
		if (bases_are_plain(name))
			branches_add(branches, name, input);
	}
}

void branches_add_bases(struct branches *branches, const struct config *config)
{
	add_bases(branches, config->ephemeral_base, "ephemeral-base");
	if (!grammar_is_none(config->staging_base))
		add_bases(branches, config->staging_base, "staging-base");
}

struct http_request branches_ask(const struct api_target *target, const char *name,
				 struct buf *path)
{
	buf_addf(path, "/repos/%s/branches/", target->repository);
	/* GitHub takes a branch with slashes as it is, and as one segment. */
	api_add_segment(path, name);
	return (struct http_request){
		.method = "GET", .path = buf_str(path), .token = target->token};
}

void branches_read(const struct api_target *target, struct branch *branch,
		   const struct http_request *request, const struct http_answer *answer)
{
	auto_buf hint = BUF_INIT(sizeof(branch->err.msg) / 2);

	if (api_succeeded(answer))
		return;
	branch->missing = !err_is_set(&answer->err) && answer->status == 404;
	buf_addf(
		&hint,
		"The branches of %s could not be read with the token in the input %s. It needs Contents: read",
		target->repository, target->token_input);
	api_fail(target, request, answer, buf_str(&hint), &branch->err);
}

bool branches_can_list(struct http *http, const struct api_target *target)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {.method = "GET", .token = target->token};
	struct http_answer answer;
	bool can;

	buf_addf(&path, "/repos/%s/branches?per_page=1", target->repository);
	request.path = buf_str(&path);
	http_perform(http, &request, &answer, 1);
	can = !err_is_set(&answer.err) && answer.status == 200;
	http_answer_release(&answer);
	return can;
}
