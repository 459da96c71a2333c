/* SPDX-License-Identifier: MIT */
#include "github/dispatches.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* What a token must have to send; for this repository itself it is the job's. */
static const char *needs(const struct api_target *target)
{
	if (strcmp(target->token_input, "github-token") == 0)
		return "The job's token needs contents: write in the workflow's permissions, a fine-grained or App token needs Contents: read and write";
	return "A classic token needs the scope repo, a fine-grained or App token needs Contents: read and write";
}

/*
 * What the repository's own answer tells about a dispatch that was not let through: `known` is so
 * whatever else GitHub says.
 */
static void explain_denial(const struct api_target *target, const struct http_answer *seen,
			   struct buf *hint, struct buf *known)
{
	auto_json doc = {0};
	struct err unused;
	bool archived = false;

	if (api_succeeded(seen)) {
		if (api_parse(seen, &doc, &unused) < 0 ||
		    json_get_bool(&doc, "archived", &archived, &unused) < 0)
			archived = false;
		if (archived)
			buf_addf(
				known,
				"; the repository %s is archived and cannot receive events. Unarchive it, or correct the input repository",
				target->repository);
		else
			buf_addf(
				hint,
				"The token in the input %s can read %s but cannot write to it. %s",
				target->token_input, target->repository, needs(target));
	} else if (!err_is_set(&seen->err) && (seen->status == 404 || seen->status == 403)) {
		api_hint_unseen(target, hint);
	} else {
		buf_addf(
			hint,
			"The token in the input %s cannot send events to %s, or the repository does not exist",
			target->token_input, target->repository);
	}
}

/* Refused for what the token may, which is the same for every event. */
static bool is_denied(const struct http_answer *answer)
{
	return !err_is_set(&answer->err) && (answer->status == 403 || answer->status == 404);
}

/* Asks for the repository itself, once, to tell the causes of a denial apart. */
static void look_at_repository(struct http *http, const struct api_target *target,
			       struct buf *hint, struct buf *known)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {.method = "GET", .token = target->token, .once = true};
	struct http_answer seen;

	buf_addf(&path, "/repos/%s", target->repository);
	request.path = buf_str(&path);
	http_perform(http, &request, &seen, 1);
	explain_denial(target, &seen, hint, known);
	http_answer_release(&seen);
}

static void fail_dispatch(const struct api_target *target, const struct http_request *request,
			  const struct http_answer *answer, const struct buf *hint,
			  const struct buf *known, struct err *err)
{
	bool denied = is_denied(answer);

	(void)api_fail(target, request, answer, denied && hint->len > 0 ? buf_str(hint) : NULL,
		       err);
	if (denied)
		err_suffix(err, buf_str(known));
	if (answer->err.reason == REASON_NETWORK || answer->err.reason == REASON_TIMEOUT ||
	    answer->err.reason == REASON_CANCELLED)
		err_suffix(
			err,
			"; the event may have arrived anyway, and it is safe to send it again");
}

/* Takes the payload. */
static void write_event(const char *event_type, struct json *client_payload, struct buf *body)
{
	auto_json doc = {0};

	*body = BUF_INIT(64 * 1024);
	json_init(&doc);
	json_add_string(&doc, "event_type", event_type);
	json_add_object(&doc, "client_payload", client_payload);
	json_write(&doc, body);
}

void dispatches_create_all(struct http *http, const struct api_target *target,
			   const char *event_type, struct json *client_payloads,
			   struct err *errs, size_t count)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_buf hint = BUF_INIT(sizeof(errs->msg) / 2);
	auto_buf known = BUF_INIT(sizeof(errs->msg) / 2);
	struct buf *bodies = xrealloc(NULL, count * sizeof(*bodies));
	struct http_request *requests = xrealloc(NULL, count * sizeof(*requests));
	struct http_answer *answers = xrealloc(NULL, count * sizeof(*answers));
	bool denied = false;

	buf_addf(&path, "/repos/%s/dispatches", target->repository);
	for (size_t i = 0; i < count; i++) {
		write_event(event_type, &client_payloads[i], &bodies[i]);
		requests[i] = (struct http_request){.method = "POST",
						    .path = buf_str(&path),
						    .token = target->token,
						    .body = buf_str(&bodies[i]),
						    .many = count > 1};
	}
	http_perform(http, requests, answers, count);
	for (size_t i = 0; i < count; i++)
		denied = denied || is_denied(&answers[i]);
	if (denied)
		look_at_repository(http, target, &hint, &known);
	for (size_t i = 0; i < count; i++) {
		if (err_is_set(&answers[i].err) || answers[i].status != 204)
			fail_dispatch(target, &requests[i], &answers[i], &hint, &known,
				      &errs[i]);
		http_answer_release(&answers[i]);
		buf_release(&bodies[i]);
	}
	free(bodies);
	free(requests);
	free(answers);
}

int dispatches_create(struct http *http, const struct api_target *target,
		      const char *event_type, struct json *client_payload, struct err *err)
{
	struct err failed = {.reason = REASON_NONE};

	dispatches_create_all(http, target, event_type, client_payload, &failed, 1);
	return err_is_set(&failed) ? err_copy(err, &failed) : 0;
}
