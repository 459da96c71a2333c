/* SPDX-License-Identifier: MIT */
/*
 * The endpoints of GitHub's REST API that tell the facts and that dispatch, one function each:
 * path, method, JSON in and out, and what each answer means. No policy, no curl, nothing
 * printed. Paths are those of GitHub's docs, "REST API", below GITHUB_API_URL.
 */
#ifndef GITHUB_H
#define GITHUB_H

#include "github/api.h"
#include "github/comments.h"
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
void github_fetch_facts(struct http *http, const struct api_target *cms, const char *number,
			bool with_pull, struct facts *facts);

/*
 * GET /repos/{owner}/{repo}/pulls/{pull_number}, into facts->pull or facts->pull_err; called
 * once, on facts that hold no pull request yet.
 */
void github_fetch_pull(struct http *http, const struct api_target *cms, const char *number,
		       struct facts *facts);

/*
 * The same of several at the same time, numbers[i] into facts[i]. That one exists nobody has said: a 404
 * is the answer.
 */
void github_fetch_pulls(struct http *http, const struct api_target *cms,
			const char *const *numbers, struct facts *facts, size_t count);

/*
 * GET /repos/{owner}/{repo}/issues/{issue_number} tells who closed the pull request, then the role of that
 * person is asked. closer->err says why it is not known; closer->login is NULL then, or valid as long
 * as `doc`, which is the caller's to release.
 */
void github_fetch_closer(struct http *http, const struct api_target *cms, const char *number,
			 struct facts_person *closer, struct json *doc);

/* As github_fetch_pull(), and at the same time comments_list(), whose result it has. */
int github_fetch_pull_and_comments(struct http *http, const struct api_target *cms,
				   struct comments_list *list, struct facts *facts,
				   struct err *err) MUST_CHECK;

/*
 * Fills a zeroed `pull` from an answer about pull request `number` of `repository`, with strings of `doc`. Judges
 * their shape, not their grammar. -1 (the document's fault) leaves it half filled.
 */
int github_read_pull(const struct json *doc, const char *repository, const char *number,
		     struct pull *pull, struct err *err) MUST_CHECK;

/*
 * POST /repos/{owner}/{repo}/dispatches; takes `client_payload`. 0 when GitHub accepted it
 * (204), which does not mean that a workflow ran. On 403 and 404 the repository itself is asked
 * for once, to tell the causes apart.
 */
int github_dispatch(struct http *http, const struct api_target *infrastructure,
		    const char *event_type, struct json *client_payload,
		    struct err *err) MUST_CHECK;

/*
 * The same of several events of one type at the same time; takes the payloads. errs[i], zeroed before,
 * says why one was not accepted. The repository is asked for once for all of them.
 */
void github_dispatch_all(struct http *http, const struct api_target *infrastructure,
			 const char *event_type, struct json *client_payloads, struct err *errs,
			 size_t count);

#endif
