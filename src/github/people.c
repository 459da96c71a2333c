/* SPDX-License-Identifier: MIT */
#include "github/people.h"
#include "contract/grammar.h"
#include "github/pull.h"

#include <string.h>
#include <strings.h>

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
		for (size_t i = 0; i < ARRAY_SIZE(abilities); i++) {
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

/* An answer on a role counts for the person that it is of, and that must be who was asked for. */
static int check_login(const struct json *doc, const char *login, struct err *err)
{
	const char *answered;

	if (json_get_string(doc, "user.login", &answered, err) < 0)
		return -1;
	if (strcasecmp(answered, login) != 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s is the role of \"%.80s\", expected that of \"%.80s\"",
			       doc->name, answered, login);
	return 0;
}

/* *missing: GitHub knows no such collaborator, which is the role "none". */
static int read_permission(const struct api_target *target, const struct http_request *request,
			   const struct http_answer *answer, struct facts_person *person,
			   bool *missing, struct err *err)
{
	auto_json doc = {0};

	person->role = ROLE_NONE;
	*missing = !err_is_set(&answer->err) && answer->status == 404;
	if (*missing)
		return 0;
	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

		buf_addf(
			&hint,
			"The role of \"%s\" on %s could not be read with the token in the input %s. It needs Metadata: read",
			person->login, target->repository, target->token_input);
		return api_fail(target, request, answer, buf_str(&hint), err);
	}
	if (api_parse(answer, &doc, err) < 0 || check_login(&doc, person->login, err) < 0 ||
	    read_role(&doc, &person->role, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	return 0;
}

/* Neither a person nor the pull request of the event is there: it is not the person. */
static void fail_unseen(const struct api_target *target, const char *number, struct err *err)
{
	err_set(err, REASON_NOT_FOUND,
		"The token in the input %s cannot see %s at %s: neither pull request %s nor a role was found. The token may not have access to this repository, or GITHUB_API_URL may not be the API's address (on GitHub Enterprise Server it ends in /api/v3)",
		target->token_input, target->repository, target->api_url, number);
}

void people_fetch(struct http *http, const struct api_target *target, const char *number,
		  bool with_pull, struct facts *facts)
{
	enum { REQUESTS_MAX = FACTS_PEOPLE_MAX + 1 };
	struct buf paths[REQUESTS_MAX];
	struct http_request requests[REQUESTS_MAX] = {{0}};
	struct http_answer answers[REQUESTS_MAX];
	bool missing[FACTS_PEOPLE_MAX] = {false};
	bool any_missing = false;
	size_t people = facts->people_count;
	size_t count = people + (with_pull ? 1 : 0);

	for (size_t i = 0; i < people; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		buf_addf(&paths[i], "/repos/%s/collaborators/", target->repository);
		api_add_segment(&paths[i], facts->people[i].login);
		buf_adds(&paths[i], "/permission");
		requests[i] = (struct http_request){
			.method = "GET", .path = buf_str(&paths[i]), .token = target->token};
	}
	if (with_pull) {
		paths[people] = BUF_INIT(API_PATH_MAX);
		requests[people] = pull_ask(target, number, &paths[people]);
	}
	http_perform(http, requests, answers, count);

	for (size_t i = 0; i < people; i++) {
		(void)read_permission(target, &requests[i], &answers[i], &facts->people[i],
				      &missing[i], &facts->people[i].err);
		any_missing = any_missing || missing[i];
	}
	if (with_pull)
		pull_read_answer(target, &requests[people], &answers[people], number, facts);
	else if (any_missing)
		pull_fetch(http, target, number, facts);
	for (size_t i = 0; i < people; i++) {
		if (missing[i] && facts->pull_err.reason == REASON_NOT_FOUND)
			fail_unseen(target, number, &facts->people[i].err);
	}
	for (size_t i = 0; i < count; i++) {
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
}
