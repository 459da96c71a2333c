/* SPDX-License-Identifier: MIT */
/*
 * The endpoints that tell what a repository is: itself, its settings for Actions, its branches. No policy,
 * nothing printed. Source: GitHub's docs, "REST API endpoints for repositories", "… for GitHub Actions
 * permissions", "… for branches".
 */
#ifndef REPOSITORY_H
#define REPOSITORY_H

#include "doctor/repository_facts.h"
#include "github/api.h"

/* Each takes an empty `path`, and gives a request that borrows from it. */

/* GET /repos/{owner}/{repo} */
struct http_request repository_ask(const struct api_target *target, struct buf *path);

/* Fills what the answer tells of the repository, the token and the server. */
void repository_read(struct repository_facts *repo, const struct http_request *request,
		     const struct http_answer *answer);

/* GET /repos/{owner}/{repo}/actions/permissions: only an administrator's token may. */
struct http_request repository_ask_actions(const struct api_target *target, struct buf *path);
void repository_read_actions(struct repository_facts *repo, const struct http_answer *answer);

#endif
