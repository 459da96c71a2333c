/* SPDX-License-Identifier: MIT */
#include "comments.h"
#include "grammar.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

enum { URL_MAX_LEN = 2048 };

/* The address of a comment that was written; it is printed, so it must look like one. */
static void read_comment_url(const struct http_answer *answer, struct buf *url)
{
	auto_json doc = {0};
	const char *text = NULL;
	struct err unused;

	if (api_parse(answer, &doc, &unused) < 0 ||
	    json_find_string(&doc, "html_url", &text, &unused) < 0 || !text)
		return;
	if (strlen(text) > URL_MAX_LEN || strncasecmp(text, "http", 4) != 0 ||
	    !grammar_is_visible(text) || strpbrk(text, "<>\"`()[]|\\"))
		return;
	buf_adds(url, text);
}

/* Builds a request with a body of one string member. */
static struct http_request feedback_request(const struct api_end *cms, const struct buf *path,
					    const char *member, const char *text,
					    struct buf *body)
{
	auto_json doc = {0};

	json_init(&doc);
	json_add_string(&doc, member, text);
	json_write(&doc, body);
	return (struct http_request){.method = "POST",
				     .path = buf_str(path),
				     .token = cms->token,
				     .body = buf_str(body),
				     .once = true,
				     .last = true};
}

static void fail_feedback(const struct api_end *cms, const struct http_request *request,
			  const struct http_answer *answer, struct err *err)
{
	auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

	buf_addf(
		&hint,
		"The token of the input %s may not react or comment in %s, which needs Issues: write "
		"and Pull requests: write",
		cms->token_input, cms->repository);
	(void)api_fail(cms, request, answer, buf_str(&hint), err);
}

void comments_give_feedback(struct http *http, const struct api_end *cms,
			    struct comments_feedback *feedback)
{
	auto_buf reaction_path = BUF_INIT(API_PATH_MAX);
	auto_buf reaction_body = BUF_INIT(API_PATH_MAX);
	auto_buf reply_path = BUF_INIT(API_PATH_MAX);
	auto_buf reply_body = BUF_INIT(512 * 1024);
	struct http_request requests[2];
	struct http_answer answers[2];
	struct err *errs[2] = {NULL, NULL};
	const struct http_answer *reply = NULL;
	size_t count = 0;

	feedback->reply_url = BUF_INIT(URL_MAX_LEN);
	if (feedback->comment_id > 0) {
		buf_addf(&reaction_path, "/repos/%s/issues/comments/%" PRId64 "/reactions",
			 cms->repository, feedback->comment_id);
		requests[count] = feedback_request(cms, &reaction_path, "content",
						   feedback->reaction, &reaction_body);
		errs[count++] = &feedback->reaction_err;
	}
	if (feedback->reply) {
		buf_addf(&reply_path, "/repos/%s/issues/%s/comments", cms->repository,
			 feedback->number);
		requests[count] = feedback_request(cms, &reply_path, "body", feedback->reply,
						   &reply_body);
		reply = &answers[count];
		errs[count++] = &feedback->reply_err;
	}
	if (count == 0)
		return;
	http_perform(http, requests, answers, count);
	for (size_t i = 0; i < count; i++) {
		if (!api_succeeded(&answers[i]))
			fail_feedback(cms, &requests[i], &answers[i], errs[i]);
		else if (&answers[i] == reply)
			read_comment_url(&answers[i], &feedback->reply_url);
		http_answer_release(&answers[i]);
	}
}
