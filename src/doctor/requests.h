/* SPDX-License-Identifier: MIT */
/*
 * What the doctor asks, in as few round trips as there are: all that does not wait for another answer
 * goes out at the same time, with both tokens. Reads only; judges nothing.
 */
#ifndef REQUESTS_H
#define REQUESTS_H

#include "doctor/repository_facts.h"
#include "github/api.h"
#include "github/branches.h"

/*
 * Fills each site that is to be asked: two round trips, the repositories with their lists of workflow files, then
 * the files. More than 32 of them take another.
 */
void requests_repositories(struct http *http, struct repository_facts *const repos[],
			   size_t count);

/*
 * Asks the CMS for each of the branches: one round trip. If it is public and one of its workflows listens to
 * pull_request_target, also for its Actions policies: another round trip if the token may read their list.
 */
void requests_cms(struct http *http, struct repository_facts *cms, struct branches *branches);

#endif
