/* SPDX-License-Identifier: MIT */
/* Which repository a run asks, and with which token. */
#ifndef TARGET_H
#define TARGET_H

#include "github/api.h"
#include "run/run.h"

/* The repository at the other end, and the token for it: the inputs repository and token. */
static inline struct api_target target_other(const struct run *run)
{
	return (struct api_target){.repository = run->config.repository,
				   .token = run->config.token,
				   .token_input = "token",
				   .api_url = run->runner.api_url};
}

/* This end, on the infrastructure: what starts a run here. */
static inline struct api_target target_here(const struct run *run)
{
	return (struct api_target){.repository = run->event.repository,
				   .token = run->config.github_token,
				   .token_input = "github-token",
				   .api_url = run->runner.api_url};
}

/* This end, on the CMS: the token that reads, reacts and replies. */
static inline struct api_target target_own(const struct run *run)
{
	struct api_target target = target_other(run);

	target.repository = run->event.repository;
	if (*run->config.github_token) {
		target.token = run->config.github_token;
		target.token_input = "github-token";
	}
	return target;
}

#endif
