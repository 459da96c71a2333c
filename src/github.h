/* SPDX-License-Identifier: MIT */
/*
 * The endpoints of GitHub's REST API that the product uses, one function each: path, method,
 * JSON in and out, and what each answer means. No policy, no curl, nothing printed. Paths are
 * those of GitHub's docs, "REST API", below GITHUB_API_URL.
 *
 * Errors name the request and the repository, and say what to do about it; never a token.
 */
#ifndef GITHUB_H
#define GITHUB_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"
#include "facts.h"
#include "http.h"

/* A repository together with the token to use for it; strings borrowed. */
struct github_end {
	const char *repository; /* owner/name, valid by grammar_is_repository() */
	const char *token;
	const char *token_input; /* the input that the token came from, for messages */
};

/* GitHub's own headers for every request, NULL-terminated; for struct http_options. */
extern const char *const github_headers[];

/*
 * What a command needs, both at the same time:
 *   GET /repos/{owner}/{repo}/collaborators/{username}/permission
 *   GET /repos/{owner}/{repo}/pulls/{pull_number}
 * Each failure is put beside its fact, see facts.h. A 404 on the first is the role "none".
 * The facts are overwritten, not released.
 */
void github_fetch_facts(struct http *http, const struct github_end *cms, const char *number,
			const char *login, struct facts *facts);

/*
 * POST /repos/{owner}/{repo}/dispatches; takes `client_payload`. 0 when GitHub accepted it
 * (204), which does not mean that a workflow ran. On 403 and 404 the repository itself is asked
 * for once, to tell the causes apart.
 */
int github_dispatch(struct http *http, const struct github_end *infrastructure,
		    const char *event_type, struct json *client_payload, struct err *err)
	__attribute__((warn_unused_result));

/* What is said to the people afterwards; one attempt each. */
struct github_feedback {
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
void github_give_feedback(struct http *http, const struct github_end *cms,
			  struct github_feedback *feedback);

#endif
