/* SPDX-License-Identifier: MIT */
#include "doctor/requests.h"
#include "doctor/repository.h"
#include "workflow/contents.h"

enum { BATCH_MAX = 32 }; /* requests at the same time: without HTTP/2 each is a connection */

enum job_kind {
	KIND_REPOSITORY,
	KIND_ACTIONS,
	KIND_WORKFLOWS,
	KIND_WORKFLOW,
	KIND_ROOT,
	KIND_POLICIES,
	KIND_POLICY,
	KIND_BRANCH
};

/* One thing to ask, and where the answer goes. */
struct job {
	enum job_kind kind;
	const struct api_target *target;
	struct repository_facts *repo;
	struct workflow *workflow;
	struct branch *branch;
	struct policy *policy;
};

struct job_batch {
	struct http *http;
	struct job jobs[BATCH_MAX];
	size_t count;
};

static struct http_request ask_job(const struct job *job, struct buf *path)
{
	switch (job->kind) {
	case KIND_REPOSITORY: return repository_ask(job->target, path);
	case KIND_ACTIONS: return repository_ask_actions(job->target, path);
	case KIND_WORKFLOWS: return contents_ask_workflows(job->target, path);
	case KIND_WORKFLOW: return contents_ask_workflow(job->target, job->workflow, path);
	case KIND_ROOT: return contents_ask_root(job->target, path);
	case KIND_POLICIES: return repository_ask_policies(job->target, path);
	case KIND_POLICY: return repository_ask_policy(job->target, job->policy, path);
	case KIND_BRANCH: break;
	}
	return branches_ask(job->target, job->branch->name, path);
}

static void read_answer(const struct job *job, const struct http_request *request,
			const struct http_answer *answer)
{
	switch (job->kind) {
	case KIND_REPOSITORY: repository_read(job->repo, request, answer); break;
	case KIND_ACTIONS: repository_read_actions(job->repo, answer); break;
	case KIND_WORKFLOWS:
		contents_read_workflows(job->target, &job->repo->workflows, request, answer);
		break;
	case KIND_WORKFLOW:
		contents_read_workflow(job->target, job->workflow, request, answer);
		break;
	case KIND_ROOT: contents_read_root(&job->repo->workflows, answer); break;
	case KIND_POLICIES: repository_read_policies(&job->repo->policies, answer); break;
	case KIND_POLICY:
		repository_read_policy(&job->repo->policies, job->policy, answer);
		break;
	case KIND_BRANCH: branches_read(job->target, job->branch, request, answer); break;
	}
}

static void run(struct job_batch *batch)
{
	struct buf paths[BATCH_MAX];
	struct http_request requests[BATCH_MAX];
	struct http_answer answers[BATCH_MAX];

	for (size_t i = 0; i < batch->count; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		requests[i] = ask_job(&batch->jobs[i], &paths[i]);
	}
	if (batch->count > 0)
		http_perform(batch->http, requests, answers, batch->count);
	for (size_t i = 0; i < batch->count; i++) {
		read_answer(&batch->jobs[i], &requests[i], &answers[i]);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
	batch->count = 0;
}

static void add(struct job_batch *batch, struct job job)
{
	if (batch->count == BATCH_MAX)
		run(batch);
	batch->jobs[batch->count++] = job;
}

/* The files of those whose list is known; and whether the token may read files, where there is none. */
static void add_files(struct job_batch *batch, struct repository_facts *repo)
{
	struct workflows *workflows = &repo->workflows;

	for (size_t i = 0; i < workflows->count; i++)
		add(batch, (struct job){.kind = KIND_WORKFLOW,
					.target = &repo->target,
					.workflow = &workflows->list[i]});
	if (!workflows->known && workflows->err.reason == REASON_NOT_FOUND &&
	    !err_is_set(&repo->err))
		add(batch,
		    (struct job){.kind = KIND_ROOT, .target = &repo->target, .repo = repo});
}

void requests_repositories(struct http *http, struct repository_facts *const repos[],
			   size_t count)
{
	static const enum job_kind first[] = {KIND_REPOSITORY, KIND_WORKFLOWS, KIND_ACTIONS};
	struct job_batch batch = {.http = http};

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; repos[i]->asked && k < ARRAY_SIZE(first); k++)
			add(&batch, (struct job){.kind = first[k],
						 .target = &repos[i]->target,
						 .repo = repos[i]});
	}
	run(&batch);
	for (size_t i = 0; i < count; i++)
		add_files(&batch, repos[i]);
	run(&batch);
	for (size_t i = 0; i < count; i++)
		workflows_relate(&repos[i]->workflows);
}

void requests_cms(struct http *http, struct repository_facts *cms, struct branches *branches)
{
	struct job_batch batch = {.http = http};
	struct job job = {.kind = KIND_POLICIES, .target = &cms->target, .repo = cms};

	/* They only matter there, and only an administrator's token may read them. */
	if (cms->public && workflows_listen(&cms->workflows, "pull_request_target"))
		add(&batch, job);
	for (size_t i = 0; i < branches->count; i++)
		add(&batch, (struct job){.kind = KIND_BRANCH,
					 .target = &cms->target,
					 .branch = &branches->list[i]});
	run(&batch);
	job.kind = KIND_POLICY;
	for (size_t i = 0; i < cms->policies.count; i++) {
		job.policy = &cms->policies.list[i];
		add(&batch, job);
	}
	run(&batch);
}
