/* SPDX-License-Identifier: MIT */
#include "http/proxy.h"
#include "suites.h"

#include <string.h>

/* What of an address is shown; NULL: it is not an address. */
static const struct {
	const char *url;
	const char *address;
} addresses[] = {
	{"http://proxy.example:3128", "proxy.example:3128"},
	{"http://proxy.example:3128/", "proxy.example:3128"},
	{"HTTP://proxy.example:3128", "proxy.example:3128"},
	{"proxy.example:3128", "proxy.example:3128"},
	{"proxy.example", "proxy.example:1080"},
	{"https://proxy.example", "proxy.example:443"},
	{"socks5h://proxy.example", "proxy.example:1080"},
	{"socks4a://10.0.0.1:9", "10.0.0.1:9"},
	{"http://[::1]:3128", "[::1]:3128"},
	{"http://corp:secret@proxy.example:3128", "proxy.example:3128"},
	{"http://corp:se:secret@proxy.example:3128", "proxy.example:3128"},
	{"http://corp:p%40secret%2F@proxy.example:3128", "proxy.example:3128"},
	{"corp:secret@proxy.example:3128", "proxy.example:3128"},
	{"http://secret@proxy.example", "proxy.example:1080"},
	{"http://corp:p@secret@proxy.example:3128", NULL},
	{"http://corp:12/secret@proxy.example:3128", NULL},
	{"http://corp:12#secret@proxy.example:3128", NULL},
	{"http://corp:12?secret@proxy.example:3128", NULL},
	{"http://corp:p/secret@proxy.example:3128", NULL},
	{"http://corp:secret%00@proxy.example:3128", NULL},
	{"corp:p@secret@proxy.example:3128", NULL},
	{"ftp://proxy.example:3128", NULL},
	{"ftp.example:3128", NULL},
	{"socks6://proxy.example", NULL},
	{"http://proxy.example:port", NULL},
	{"http://proxy.example:65536", NULL},
	{"http://proxy.example:0", NULL},
	{"http://proxy example:3128", NULL},
	{"http://proxy.example:3128\n", NULL},
	{"http://", NULL},
	{"http://:3128", NULL},
	{"http://corp:secret@", NULL},
	{"http://corp:secret@:3128", NULL},
	/* a password without its @ */
	{"http://corp:secret", NULL},
	{"http://corp:secret%40proxy.example:3128", NULL},
	{"corp:secret%40proxy.example:3128", NULL},
	{"http://corp;secret:proxy.example:3128", NULL},
	{"ftp://corp:secret%40proxy.example", NULL},
};

START_TEST(address_of_a_proxy_is_shown_without_credentials)
{
	struct proxy proxy;
	struct err err = {REASON_NONE, ""};
	int rc = proxy_parse(&proxy, "HTTPS_PROXY", addresses[_i].url, &err);

	if (addresses[_i].address) {
		ck_assert_int_eq(rc, 0);
		ck_assert_str_eq(proxy.address, addresses[_i].address);
		ck_assert_str_eq(proxy.variable, "HTTPS_PROXY");
		return;
	}
	ck_assert_int_eq(rc, -1);
	ck_assert_int_eq(err.reason, REASON_BAD_CONFIG);
	ck_assert_msg(strstr(err.msg, "The variable HTTPS_PROXY ") == err.msg, "%s", err.msg);
	ck_assert_ptr_nonnull(strstr(err.msg, "expected"));
	ck_assert_ptr_null(strstr(err.msg, "secret"));
	ck_assert_ptr_nonnull(strstr(err.msg, "percent-encoded"));
}
END_TEST

START_TEST(proxy_on_loopback_is_known)
{
	static const char *const urls[] = {"http://127.0.0.1:3128", "localhost:3128",
					   "http://[::1]:3128"};
	struct proxy proxy;
	struct err err;

	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(proxy_parse(&proxy, "https_proxy", urls[i], &err), 0);
		ck_assert(proxy.loopback);
	}
	ck_assert_int_eq(proxy_parse(&proxy, "https_proxy", "http://10.0.0.1", &err), 0);
	ck_assert(!proxy.loopback);
}
END_TEST

static const struct {
	const char *list;
	const char *host;
	bool exempt;
} lists[] = {
	{NULL, "api.github.com", false},
	{"", "api.github.com", false},
	{"*", "api.github.com", true},
	{"*,x", "api.github.com", false},
	{"*.github.com", "api.github.com", false},
	{"api.github.com", "api.github.com", true},
	{"API.GitHub.com.", "api.github.com", true},
	{"api.github.com", "api.github.com.", true},
	{"github.com", "api.github.com", true},
	{".github.com", "api.github.com", true},
	{".github.com", "github.com", true},
	{"hub.com", "api.github.com", false},
	{"api.github.com.example", "api.github.com", false},
	{"localhost, github.com", "api.github.com", true},
	{"localhost github.com", "api.github.com", true},
	{"a,,b, ", "api.github.com", false},
	{".", "api.github.com", false},
	{"10.1.2.3", "10.1.2.3", true},
	{"1.2.3", "10.1.2.3", false},
	{"10.0.0.0/8", "10.1.2.3", true},
	{"10.0.0.0/15", "10.1.2.3", true},
	{"10.0.0.0/16", "10.1.2.3", false},
	{"10.0.0.0/0", "10.1.2.3", false},
	{"10.0.0.0/33", "10.1.2.3", false},
	{"10.1.2.3/32", "10.1.2.3", true},
	{"2001:db8::/32", "[2001:db8::1]", true},
	{"[2001:db8::1]", "[2001:db8::1]", true},
	{"2001:db8::/126", "[2001:db8::9]", false},
	{"10.0.0.0/8", "[2001:db8::1]", false},
};

START_TEST(no_proxy_is_read_as_libcurl_does)
{
	ck_assert_int_eq(proxy_exempts(lists[_i].list, lists[_i].host), lists[_i].exempt);
}
END_TEST

SUITE(proxy)
{
	Suite *suite = suite_create("proxy");
	TCase *tcase = tcase_create("addresses");

	tcase_add_loop_test(tcase, address_of_a_proxy_is_shown_without_credentials, 0,
			    (int)(ARRAY_SIZE(addresses)));
	tcase_add_test(tcase, proxy_on_loopback_is_known);
	tcase_add_loop_test(tcase, no_proxy_is_read_as_libcurl_does, 0,
			    (int)(ARRAY_SIZE(lists)));
	suite_add_tcase(suite, tcase);
	return suite;
}
