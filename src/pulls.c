/* SPDX-License-Identifier: MIT */
#include "pulls.h"

#include <inttypes.h>
#include <stdio.h>

static bool read_entry(const struct json *doc, struct pulls_entry *entry)
{
	int64_t number;
	struct err unused;

	if (json_get_int(doc, "number", &number, &unused) < 0 || number < 1 ||
	    json_get_string(doc, "base.ref", &entry->base, &unused) < 0)
		return false;
	(void)snprintf(entry->number, sizeof(entry->number), "%" PRId64, number);
	return grammar_is_pr_number(entry->number);
}

static int read_answer(const struct api_target *cms, const struct http_request *request,
		       const struct http_answer *answer, pulls_see *see, void *context,
		       struct err *err)
{
	auto_json page = {0};
	long count;

	if (!api_succeeded(answer)) {
		auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

		buf_addf(
			&hint,
			"The pull requests of %s could not be read with the token in the input %s. It needs Pull requests: read",
			cms->repository, cms->token_input);
		return api_fail(cms, request, answer, buf_str(&hint), err);
	}
	if (api_parse(answer, &page, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	count = json_length(&page, "");
	if (count < 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s %s: the answer is not a list of pull requests",
			       request->method, request->path);
	for (long i = 0; i < count; i++) {
		const struct json element = json_element(&page, "", i);
		struct pulls_entry entry;

		if (read_entry(&element, &entry) && !see(&entry, context))
			break;
	}
	return 0;
}

int pulls_list_open(struct http *http, const struct api_target *cms, pulls_see *see,
		    void *context, struct err *err)
{
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct http_request request = {.method = "GET", .token = cms->token, .large = true};
	struct http_answer answer;
	int rc;

	buf_addf(&path, "/repos/%s/pulls?state=open&sort=created&direction=desc&per_page=100",
		 cms->repository);
	request.path = buf_str(&path);
	http_perform(http, &request, &answer, 1);
	rc = read_answer(cms, &request, &answer, see, context, err);
	http_answer_release(&answer);
	return rc;
}
