/* SPDX-License-Identifier: MIT */
#include "session.h"
#include "api.h"
#include "cancel.h"
#include "output.h"

#include <string.h>

#define USER_AGENT "deploy-dispatch/" VERSION

static void trace(const char *line, void *context)
{
	(void)context;
	output_annotate(OUTPUT_DEBUG, line);
}

/* What is kept back to say on the pull request that nobody answered: a tenth, 5 s at most. */
static int64_t reserve_ms(long timeout_s)
{
	return timeout_s >= 50 ? 5000 : (int64_t)timeout_s * 100;
}

int session_open(struct session *session, const struct run *run, struct err *err)
{
	const char *url = run->runner.api_url;
	size_t len;

	if (session->http)
		return 0;
	if (!url)
		return err_set(err, REASON_BAD_CONFIG,
			       "GITHUB_API_URL is not set, expected the API's address, as "
			       "https://HOST/api/v3");
	for (len = strlen(url); len > 0 && url[len - 1] == '/';)
		len--;
	session->base_url = BUF_INIT(4096);
	buf_add(&session->base_url, url, len);
	session->options = (struct http_options){
		.base_url = buf_str(&session->base_url),
		.user_agent = USER_AGENT,
		.headers = api_headers,
		.ca_file = run->runner.ca_file,
		.ca_dir = run->runner.ca_dir,
		.timeout_ms = (int64_t)run->config.timeout_s * 1000,
		.reserve_ms = reserve_ms(run->config.timeout_s),
		.limit = api_limit,
		.keep_header = api_keep_header,
		.cancel_fd = cancel_fd(),
		.trace = run->runner.debug ? trace : NULL,
	};
	if (http_open(&session->http, &session->options, err) < 0) {
		buf_release(&session->base_url);
		return err_prefix(err, "GITHUB_API_URL");
	}
	return 0;
}

void session_close(struct session *session)
{
	http_close(session->http);
	buf_release(&session->base_url);
	session->http = NULL;
}
