/* SPDX-License-Identifier: MIT */
/*
 * The list of a repository's open pull requests. No policy, nothing printed. Source: GitHub's docs, "REST
 * API endpoints for pull requests", "List pull requests".
 */
#ifndef PULLS_H
#define PULLS_H

#include "api.h"
#include "grammar.h"

/* An open pull request; strings are valid during the call only. */
struct pulls_entry {
	char number[GRAMMAR_PR_NUMBER_MAX + 1];
	const char *base;
};

/* Takes one; false where no more are wanted. */
typedef bool pulls_see(const struct pulls_entry *entry, void *context);

/*
 * GET /repos/{owner}/{repo}/pulls?state=open: shows the newest hundred, newest first. What has no
 * number or base is left out.
 */
int pulls_list_open(struct http *http, const struct api_target *cms, pulls_see *see,
		    void *context, struct err *err) MUST_CHECK;

#endif
