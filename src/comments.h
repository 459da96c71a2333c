/* SPDX-License-Identifier: MIT */
/*
 * The endpoints of GitHub's REST API for what is said on a pull request: reactions and
 * comments. No policy, nothing printed. Source of the paths: GitHub's docs, "REST API endpoints
 * for issue comments" and "for reactions".
 */
#ifndef COMMENTS_H
#define COMMENTS_H

#include <stdint.h>

#include "api.h"

/* What is said to the people afterwards; one attempt each. */
struct comments_feedback {
	int64_t comment_id;      /* the comment to react to; 0: no reaction */
	const char *reaction;    /* "rocket", "confused", "-1" */
	const char *number;      /* the pull request to reply on */
	const char *reply;       /* Markdown; NULL: no reply */
	struct err reaction_err; /* out: why it could not be written */
	struct err reply_err;
	struct buf reply_url; /* out: its address; owned, "" where there is no reply */
};

/*
 * POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions and
 * POST /repos/{owner}/{repo}/issues/{issue_number}/comments, at the same time.
 */
void comments_give_feedback(struct http *http, const struct api_end *cms,
			    struct comments_feedback *feedback);

#endif
