/* SPDX-License-Identifier: MIT */
#include "github/limit.h"
#include "github/api_message.h"
#include "http/retry.h"

enum { WORDS_MAX = 64 * 1024 }; /* bytes of an answer that are looked at for words */

/* What the answer's text is about. */
enum about { ABOUT_NOTHING, ABOUT_LIMIT, ABOUT_DENIAL };

static enum about about(const struct http_reply *reply)
{
	auto_buf words = BUF_INIT(WORDS_MAX);
	bool is_json = reply->body->len <= WORDS_MAX && api_message_read(&words, reply->body);

	if (!is_json) /* a page of whoever stands in between */
		buf_adds(&words, buf_str(reply->body));
	if (api_message_tells_of_limit(buf_str(&words)))
		return ABOUT_LIMIT;
	if (!is_json)
		return ABOUT_NOTHING;
	if (reply->header(reply, "x-github-sso") || api_message_denies(buf_str(&words)))
		return ABOUT_DENIAL;
	return api_message_links_limit(reply->body) ? ABOUT_LIMIT : ABOUT_NOTHING;
}

/* x-ratelimit-reset as seconds from now; -1 for none. */
static int64_t reset_in_s(const struct http_reply *reply)
{
	int64_t at_s = retry_parse_number(reply->header(reply, "x-ratelimit-reset"));

	if (at_s < 0)
		return -1;
	if (at_s <= reply->now_s)
		return 0;
	return at_s - reply->now_s < RETRY_SPAN_MAX_S ? at_s - reply->now_s : RETRY_SPAN_MAX_S;
}

int64_t limit_of(const struct http_reply *reply)
{
	enum about told;
	bool used_up;

	if (reply->status != 403 && reply->status != 422 && reply->status != 429)
		return -1;
	told = about(reply);
	if (reply->status != 429 && told == ABOUT_DENIAL)
		return -1;
	if (reply->status == 422 && told != ABOUT_LIMIT)
		return -1;
	if (reply->retry_after_s >= 0)
		return reply->retry_after_s;
	used_up = retry_parse_number(reply->header(reply, "x-ratelimit-remaining")) == 0;
	if (used_up && reset_in_s(reply) >= 0)
		return reset_in_s(reply);
	return reply->status == 429 || used_up || told == ABOUT_LIMIT ? LIMIT_UNKNOWN_S : -1;
}
