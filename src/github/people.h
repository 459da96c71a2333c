/* SPDX-License-Identifier: MIT */
/*
 * The endpoints that tell who somebody is to a repository: the role, and who closed a pull request. No
 * policy, nothing printed. Sources: GitHub's docs, "REST API endpoints for collaborators", "Get repository
 * permissions for a user", and "… for issues", "Get an issue".
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

/*
 * GET /repos/{owner}/{repo}/issues/{issue_number} tells who closed the pull request, then the role of that
 * person is asked. closer->err says why it is not known; closer->login is NULL then, or valid as long
 * as `doc`, which is the caller's to release.
 */
void people_fetch_closer(struct http *http, const struct api_target *target, const char *number,
			 struct facts_person *closer, struct json *doc);

#endif
