/* SPDX-License-Identifier: MIT */
#include "call.h"
#include "tree.h"

enum { PAGE_DEFAULT = 30, PAGE_MAX = 100, LINK_MAX = 4096 };

/* Adds one page to a Link header. */
static void add_link(const struct call *call, struct buf *link, size_t page, const char *rel)
{
	const struct request *request = call->request;
	const char *host = request->header[HEADER_HOST];
	size_t per_page = request_number(request, "per_page", 0);

	buf_addf(link, "%s<http://%s%s?", link->len ? ", " : "", host ? host : "localhost",
		 buf_str(&request->path));
	if (per_page > 0)
		buf_addf(link, "per_page=%zu&", per_page);
	buf_addf(link, "page=%zu>; rel=\"%s\"", page, rel);
}

void pages_answer(struct call *call, struct json_object *list)
{
	size_t count = tree_length(list);
	size_t page = request_number(call->request, "page", 1);
	size_t size = request_number(call->request, "per_page", PAGE_DEFAULT);
	size_t last;
	struct json_object *shown;
	auto_buf link = BUF_INIT(LINK_MAX);

	if (size > PAGE_MAX)
		size = PAGE_MAX;
	last = count ? (count + size - 1) / size : 1;
	if (page > last)
		page = last + 1; /* any page behind the last is empty */
	shown = tree_array();
	for (size_t i = (page - 1) * size; i < count && i < page * size; i++)
		tree_push(shown, json_object_get(json_object_array_get_idx(list, i)));
	if (page > 1)
		add_link(call, &link, page - 1, "prev");
	if (page < last) {
		add_link(call, &link, page + 1, "next");
		add_link(call, &link, last, "last");
	}
	if (page > 1)
		add_link(call, &link, 1, "first");
	if (link.len > 0)
		answer_header(call->answer, "Link", buf_str(&link));
	answer_json(call->answer, 200, shown);
}
