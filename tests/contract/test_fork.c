/* SPDX-License-Identifier: MIT */
/* Head and base are compared by id; by name only where an id is missing. */
#include "contract/fork.h"
#include "suites.h"

#include <string.h>

#define HEAD(repo) "{\"head\":{\"repo\":" repo "},\"base\":{\"repo\":"
#define BASE(repo) repo "}}"

/* The document's base is called a/cms where it has no name. */
static const struct {
	const char *text;
	bool is_fork;
	const char *head; /* NULL: deleted */
} rows[] = {
	{HEAD("{\"id\":7,\"full_name\":\"a/cms\"}") BASE("{\"id\":7,\"full_name\":\"a/cms\"}"),
	 false, "a/cms"},
	/* renamed or moved: the names differ, the repository is the same */
	{HEAD("{\"id\":7,\"full_name\":\"b/new\"}") BASE("{\"id\":7,\"full_name\":\"a/cms\"}"),
	 false, "b/new"},
	{HEAD("{\"id\":7,\"full_name\":\"b/new\"}") BASE("{\"id\":7}"), false, "b/new"},
	/* a fork that took the old name */
	{HEAD("{\"id\":8,\"full_name\":\"a/cms\"}") BASE("{\"id\":7,\"full_name\":\"a/cms\"}"),
	 true, "a/cms"},
	{HEAD("{\"id\":8,\"full_name\":\"m/cms\"}") BASE("{\"id\":7,\"full_name\":\"a/cms\"}"),
	 true, "m/cms"},
	/* an id is missing */
	{HEAD("{\"full_name\":\"A/CMS\"}") BASE("{\"id\":7,\"full_name\":\"a/cms\"}"), false,
	 "A/CMS"},
	{HEAD("{\"id\":7,\"full_name\":\"m/cms\"}") BASE("{\"full_name\":\"a/cms\"}"), true,
	 "m/cms"},
	{HEAD("{\"id\":null,\"full_name\":\"m/cms\"}") BASE("{\"id\":null,\"full_name\":"
							    "\"a/cms\"}"),
	 true, "m/cms"},
	/* the base is not told */
	{HEAD("{\"full_name\":\"a/cms\"}") BASE("null"), false, "a/cms"},
	{HEAD("{\"id\":7,\"full_name\":\"m/cms\"}") BASE("{}"), true, "m/cms"},
	/* deleted */
	{HEAD("null") BASE("{\"id\":7,\"full_name\":\"a/cms\"}"), true, NULL},
	{"{}", true, NULL},
};

static int read_at(const char *text, const char *path, const char **head, bool *is_fork,
		   struct json *doc, struct err *err)
{
	*doc = (struct json){.name = "The answer", .fault = REASON_BAD_RESPONSE};
	ck_assert_int_eq(json_parse(doc, text, strlen(text), err), 0);
	return fork_read(doc, path, "a/cms", head, is_fork, err);
}

START_TEST(repositories_are_compared_by_id)
{
	auto_buf inside = BUF_INIT(1024);
	const char *const paths[] = {"", "pull_request"};

	buf_addf(&inside, "{\"pull_request\":%s}", rows[_i].text);
	for (size_t i = 0; i < 2; i++) {
		auto_json doc = {0};
		const char *head;
		bool is_fork;
		struct err err;

		ck_assert_int_eq(read_at(*paths[i] ? buf_str(&inside) : rows[_i].text, paths[i],
					 &head, &is_fork, &doc, &err),
				 0);
		ck_assert_int_eq(is_fork, rows[_i].is_fork);
		ck_assert_pstr_eq(head, rows[_i].head);
	}
}
END_TEST

START_TEST(repository_of_a_wrong_type_is_a_fault)
{
	static const char *const texts[] = {
		HEAD("{\"id\":\"7\",\"full_name\":\"a/cms\"}")
			BASE("{\"id\":7,\"full_name\":\"a/cms\"}"),
		HEAD("{\"id\":7,\"full_name\":\"a/cms\"}") BASE("{\"id\":true}"),
		HEAD("{\"id\":7}") BASE("{\"id\":7,\"full_name\":\"a/cms\"}"),
		HEAD("{\"id\":7,\"full_name\":1}") BASE("{\"id\":7}"),
		HEAD("{\"id\":7,\"full_name\":\"a/cms\"}") BASE("{\"id\":7,\"full_name\":[]}"),
		HEAD("\"a/cms\"") BASE("{\"id\":7}"),
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		auto_json doc = {0};
		const char *head;
		bool is_fork;
		struct err err = {0};

		ck_assert_int_eq(read_at(texts[i], "", &head, &is_fork, &doc, &err), -1);
		ck_assert_int_eq(err.reason, REASON_BAD_RESPONSE);
		ck_assert_msg(is_fork, "%s", texts[i]);
	}
}
END_TEST

SUITE(fork)
{
	Suite *suite = suite_create("fork");
	TCase *tcase = tcase_create("fork");

	tcase_add_loop_test(tcase, repositories_are_compared_by_id, 0, (int)(ARRAY_SIZE(rows)));
	tcase_add_test(tcase, repository_of_a_wrong_type_is_a_fault);
	suite_add_tcase(suite, tcase);
	return suite;
}
