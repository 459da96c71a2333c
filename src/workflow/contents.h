/* SPDX-License-Identifier: MIT */
/*
 * The endpoint that tells what is in a repository: its workflow files. No policy, nothing printed.
 * Source: GitHub's docs, "REST API endpoints for repository contents".
 */
#ifndef CONTENTS_H
#define CONTENTS_H

#include "github/api.h"
#include "workflow/workflows.h"

/* Each takes an empty `path`, and gives a request that borrows from it. */

/* GET /repos/{owner}/{repo}/contents/.github/workflows, of the default branch */
struct http_request contents_ask_workflows(const struct api_target *target, struct buf *path);

/*
 * Adds a workflow for each file of the answer that GitHub would run: *.yml and *.yaml, WORKFLOWS_MAX at
 * most. Else the workflows are not known, and their `err` says why.
 */
void contents_read_workflows(const struct api_target *target, struct workflows *workflows,
			     const struct http_request *request,
			     const struct http_answer *answer);

/* GET …/contents/.github/workflows/{name} */
struct http_request contents_ask_workflow(const struct api_target *target,
					  const struct workflow *workflow, struct buf *path);
void contents_read_workflow(const struct api_target *target, struct workflow *workflow,
			    const struct http_request *request,
			    const struct http_answer *answer);

/* GET …/contents: can the token read any file? A 404 for a folder may mean either. */
struct http_request contents_ask_root(const struct api_target *target, struct buf *path);

/* There is no folder for workflows, where the root could be read: there are no workflows then. */
void contents_read_root(struct workflows *workflows, const struct http_answer *answer);

#endif
