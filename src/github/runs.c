/* SPDX-License-Identifier: MIT */
#include "github/runs.h"
#include "github/api.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void read_run(const struct api_target *target, const struct http_request *request,
		     const struct http_answer *answer, struct workflow_run *run)
{
	auto_json doc = {0};
	const char *status;
	int64_t id;
	char answered[GRAMMAR_RUN_ID_MAX + 1];

	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(run->err.msg) / 2);

		if (answer->status == 404)
			buf_addf(&hint, "Run %s of %s was deleted", run->id,
				 target->repository);
		else
			buf_addf(
				&hint,
				"The runs of %s could not be read with the token in the input %s. The job's token needs actions: read in the workflow's permissions",
				target->repository, target->token_input);
		api_fail(target, request, answer, buf_str(&hint), &run->err);
		return;
	}
	if (api_parse(answer, &doc, &run->err) < 0 ||
	    json_get_int(&doc, "id", &id, &run->err) < 0 ||
	    json_get_string(&doc, "status", &status, &run->err) < 0)
		return;
	(void)snprintf(answered, sizeof(answered), "%" PRId64, id);
	if (strcmp(answered, run->id) != 0)
		(void)err_set(&run->err, REASON_BAD_RESPONSE,
			      "%s is run %" PRId64 ", expected %s", doc.name, id, run->id);
	else
		run->ended = strcmp(status, "completed") == 0;
}

void runs_get_all(struct http *http, const struct api_target *target, struct workflow_run *runs,
		  size_t count)
{
	struct http_request requests[RUNS_AT_ONCE] = {{0}};
	struct http_answer answers[RUNS_AT_ONCE];
	struct buf paths[RUNS_AT_ONCE];

	for (size_t i = 0; i < count; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		buf_addf(&paths[i], "/repos/%s/actions/runs/%s", target->repository,
			 runs[i].id);
		requests[i] = (struct http_request){.method = "GET",
						    .path = buf_str(&paths[i]),
						    .token = target->token,
						    .many = true};
		runs[i].ended = false;
		runs[i].err = (struct err){.reason = REASON_NONE};
	}
	http_perform(http, requests, answers, count);
	for (size_t i = 0; i < count; i++) {
		read_run(target, &requests[i], &answers[i], &runs[i]);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
}
