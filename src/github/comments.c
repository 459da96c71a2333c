/* SPDX-License-Identifier: MIT */
#include "github/comments.h"
#include "base/secret.h"
#include "contract/grammar.h"
#include "github/api.h"
#include "github/pages.h"

#include <inttypes.h>
#include <string.h>

enum {
	BODY_MAX = 512 * 1024, /* a comment as JSON */
	COMMENTS_MAX = 10000
};

/* The page of a comment, for people; it is printed, so it must look like an address, else it is "". */
static const char *read_comment_url(const struct json *doc)
{
	const char *text = NULL;
	struct err unused;

	if (json_find_string(doc, "html_url", &text, &unused) < 0 || !text)
		return "";
	if (strlen(text) > COMMENTS_URL_MAX ||
	    (strncmp(text, "https://", 8) != 0 && strncmp(text, "http://", 7) != 0) ||
	    !grammar_is_visible(text) || strpbrk(text, "<>\"`()[]|\\"))
		return "";
	return text;
}

/*
 * Builds a request to write something: a body of one string member. All that is written goes through
 * here, so what is secret is crossed out here.
 */
static struct http_request write_request(const struct api_target *target, const char *method,
					 const struct buf *path, const char *member,
					 const char *text, struct buf *body)
{
	auto_json doc = {0};
	auto_buf safe = BUF_INIT(BODY_MAX);

	secret_redact(&safe, text);
	json_init(&doc);
	json_add_string(&doc, member, buf_str(&safe));
	json_write(&doc, body);
	return (struct http_request){.method = method,
				     .path = buf_str(path),
				     .token = target->token,
				     .body = buf_str(body),
				     .last = true};
}

static void fail_write(const struct api_target *target, const struct http_request *request,
		       const struct http_answer *answer, struct err *err)
{
	auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

	buf_addf(
		&hint,
		"The token in the input %s cannot react or comment in %s. It needs Pull requests: write, and for reactions Issues: write",
		target->token_input, target->repository);
	(void)api_fail(target, request, answer, buf_str(&hint), err);
}

static bool is_gone(const struct http_answer *answer)
{
	return !err_is_set(&answer->err) && (answer->status == 404 || answer->status == 410);
}

void comments_give_feedback(struct http *http, const struct api_target *target,
			    struct comments_feedback *feedback)
{
	auto_buf reaction_path = BUF_INIT(API_PATH_MAX);
	auto_buf reaction_body = BUF_INIT(API_PATH_MAX);
	auto_buf reply_path = BUF_INIT(API_PATH_MAX);
	auto_buf reply_body = BUF_INIT(BODY_MAX);
	struct http_request requests[2];
	struct http_answer answers[2];
	struct err *errs[2] = {NULL, NULL};
	const struct http_answer *reply = NULL;
	auto_json doc = {0};
	struct err unused;
	size_t count = 0;

	feedback->reply_url = BUF_INIT(COMMENTS_URL_MAX);
	if (feedback->comment_id > 0) {
		buf_addf(&reaction_path, "/repos/%s/issues/comments/%" PRId64 "/reactions",
			 target->repository, feedback->comment_id);
		requests[count] = write_request(target, "POST", &reaction_path, "content",
						feedback->reaction, &reaction_body);
		errs[count++] = &feedback->reaction_err;
	}
	if (feedback->reply) {
		buf_addf(&reply_path, "/repos/%s/issues/%s/comments", target->repository,
			 feedback->number);
		requests[count] = write_request(target, "POST", &reply_path, "body",
						feedback->reply, &reply_body);
		reply = &answers[count];
		errs[count++] = &feedback->reply_err;
	}
	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		requests[i].once = true;
	http_perform(http, requests, answers, count);
	for (size_t i = 0; i < count; i++) {
		if (errs[i] == &feedback->reaction_err && feedback->seen &&
		    is_gone(&answers[i]))
			err_set(errs[i], REASON_NOT_FOUND,
				"the comment that gave the command was deleted");
		else if (!api_succeeded(&answers[i]))
			fail_write(target, &requests[i], &answers[i], errs[i]);
		else if (&answers[i] == reply && api_parse(reply, &doc, &unused) == 0)
			buf_adds(&feedback->reply_url, read_comment_url(&doc));
		http_answer_release(&answers[i]);
	}
}

/*
 * Reads one comment. -1: this is no comment. One of somebody who left GitHub may have no user, and one may have no text:
 * then *whole is false.
 */
static int read_comment(const struct json *doc, struct comment *comment, bool *whole,
			struct err *err)
{
	const char *type = NULL;

	*comment = (struct comment){.author_id = 0};
	*whole = false;
	if (json_get_int(doc, "id", &comment->id, err) < 0 ||
	    json_get_string(doc, "created_at", &comment->created_at, err) < 0 ||
	    json_find_text(doc, "body", &comment->body, &comment->body_len, err) < 0)
		return -1;
	if (comment->id < 1)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s has %" PRId64 " as id, expected that of a comment",
			       doc->name, comment->id);
	*whole = comment->body && json_is_object(doc, "user");
	if (!*whole)
		return 0;
	if (json_get_int(doc, "user.id", &comment->author_id, err) < 0 ||
	    json_get_string(doc, "user.login", &comment->author, err) < 0 ||
	    json_find_string(doc, "user.type", &type, err) < 0)
		return -1;
	comment->by_bot = type && strcmp(type, "Bot") == 0;
	comment->url = read_comment_url(doc);
	return 0;
}

static int fail_comments(const struct api_target *target, const struct http_request *request,
			 const struct http_answer *answer, const char *number, struct err *err)
{
	auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

	buf_adds(&hint, "The comments ");
	if (number)
		buf_addf(&hint, "of pull request %s ", number);
	buf_addf(
		&hint,
		"of %s could not be read with the token in the input %s. It needs Pull requests: read and write",
		target->repository, target->token_input);
	return api_fail(target, request, answer, buf_str(&hint), err);
}

/* A list that is being read. */
struct comments_listing {
	const struct api_target *target;
	struct comments_list *list;
};

static long read_comments(const struct http_request *request, const struct http_answer *answer,
			  bool *go_on, void *context, struct err *err)
{
	const struct comments_listing *listing = context;
	auto_json page = {0};
	long count;

	(void)go_on; /* all are wanted */
	if (!api_succeeded(answer) || answer->status != 200)
		return fail_comments(listing->target, request, answer, listing->list->number,
				     err);
	if (api_parse(answer, &page, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	count = pages_length(&page, request, "comments", err);
	for (long i = 0; i < count; i++) {
		const struct json element = json_element(&page, "", i);
		struct comment comment;
		bool whole;

		if (read_comment(&element, &comment, &whole, err) < 0)
			return err_prefix(err, "%s %s: entry %ld", request->method,
					  request->path, i + 1);
		if (whole)
			listing->list->see(&comment, listing->list->context);
	}
	return count;
}

int comments_list_beside(struct http *http, const struct api_target *target,
			 struct comments_list *list, const struct http_request *request,
			 struct http_answer *answer, struct err *err)
{
	struct comments_listing listing = {.target = target, .list = list};
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct pages pages = {
		.token = target->token,
		.read = read_comments,
		.context = &listing,
		.many = !list->number,
		.first = 1,
		.most = COMMENTS_MAX,
		.beside = request,
		.beside_answers = answer,
		.beside_count = request ? 1 : 0,
	};
	int rc;

	if (list->number)
		buf_addf(&path, "/repos/%s/issues/%s/comments", target->repository,
			 list->number);
	else
		buf_addf(&path,
			 "/repos/%s/issues/comments?since=%s&sort=updated&direction=desc",
			 target->repository, list->since);
	pages.path = buf_str(&path);
	rc = pages_get(http, &pages, err);
	if (pages.too_many && list->number)
		return err_set(err, REASON_BAD_RESPONSE,
			       "Pull request %s of %s has more than %d comments", list->number,
			       target->repository, COMMENTS_MAX);
	if (pages.too_many)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s has more than %d comments since %s", target->repository,
			       COMMENTS_MAX, list->since);
	return rc;
}

int comments_list(struct http *http, const struct api_target *target,
		  struct comments_list *list, struct err *err)
{
	return comments_list_beside(http, target, list, NULL, NULL, err);
}

int comments_get(struct http *http, const struct api_target *target, int64_t id,
		 comments_see *see, void *context, struct err *err)
{
	auto_json doc = {0};
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {.method = "GET", .token = target->token};
	struct http_answer answer;
	struct comment comment;
	bool whole = false;
	int rc;

	buf_addf(&path, "/repos/%s/issues/comments/%" PRId64, target->repository, id);
	request.path = buf_str(&path);
	http_perform(http, &request, &answer, 1);
	if (!api_succeeded(&answer))
		rc = fail_comments(target, &request, &answer, NULL, err);
	else
		rc = api_parse(&answer, &doc, err) < 0
			     ? -1
			     : read_comment(&doc, &comment, &whole, err);
	if (whole)
		see(&comment, context);
	http_answer_release(&answer);
	return rc;
}

/* Makes one request that writes a comment, and reads what GitHub made of it. */
static int perform_write(struct http *http, const struct api_target *target,
			 const struct http_request *request, struct comments_written *written,
			 struct err *err)
{
	auto_json doc = {0};
	struct http_answer answer;
	struct err unused;
	int rc = 0;

	*written = (struct comments_written){.url = BUF_INIT(COMMENTS_URL_MAX)};
	http_perform(http, request, &answer, 1);
	written->attempts = answer.attempts;
	if (!api_succeeded(&answer)) {
		fail_write(target, request, &answer, err);
		rc = -1;
	} else if (api_parse(&answer, &doc, &unused) == 0) {
		buf_adds(&written->url, read_comment_url(&doc));
		if (json_get_int(&doc, "id", &written->id, &unused) < 0 || written->id < 1 ||
		    json_get_int(&doc, "user.id", &written->author_id, &unused) < 0)
			written->id = written->author_id = 0;
	}
	http_answer_release(&answer);
	return rc;
}

int comments_create(struct http *http, const struct api_target *target, const char *number,
		    const char *text, struct comments_written *written, struct err *err)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_buf body = BUF_INIT(BODY_MAX);
	struct http_request request;

	buf_addf(&path, "/repos/%s/issues/%s/comments", target->repository, number);
	request = write_request(target, "POST", &path, "body", text, &body);
	return perform_write(http, target, &request, written, err);
}

int comments_edit(struct http *http, const struct api_target *target, int64_t id,
		  const char *text, struct comments_written *written, struct err *err)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	auto_buf body = BUF_INIT(BODY_MAX);
	struct http_request request;

	buf_addf(&path, "/repos/%s/issues/comments/%" PRId64, target->repository, id);
	request = write_request(target, "PATCH", &path, "body", text, &body);
	return perform_write(http, target, &request, written, err);
}

int comments_delete(struct http *http, const struct api_target *target, int64_t id,
		    struct err *err)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {
		.method = "DELETE", .token = target->token, .last = true};
	struct http_answer answer;
	int rc = 0;

	buf_addf(&path, "/repos/%s/issues/comments/%" PRId64, target->repository, id);
	request.path = buf_str(&path);
	http_perform(http, &request, &answer, 1);
	if (!api_succeeded(&answer) && !is_gone(&answer)) {
		fail_write(target, &request, &answer, err);
		rc = -1;
	}
	http_answer_release(&answer);
	return rc;
}
