/* SPDX-License-Identifier: MIT */
#include "github/pulls.h"
#include "contract/bases.h"
#include "contract/fork.h"
#include "github/api.h"
#include "github/pages.h"

#include <inttypes.h>
#include <stdio.h>

enum { PULLS_MAX = 50000 };

/* What is being read. */
struct pulls_listing {
	const struct api_target *target;
	const struct pulls_list *list;
	bool go_on;
};

static int read_listed_pull(const struct json *doc, const char *repository,
			    struct pulls_entry *entry, struct err *err)
{
	const char *head;
	int64_t number;
	struct err unused;

	*entry = (struct pulls_entry){.base = NULL};
	if (json_get_int(doc, "number", &number, err) < 0 ||
	    json_get_string(doc, "base.ref", &entry->base, err) < 0 ||
	    json_find_string(doc, "created_at", &entry->created_at, err) < 0 ||
	    json_find_string(doc, "closed_at", &entry->closed_at, err) < 0 ||
	    json_find_string(doc, "merged_at", &entry->merged_at, err) < 0 ||
	    fork_read(doc, "", repository, &head, &entry->is_fork, err) < 0)
		return -1;
	if (json_get_int(doc, "base.repo.id", &entry->base_repository_id, &unused) < 0)
		entry->base_repository_id = 0;
	(void)snprintf(entry->number, sizeof(entry->number), "%" PRId64, number);
	if (!grammar_is_pr_number(entry->number))
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s has %" PRId64 " as number, expected that of a pull request",
			       doc->name, number);
	return 0;
}

static int fail_list(const struct api_target *target, const struct http_request *request,
		     const struct http_answer *answer, struct err *err)
{
	auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

	if (!err_is_set(&answer->err) && answer->status == 404)
		api_hint_unseen(target, &hint);
	buf_addf(
		&hint,
		"%sThe pull requests of %s could not be read with the token in the input %s. It needs Pull requests: read",
		hint.len > 0 ? ". " : "", target->repository, target->token_input);
	return api_fail(target, request, answer, buf_str(&hint), err);
}

static long read_pulls(const struct http_request *request, const struct http_answer *answer,
		       bool *go_on, void *context, struct err *err)
{
	struct pulls_listing *listing = context;
	const struct pulls_list *list = listing->list;
	auto_json page = {0};
	long count;

	/* Accepted (202) is no list, though an empty one may come with it. */
	if (!api_succeeded(answer) || answer->status != 200)
		return fail_list(listing->target, request, answer, err);
	if (api_parse(answer, &page, err) < 0)
		return err_prefix(err, "%s %s", request->method, request->path);
	count = pages_length(&page, request, "pull requests", err);
	for (long i = 0; i < count && *go_on; i++) {
		const struct json element = json_element(&page, "", i);
		struct pulls_entry entry;

		if (read_listed_pull(&element, listing->target->repository, &entry, err) < 0)
			return err_prefix(err, "%s %s: entry %ld", request->method,
					  request->path, i + 1);
		*go_on = listing->go_on = list->see(&entry, list->context);
	}
	return count;
}

/* Those into one base, or into all where it is NULL. */
static int get_into(struct http *http, struct pulls_listing *listing, struct pulls_list *list,
		    const char *base, struct err *err)
{
	const struct api_target *target = listing->target;
	auto_buf path = BUF_INIT(API_PATH_MAX);
	struct pages pages = {.token = target->token,
			      .read = read_pulls,
			      .context = listing,
			      .many = list->last == 0,
			      .first = list->first > 0 ? list->first : 1,
			      .last = list->last,
			      .most = PULLS_MAX,
			      .keep_back = list->keep_back,
			      .beside = list->beside,
			      .beside_answers = list->beside_answers,
			      .beside_count = list->beside_count};
	int rc;

	buf_addf(&path, "/repos/%s/pulls?state=%s&sort=%s&direction=desc", target->repository,
		 list->closed ? "closed" : "open",
		 list->closed || list->updated ? "updated" : "created");
	if (base) {
		buf_adds(&path, "&base=");
		api_add_segment(&path, base);
	}
	pages.path = buf_str(&path);
	rc = pages_get(http, &pages, err);
	list->beside_count = 0; /* once is enough */
	list->held_back = list->held_back || pages.held_back;
	list->more = list->more || pages.more;
	if (pages.too_many)
		return err_set(err, REASON_BAD_RESPONSE, "%s has more than %d pull requests",
			       target->repository, PULLS_MAX);
	return rc;
}

int pulls_get(struct http *http, const struct api_target *target, struct pulls_list *list,
	      struct err *err)
{
	struct pulls_listing listing = {.target = target, .list = list, .go_on = true};
	const char *rest = list->bases;
	char base[GRAMMAR_BRANCH_MAX + 1];

	list->held_back = list->more = false;
	if (!rest || !bases_are_plain(rest))
		return get_into(http, &listing, list, NULL, err);
	while (listing.go_on && bases_next(&rest, base)) {
		if (get_into(http, &listing, list, base, err) < 0)
			return -1;
	}
	return 0;
}
