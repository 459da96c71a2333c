/* SPDX-License-Identifier: MIT */
#include "http/http.h"
#include "base/mem.h"
#include "base/secret.h"
#include "http/origin.h"
#include "http/proxy.h"
#include "http/retry.h"
#include "http/trust.h"

#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { POLL_MAX_MS = 60 * 1000, HEADER_MAX = 16 * 1024 };

static const long CONNECTIONS_MAX = 16; /* kept open for the next request */

struct http {
	const struct http_options *options;
	struct origin origin;
	struct proxy proxy;  /* its variable is NULL where there is none */
	struct trust trust;  /* the system's authorities, where the options name none */
	int64_t deadline_ms; /* on the monotonic clock; the reserve is after it */
	CURLM *multi;
};

/* One request on its way: a new attempt or a redirect reuses the easy handle. */
struct transfer {
	const struct http_request *request;
	struct http_answer *answer;
	CURL *easy;
	struct curl_slist *headers;
	struct buf url;
	char fault[CURL_ERROR_SIZE];
	unsigned redirects;
	int64_t started_ms;
	int64_t wait_until_ms; /* when the next attempt is due, while `waiting` */
	bool waiting;
	bool done;
};

static int64_t clock_ms(clockid_t clock)
{
	struct timespec now;

	(void)clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A quarter of the run's time, so that another attempt follows, but no less than 3 s. */
static int64_t quarter_ms(const struct http_options *options, int64_t most_ms)
{
	int64_t quarter = options->timeout_ms / 4;

	return quarter < 3000 ? 3000 : quarter < most_ms ? quarter : most_ms;
}

/* The time that a request still has. */
static int64_t left_ms(const struct http *http, const struct http_request *request)
{
	return http->deadline_ms + (request->last ? http->options->reserve_ms : 0) -
	       clock_ms(CLOCK_MONOTONIC);
}

/* Whom TLS trusts where the options do not say: -1 where TLS is needed and nobody can be found. */
static int find_trust(const struct http_options *options, const struct origin *origin,
		      struct trust *trust, struct err *err)
{
	auto_buf places = BUF_INIT(2048);

	*trust = (struct trust){NULL, NULL};
	if (options->ca_file || options->ca_dir || strcmp(origin->scheme, "https") != 0 ||
	    trust_find("", trust))
		return 0;
	trust_add_places(&places);
	return err_set(
		err, REASON_BAD_CONFIG,
		"No certificate authorities were found, which are needed to connect to %s. Install the package ca-certificates, or set the variable SSL_CERT_FILE to a file of certificates. Looked in these places: %s",
		origin->host, buf_str(&places));
}

int http_open(struct http **out, const struct http_options *options, struct err *err)
{
	struct http *http;
	struct origin origin;
	CURLcode code;
	struct proxy proxy = {.variable = NULL};
	struct trust trust;

	*out = NULL;
	if (origin_parse(&origin, options->base_url, err) < 0)
		return err_prefix(err, "%s", options->base_name);
	if (options->proxy && !origin.loopback &&
	    !proxy_exempts(options->no_proxy, origin.host) &&
	    proxy_parse(&proxy, options->proxy_variable, options->proxy, err) < 0)
		return -1;
	if (find_trust(options, &origin, &trust, err) < 0)
		return -1;
	code = curl_global_init(CURL_GLOBAL_DEFAULT);
	if (code != CURLE_OK)
		return err_set(err, REASON_NETWORK, "libcurl cannot be set up: %s",
			       curl_easy_strerror(code));
	http = xrealloc(NULL, sizeof(*http));
	*http = (struct http){
		.options = options, .origin = origin, .proxy = proxy, .trust = trust};
	http->deadline_ms =
		clock_ms(CLOCK_MONOTONIC) + options->timeout_ms - options->reserve_ms;
	http->multi = curl_multi_init();
	if (!http->multi) {
		http_close(http);
		return err_set(err, REASON_NETWORK, "libcurl cannot be set up");
	}
	/* What one call leaves open the next one uses, however many requests it has. */
	(void)curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, CONNECTIONS_MAX);
	*out = http;
	return 0;
}

bool http_serves(const struct http *http, const char *url)
{
	return origin_has(&http->origin, url);
}

void http_close(struct http *http)
{
	if (!http)
		return;
	(void)curl_multi_cleanup(http->multi);
	curl_global_cleanup();
	free(http);
}

void http_answer_release(struct http_answer *answer)
{
	buf_release(&answer->body);
	for (size_t i = 0; i < HTTP_KEPT_MAX; i++)
		buf_release(&answer->kept[i]);
}

static size_t on_body(char *bytes, size_t one, size_t count, void *context)
{
	struct buf *body = context;

	(void)one;
	buf_add(body, bytes, count);
	return body->full ? 0 : count;
}

static void add_header(struct transfer *transfer, const char *line)
{
	struct curl_slist *longer = curl_slist_append(transfer->headers, line);

	if (!longer)
		mem_exhausted();
	transfer->headers = longer;
}

static void build_headers(const struct http *http, struct transfer *transfer)
{
	auto_buf credential = BUF_INIT(64 * 1024);

	for (const char *const *line = http->options->headers; *line; line++)
		add_header(transfer, *line);
	if (transfer->request->body)
		add_header(transfer, "Content-Type: application/json");
	if (!*transfer->request->token)
		return;
	buf_addf(&credential, "Authorization: Bearer %s", transfer->request->token);
	add_header(transfer, buf_str(&credential));
	explicit_bzero(credential.data, credential.len);
}

/*
 * Whom TLS trusts, the server's and an https proxy's: what the options name and nothing else, or
 * else the system's authorities, in place of where this libcurl was built to look for them.
 */
static CURLcode set_trust(CURL *easy, const struct http *http)
{
	const struct http_options *options = http->options;
	bool named = options->ca_file || options->ca_dir;
	const char *file = named ? options->ca_file : http->trust.file;
	const char *dir = named ? options->ca_dir : http->trust.dir;
	CURLcode code;

	if (!file && !dir)
		return CURLE_OK;
	/* NULL takes a default away. */
	code = curl_easy_setopt(easy, CURLOPT_CAINFO, file);
	if (code == CURLE_OK)
		code = curl_easy_setopt(easy, CURLOPT_CAPATH, dir);
	if (code == CURLE_OK)
		code = curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, file);
	if (code == CURLE_OK)
		code = curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, dir);
	return code;
}

/*
 * libcurl 7.88 at times forgets a stream of a shared HTTP/2 connection whose data it has already
 * read: some 100 KB in each of two answers will do, or 20 KB in each of eight, and the request stalls until it
 * is given up. With 8.14 it was never seen (tests/roundtrips); whichever is between is not trusted.
 */
static bool shares_well(void)
{
	return curl_version_info(CURLVERSION_NOW)->version_num >= 0x080e00;
}

static bool is_tls(const struct http *http)
{
	return strcmp(http->origin.scheme, "https") == 0;
}

/* What stays the same for every attempt. */
static CURLcode configure(const struct http *http, struct transfer *transfer)
{
	const struct http_options *options = http->options;
	const struct http_request *request = transfer->request;
	CURL *easy = transfer->easy;
	CURLcode code = set_trust(easy, http);
	bool apart = request->many && !shares_well();

#define SET(option, value) (code = code ? code : curl_easy_setopt(easy, option, value))
	SET(CURLOPT_ERRORBUFFER, transfer->fault);
	SET(CURLOPT_PRIVATE, transfer);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_QUICK_EXIT, 1L); /* does not wait for a resolver that hangs */
	SET(CURLOPT_PROTOCOLS_STR, http->origin.scheme);
	SET(CURLOPT_FOLLOWLOCATION, 0L); /* redirects are checked here, see redirect() */
	SET(CURLOPT_HTTP_VERSION,
	    apart ? (long)CURL_HTTP_VERSION_1_1 : (long)CURL_HTTP_VERSION_2TLS);
	/* One connection where HTTP/2 can share it; in clear text it never can. */
	SET(CURLOPT_PIPEWAIT, is_tls(http) && !apart ? 1L : 0L);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	/* What was checked, and nothing that libcurl finds for itself. */
	SET(CURLOPT_PROXY, http->proxy.variable ? options->proxy : "");
	SET(CURLOPT_NOPROXY, "");
	SET(CURLOPT_SOCKS5_AUTH, (long)CURLAUTH_BASIC); /* no Kerberos, the image has none */
	SET(CURLOPT_LOW_SPEED_LIMIT, 1L);
	SET(CURLOPT_LOW_SPEED_TIME, (long)(quarter_ms(options, HTTP_STALL_MS) / 1000));
	SET(CURLOPT_USERAGENT, options->user_agent);
	SET(CURLOPT_HTTPHEADER, transfer->headers);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, &transfer->answer->body);
	if (request->body) {
		SET(CURLOPT_POSTFIELDS, request->body);
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(request->body));
	}
	SET(CURLOPT_CUSTOMREQUEST, request->method);
#undef SET
	return code;
}

/* libcurl does not do what it does everywhere: it is built without it, or lacks something. */
static void fail_setup(struct transfer *transfer, const char *why)
{
	err_set(&transfer->answer->err, REASON_NETWORK, "libcurl cannot make the request: %s",
		why);
	transfer->done = true;
}

static void transfer_init(const struct http *http, struct transfer *transfer,
			  const struct http_request *request, struct http_answer *answer)
{
	CURLcode code;

	*answer = (struct http_answer){.body = BUF_INIT(HTTP_ANSWER_MAX), .date_s = -1};
	for (size_t i = 0; i < HTTP_KEPT_MAX; i++)
		answer->kept[i] = BUF_INIT(HEADER_MAX);
	*transfer = (struct transfer){
		.request = request, .answer = answer, .url = BUF_INIT(16 * 1024)};
	if (request->url)
		buf_adds(&transfer->url, request->url);
	else
		buf_addf(&transfer->url, "%s%s", http->options->base_url, request->path);
	transfer->easy = curl_easy_init();
	if (!transfer->easy) {
		fail_setup(transfer, "it has no handle for it");
		return;
	}
	build_headers(http, transfer);
	code = configure(http, transfer);
	if (code != CURLE_OK)
		fail_setup(transfer, curl_easy_strerror(code));
}

static void transfer_release(struct transfer *transfer)
{
	curl_easy_cleanup(transfer->easy);
	curl_slist_free_all(transfer->headers);
	buf_release(&transfer->url);
}

/* Puts the transfer on its way, to transfer->url. */
static void transfer_start(const struct http *http, struct transfer *transfer)
{
	CURL *easy = transfer->easy;
	int64_t left = left_ms(http, transfer->request);
	long total = left > 1 ? (long)left : 1;
	long connect = (long)quarter_ms(http->options, HTTP_CONNECT_MS);
	CURLMcode added;
	CURLcode code;

	buf_release(&transfer->answer->body);
	transfer->waiting = false;
	transfer->fault[0] = '\0';
	transfer->started_ms = clock_ms(CLOCK_MONOTONIC);
	code = curl_easy_setopt(easy, CURLOPT_URL, buf_str(&transfer->url));
	if (code == CURLE_OK)
		code = curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, total);
	if (code == CURLE_OK)
		code = curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
					total < connect ? total : connect);
	if (code != CURLE_OK) {
		fail_setup(transfer, curl_easy_strerror(code));
		return;
	}
	added = curl_multi_add_handle(http->multi, easy);
	if (added != CURLM_OK)
		fail_setup(transfer, curl_multi_strerror(added));
}

/* A header's value, NULL where the answer has none; borrowed until the next header. */
static const char *header_value(CURL *easy, const char *name)
{
	struct curl_header *header;

	if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
		return NULL;
	return header->value;
}

static const char *reply_header(const struct http_reply *reply, const char *name)
{
	return header_value((CURL *)(uintptr_t)reply->context, name);
}

/* The server's clock, -1 where it does not tell. */
static int64_t date_s(CURL *easy)
{
	const char *date = header_value(easy, "date");

	return date ? (int64_t)curl_getdate(date, NULL) : -1;
}

/* The server's clock rather than ours, which may be wrong: its limits are told by it. */
static int64_t server_now_s(CURL *easy)
{
	int64_t now_s = date_s(easy);

	return now_s > 0 ? now_s : clock_ms(CLOCK_REALTIME) / 1000;
}

static int64_t retry_after(CURL *easy, int64_t now_s)
{
	const char *value = header_value(easy, "retry-after");

	return retry_parse_after(value, value ? (int64_t)curl_getdate(value, NULL) : -1, now_s);
}

/* How the attempt ended, in the words of the retry policy. */
static struct retry_attempt describe_attempt(const struct http *http,
					     const struct transfer *transfer, CURLcode code)
{
	CURL *easy = transfer->easy;
	int64_t now_s = server_now_s(easy);
	const struct http_reply reply = {
		.status = transfer->answer->status,
		.header = reply_header,
		.context = easy,
		.body = &transfer->answer->body,
		.retry_after_s = retry_after(easy, now_s),
		.now_s = now_s,
	};
	struct retry_attempt attempt = {
		.number = transfer->answer->attempts,
		.lost = code != CURLE_OK,
		.status = reply.status,
		.expected = transfer->request->expected,
		.retry_after_s = reply.retry_after_s,
		.limit_s = -1,
		.now_s = now_s,
		.left_ms = left_ms(http, transfer->request),
	};

	if (!attempt.lost && http->options->limit)
		attempt.limit_s = http->options->limit(&reply);
	if (getrandom(&attempt.jitter, sizeof(attempt.jitter), 0) < 0)
		attempt.jitter = (uint32_t)attempt.left_ms;
	return attempt;
}

/* Failures that another attempt may cure. An untrusted certificate is permanent. */
static bool is_passing(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_AGAIN: return true;
	default: return false;
	}
}

/* How curl calls headers that are too large: as if memory were gone, before 8.6. */
static bool is_too_large(CURLcode code)
{
#if LIBCURL_VERSION_NUM >= 0x080600
	if (code == CURLE_TOO_LARGE)
		return true;
#endif
	return code == CURLE_OUT_OF_MEMORY;
}

/* Why an attempt was lost, in curl's words: they may hold what they were told. */
static void lost_why(const struct transfer *transfer, CURLcode code, struct buf *out)
{
	secret_redact(out, *transfer->fault ? transfer->fault : curl_easy_strerror(code));
}

static void add_why(const struct transfer *transfer, CURLcode code)
{
	auto_buf why = BUF_INIT(CURL_ERROR_SIZE);

	lost_why(transfer, code, &why);
	err_suffix(&transfer->answer->err, buf_str(&why));
}

/* A number that curl knows of the transfer, 0 where it does not. */
static long known(CURL *easy, CURLINFO info)
{
	long value = 0;

	return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

/* True when the proxy, where the fault is, turned down who asks: its credentials are wrong, and stay so. */
static bool is_proxy_denial(const struct transfer *transfer, CURLcode code)
{
	long why = known(transfer->easy, CURLINFO_PROXY_ERROR);

	return known(transfer->easy, CURLINFO_HTTP_CONNECTCODE) == 407 ||
	       (code == CURLE_PROXY && (why == CURLPX_USER_REJECTED || why == CURLPX_NO_AUTH ||
					why == CURLPX_IDENTD || why == CURLPX_IDENTD_DIFFER));
}

/* True when the proxy has answered that it will not, which another attempt does not change. */
static bool is_proxy_final(const struct http *http, const struct transfer *transfer)
{
	long status = known(transfer->easy, CURLINFO_HTTP_CONNECTCODE);

	return http->proxy.variable && status >= 400 && status < 500;
}

/* True when it was lost on the way to the proxy or by it: nothing was sent to the server. */
static bool is_proxy_fault(const struct http *http, const struct transfer *transfer,
			   CURLcode code)
{
	long status = known(transfer->easy, CURLINFO_HTTP_CONNECTCODE);
	curl_off_t sent = 0;

	if (!http->proxy.variable)
		return false;
	if (status != 0)
		return status < 200 || status > 299;
	if (code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY ||
	    code == CURLE_COULDNT_CONNECT)
		return true;
	/* Through SOCKS there is no such status, and TLS is the server's. */
	if (strncasecmp(http->proxy.scheme, "socks", 5) == 0)
		return false;
	return curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &sent) ==
		       CURLE_OK &&
	       sent == 0;
}

static void fail_proxy(const struct http *http, struct transfer *transfer, CURLcode code)
{
	struct err *err = &transfer->answer->err;
	const struct proxy *proxy = &http->proxy;
	unsigned attempts = transfer->answer->attempts;
	enum reason reason = code == CURLE_OPERATION_TIMEDOUT ? REASON_TIMEOUT : REASON_NETWORK;

	if (is_proxy_denial(transfer, code))
		reason = REASON_BAD_CONFIG;
	err_set(err, reason,
		"%s cannot be reached through the proxy %s (variable %s), %u attempt%s: ",
		http->origin.host, proxy->address, proxy->variable, attempts,
		attempts == 1 ? "" : "s");
	add_why(transfer, code);
	if (reason == REASON_BAD_CONFIG)
		err_suffix(err, "; the user name or password in the variable is wrong");
	else if (proxy->loopback)
		err_suffix(
			err,
			"; in a container this address means the container itself, not the machine it runs on");
}

/* What is trusted: a wrong variable, or a system without an authority, looks like a wrong server. */
static void add_trusted(const struct http *http, struct transfer *transfer, CURLcode code)
{
	const struct http_options *options = http->options;
	const char *named = options->ca_file ? options->ca_file : options->ca_dir;
	const char *found = http->trust.dir ? http->trust.dir : http->trust.file;
	auto_buf text = BUF_INIT(1024);

	if (code != CURLE_PEER_FAILED_VERIFICATION && code != CURLE_SSL_CACERT_BADFILE)
		return;
	if (named)
		buf_addf(&text, "; only the certificates in %s (%.200s) are trusted",
			 options->ca_name, named);
	else if (found)
		buf_addf(
			&text,
			"; the certificates in %s are trusted, or others if SSL_CERT_FILE names them",
			found);
	err_suffix(&transfer->answer->err, buf_str(&text));
}

static void fail_lost(const struct http *http, struct transfer *transfer, CURLcode code)
{
	struct err *err = &transfer->answer->err;
	const char *host = http->origin.host;
	unsigned attempts = transfer->answer->attempts;

	if (transfer->answer->body.full) {
		err_set(err, REASON_BAD_RESPONSE, "the answer is larger than %d MiB",
			HTTP_ANSWER_MAX / (1024 * 1024));
	} else if (is_too_large(code)) {
		err_set(err, REASON_BAD_RESPONSE, "the answer is too large: ");
		add_why(transfer, code);
	} else if (is_proxy_fault(http, transfer, code)) {
		fail_proxy(http, transfer, code);
		add_trusted(http, transfer, code);
	} else if (code == CURLE_SSL_CACERT_BADFILE && http->options->ca_name) {
		err_set(err, REASON_BAD_CONFIG, "the certificates cannot be read: ");
		add_why(transfer, code);
		add_trusted(http, transfer, code);
	} else if (code == CURLE_OPERATION_TIMEDOUT && left_ms(http, transfer->request) < 100) {
		err_set(err, REASON_TIMEOUT,
			"no answer from %s within the run's time limit (input timeout, %" PRId64
			" s)",
			host, http->options->timeout_ms / 1000);
	} else {
		err_set(err, code == CURLE_OPERATION_TIMEDOUT ? REASON_TIMEOUT : REASON_NETWORK,
			"no answer from %s in %u attempt%s: ", host, attempts,
			attempts == 1 ? "" : "s");
		add_why(transfer, code);
		add_trusted(http, transfer, code);
	}
}

static void fail_limited(struct transfer *transfer, int64_t until_s)
{
	time_t until = (time_t)until_s;
	struct tm tm;
	char text[64] = "later";
	unsigned attempts = transfer->answer->attempts;

	if (gmtime_r(&until, &tm))
		(void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &tm);
	err_set(&transfer->answer->err, REASON_RATE_LIMITED,
		"the rate limit of this token is reached until %s, %u attempt%s. Try again then",
		text, attempts, attempts == 1 ? "" : "s");
}

static bool is_redirect(long status)
{
	return status == 301 || status == 302 || status == 307 || status == 308;
}

/*
 * A moved repository: the same request again at its new address, if that is on the server that
 * the token is for. Sets the answer's error, or the URL to go to.
 */
static void redirect(const struct http *http, struct transfer *transfer)
{
	struct err *err = &transfer->answer->err;
	char *url = NULL;

	if (curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &url) != CURLE_OK || !url)
		err_set(err, REASON_BAD_RESPONSE, "status %ld without a new address",
			transfer->answer->status);
	else if (++transfer->redirects > HTTP_REDIRECTS_MAX)
		err_set(err, REASON_BAD_RESPONSE, "more than %d redirects", HTTP_REDIRECTS_MAX);
	else if (!origin_has(&http->origin, url))
		err_set(err, REASON_BAD_RESPONSE,
			"a redirect to another server, %.200s. The token is not sent there",
			url);
	else {
		buf_release(&transfer->url);
		buf_adds(&transfer->url, url);
	}
}

static void trace(const struct http *http, const struct transfer *transfer, CURLcode code)
{
	const struct http_request *request = transfer->request;
	auto_buf line = BUF_INIT(1024);
	int64_t took = clock_ms(CLOCK_MONOTONIC) - transfer->started_ms;

	if (!http->options->trace)
		return;
	buf_addf(&line, "%s %s: ", request->method, request->path);
	if (code == CURLE_OK)
		buf_addf(&line, "%ld", transfer->answer->status);
	else
		lost_why(transfer, code, &line);
	buf_addf(&line, " after %" PRId64 " ms, attempt %u", took, transfer->answer->attempts);
	http->options->trace(buf_str(&line), http->options->trace_context);
}

/* Of the headers what the caller needs. */
static void keep_headers(const struct http *http, const struct transfer *transfer)
{
	const char *const *names = http->options->keep;

	for (size_t i = 0; names && names[i] && i < HTTP_KEPT_MAX; i++) {
		const char *value = header_value(transfer->easy, names[i]);

		if (value)
			buf_adds(&transfer->answer->kept[i], value);
	}
	transfer->answer->date_s = date_s(transfer->easy);
}

/* An attempt is over: that is the answer, or there will be another. */
static void transfer_end(const struct http *http, struct transfer *transfer, CURLcode code)
{
	struct http_answer *answer = transfer->answer;
	struct retry_attempt attempt;
	struct retry retry = {.verdict = RETRY_NO};

	answer->attempts++;
	answer->status = 0;
	if (code == CURLE_OK)
		(void)curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE,
					&answer->status);
	trace(http, transfer, code);
	(void)curl_multi_remove_handle(http->multi, transfer->easy);

	if (code == CURLE_OK && is_redirect(answer->status)) {
		redirect(http, transfer);
		transfer->done = err_is_set(&answer->err);
		if (!transfer->done) {
			answer->attempts--; /* a hop, not a failure */
			transfer_start(http, transfer);
		}
		return;
	}

	attempt = describe_attempt(http, transfer, code);
	if (code == CURLE_OK || (is_passing(code) && !is_proxy_final(http, transfer)))
		retry = retry_decide(&attempt);
	if (retry.verdict == RETRY_LATER && !transfer->request->once) {
		transfer->waiting = true;
		transfer->wait_until_ms = clock_ms(CLOCK_MONOTONIC) + retry.wait_ms;
		return;
	}
	transfer->done = true;
	keep_headers(http, transfer);
	if (code == CURLE_OK && http->options->see)
		http->options->see(transfer->request, answer, http->options->see_context);
	if (retry.verdict == RETRY_LIMITED)
		fail_limited(transfer, retry.until_s);
	else if (code != CURLE_OK)
		fail_lost(http, transfer, code);
}

/* Starts what is due, and says how many ms may pass before there is something to do again. */
static int start_due(const struct http *http, struct transfer *transfers, size_t count)
{
	int64_t now = clock_ms(CLOCK_MONOTONIC);
	int64_t wait = POLL_MAX_MS;

	for (size_t i = 0; i < count; i++) {
		wait = retry_at_most(wait, left_ms(http, transfers[i].request));
		if (!transfers[i].waiting)
			continue;
		if (transfers[i].wait_until_ms <= now)
			transfer_start(http, &transfers[i]);
		else
			wait = retry_at_most(wait, transfers[i].wait_until_ms - now);
	}
	return wait > 0 ? (int)wait : 0;
}

static bool all_done(const struct transfer *transfers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!transfers[i].done)
			return false;
	}
	return true;
}

/* Gives up on what is not done. */
static void abandon(const struct http *http, struct transfer *transfers, size_t count,
		    enum reason reason, const char *why)
{
	for (size_t i = 0; i < count; i++) {
		if (transfers[i].done)
			continue;
		(void)curl_multi_remove_handle(http->multi, transfers[i].easy);
		err_set(&transfers[i].answer->err, reason, "%s", why);
		transfers[i].done = true;
	}
}

/* One turn of the loop: what came in, then a wait for more. */
static void turn(const struct http *http, struct transfer *transfers, size_t count)
{
	struct curl_waitfd cancel = {http->options->cancel_fd, CURL_WAIT_POLLIN, 0};
	unsigned fds = cancel.fd >= 0 ? 1 : 0;
	CURLMsg *message;
	CURLMcode code;
	int queued;
	int running;
	int wait;

	code = curl_multi_perform(http->multi, &running);
	if (code != CURLM_OK) {
		abandon(http, transfers, count, REASON_NETWORK, curl_multi_strerror(code));
		return;
	}
	while ((message = curl_multi_info_read(http->multi, &queued))) {
		struct transfer *transfer = NULL;

		(void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
					(char **)&transfer);
		transfer_end(http, transfer, message->data.result);
	}
	wait = start_due(http, transfers, count);
	if (all_done(transfers, count))
		return;
	code = curl_multi_poll(http->multi, &cancel, fds, wait, NULL);
	if (code != CURLM_OK)
		abandon(http, transfers, count, REASON_NETWORK, curl_multi_strerror(code));
	else if (fds > 0 && (cancel.revents & CURL_WAIT_POLLIN))
		abandon(http, transfers, count, REASON_CANCELLED, "the run was cancelled");
}

/*
 * Large answers, which an old libcurl does not get at the same time: one after the other, but where many are
 * to come, or HTTP/2 is not spoken anyway, on connections of their own.
 */
static size_t at_once(const struct http *http, const struct http_request *requests,
		      size_t count)
{
	for (size_t i = 0; i < count && !shares_well() && is_tls(http); i++) {
		if (requests[i].large && !requests[i].many)
			return 1;
	}
	return count;
}

static void perform_together(struct http *http, const struct http_request *requests,
			     struct http_answer *answers, size_t count)
{
	struct transfer *transfers = xrealloc(NULL, count * sizeof(*transfers));

	for (size_t i = 0; i < count; i++) {
		transfer_init(http, &transfers[i], &requests[i], &answers[i]);
		if (!transfers[i].done)
			transfer_start(http, &transfers[i]);
	}
	while (!all_done(transfers, count)) {
		turn(http, transfers, count);
		/* curl keeps the deadline; this is for what it may hold up. */
		if (left_ms(http, &requests[0]) < -1000)
			abandon(http, transfers, count, REASON_TIMEOUT,
				"the run's time limit is reached");
	}
	for (size_t i = 0; i < count; i++)
		transfer_release(&transfers[i]);
	free(transfers);
}

void http_perform(struct http *http, const struct http_request *requests,
		  struct http_answer *answers, size_t count)
{
	size_t step = at_once(http, requests, count);

	for (size_t i = 0; i < count; i += step)
		perform_together(http, requests + i, answers + i, step);
}
