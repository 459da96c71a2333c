/* SPDX-License-Identifier: MIT */
/*
 * Who writes with a token: by that, and not by what a comment holds, its own comments are known.
 * Nothing printed. Sources: GitHub's docs, "REST API endpoints for users", and "GraphQL",
 * Query.viewer, which answers the installation of an App as well.
 */
#ifndef VIEWER_H
#define VIEWER_H

#include <stdint.h>

#include "github/api.h"

/*
 * The user's id, as comments have it in user.id: GET /user, or for the token of a job or of an
 * App's installation, which may not ask that, the viewer by GraphQL at `graphql_url`
 * (GITHUB_GRAPHQL_URL; NULL: not set). -1: it is not known, and *id is then 0.
 */
int viewer_ask(struct http *http, const struct api_target *target, const char *graphql_url,
	       int64_t *id, struct err *err) MUST_CHECK;

#endif
