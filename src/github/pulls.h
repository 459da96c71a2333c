/* SPDX-License-Identifier: MIT */
/*
 * The lists of a repository's pull requests. No policy, nothing printed. Source: GitHub's docs, "REST
 * API endpoints for pull requests", "List pull requests".
 */
#ifndef PULLS_H
#define PULLS_H

#include "base/err.h"
#include "contract/grammar.h"
#include "github/api_target.h"

struct buf;
struct http;
struct http_answer;
struct http_request;

/* A pull request of a list; strings are valid during the call only, NULL where there is none. */
struct pulls_entry {
	char number[GRAMMAR_PR_NUMBER_MAX + 1];
	const char *base;
	int64_t base_repository_id; /* 0 where the answer has none */
	const char *created_at;
	bool is_fork; /* it comes from another repository, or from one that is deleted */
	const char *closed_at;
	const char *merged_at;
};

/* Takes one; false where no more are wanted. */
typedef bool pulls_see(const struct pulls_entry *entry, void *context);

/* A list to read. */
struct pulls_list {
	const char *
		bases; /* of those into one of these branches (bases.h), of all where one is a pattern; NULL: of all */
	bool closed; /* those that are closed, the last changed first; else the open, newest first */
	bool updated;      /* the last changed first, open ones too */
	long first;        /* page, of a hundred; 0: the first */
	long last;         /* page; 0: all */
	int64_t keep_back; /* see pages.h, as the next three; the count is 0 afterwards */
	const struct http_request *beside;
	struct http_answer *beside_answers;
	size_t beside_count;
	pulls_see *see;
	void *context;  /* for `see` */
	bool held_back; /* out: it ended for `keep_back`, not all was read */
	bool more;      /* out: there are pages behind `last` */
};

/*
 * GET /repos/{owner}/{repo}/pulls: shows them, page by page, those behind the first at the same time. -1:
 * not all could be read, some may have been shown; one without number or base cannot. A list that changes meanwhile may
 * show one twice, or leave one out.
 */
int pulls_get(struct http *http, const struct api_target *target, struct pulls_list *list,
	      struct err *err) MUST_CHECK;

#endif
