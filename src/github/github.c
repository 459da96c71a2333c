/* SPDX-License-Identifier: MIT */
#include "github/github.h"
#include "contract/fork.h"
#include "contract/grammar.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
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
static int read_permission(const struct api_target *end, const struct http_request *request,
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
			person->login, end->repository, end->token_input);
		return api_fail(end, request, answer, buf_str(&hint), err);
	}
	if (api_parse(answer, &doc, err) < 0 || check_login(&doc, person->login, err) < 0 ||
	    read_role(&doc, &person->role, err) < 0)
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
	if (!json_has(doc, "merged") || json_get_bool(doc, "merged", &pull->merged, err) < 0)
		pull->merged = false;
	pull->open = strcmp(state, "open") == 0;
	if (!pull->open && strcmp(state, "closed") != 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s has \"%.80s\" as state, expected open or closed", doc->name,
			       state);
	return 0;
}

static int read_pull_answer(const struct api_target *end, const struct http_request *request,
			    const struct http_answer *answer, const char *number,
			    struct facts *facts, struct err *err)
{
	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

		buf_addf(
			&hint,
			"Pull request %s of %s could not be read with the token in the input %s. It needs Pull requests: read",
			number, end->repository, end->token_input);
		return api_fail(end, request, answer, buf_str(&hint), err);
	}
	if (api_parse(answer, &facts->document, err) < 0 ||
	    github_read_pull(&facts->document, end->repository, number, &facts->pull, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	return 0;
}

/* The pull request exists, the event says so: a 404 may mean that it is too new. */
static struct http_request pull_request(const struct api_target *cms, const char *number,
					struct buf *path)
{
	buf_addf(path, "/repos/%s/pulls/%s", cms->repository, number);
	return (struct http_request){
		.method = "GET", .path = buf_str(path), .token = cms->token, .expected = true};
}

void github_fetch_pull(struct http *http, const struct api_target *cms, const char *number,
		       struct facts *facts)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = pull_request(cms, number, &path);
	struct http_answer answer;

	http_perform(http, &request, &answer, 1);
	(void)read_pull_answer(cms, &request, &answer, number, facts, &facts->pull_err);
	http_answer_release(&answer);
}

void github_fetch_pulls(struct http *http, const struct api_target *cms,
			const char *const *numbers, struct facts *facts, size_t count)
{
	struct http_request *requests = xrealloc(NULL, count * sizeof(*requests));
	struct http_answer *answers = xrealloc(NULL, count * sizeof(*answers));
	struct buf *paths = xrealloc(NULL, count * sizeof(*paths));

	for (size_t i = 0; i < count; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		requests[i] = pull_request(cms, numbers[i], &paths[i]);
		requests[i].expected = false;
		requests[i].large = true;
		requests[i].many = true;
	}
	http_perform(http, requests, answers, count);
	for (size_t i = 0; i < count; i++) {
		(void)read_pull_answer(cms, &requests[i], &answers[i], numbers[i], &facts[i],
				       &facts[i].pull_err);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
	free(requests);
	free(answers);
	free(paths);
}

int github_fetch_pull_and_comments(struct http *http, const struct api_target *cms,
				   struct comments_list *list, struct facts *facts,
				   struct err *err)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = pull_request(cms, list->number, &path);
	struct http_answer answer;
	int rc;

	rc = comments_list_beside(http, cms, list, &request, &answer, err);
	(void)read_pull_answer(cms, &request, &answer, list->number, facts, &facts->pull_err);
	http_answer_release(&answer);
	return rc;
}

/* Neither a person nor the pull request of the event is there: it is not the person. */
static void fail_unseen(const struct api_target *cms, const char *number, struct err *err)
{
	err_set(err, REASON_NOT_FOUND,
		"The token in the input %s cannot see %s at %s: neither pull request %s nor a role was found. The token may not have access to this repository, or GITHUB_API_URL may not be the API's address (on GitHub Enterprise Server it ends in /api/v3)",
		cms->token_input, cms->repository, cms->api_url, number);
}

void github_fetch_facts(struct http *http, const struct api_target *cms, const char *number,
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
		buf_addf(&paths[i], "/repos/%s/collaborators/", cms->repository);
		api_add_segment(&paths[i], facts->people[i].login);
		buf_adds(&paths[i], "/permission");
		requests[i] = (struct http_request){
			.method = "GET", .path = buf_str(&paths[i]), .token = cms->token};
	}
	if (with_pull) {
		paths[people] = BUF_INIT(API_PATH_MAX);
		requests[people] = pull_request(cms, number, &paths[people]);
	}
	http_perform(http, requests, answers, count);

	for (size_t i = 0; i < people; i++) {
		(void)read_permission(cms, &requests[i], &answers[i], &facts->people[i],
				      &missing[i], &facts->people[i].err);
		any_missing = any_missing || missing[i];
	}
	if (with_pull)
		(void)read_pull_answer(cms, &requests[people], &answers[people], number, facts,
				       &facts->pull_err);
	else if (any_missing)
		github_fetch_pull(http, cms, number, facts);
	for (size_t i = 0; i < people; i++) {
		if (missing[i] && facts->pull_err.reason == REASON_NOT_FOUND)
			fail_unseen(cms, number, &facts->people[i].err);
	}
	for (size_t i = 0; i < count; i++) {
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
}

/* What a token must have to send; for this repository itself it is the job's. */
static const char *needs(const struct api_target *end)
{
	if (strcmp(end->token_input, "github-token") == 0)
		return "The job's token needs contents: write in the workflow's permissions, a fine-grained or App token needs Contents: read and write";
	return "A classic token needs the scope repo, a fine-grained or App token needs Contents: read and write";
}

/*
 * What the repository's own answer tells about a dispatch that was not let through: `known` is so
 * whatever else GitHub says.
 */
static void explain_denial(const struct api_target *end, const struct http_answer *seen,
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
				end->repository);
		else
			buf_addf(
				hint,
				"The token in the input %s can read %s but cannot write to it. %s",
				end->token_input, end->repository, needs(end));
	} else if (!err_is_set(&seen->err) && (seen->status == 404 || seen->status == 403)) {
		api_hint_unseen(end, hint);
	} else {
		buf_addf(
			hint,
			"The token in the input %s cannot send events to %s, or the repository does not exist",
			end->token_input, end->repository);
	}
}

/* Refused for what the token may, which is the same for every event. */
static bool is_denied(const struct http_answer *answer)
{
	return !err_is_set(&answer->err) && (answer->status == 403 || answer->status == 404);
}

/* Asks for the repository itself, once, to tell the causes of a denial apart. */
static void look(struct http *http, const struct api_target *end, struct buf *hint,
		 struct buf *known)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {.method = "GET", .token = end->token, .once = true};
	struct http_answer seen;

	buf_addf(&path, "/repos/%s", end->repository);
	request.path = buf_str(&path);
	http_perform(http, &request, &seen, 1);
	explain_denial(end, &seen, hint, known);
	http_answer_release(&seen);
}

static void fail_dispatch(const struct api_target *end, const struct http_request *request,
			  const struct http_answer *answer, const struct buf *hint,
			  const struct buf *known, struct err *err)
{
	bool denied = is_denied(answer);

	(void)api_fail(end, request, answer, denied && hint->len > 0 ? buf_str(hint) : NULL,
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

void github_dispatch_all(struct http *http, const struct api_target *infrastructure,
			 const char *event_type, struct json *client_payloads, struct err *errs,
			 size_t count)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_buf hint = BUF_INIT(sizeof(errs->msg) / 2);
	auto_buf known = BUF_INIT(sizeof(errs->msg) / 2);
	struct buf *bodies = xrealloc(NULL, count * sizeof(*bodies));
	struct http_request *requests = xrealloc(NULL, count * sizeof(*requests));
	struct http_answer *answers = xrealloc(NULL, count * sizeof(*answers));
	bool denied = false;

	buf_addf(&path, "/repos/%s/dispatches", infrastructure->repository);
	for (size_t i = 0; i < count; i++) {
		write_event(event_type, &client_payloads[i], &bodies[i]);
		requests[i] = (struct http_request){.method = "POST",
						    .path = buf_str(&path),
						    .token = infrastructure->token,
						    .body = buf_str(&bodies[i]),
						    .many = count > 1};
	}
	http_perform(http, requests, answers, count);
	for (size_t i = 0; i < count; i++)
		denied = denied || is_denied(&answers[i]);
	if (denied)
		look(http, infrastructure, &hint, &known);
	for (size_t i = 0; i < count; i++) {
		if (err_is_set(&answers[i].err) || answers[i].status != 204)
			fail_dispatch(infrastructure, &requests[i], &answers[i], &hint, &known,
				      &errs[i]);
		http_answer_release(&answers[i]);
		buf_release(&bodies[i]);
	}
	free(bodies);
	free(requests);
	free(answers);
}

int github_dispatch(struct http *http, const struct api_target *infrastructure,
		    const char *event_type, struct json *client_payload, struct err *err)
{
	struct err failed = {.reason = REASON_NONE};

	github_dispatch_all(http, infrastructure, event_type, client_payload, &failed, 1);
	return err_is_set(&failed) ? err_copy(err, &failed) : 0;
}

static int read_closer(const struct api_target *cms, const struct http_request *request,
		       const struct http_answer *answer, struct json *doc, const char **login,
		       struct err *err)
{
	if (!api_succeeded(answer))
		return api_fail(cms, request, answer, NULL, err);
	if (api_parse(answer, doc, err) < 0 ||
	    json_get_string(doc, "closed_by.login", login, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	if (!grammar_is_login(*login))
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s %s has \"%.80s\" as closed_by.login, expected a login",
			       request->method, request->path, *login);
	return 0;
}

void github_fetch_closer(struct http *http, const struct api_target *cms, const char *number,
			 struct facts_person *closer, struct json *doc)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {.method = "GET", .token = cms->token};
	struct facts facts = {.people_count = 1};
	struct http_answer answer;
	const char *login = NULL;

	*closer = (struct facts_person){0};
	buf_addf(&path, "/repos/%s/issues/%s", cms->repository, number);
	request.path = buf_str(&path);
	http_perform(http, &request, &answer, 1);
	if (read_closer(cms, &request, &answer, doc, &login, &closer->err) == 0) {
		facts.people[0].login = login;
		github_fetch_facts(http, cms, number, false, &facts);
		*closer = facts.people[0];
	}
	http_answer_release(&answer);
	facts_release(&facts);
}
