/* SPDX-License-Identifier: MIT */
#include "read_file.h"
#include "github/pull.h"
#include "suites.h"

#include <string.h>

static int read_pull(const char *text, size_t len, const char *number, struct json *doc,
		     struct pull *pull, struct err *err)
{
	*doc = (struct json){.name = "The answer", .fault = REASON_BAD_RESPONSE};
	*pull = (struct pull){0};
	ck_assert_int_eq(json_parse(doc, text, len, err), 0);
	return pull_read(doc, "CoreMemorySquad/cms", number, pull, err);
}

START_TEST(pull_request_is_read_as_github_answers)
{
	auto_buf text = BUF_INIT(64 * 1024);
	auto_json doc = {0};
	struct pull pull;
	struct err err;

	ck_assert(read_file("tests/fixtures/pull.json", &text));
	ck_assert_int_eq(read_pull(buf_str(&text), text.len, "123", &doc, &pull, &err), 0);
	ck_assert(pull.open);
	ck_assert_str_eq(pull.base, "dev");
	ck_assert_str_eq(pull.head, "feature/gamification");
	ck_assert_str_eq(pull.head_sha, "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678");
	ck_assert_str_eq(pull.head_repository, "CoreMemorySquad/cms");
	ck_assert(!pull.is_fork);
}
END_TEST

#define PULL(number, state, head)                                                              \
	"{\"number\":" number ",\"state\":" state ",\"base\":{\"ref\":\"dev\"},\"head\":" head \
	"}"

/* `fault` is what the message must hold, NULL where the answer is taken. */
static const struct {
	const char *number;
	const char *text;
	const char *fault;
} rows[] = {
	{"7", PULL("7", "\"open\"", "{}"), NULL},
	{"7", PULL("7", "\"closed\"", "{\"repo\":null}"), NULL},
	{"9999999999", PULL("9999999999", "\"open\"", "{}"), NULL},
	{"7", PULL("8", "\"open\"", "{}"), "pull request 8, expected 7"},
	{"7", PULL("-7", "\"open\"", "{}"), "pull request -7, expected 7"},
	{"1234567890", PULL("12345678901", "\"open\"", "{}"), "expected 1234567890"},
	{"7", PULL("\"7\"", "\"open\"", "{}"), "number"},
	{"7", PULL("7", "\"merged\"", "{}"), "\"merged\" as state"},
	{"7", PULL("7", "null", "{}"), "state"},
	{"7", PULL("7", "\"open\"", "null"), "head"},
	{"7", PULL("7", "\"open\"", "{\"ref\":7}"), "head.ref"},
	{"7", PULL("7", "\"open\"", "{\"sha\":7}"), "head.sha"},
	{"7", PULL("7", "\"open\"", "{\"repo\":{}}"), "head.repo.full_name"},
	{"7", "{\"number\":7,\"state\":\"open\",\"head\":{}}", "base.ref"},
};

START_TEST(answer_of_another_shape_is_named)
{
	auto_json doc = {0};
	struct pull pull;
	struct err err = {0};
	int rc = read_pull(rows[_i].text, strlen(rows[_i].text), rows[_i].number, &doc, &pull,
			   &err);

	ck_assert_int_eq(rc, rows[_i].fault ? -1 : 0);
	if (!rows[_i].fault)
		return;
	ck_assert_int_eq(err.reason, REASON_BAD_RESPONSE);
	ck_assert_msg(strstr(err.msg, rows[_i].fault) != NULL, "%s", err.msg);
}
END_TEST

SUITE(pull)
{
	Suite *suite = suite_create("pull");
	TCase *tcase = tcase_create("pull request");

	tcase_add_test(tcase, pull_request_is_read_as_github_answers);
	tcase_add_loop_test(tcase, answer_of_another_shape_is_named, 0,
			    (int)(ARRAY_SIZE(rows)));
	suite_add_tcase(suite, tcase);
	return suite;
}
