/* SPDX-License-Identifier: MIT */
#include "http/origin.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <string.h>
#include <strings.h>

/* One part of the URL as text; false where it has none or `size` is too small for it. */
static bool get_part(CURLU *url, CURLUPart part, unsigned flags, char *to, size_t size)
{
	char *text = NULL;
	bool fits;

	if (curl_url_get(url, part, &text, flags) != CURLUE_OK || !text)
		return false;
	fits = strlen(text) < size;
	if (fits)
		memcpy(to, text, strlen(text) + 1);
	curl_free(text);
	return fits;
}

static bool has_part(CURLU *url, CURLUPart part)
{
	char *text = NULL;
	bool has = curl_url_get(url, part, &text, 0) == CURLUE_OK;

	curl_free(text);
	return has;
}

bool origin_is_loopback(const char *host)
{
	struct in_addr v4;

	if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0)
		return true;
	return inet_pton(AF_INET, host, &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127;
}

/* False where it is no URL, or has a part that neither kind may have, or `base` may not. */
static bool split(const char *text, bool base, struct origin *origin)
{
	CURLU *url = curl_url();
	bool ok;

	if (!url)
		mem_exhausted();
	ok = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK &&
	     get_part(url, CURLUPART_SCHEME, 0, origin->scheme, sizeof(origin->scheme)) &&
	     get_part(url, CURLUPART_HOST, 0, origin->host, sizeof(origin->host)) &&
	     get_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT, origin->port,
		      sizeof(origin->port)) &&
	     !has_part(url, CURLUPART_USER) && !has_part(url, CURLUPART_PASSWORD) &&
	     !has_part(url, CURLUPART_FRAGMENT) && !(base && has_part(url, CURLUPART_QUERY));
	curl_url_cleanup(url);
	origin->loopback = ok && origin_is_loopback(origin->host);
	return ok;
}

int origin_parse(struct origin *origin, const char *base_url, struct err *err)
{
	/* What is refused may hold credentials. */
	const char *shown =
		strpbrk(base_url, "@%") ? "(not shown: it may hold a password)" : base_url;

	if (!split(base_url, true, origin) ||
	    (strcmp(origin->scheme, "https") != 0 && strcmp(origin->scheme, "http") != 0))
		return err_set(
			err, REASON_BAD_CONFIG,
			"\"%.200s\" is not the address of an API, expected https://HOST with an optional path",
			shown);
	if (strcmp(origin->scheme, "http") == 0 && !origin->loopback)
		return err_set(
			err, REASON_BAD_CONFIG,
			"\"%.200s\" would send the token in clear text, expected https (http is allowed for loopback only)",
			shown);
	return 0;
}

bool origin_has(const struct origin *origin, const char *url)
{
	struct origin other;

	return split(url, false, &other) && strcmp(other.scheme, origin->scheme) == 0 &&
	       strcasecmp(other.host, origin->host) == 0 &&
	       strcmp(other.port, origin->port) == 0;
}

bool origin_has_page(const struct origin *api, const char *url)
{
	const char *own = strncasecmp(api->host, "api.", 4) == 0 ? api->host + 4 : api->host;
	struct origin page;

	if (!split(url, false, &page) || strcmp(page.scheme, "https") != 0)
		return false;
	if (strcasecmp(page.host, own) == 0)
		return strcmp(page.port, api->port) == 0;
	return strcasecmp(page.host, "github.com") == 0 && strcmp(page.port, "443") == 0;
}
