/* SPDX-License-Identifier: MIT */
/*
 * The endpoint that tells the role of somebody. No policy, nothing printed. Source: GitHub's docs, "REST API endpoints
 * for collaborators", "Get repository permissions for a user".
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "github/api.h"
#include "github/facts.h"

/*
 * The roles of facts->people, which the caller has named, and the pull request, all at the same
 * time:
 *   GET /repos/{owner}/{repo}/collaborators/{username}/permission
 *   GET /repos/{owner}/{repo}/pulls/{pull_number}
 * Each failure is put beside its fact, see facts.h. A 404 on a role is the role "none"; with a
 * 404 on the pull request it is not_found, since then the token or the address sees nothing.
 * Without `with_pull` the pull request is asked for only then.
 */
void people_fetch(struct http *http, const struct api_target *target, const char *number,
		  bool with_pull, struct facts *facts);

#endif
