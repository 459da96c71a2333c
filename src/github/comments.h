/* SPDX-License-Identifier: MIT */
/*
 * The endpoints of GitHub's REST API for what is said on a pull request: reactions and
 * comments. No policy, nothing printed. Source of the paths: GitHub's docs, "REST API endpoints
 * for issue comments" and "for reactions".
 */
#ifndef COMMENTS_H
#define COMMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct api_target;
struct http;
struct http_answer;
struct http_request;

enum {
	COMMENTS_URL_MAX = 2048,
	COMMENTS_BODY_MAX = 65536 /* GitHub's limit, in characters; here in bytes */
};

/* What is said to the people afterwards; one attempt each. */
struct comments_feedback {
	int64_t comment_id;      /* the comment to react to; 0: no reaction */
	bool seen;               /* the token has read the pull request in this run */
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
void comments_give_feedback(struct http *http, const struct api_target *target,
			    struct comments_feedback *feedback);

/* A comment as GitHub shows it; strings borrowed. */
struct comment {
	int64_t id;
	int64_t author_id;
	const char *author; /* login */
	bool by_bot;
	const char *created_at; /* as "2025-11-20T10:00:00Z" */
	const char *url;        /* its page, for people; "" where the answer has no good one */
	const char *body;       /* body_len bytes that may hold NUL */
	size_t body_len;
};

/* Takes one comment. */
typedef void comments_see(const struct comment *comment, void *context);

/* A list of comments to read. */
struct comments_list {
	const char *number; /* the pull request; NULL: all pull requests and issues */
	const char *since;  /* of all: those written or edited since then, the last one first */
	comments_see *see;
	void *context; /* for `see` */
};

/*
 * GET /repos/{owner}/{repo}/issues/{issue_number}/comments, or of all
 * GET /repos/{owner}/{repo}/issues/comments?since={time}: shows all of them to `see`, in
 * order, some of them twice; all pages, those behind the first at the same time. One without author or text is
 * skipped. -1: not all could be read, those before were shown.
 */
int comments_list(struct http *http, const struct api_target *target,
		  struct comments_list *list, struct err *err) MUST_CHECK;

/* The same, with another request made beside the first page: release its answer even after -1. */
int comments_list_beside(struct http *http, const struct api_target *target,
			 struct comments_list *list, const struct http_request *request,
			 struct http_answer *answer, struct err *err) MUST_CHECK;

/*
 * GET /repos/{owner}/{repo}/issues/comments/{comment_id}: shows it to `see`, unless it has no author or no
 * text. -1 (not_found): it was deleted.
 */
int comments_get(struct http *http, const struct api_target *target, int64_t id,
		 comments_see *see, void *context, struct err *err) MUST_CHECK;

/* A comment as it was written. */
struct comments_written {
	int64_t id;        /* 0 where the answer does not say */
	int64_t author_id; /* who we are; 0 likewise */
	unsigned attempts; /* more than one: it may be there twice */
	struct buf url;    /* owned; "" likewise */
};

/*
 * POST /repos/{owner}/{repo}/issues/{issue_number}/comments with Markdown. `written` is filled
 * in any case; release its url.
 */
int comments_create(struct http *http, const struct api_target *target, const char *number,
		    const char *text, struct comments_written *written,
		    struct err *err) MUST_CHECK;

/* PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}, likewise. */
int comments_edit(struct http *http, const struct api_target *target, int64_t id,
		  const char *text, struct comments_written *written,
		  struct err *err) MUST_CHECK;

/* DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}; one that is gone already is deleted. */
int comments_delete(struct http *http, const struct api_target *target, int64_t id,
		    struct err *err) MUST_CHECK;

#endif
