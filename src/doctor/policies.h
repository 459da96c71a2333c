/* SPDX-License-Identifier: MIT */
/*
 * The Actions policies that apply to a repository, and what they say about one event of one workflow file.
 * Pure. Source: GitHub's docs, "REST API endpoints for GitHub Actions policies" and "Controlling who can
 * execute GitHub Actions workflows".
 */
#ifndef POLICIES_H
#define POLICIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"

enum {
	POLICIES_MAX = 30, /* policies that are read: a batch of requests */
	POLICIES_PAGE = 100
};

struct policy {
	int64_t id;
	struct json doc; /* owned; without a root it could not be read */
};

struct policies {
	bool known;   /* the list was read */
	bool refused; /* the answer to the list, or to one of them, was no success */
	bool partial; /* the list has more, or an answer was not understood */
	struct policy list[POLICIES_MAX];
	size_t count;
};

/* In the order in which they outweigh each other: all active policies apply at the same time. */
enum policy_verdict {
	POLICY_SILENT,  /* no active policy restricts the events of the file */
	POLICY_ALLOWS,  /* one does, and has the event */
	POLICY_UNKNOWN, /* one could not be read or judged */
	POLICY_BLOCKS   /* one does, and does not have the event */
};

/*
 * Adds the policies that may be active, from the answer with the list: a bare list, or an object
 * with one. They are still to be read. Another shape leaves policies->known false.
 */
void policies_read_list(struct policies *policies, const struct json *doc);

/*
 * `path` is that of the file in its repository. `*by` is the policy that
 * decides, or NULL if every active policy allows it.
 */
enum policy_verdict policies_judge(const struct policies *policies, const char *path,
				   const char *event, const struct policy **by);

/* The policy's name for people, from outside; "" where it has none. */
const char *policy_name(const struct policy *policy);

/* Frees them; accepts zeroed ones. */
void policies_release(struct policies *policies);

#endif
