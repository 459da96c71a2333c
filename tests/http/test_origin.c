/* SPDX-License-Identifier: MIT */
#include "http/origin.h"
#include "suites.h"

#include <string.h>

static const struct {
	const char *url;
	bool taken;
} bases[] = {
	{"https://api.github.com", true},
	{"https://github.example.com/api/v3", true},
	{"https://[2001:db8::1]:8443/api/v3", true},
	{"http://localhost:8080", true},
	{"http://127.0.0.1:1/api/v3", true},
	{"http://127.255.255.254", true},
	{"http://[::1]:8080", true},
	{"http://api.github.com", false},
	{"http://128.0.0.1", false},
	{"http://localhost.example.com", false},
	{"http://127.0.0.1.example.com", false},
	{"http://127.0.0.1@example.com", false},
	{"https://user:secret@api.github.com", false},
	{"https://user:secret%40api.github.com", false},
	{"https://api.github.com?x=1", false},
	{"https://api.github.com#x", false},
	{"ftp://127.0.0.1", false},
	{"file:///etc/passwd", false},
	{"api.github.com", false},
	{"https://", false},
	{"https://a b", false},
	{"", false},
};

START_TEST(token_goes_to_https_and_to_loopback)
{
	struct origin origin;
	struct err err = {REASON_NONE, ""};

	ck_assert_int_eq(origin_parse(&origin, bases[_i].url, &err) == 0, bases[_i].taken);
	ck_assert_int_eq(err.reason, bases[_i].taken ? REASON_NONE : REASON_BAD_CONFIG);
	ck_assert_ptr_null(strstr(err.msg, "secret"));
}
END_TEST

static const struct {
	const char *url;
	bool same;
} targets[] = {
	{"https://api.github.com/repositories/1/dispatches", true},
	{"https://API.GITHUB.COM:443/x?y", true},
	{"http://api.github.com/x", false},
	{"https://api.github.com:8443/x", false},
	{"https://api.github.com.example.com/x", false},
	{"https://example.com/https://api.github.com", false},
	{"https://api.github.com@example.com/", false},
	{"https://user@api.github.com/x", false},
	{"//api.github.com/x", false},
};

START_TEST(redirect_stays_on_the_server)
{
	struct origin origin;
	struct err err;

	ck_assert_int_eq(origin_parse(&origin, "https://api.github.com", &err), 0);
	ck_assert_int_eq(origin_has(&origin, targets[_i].url), targets[_i].same);
}
END_TEST

SUITE(origin)
{
	Suite *suite = suite_create("origin");
	TCase *tcase = tcase_create("addresses");

	tcase_add_loop_test(tcase, token_goes_to_https_and_to_loopback, 0,
			    (int)(ARRAY_SIZE(bases)));
	tcase_add_loop_test(tcase, redirect_stays_on_the_server, 0, (int)(ARRAY_SIZE(targets)));
	suite_add_tcase(suite, tcase);
	return suite;
}
