/* SPDX-License-Identifier: MIT */
#include "http/proxy.h"
#include "base/mem.h"
#include "http/origin.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_scheme(const char *scheme)
{
	static const char *const schemes[] = {"http",    "https",  "socks4",
					      "socks4a", "socks5", "socks5h"};

	for (size_t i = 0; i < ARRAY_SIZE(schemes); i++) {
		if (strcasecmp(scheme, schemes[i]) == 0)
			return true;
	}
	return false;
}

/* One part of the URL; "" where it has none. False where it cannot be had or does not fit. */
static bool get_proxy_part(CURLU *url, CURLUPart part, unsigned flags, char *to, size_t size)
{
	char *text = NULL;
	CURLUcode code = curl_url_get(url, part, &text, flags);
	bool fits = code == CURLUE_OK && strlen(text) < size;

	*to = '\0';
	if (fits)
		memcpy(to, text, strlen(text) + 1);
	curl_free(text);
	return fits || code == CURLUE_NO_USER || code == CURLUE_NO_PASSWORD ||
	       code == CURLUE_NO_PORT || code == CURLUE_NO_QUERY || code == CURLUE_NO_FRAGMENT;
}

/*
 * An "@" belongs in front of the host, once: a second one, or one behind the host, is part of a
 * password that libcurl would cut there.
 */
static bool has_stray_at(const char *text)
{
	const char *slashes = strstr(text, "//");
	const char *begin = slashes ? slashes + 2 : text;
	const char *last = strrchr(begin, '@');

	return last &&
	       (strchr(begin, '@') != last || strcspn(begin, "/?#") < (size_t)(last - begin));
}

static bool split_proxy(struct proxy *proxy, const char *text)
{
	enum { CREDENTIAL_MAX = 4096 };
	CURLU *url = curl_url();
	char host[256];
	char port[8];
	char credential[CREDENTIAL_MAX];
	bool ok;

	if (!url)
		mem_exhausted();
	ok = !has_stray_at(text) &&
	     curl_url_set(url, CURLUPART_URL, text,
			  CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME) == CURLUE_OK &&
	     get_proxy_part(url, CURLUPART_SCHEME, 0, proxy->scheme, sizeof(proxy->scheme)) &&
	     is_scheme(proxy->scheme) &&
	     get_proxy_part(url, CURLUPART_USER, CURLU_URLDECODE, credential, CREDENTIAL_MAX) &&
	     get_proxy_part(url, CURLUPART_PASSWORD, CURLU_URLDECODE, credential,
			    CREDENTIAL_MAX) &&
	     get_proxy_part(url, CURLUPART_HOST, 0, host, sizeof(host)) && *host &&
	     get_proxy_part(url, CURLUPART_PORT, 0, port, sizeof(port)) &&
	     strcmp(port, "0") != 0;
	curl_url_cleanup(url);
	explicit_bzero(credential, sizeof(credential));
	if (!ok)
		return false;
	/* The ports that libcurl takes where none is given. */
	if (!*port)
		(void)snprintf(port, sizeof(port), "%s",
			       strcasecmp(proxy->scheme, "https") == 0 ? "443" : "1080");
	(void)snprintf(proxy->address, sizeof(proxy->address), "%s:%s", host, port);
	proxy->loopback = origin_is_loopback(host);
	return true;
}

int proxy_parse(struct proxy *proxy, const char *variable, const char *url, struct err *err)
{
	*proxy = (struct proxy){.variable = variable};
	if (split_proxy(proxy, url))
		return 0;
	/* What is not understood may hold a password anywhere: it is never shown. */
	return err_set(
		err, REASON_BAD_CONFIG,
		"The variable %s does not hold the address of a proxy, expected http://HOST:PORT "
		"or http://USER:PASSWORD@HOST:PORT (or https, socks4, socks4a, socks5, socks5h); "
		"characters such as @ : / # ? %% in the user or the password must be "
		"percent-encoded (@ as %%40)",
		variable);
}

/* True when the first `bits` bits are the same. */
static bool same_network(const unsigned char *a, const unsigned char *b, unsigned bits)
{
	unsigned rest = bits % 8;

	return memcmp(a, b, bits / 8) == 0 &&
	       (rest == 0 || (a[bits / 8] ^ b[bits / 8]) >> (8 - rest) == 0);
}

/* An address of the list, "10.0.0.0/8" or "[::1]", against the host's. */
static bool has_address(const char *entry, size_t len, const char *host)
{
	unsigned char wanted[sizeof(struct in6_addr)];
	unsigned char has[sizeof(struct in6_addr)];
	char network[64];
	char plain[64];
	int family = *host == '[' ? AF_INET6 : AF_INET;
	unsigned most = family == AF_INET6 ? 128 : 32;
	unsigned long bits = most;
	char *slash;

	(void)snprintf(plain, sizeof(plain), "%.*s", (int)strcspn(host + (*host == '['), "]"),
		       host + (*host == '['));
	(void)snprintf(network, sizeof(network), "%.*s", (int)len, entry);
	slash = strchr(network, '/');
	if (slash) {
		bits = strtoul(slash + 1, NULL, 10);
		*slash = '\0';
	}
	if (*network == '[') {
		memmove(network, network + 1, strlen(network));
		network[strcspn(network, "]")] = '\0';
	}
	return bits > 0 && bits <= most && inet_pton(family, plain, has) == 1 &&
	       inet_pton(family, network, wanted) == 1 &&
	       same_network(has, wanted, (unsigned)bits);
}

/* The name itself, or one that is below it. */
static bool has_name(const char *entry, size_t len, const char *host, size_t host_len)
{
	return len > 0 && len <= host_len &&
	       strncasecmp(host + host_len - len, entry, len) == 0 &&
	       (len == host_len || host[host_len - len - 1] == '.');
}

bool proxy_exempts(const char *list, const char *host)
{
	static const char between[] = ", \t";
	struct in_addr v4;
	size_t host_len = strlen(host);
	bool is_address = *host == '[' || inet_pton(AF_INET, host, &v4) == 1;

	if (!list || !*host)
		return false;
	if (strcmp(list, "*") == 0)
		return true;
	if (host[host_len - 1] == '.')
		host_len--;
	for (list += strspn(list, between); *list; list += strspn(list, between)) {
		size_t len = strcspn(list, between);
		const char *name = *list == '.' ? list + 1 : list;
		size_t name_len = *list == '.' ? len - 1 : len;

		if (name_len > 0 && name[name_len - 1] == '.')
			name_len--;
		if (is_address ? has_address(list, len, host)
			       : has_name(name, name_len, host, host_len))
			return true;
		list += len;
	}
	return false;
}
