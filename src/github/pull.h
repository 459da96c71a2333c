/* SPDX-License-Identifier: MIT */
/*
 * The endpoint of one pull request. No policy, nothing printed. Source: GitHub's docs, "REST API endpoints
 * for pull requests", "Get a pull request".
 */
#ifndef PULL_H
#define PULL_H

#include "github/api.h"
#include "github/comments.h"
#include "github/facts.h"

/*
 * The request, which borrows from `path`. The event says that the pull request exists, so a 404 may mean
 * that it is too new.
 */
struct http_request pull_ask(const struct api_target *target, const char *number,
			     struct buf *path);

/* Fills facts->pull from the answer to that request, or facts->pull_err. */
void pull_read_answer(const struct api_target *target, const struct http_request *request,
		      const struct http_answer *answer, const char *number,
		      struct facts *facts);

/*
 * GET /repos/{owner}/{repo}/pulls/{pull_number}, into facts->pull or facts->pull_err; called
 * once, on facts that hold no pull request yet.
 */
void pull_fetch(struct http *http, const struct api_target *target, const char *number,
		struct facts *facts);

/*
 * The same of several at the same time, numbers[i] into facts[i]. That one exists nobody has said: a 404
 * is the answer.
 */
void pull_fetch_all(struct http *http, const struct api_target *target,
		    const char *const *numbers, struct facts *facts, size_t count);

/* As pull_fetch(), and at the same time comments_list(), whose result it has. */
int pull_fetch_with_comments(struct http *http, const struct api_target *target,
			     struct comments_list *list, struct facts *facts,
			     struct err *err) MUST_CHECK;

/*
 * Fills a zeroed `pull` from an answer about pull request `number` of `repository`, with strings of `doc`. Judges
 * their shape, not their grammar. -1 (the document's fault) leaves it half filled.
 */
int pull_read(const struct json *doc, const char *repository, const char *number,
	      struct pull *pull, struct err *err) MUST_CHECK;

#endif
