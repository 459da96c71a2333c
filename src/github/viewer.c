/* SPDX-License-Identifier: MIT */
#include "github/viewer.h"

#include <string.h>

/* Makes the request and reads the id at `path` of the answer. */
static int ask_viewer(struct http *http, const struct api_target *target,
		      const struct http_request *request, const char *path, int64_t *id,
		      struct err *err)
{
	auto_json doc = {0};
	struct http_answer answer;
	int rc = -1;

	http_perform(http, request, &answer, 1);
	if (!api_succeeded(&answer))
		(void)api_fail(target, request, &answer, NULL, err);
	else if (api_parse(&answer, &doc, err) < 0 || json_get_int(&doc, path, id, err) < 0)
		err_prefix(err, "%s %s", request->method, request->path);
	else
		rc = 0;
	http_answer_release(&answer);
	if (rc < 0)
		*id = 0;
	return rc;
}

static int ask_graphql(struct http *http, const struct api_target *target, const char *url,
		       int64_t *id, struct err *err)
{
	const struct http_request request = {.method = "POST",
					     .path = "/graphql",
					     .url = url,
					     .token = target->token,
					     .body = "{\"query\":\"{viewer{databaseId}}\"}",
					     .last = true};

	if (!url || !http_serves(http, url))
		return err_set(
			err, REASON_BAD_CONFIG,
			"GITHUB_GRAPHQL_URL is not set, or is not on the API's server %s",
			target->api_url);
	return ask_viewer(http, target, &request, "data.viewer.databaseId", id, err);
}

int viewer_ask(struct http *http, const struct api_target *target, const char *graphql_url,
	       int64_t *id, struct err *err)
{
	const struct http_request request = {
		.method = "GET", .path = "/user", .token = target->token, .last = true};

	*id = 0;
	/* GitHub's docs, "About authentication to GitHub", "GitHub's token formats". */
	if (strncmp(target->token, "ghs_", 4) == 0)
		return ask_graphql(http, target, graphql_url, id, err);
	if (ask_viewer(http, target, &request, "id", id, err) == 0)
		return 0;
	if (err->reason != REASON_FORBIDDEN)
		return -1;
	return ask_graphql(http, target, graphql_url, id, err);
}
