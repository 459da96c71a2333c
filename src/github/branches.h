/* SPDX-License-Identifier: MIT */
/*
 * The branches that inputs name, and whether a repository has them. No policy, nothing printed. Source: GitHub's
 * docs, "REST API endpoints for branches", "Get a branch" and "List branches".
 */
#ifndef BRANCHES_H
#define BRANCHES_H

#include "base/err.h"
#include "contract/config.h"
#include "contract/grammar.h"
#include "github/api_target.h"

struct buf;
struct http;
struct http_answer;
struct http_request;

struct branch {
	char name[GRAMMAR_BRANCH_MAX + 1];
	const char *input; /* that names it; static */
	bool missing;      /* 404: there is no such branch, or the token sees none */
	struct err err;    /* set: it is not known whether there is one */
};

enum { BRANCHES_MAX = 50 };

struct branches {
	struct branch list[BRANCHES_MAX];
	size_t count;
};

/* Adds the plain names of ephemeral-base and staging-base, each once: a pattern need not match a branch. */
void branches_add_bases(struct branches *branches, const struct config *config);

/* Adds one, if it is a valid name that is not there yet. */
void branches_add(struct branches *branches, const char *name, const char *input);

/* Takes an empty `path`, and gives the request for a branch, which borrows from it. */
struct http_request branches_ask(const struct api_target *target, const char *name,
				 struct buf *path);

/* Fills `branch` from the answer. */
void branches_read(const struct api_target *target, struct branch *branch,
		   const struct http_request *request, const struct http_answer *answer);

/* True where the token can list branches: then a 404 for one of them means that it does not exist. */
bool branches_can_list(struct http *http, const struct api_target *target);

#endif
