/* SPDX-License-Identifier: MIT */
#include "doctor/repository.h"
#include "github/expiry.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static struct http_request ask_repository(const struct api_target *target, const char *rest,
					  struct buf *path)
{
	buf_addf(path, "/repos/%s%s", target->repository, rest);
	return (struct http_request){
		.method = "GET", .path = buf_str(path), .token = target->token};
}

struct http_request repository_ask(const struct api_target *target, struct buf *path)
{
	return ask_repository(target, "", path);
}

/* The boolean at `path`, false where there is none; *known tells which. */
static bool flag(const struct json *doc, const char *path, bool *known)
{
	bool value = false;
	struct err unused;

	*known = json_has(doc, path) && json_get_bool(doc, path, &value, &unused) == 0;
	return *known && value;
}

static void copy(char to[REPOSITORY_TEXT_MAX + 1], const char *text)
{
	(void)snprintf(to, REPOSITORY_TEXT_MAX + 1, "%s", text);
}

static void read_headers(struct repository_facts *repo, const struct http_answer *answer)
{
	repo->answered = !err_is_set(&answer->err);
	copy(repo->scopes, api_header(answer, API_HEADER_SCOPES));
	copy(repo->version, api_header(answer, API_HEADER_SERVER_VERSION));
	repo->date_s = answer->date_s;
	repo->expires =
		expiry_read(api_header(answer, API_HEADER_EXPIRATION), &repo->expires_at_s);
}

static int read_repository(struct repository_facts *repo, const struct http_answer *answer,
			   struct err *err)
{
	auto_json doc = {0};
	const char *name;
	const char *branch;
	bool unused;

	if (api_parse(answer, &doc, err) < 0 ||
	    json_get_string(&doc, "full_name", &name, err) < 0 ||
	    json_get_string(&doc, "default_branch", &branch, err) < 0)
		return -1;
	copy(repo->full_name, name);
	copy(repo->default_branch, branch);
	repo->archived = flag(&doc, "archived", &unused);
	repo->disabled = flag(&doc, "disabled", &unused);
	repo->public = !flag(&doc, "private", &unused);
	repo->push = flag(&doc, "permissions.push", &repo->push_known);
	return 0;
}

void repository_read(struct repository_facts *repo, const struct http_request *request,
		     const struct http_answer *answer)
{
	read_headers(repo, answer);
	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(repo->err.msg) / 2);

		api_hint_unseen(&repo->target, &hint);
		repo->refused = !err_is_set(&answer->err) && answer->status == 401;
		api_fail(&repo->target, request, answer, buf_str(&hint), &repo->err);
		return;
	}
	if (read_repository(repo, answer, &repo->err) < 0)
		err_prefix(&repo->err, "%s %s", request->method, request->path);
}

struct http_request repository_ask_actions(const struct api_target *target, struct buf *path)
{
	struct http_request request = ask_repository(target, "/actions/permissions", path);

	request.once = true;
	return request;
}

void repository_read_actions(struct repository_facts *repo, const struct http_answer *answer)
{
	auto_json doc = {0};
	struct err unused;
	const char *allowed = NULL;

	if (!api_succeeded(answer) || api_parse(answer, &doc, &unused) < 0)
		return;
	repo->actions_enabled = flag(&doc, "enabled", &repo->actions_known);
	if (json_find_string(&doc, "allowed_actions", &allowed, &unused) == 0 && allowed)
		copy(repo->actions_allowed, allowed);
}

struct http_request repository_ask_policies(const struct api_target *target, struct buf *path)
{
	struct http_request request =
		ask_repository(target, "/actions/policies?per_page=100", path);

	request.once = true;
	return request;
}

void repository_read_policies(struct policies *policies, const struct http_answer *answer)
{
	auto_json doc = {0};
	struct err unused;

	policies->refused = !api_succeeded(answer);
	if (!policies->refused && api_parse(answer, &doc, &unused) == 0)
		policies_read_list(policies, &doc);
}

struct http_request repository_ask_policy(const struct api_target *target,
					  const struct policy *policy, struct buf *path)
{
	char rest[64];
	struct http_request request;

	(void)snprintf(rest, sizeof(rest), "/actions/policies/%" PRId64, policy->id);
	request = ask_repository(target, rest, path);
	request.once = true;
	return request;
}

void repository_read_policy(struct policies *policies, struct policy *policy,
			    const struct http_answer *answer)
{
	struct err unused;

	if (!api_succeeded(answer))
		policies->refused = true;
	else if (api_parse(answer, &policy->doc, &unused) < 0)
		policies->partial = true;
}
