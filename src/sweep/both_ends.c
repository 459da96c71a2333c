/* SPDX-License-Identifier: MIT */
#include "sweep/both_ends.h"
#include "run/session.h"
#include "run/target.h"
#include "workflow/contents.h"

enum { FILES_AT_ONCE = 32 };

static void read_list(struct session *session, const struct api_target *target,
		      struct workflows *workflows)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	const struct http_request request = contents_ask_workflows(target, &path);
	struct http_answer answer;

	http_perform(session->http, &request, &answer, 1);
	contents_read_workflows(target, workflows, &request, &answer);
	http_answer_release(&answer);
}

static void read_files(struct session *session, const struct api_target *target,
		       struct workflow *list, size_t count)
{
	struct http_request requests[FILES_AT_ONCE] = {{0}};
	struct http_answer answers[FILES_AT_ONCE];
	struct buf paths[FILES_AT_ONCE];

	for (size_t i = 0; i < count; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		requests[i] = contents_ask_workflow(target, &list[i], &paths[i]);
	}
	http_perform(session->http, requests, answers, count);
	for (size_t i = 0; i < count; i++) {
		contents_read_workflow(target, &list[i], &requests[i], &answers[i]);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
}

bool both_ends_are_here(const struct run *run, struct session *session)
{
	struct api_target target = target_here(run);
	struct workflows workflows = {.known = false};
	bool sends;

	if (!*target.token)
		return false;
	read_list(session, &target, &workflows);
	for (size_t i = 0; i < workflows.count; i += FILES_AT_ONCE) {
		size_t left = workflows.count - i;

		read_files(session, &target, &workflows.list[i],
			   left < FILES_AT_ONCE ? left : FILES_AT_ONCE);
	}
	workflows_relate(&workflows);
	sends = workflows_send(&workflows);
	workflows_release(&workflows);
	return sends;
}
