/* SPDX-License-Identifier: MIT */
/* What is behind a route: api.c lets a request through to a function that answers it. */
#ifndef HUB_CALL_H
#define HUB_CALL_H

#include "answer.h"
#include "request.h"
#include "scenario.h"

/* All is borrowed. */
struct call {
	struct scenario *scenario;
	const struct request *request;
	struct answer *answer; /* to be filled */
	const struct json_object *token;
	struct json_object *repository;
	const char *full_name; /* of the repository */
	bool may_write;
	const char *arg; /* the segment that the route leaves open, else NULL */
};

/* dispatches.c: POST …/dispatches; it has no effect but the record. */
void dispatches_create(struct call *call);

/* comments.c: GET …/issues/{n}/comments */
void comments_list(struct call *call);

/* GET …/issues/comments?since=: of all pull requests, the last one first, whatever `sort` says. */
void comments_list_all(struct call *call);

/* GET …/issues/comments/{id} */
void comments_show(struct call *call);

/* POST …/issues/{n}/comments */
void comments_create(struct call *call);

/* PATCH …/issues/comments/{id} */
void comments_edit(struct call *call);

/* DELETE …/issues/comments/{id} */
void comments_delete(struct call *call);

/* pulls.c: GET …/pulls?state=&base=: the newest first, page by page. */
void pulls_list(struct call *call);

/* deployments.c: GET …/deployments?environment=&task=, the newest first; 100 at most. */
void deployments_list(struct call *call);

/* POST …/deployments */
void deployments_create(struct call *call);

/* POST …/deployments/{id}/statuses */
void deployments_set_state(struct call *call);

/* POST …/statuses/{sha}: the status of a commit; it has no effect but the record. */
void statuses_create(struct call *call);

/* pages.c: shows one page of a list, by the query's page and per_page, with its Link header. */
void pages_answer(struct call *call, struct json_object *list);

/* POST …/issues/comments/{id}/reactions: to any id, so that a scenario need not hold it. */
void comments_react(struct call *call);

/* contents.c: GET …/contents/, …/contents/.github/workflows, and one of its files */
void contents_root(struct call *call);
void contents_list(struct call *call);
void contents_show(struct call *call);

/* GET …/branches/{branch} */
void branches_list(struct call *call);
void branches_get(struct call *call);

/* GET …/actions/permissions: only where the scenario says that it can be read. */
void actions_show(struct call *call);

/* GET …/actions/runs/{id}: likewise. */
void runs_show(struct call *call);

/* GET …/actions/policies, and one of them by its id: likewise. */
void policies_list(struct call *call);
void policies_show(struct call *call);

#endif
