/* SPDX-License-Identifier: MIT */
#include "github.h"
#include "fork.h"
#include "grammar.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/*
 * The role that an answer of the permission endpoint means: by its name where that is one of
 * GitHub's own; a custom role by what it may do; else by the older `permission`.
 */
static int read_role(const struct json *doc, enum role *out, struct err *err)
{
	static const struct {
		const char *path;
		enum role role;
	} abilities[] = {
		{"user.permissions.admin", ROLE_ADMIN},
		{"user.permissions.maintain", ROLE_MAINTAIN},
		{"user.permissions.push", ROLE_WRITE},
		{"user.permissions.triage", ROLE_TRIAGE},
		{"user.permissions.pull", ROLE_READ},
	};
	const char *name;

	if (json_find_string(doc, "role_name", &name, err) < 0)
		return -1;
	if (name && role_parse(name, out))
		return 0;
	if (json_is_object(doc, "user.permissions")) {
		*out = ROLE_NONE;
		for (size_t i = 0; i < sizeof(abilities) / sizeof(abilities[0]); i++) {
			bool able;

			if (!json_has(doc, abilities[i].path))
				continue;
			if (json_get_bool(doc, abilities[i].path, &able, err) < 0)
				return -1;
			if (able && abilities[i].role > *out)
				*out = abilities[i].role;
		}
		return 0;
	}
	if (json_get_string(doc, "permission", &name, err) < 0)
		return -1;
	if (!role_parse(name, out))
		return err_set(
			err, REASON_BAD_RESPONSE,
			"%s has \"%.80s\" as permission, expected admin, write, read or none",
			doc->name, name);
	return 0;
}

static int read_permission(const struct api_end *end, const struct http_request *request,
			   const struct http_answer *answer, enum role *role, struct err *err)
{
	auto_json doc = {0};

	*role = ROLE_NONE;
	if (answer->err.reason == REASON_NONE && answer->status == 404)
		return 0;
	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

		buf_addf(
			&hint,
			"The role of the comment's author on %s cannot be read with the token of the "
			"input %s, which needs Metadata: read",
			end->repository, end->token_input);
		return api_fail(end, request, answer, buf_str(&hint), err);
	}
	if (api_parse(answer, &doc, err) < 0 || read_role(&doc, role, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	return 0;
}

int github_read_pull(const struct json *doc, const char *repository, const char *number,
		     struct pull *pull, struct err *err)
{
	const char *state;
	int64_t answered;
	char has[32];

	if (json_get_int(doc, "number", &answered, err) < 0 ||
	    json_get_string(doc, "state", &state, err) < 0 ||
	    json_get_string(doc, "base.ref", &pull->base, err) < 0 ||
	    json_find_string(doc, "head.ref", &pull->head, err) < 0 ||
	    json_find_string(doc, "head.sha", &pull->head_sha, err) < 0)
		return -1;
	if (!json_is_object(doc, "head"))
		return err_set(err, REASON_BAD_RESPONSE, "%s has no head, expected an object",
			       doc->name);
	if (fork_read(doc, "", repository, &pull->head_repository, &pull->is_fork, err) < 0)
		return -1;
	(void)snprintf(has, sizeof(has), "%" PRId64, answered);
	if (strcmp(has, number) != 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s is pull request %" PRId64 ", expected %s", doc->name,
			       answered, number);
	pull->open = strcmp(state, "open") == 0;
	if (!pull->open && strcmp(state, "closed") != 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s has \"%.80s\" as state, expected open or closed", doc->name,
			       state);
	return 0;
}

static int read_pull_answer(const struct api_end *end, const struct http_request *request,
			    const struct http_answer *answer, const char *number,
			    struct facts *facts, struct err *err)
{
	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

		buf_addf(
			&hint,
			"Pull request %s of %s cannot be read with the token of the input %s, which "
			"needs Pull requests: read",
			number, end->repository, end->token_input);
		return api_fail(end, request, answer, buf_str(&hint), err);
	}
	if (api_parse(answer, &facts->document, err) < 0 ||
	    github_read_pull(&facts->document, end->repository, number, &facts->pull, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	return 0;
}

void github_fetch_facts(struct http *http, const struct api_end *cms, const char *number,
			const char *login, struct facts *facts)
{
	auto_buf permission_path = BUF_INIT(API_PATH_MAX);
	auto_buf pull_path = BUF_INIT(API_PATH_MAX);
	struct http_request requests[2];
	struct http_answer answers[2];

	buf_addf(&permission_path, "/repos/%s/collaborators/", cms->repository);
	api_add_segment(&permission_path, login);
	buf_adds(&permission_path, "/permission");
	buf_addf(&pull_path, "/repos/%s/pulls/%s", cms->repository, number);
	requests[0] = (struct http_request){
		.method = "GET", .path = buf_str(&permission_path), .token = cms->token};
	requests[1] = (struct http_request){
		.method = "GET", .path = buf_str(&pull_path), .token = cms->token};
	http_perform(http, requests, answers, 2);

	*facts = (struct facts){0};
	(void)read_permission(cms, &requests[0], &answers[0], &facts->role, &facts->role_err);
	(void)read_pull_answer(cms, &requests[1], &answers[1], number, facts, &facts->pull_err);
	http_answer_release(&answers[0]);
	http_answer_release(&answers[1]);
}

void github_fetch_pull(struct http *http, const struct api_end *cms, const char *number,
		       struct facts *facts)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {.method = "GET", .token = cms->token};
	struct http_answer answer;

	buf_addf(&path, "/repos/%s/pulls/%s", cms->repository, number);
	request.path = buf_str(&path);
	http_perform(http, &request, &answer, 1);
	*facts = (struct facts){0};
	(void)read_pull_answer(cms, &request, &answer, number, facts, &facts->pull_err);
	http_answer_release(&answer);
}

/* What the repository's own answer tells about a dispatch that was not let through. */
static void explain_denial(const struct api_end *end, const struct http_answer *seen,
			   struct buf *hint)
{
	auto_json doc = {0};
	struct err unused;
	bool archived = false;

	if (api_succeeded(seen)) {
		if (api_parse(seen, &doc, &unused) < 0 ||
		    json_get_bool(&doc, "archived", &archived, &unused) < 0)
			archived = false;
		if (archived)
			buf_addf(hint,
				 "The repository %s is archived, so nothing can be sent to it; "
				 "unarchive it, or correct the input repository",
				 end->repository);
		else
			buf_addf(
				hint,
				"The token of the input %s can see %s but may not write to it: a classic "
				"token needs the scope repo, a fine-grained one or an App's needs "
				"Contents: read and write",
				end->token_input, end->repository);
	} else if (seen->err.reason == REASON_NONE &&
		   (seen->status == 404 || seen->status == 403)) {
		buf_addf(
			hint,
			"The repository %s cannot be seen with the token of the input %s: its name "
			"is misspelt, or the token is not for it (a fine-grained token must list "
			"it, an App must be installed on it)",
			end->repository, end->token_input);
	} else {
		buf_addf(
			hint,
			"The token of the input %s may not dispatch to %s, or the repository does "
			"not exist",
			end->token_input, end->repository);
	}
}

static int fail_dispatch(struct http *http, const struct api_end *end,
			 const struct http_request *request, const struct http_answer *answer,
			 struct err *err)
{
	auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

	if (answer->err.reason == REASON_NONE &&
	    (answer->status == 403 || answer->status == 404)) {
		auto_buf path = BUF_INIT(API_PATH_MAX);
		struct http_request look = {.method = "GET", .token = end->token, .once = true};
		struct http_answer seen;

		buf_addf(&path, "/repos/%s", end->repository);
		look.path = buf_str(&path);
		http_perform(http, &look, &seen, 1);
		explain_denial(end, &seen, &hint);
		http_answer_release(&seen);
	}
	return api_fail(end, request, answer, buf_str(&hint), err);
}

int github_dispatch(struct http *http, const struct api_end *infrastructure,
		    const char *event_type, struct json *client_payload, struct err *err)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_buf body = BUF_INIT(64 * 1024);
	auto_json doc = {0};
	struct http_request request;
	struct http_answer answer;
	int rc = 0;

	json_init(&doc);
	json_add_string(&doc, "event_type", event_type);
	json_add_object(&doc, "client_payload", client_payload);
	json_write(&doc, &body);
	buf_addf(&path, "/repos/%s/dispatches", infrastructure->repository);
	request = (struct http_request){.method = "POST",
					.path = buf_str(&path),
					.token = infrastructure->token,
					.body = buf_str(&body)};
	http_perform(http, &request, &answer, 1);
	if (answer.err.reason != REASON_NONE || answer.status != 204)
		rc = fail_dispatch(http, infrastructure, &request, &answer, err);
	if (answer.err.reason == REASON_NETWORK || answer.err.reason == REASON_TIMEOUT ||
	    answer.err.reason == REASON_CANCELLED)
		err_suffix(err,
			   "; the event may have arrived all the same, and is safe to repeat");
	http_answer_release(&answer);
	return rc;
}
