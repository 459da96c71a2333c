/* SPDX-License-Identifier: MIT */
#include "github/pull.h"
#include "base/mem.h"
#include "contract/fork.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int pull_read(const struct json *doc, const char *repository, const char *number,
	      struct pull *pull, struct err *err)
{
	const char *state;
	int64_t answered;
	struct err unused;
	char has[32];

	if (json_get_int(doc, "number", &answered, err) < 0 ||
	    json_get_string(doc, "state", &state, err) < 0 ||
	    json_get_string(doc, "base.ref", &pull->base, err) < 0 ||
	    json_find_string(doc, "head.ref", &pull->head, err) < 0 ||
	    json_find_string(doc, "head.sha", &pull->head_sha, err) < 0 ||
	    json_find_string(doc, "base.repo.full_name", &pull->base_repository, err) < 0 ||
	    json_find_string(doc, "created_at", &pull->created_at, err) < 0 ||
	    json_find_string(doc, "updated_at", &pull->updated_at, err) < 0 ||
	    json_find_string(doc, "closed_at", &pull->closed_at, err) < 0)
		return -1;
	if (!json_is_object(doc, "head"))
		return err_set(err, REASON_BAD_RESPONSE, "%s has no head, expected an object",
			       doc->name);
	if (fork_read(doc, "", repository, &pull->head_repository, &pull->is_fork, err) < 0)
		return -1;
	if (json_get_int(doc, "base.repo.id", &pull->base_repository_id, &unused) < 0)
		pull->base_repository_id = 0;
	(void)snprintf(has, sizeof(has), "%" PRId64, answered);
	if (strcmp(has, number) != 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s is pull request %" PRId64 ", expected %s", doc->name,
			       answered, number);
	if (!json_has(doc, "merged") || json_get_bool(doc, "merged", &pull->merged, err) < 0)
		pull->merged = false;
	pull->open = strcmp(state, "open") == 0;
	if (!pull->open && strcmp(state, "closed") != 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s has \"%.80s\" as state, expected open or closed", doc->name,
			       state);
	return 0;
}

void pull_read_answer(const struct api_target *target, const struct http_request *request,
		      const struct http_answer *answer, const char *number, struct facts *facts)
{
	struct err *err = &facts->pull_err;

	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

		buf_addf(
			&hint,
			"Pull request %s of %s could not be read with the token in the input %s. It needs Pull requests: read",
			number, target->repository, target->token_input);
		(void)api_fail(target, request, answer, buf_str(&hint), err);
	} else if (api_parse(answer, &facts->document, err) < 0 ||
		   pull_read(&facts->document, target->repository, number, &facts->pull, err) <
			   0) {
		(void)err_prefix(err, "%s %s", request->method, request->path);
	}
}

struct http_request pull_ask(const struct api_target *target, const char *number,
			     struct buf *path)
{
	buf_addf(path, "/repos/%s/pulls/%s", target->repository, number);
	return (struct http_request){.method = "GET",
				     .path = buf_str(path),
				     .token = target->token,
				     .expected = true};
}

void pull_fetch(struct http *http, const struct api_target *target, const char *number,
		struct facts *facts)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = pull_ask(target, number, &path);
	struct http_answer answer;

	http_perform(http, &request, &answer, 1);
	pull_read_answer(target, &request, &answer, number, facts);
	http_answer_release(&answer);
}

void pull_fetch_all(struct http *http, const struct api_target *target,
		    const char *const *numbers, struct facts *facts, size_t count)
{
	struct http_request *requests = xrealloc(NULL, count * sizeof(*requests));
	struct http_answer *answers = xrealloc(NULL, count * sizeof(*answers));
	struct buf *paths = xrealloc(NULL, count * sizeof(*paths));

	for (size_t i = 0; i < count; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		requests[i] = pull_ask(target, numbers[i], &paths[i]);
		requests[i].expected = false;
		requests[i].large = true;
		requests[i].many = true;
	}
	http_perform(http, requests, answers, count);
	for (size_t i = 0; i < count; i++) {
		pull_read_answer(target, &requests[i], &answers[i], numbers[i], &facts[i]);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
	free(requests);
	free(answers);
	free(paths);
}

int pull_fetch_with_comments(struct http *http, const struct api_target *target,
			     struct comments_list *list, struct facts *facts, struct err *err)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = pull_ask(target, list->number, &path);
	struct http_answer answer;
	int rc;

	rc = comments_list_beside(http, target, list, &request, &answer, err);
	pull_read_answer(target, &request, &answer, list->number, facts);
	http_answer_release(&answer);
	return rc;
}
