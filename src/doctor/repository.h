/* SPDX-License-Identifier: MIT */
/*
 * The endpoints that tell what a repository is: itself, its settings and policies for Actions. No policy,
 * nothing printed. Source: GitHub's docs, "REST API endpoints for repositories", "… for GitHub Actions
 * permissions", "… for GitHub Actions policies".
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

/*
 * GET /repos/{owner}/{repo}/actions/policies, the list, with the policies of the organization and the enterprise
 * that apply; and one of it. Only a token with Administration: read may.
 */
struct http_request repository_ask_policies(const struct api_target *target, struct buf *path);
void repository_read_policies(struct policies *policies, const struct http_answer *answer);
struct http_request repository_ask_policy(const struct api_target *target,
					  const struct policy *policy, struct buf *path);
void repository_read_policy(struct policies *policies, struct policy *policy,
			    const struct http_answer *answer);

#endif
