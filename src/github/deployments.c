/* SPDX-License-Identifier: MIT */
#include "github/deployments.h"

#include <inttypes.h>
#include <stdio.h>

enum { BODY_MAX = 16 * 1024 };

/* Who is asked, and the permission that it takes. */
struct deployments_caller {
	struct http *http;
	const struct api_target *target;
	const char *permission;
};

/* Makes one request; on success `doc`, if any, is its answer. */
static int call(const struct deployments_caller *caller, const struct http_request *request,
		struct json *doc, struct err *err)
{
	const struct api_target *target = caller->target;
	auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);
	struct http_answer answer;
	int rc = 0;

	buf_addf(&hint, "The token in the input %s needs %s in %s", target->token_input,
		 caller->permission, target->repository);
	http_perform(caller->http, request, &answer, 1);
	if (!api_succeeded(&answer))
		rc = api_fail(target, request, &answer, buf_str(&hint), err);
	else if (doc && api_parse(&answer, doc, err) < 0)
		rc = err_prefix(err, "%s %s", request->method, request->path);
	http_answer_release(&answer);
	return rc;
}

static const char deployments_permission[] = "Deployments: read and write";
static const char statuses_permission[] = "Commit statuses: read and write";

/* Posts the document to the path. */
static int post(const struct deployments_caller *caller, const struct buf *path,
		const struct json *body, struct json *doc, struct err *err)
{
	auto_buf text = BUF_INIT(BODY_MAX);
	struct http_request request = {.method = "POST",
				       .path = buf_str(path),
				       .token = caller->target->token,
				       .last = true};

	json_write(body, &text);
	request.body = buf_str(&text);
	return call(caller, &request, doc, err);
}

static void add_unless_empty(struct json *doc, const char *key, const char *value)
{
	if (*value)
		json_add_string(doc, key, value);
}

int deployments_create(struct http *http, const struct api_target *target,
		       const struct deployments_new *made, int64_t *id, struct err *err)
{
	const struct deployments_caller deployments = {http, target, deployments_permission};
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_json body = {0};
	auto_json payload = {0};
	auto_json doc = {.name = "The deployment", .fault = REASON_BAD_RESPONSE};

	json_init(&payload);
	json_add_string(&payload, "run", made->run);
	json_init(&body);
	json_add_string(&body, "ref", made->ref);
	json_add_string(&body, "task", DEPLOYMENTS_TASK);
	json_add_bool(&body, "auto_merge", false);
	json_add_list(&body, "required_contexts");
	json_add_object(&body, "payload", &payload);
	json_add_string(&body, "environment", made->environment);
	json_add_string(&body, "description", made->description);
	json_add_bool(&body, "transient_environment", made->transient);
	json_add_bool(&body, "production_environment", false);
	buf_addf(&path, "/repos/%s/deployments", target->repository);
	if (post(&deployments, &path, &body, &doc, err) < 0)
		return -1;
	return json_get_int(&doc, "id", id, err);
}

static bool read_deployment(const struct json *doc, struct deployments_entry *entry)
{
	const char *run = NULL;
	struct err unused;

	if (json_get_int(doc, "id", &entry->id, &unused) < 0)
		return false;
	entry->run[0] = '\0';
	if (json_find_string(doc, "payload.run", &run, &unused) == 0 && run &&
	    grammar_is_run_id(run))
		(void)snprintf(entry->run, sizeof(entry->run), "%s", run);
	return true;
}

int deployments_list(struct http *http, const struct api_target *target,
		     const char *environment, struct deployments_entry list[DEPLOYMENTS_MAX],
		     size_t *count, struct err *err)
{
	const struct deployments_caller deployments = {http, target, deployments_permission};
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_json doc = {.name = "The deployments", .fault = REASON_BAD_RESPONSE};
	struct http_request request = {.method = "GET", .token = target->token, .large = true};
	long length;

	buf_addf(&path,
		 "/repos/%s/deployments?task=%s&per_page=%d&environment=", target->repository,
		 DEPLOYMENTS_TASK, DEPLOYMENTS_MAX);
	api_add_segment(&path, environment);
	request.path = buf_str(&path);
	if (call(&deployments, &request, &doc, err) < 0)
		return -1;
	length = json_length(&doc, "");
	if (length < 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s %s: the answer is not a list of deployments", request.method,
			       request.path);
	*count = 0;
	for (long i = 0; i < length && *count < DEPLOYMENTS_MAX; i++) {
		const struct json element = json_element(&doc, "", i);

		if (read_deployment(&element, &list[*count]))
			++*count;
	}
	return 0;
}

int deployments_set_state(struct http *http, const struct api_target *target, int64_t id,
			  const struct deployments_state *state, struct err *err)
{
	const struct deployments_caller deployments = {http, target, deployments_permission};
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_json body = {0};

	json_init(&body);
	json_add_string(&body, "state", state->state);
	add_unless_empty(&body, "environment_url", state->environment_url);
	add_unless_empty(&body, "log_url", state->log_url);
	buf_addf(&path, "/repos/%s/deployments/%" PRId64 "/statuses", target->repository, id);
	return post(&deployments, &path, &body, NULL, err);
}

int deployments_set_status(struct http *http, const struct api_target *target,
			   const struct deployments_status *status, struct err *err)
{
	const struct deployments_caller statuses = {http, target, statuses_permission};
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_json body = {0};

	json_init(&body);
	json_add_string(&body, "state", status->state);
	json_add_string(&body, "context", status->context);
	json_add_string(&body, "description", status->description);
	add_unless_empty(&body, "target_url", status->target_url);
	buf_addf(&path, "/repos/%s/statuses/%s", target->repository, status->sha);
	return post(&statuses, &path, &body, NULL, err);
}
