/* SPDX-License-Identifier: MIT */
#include "run/session.h"
#include "base/cancel.h"
#include "base/output.h"
#include "github/api.h"
#include "github/expiry.h"
#include "github/limit.h"
#include "http/retry.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define USER_AGENT "deploy-dispatch/" VERSION

static void print_trace(const char *line, void *context)
{
	(void)context;
	output_annotate(OUTPUT_DEBUG, line);
}

/* What is kept back to say on the pull request that nobody answered: a tenth, 5 s at most. */
static int64_t reserve_ms(long timeout_s)
{
	return timeout_s >= 50 ? 5000 : (int64_t)timeout_s * 100;
}

/* A directory of certificates may be a list, as OpenSSL takes it. */
static bool is_there(const char *path, bool list)
{
	struct stat found;
	size_t len = list ? strcspn(path, ":") : strlen(path);
	auto_buf one = BUF_INIT(PATH_MAX);

	buf_add(&one, path, len);
	if (stat(buf_str(&one), &found) == 0 && S_ISDIR(found.st_mode) == list &&
	    access(buf_str(&one), list ? R_OK | X_OK : R_OK) == 0)
		return true;
	return list && path[len] && is_there(path + len + 1, list);
}

/* On the runner's machine it may well be there: the container has files of its own. */
static int check_trust(const struct runner *runner, struct err *err)
{
	static const char form[] =
		"The variable %s holds \"%.200s\", which is not a readable %s. The path must exist where the program runs, for the container action in the container: mount it there, or correct the variable";

	if (runner->ca_file && !is_there(runner->ca_file, false))
		return err_set(err, REASON_BAD_CONFIG, form, "SSL_CERT_FILE", runner->ca_file,
			       "file");
	if (runner->ca_dir && !is_there(runner->ca_dir, true))
		return err_set(err, REASON_BAD_CONFIG, form, "SSL_CERT_DIR", runner->ca_dir,
			       "directory");
	return 0;
}

/* The input that holds this token of the run, as messages name it; NULL: none does. */
static const char *input_of(const struct run *run, const char *token)
{
	if (*token && strcmp(token, run->config.token) == 0)
		return "token";
	return *token && strcmp(token, run->config.github_token) == 0 ? "github-token" : NULL;
}

static void note_limit(struct run *run, const struct http_answer *answer)
{
	int64_t left = retry_parse_number(api_header(answer, API_HEADER_REMAINING));

	if (left >= 0 && (run->requests_left < 0 || left < run->requests_left))
		run->requests_left = left;
}

/* A token that will expire breaks every run after that day: each says so before. */
static void see(const struct http_request *request, const struct http_answer *answer,
		void *context)
{
	struct run *run = context;
	const char *input = input_of(run, request->token);
	int64_t now_s = answer->date_s > 0 ? answer->date_s : session_now_s();
	int64_t at_s;

	note_limit(run, answer);
	if (answer->date_s > 0)
		run->date_s = answer->date_s;
	if (input && expiry_read(api_header(answer, API_HEADER_EXPIRATION), &at_s) &&
	    expiry_is_soon(request->token, at_s, now_s))
		warnings_add_expiry(&run->warnings, input, at_s, now_s);
}

int session_open(struct session *session, struct run *run, struct err *err)
{
	const char *url = run->runner.api_url;
	size_t len;

	if (session->http)
		return 0;
	if (!url)
		return err_set(
			err, REASON_BAD_CONFIG,
			"GITHUB_API_URL is not set, expected the API's address, as https://HOST/api/v3");
	if (check_trust(&run->runner, err) < 0)
		return -1;
	for (len = strlen(url); len > 0 && url[len - 1] == '/';)
		len--;
	session->base_url = BUF_INIT(4096);
	buf_add(&session->base_url, url, len);
	session->options = (struct http_options){
		.base_name = "GITHUB_API_URL",
		.base_url = buf_str(&session->base_url),
		.user_agent = USER_AGENT,
		.headers = api_headers,
		.ca_file = run->runner.ca_file,
		.ca_dir = run->runner.ca_dir,
		.ca_name = run->runner.ca_file  ? "SSL_CERT_FILE"
			   : run->runner.ca_dir ? "SSL_CERT_DIR"
						: NULL,
		.proxy = run->runner.proxy,
		.proxy_variable = run->runner.proxy_variable,
		.no_proxy = run->runner.no_proxy,
		.timeout_ms = (int64_t)run->config.timeout_s * 1000,
		.reserve_ms = reserve_ms(run->config.timeout_s),
		.limit = limit_of,
		.keep = api_keep,
		.see = see,
		.see_context = run,
		.cancel_fd = cancel_fd(),
		.trace = run->runner.debug ? print_trace : NULL,
	};
	if (http_open(&session->http, &session->options, err) < 0) {
		buf_release(&session->base_url);
		return -1;
	}
	return 0;
}

int64_t session_now_s(void)
{
	return (int64_t)time(NULL);
}

void session_close(struct session *session)
{
	http_close(session->http);
	buf_release(&session->base_url);
	session->http = NULL;
}
