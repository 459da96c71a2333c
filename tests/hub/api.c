/* SPDX-License-Identifier: MIT */
#include "api.h"
#include "call.h"
#include "model.h"
#include "script.h"
#include "tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { RATE_LIMIT = 5000 };

static void get_repository(struct call *call)
{
	struct json_object *shown =
		model_repository(call->full_name, tree_true(call->repository, "archived"));

	tree_set(shown, "permissions",
		 model_permissions(call->may_write ? ROLE_WRITE : ROLE_READ));
	if (tree_get(call->repository, "shows"))
		shown = tree_merge(shown, tree_get(call->repository, "shows"));
	answer_json(call->answer, 200, shown);
}

static void get_pull(struct call *call)
{
	struct json_object *pull = tree_get(tree_get(call->repository, "pulls"), call->arg);

	if (pull)
		answer_json(call->answer, 200, tree_copy(pull));
	else
		answer_error(call->answer, 404, "Not Found");
}

/* A pull request as the issue that it is too: of that only who closed it. */
static void get_issue(struct call *call)
{
	struct json_object *pull = tree_get(tree_get(call->repository, "pulls"), call->arg);

	if (!pull) {
		answer_error(call->answer, 404, "Not Found");
		return;
	}
	answer_json(call->answer, 200,
		    tree_object((struct pair[]){
			    {"number", tree_copy(tree_get(pull, "number"))},
			    {"state", tree_copy(tree_get(pull, "state"))},
			    {"closed_by", tree_copy(tree_get(pull, "closed_by"))},
			    {NULL, NULL},
		    }));
}

static void get_permission(struct call *call)
{
	const char *login = NULL;
	struct json_object *given =
		tree_find(tree_get(call->repository, "roles"), call->arg, &login);
	enum role role = ROLE_NONE;

	if (!given) {
		answer_error(call->answer, 404, "%s is not a user", call->arg);
	} else if (json_object_is_type(given, json_type_object)) {
		answer_json(call->answer, 200, tree_copy(given));
	} else {
		(void)role_parse(json_object_get_string(given), &role);
		answer_json(call->answer, 200, model_collaborator(login, role));
	}
}

static const struct route {
	const char *method;
	const char *rest[5]; /* behind /repos/{owner}/{name}; "*" takes any one segment */
	bool writes;         /* needs more than to read, and but for DELETE a body */
	void (*answer)(struct call *call);
} routes[] = {
	{"GET", {NULL}, false, get_repository},
	{"GET", {"pulls"}, false, pulls_list},
	{"GET", {"pulls", "*"}, false, get_pull},
	{"GET", {"issues", "comments"}, false, comments_list_all},
	{"GET", {"issues", "comments", "*"}, false, comments_show},
	{"GET", {"issues", "*"}, false, get_issue},
	{"GET", {"collaborators", "*", "permission"}, false, get_permission},
	{"POST", {"dispatches"}, true, dispatches_create},
	{"GET", {"issues", "*", "comments"}, false, comments_list},
	{"POST", {"issues", "*", "comments"}, true, comments_create},
	{"PATCH", {"issues", "comments", "*"}, true, comments_edit},
	{"DELETE", {"issues", "comments", "*"}, true, comments_delete},
	{"GET", {"deployments"}, false, deployments_list},
	{"POST", {"deployments"}, true, deployments_create},
	{"POST", {"deployments", "*", "statuses"}, true, deployments_set_state},
	{"POST", {"statuses", "*"}, true, statuses_create},
	{"POST", {"issues", "comments", "*", "reactions"}, true, comments_react},
	{"GET", {"contents"}, false, contents_root},
	{"GET", {"contents", ".github", "workflows"}, false, contents_list},
	{"GET", {"contents", ".github", "workflows", "*"}, false, contents_show},
	{"GET", {"branches"}, false, branches_list},
	{"GET", {"branches", "*"}, false, branches_get},
	{"GET", {"actions", "permissions"}, false, actions_show},
	{"GET", {"actions", "runs", "*"}, false, runs_show},
	{"GET", {"actions", "policies"}, false, policies_list},
	{"GET", {"actions", "policies", "*"}, false, policies_show},
};

/* GET /user, which no App's token may ask; and of GraphQL the viewer, whatever the query is. */
static bool answer_viewer(struct call *call, const char *path)
{
	const char *login = tree_text(call->token, "login", "");
	struct json_object *user = model_user(login, tree_text(call->token, "type", NULL));
	bool is_bot = strcmp(tree_text(user, "type", ""), "Bot") == 0;
	bool get = strcmp(call->request->method, "GET") == 0;

	if (get && strcmp(path, "/user") == 0) {
		if (is_bot)
			answer_error(call->answer, 403,
				     "Resource not accessible by integration");
		else
			answer_json(call->answer, 200, json_object_get(user));
	} else if (!get &&
		   (strcmp(path, "/graphql") == 0 || strcmp(path, "/api/graphql") == 0)) {
		struct json_object *viewer = tree_object((struct pair[]){
			{"databaseId", tree_copy(tree_get(user, "id"))}, {NULL, NULL}});
		struct json_object *data =
			tree_object((struct pair[]){{"viewer", viewer}, {NULL, NULL}});

		answer_json(call->answer, 200,
			    tree_object((struct pair[]){{"data", data}, {NULL, NULL}}));
	} else {
		json_object_put(user);
		return false;
	}
	json_object_put(user);
	return true;
}

/* True when the route takes the path; *arg is then the segment that it leaves open. */
static bool route_takes(const struct route *route, const struct path *path, const char **arg)
{
	size_t i = 3; /* "repos", owner and name are those in front */

	for (const char *const *rest = route->rest; *rest; rest++, i++) {
		if (i >= path->count)
			return false;
		if (**rest == '*')
			*arg = path->segment[i];
		else if (strcmp(*rest, path->segment[i]) != 0)
			return false;
	}
	return i == path->count;
}

static const struct route *find_route(const char *method, const struct path *path,
				      const char **arg)
{
	if (path->count < 3 || strcmp(path->segment[0], "repos") != 0)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(routes); i++) {
		if (strcmp(routes[i].method, method) == 0 && route_takes(&routes[i], path, arg))
			return &routes[i];
	}
	return NULL;
}

/* GitHub's clock is the scenario's, if it has one; else the server adds the real time. */
static void add_date(const struct scenario *scenario, struct answer *answer)
{
	const char *now = tree_text(scenario->root, "now", "");
	char text[64];
	struct tm tm = {0};

	if (!strptime(now, "%Y-%m-%dT%H:%M:%SZ", &tm))
		return;
	/* strptime() has told the day of the week. */
	(void)strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	answer_header(answer, "Date", text);
}

/* The headers that every answer has. */
static void add_headers(struct scenario *scenario, struct answer *answer)
{
	const struct {
		const char *name;
		int64_t number;
	} rate[] = {
		{"X-RateLimit-Limit", RATE_LIMIT},
		{"X-RateLimit-Remaining", RATE_LIMIT - scenario->requests},
		{"X-RateLimit-Used", scenario->requests},
		{"X-RateLimit-Reset", (int64_t)time(NULL) + 3600},
	};
	char text[64];

	for (size_t i = 0; i < ARRAY_SIZE(rate); i++) {
		(void)snprintf(text, sizeof(text), "%" PRId64, rate[i].number);
		answer_header(answer, rate[i].name, text);
	}
	answer_header(answer, "X-RateLimit-Resource", "core");
	add_date(scenario, answer);
	(void)snprintf(text, sizeof(text), "C0DE:%06" PRIX64 ":1A2B3C:4D5E6F:69200000",
		       (uint64_t)scenario->requests);
	answer_header(answer, "X-GitHub-Request-Id", text);
}

/* True when a header like "text/html, application/json;q=0.9" has a type that GitHub serves. */
static bool admits_json(const char *accept)
{
	static const char *const types[] = {"application/vnd.github+json",
					    "application/vnd.github.v3+json",
					    "application/json", "*/*"};

	for (; *accept; accept += strcspn(accept, ","), accept += *accept == ',') {
		accept += strspn(accept, " ");
		for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
			size_t len = strcspn(accept, ",; ");

			if (strlen(types[i]) == len && strncasecmp(types[i], accept, len) == 0)
				return true;
		}
	}
	return false;
}

/* False when the request was refused for its headers. */
static bool accept_headers(const struct request *request, struct answer *answer)
{
	const char *agent = request->header[HEADER_USER_AGENT];
	const char *version = request->header[HEADER_API_VERSION];
	const char *accept = request->header[HEADER_ACCEPT];

	if (!agent || !*agent) {
		answer_error(answer, 403,
			     "Request forbidden by administrative rules. Please make sure your "
			     "request has a User-Agent header (https://docs.github.com/en/rest/"
			     "overview/resources-in-the-rest-api#user-agent-required). Check "
			     "https://developer.github.com for other possible causes.");
		return false;
	}
	if (version && strcmp(version, "2022-11-28") != 0) {
		answer_error(answer, 400, "Invalid API version: %s", version);
		return false;
	}
	if (accept && !admits_json(accept)) {
		answer_error(
			answer, 415,
			"Unsupported 'Accept' header: '%s'. Must accept 'application/json'.",
			accept);
		return false;
	}
	return true;
}

/* The token's entry in the scenario; NULL: it is not known there. */
static struct json_object *find_token(const struct scenario *scenario,
				      const struct request *request)
{
	const char *text = request_token(request);

	return text ? tree_get(tree_get(scenario->root, "tokens"), text) : NULL;
}

/* False when the call was refused: no access to the repository, or not enough. */
static bool accept_call(struct call *call, const struct route *route, const struct path *path)
{
	const char *access = NULL;
	const char *name;
	struct json_object *granted;
	bool has_body;

	call->repository = scenario_repository(call->scenario, path->segment[1],
					       path->segment[2], &call->full_name);
	granted = call->repository ? tree_find(tree_get(call->token, "repositories"),
					       call->full_name, &name)
				   : NULL;
	if (!granted) {
		answer_error(call->answer, 404, "Not Found");
		return false;
	}
	access = json_object_get_string(granted);
	call->may_write = strcmp(access, "write") == 0;
	if (!route->writes)
		return true;
	has_body = strcmp(route->method, "DELETE") != 0;
	if (!call->may_write)
		answer_error(call->answer, 403,
			     "Resource not accessible by personal access token");
	else if (tree_true(call->repository, "archived"))
		answer_error(call->answer, 403, "Repository was archived so is read-only.");
	else if (has_body && !call->request->valid)
		answer_error(call->answer, 400, "Problems parsing JSON");
	else if (has_body && !json_object_is_type(call->request->body, json_type_object))
		answer_error(call->answer, 400, "Body should be a JSON object");
	else
		return true;
	return false;
}

void api_answer(struct scenario *scenario, const struct request *request, struct answer *answer)
{
	struct call call = {.scenario = scenario,
			    .request = request,
			    .answer = answer,
			    .token = find_token(scenario, request)};
	const char *prefix = tree_text(scenario->root, "prefix", "");
	const char *text = buf_str(&request->path);
	auto_path path = {.count = 0};
	const struct route *route;

	scenario->requests++;
	add_headers(scenario, answer);
	script_headers(tree_get(call.token, "headers"), request, answer);
	if (strncmp(text, prefix, strlen(prefix)) == 0)
		path_parse(&path, text + strlen(prefix));
	if (path.count > 0 && script_answer(scenario, request, &path, answer))
		return;
	if (!accept_headers(request, answer))
		return;
	if (!call.token) {
		answer_error(answer, 401,
			     request_token(request) ? "Bad credentials"
						    : "Requires authentication");
		return;
	}
	if (answer_viewer(&call, strncmp(text, prefix, strlen(prefix)) == 0
					 ? text + strlen(prefix)
					 : text))
		return;
	route = find_route(request->method, &path, &call.arg);
	if (!route) {
		answer_error(answer, 404, "Not Found");
		return;
	}
	if (accept_call(&call, route, &path))
		route->answer(&call);
}
