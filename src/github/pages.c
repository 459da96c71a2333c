/* SPDX-License-Identifier: MIT */
#include "github/pages.h"
#include "http/retry.h"

#include <stdlib.h>
#include <string.h>

/* The most that GitHub gives; then so few that the longest fit into an answer. */
enum { PER_PAGE = 100, PER_PAGE_LARGE = 20 };

/*
 * The number of the page that a Link header (RFC 8288) names with that relation, 0 where it
 * names none. Of the address nothing else is used: it may lead anywhere.
 */
static long linked_page(const char *link, const char *relation)
{
	while ((link = strchr(link, '<'))) {
		size_t url = strcspn(link, ">");
		size_t rest = strcspn(link + url, ",");
		const char *page = memmem(link, url, "?page=", 6);

		if (!page)
			page = memmem(link, url, "&page=", 6);
		if (page && memmem(link + url, rest, relation, strlen(relation)))
			return strtol(page + strlen("?page="), NULL, 10);
		link += url + rest;
	}
	return 0;
}

long pages_length(const struct json *page, const struct http_request *request, const char *what,
		  struct err *err)
{
	long count = json_length(page, "");

	if (count < 0)
		return err_set(err, REASON_BAD_RESPONSE,
			       "%s %s: the answer is not a list of %s", request->method,
			       request->path, what);
	return count;
}

/* Where the reading is. */
struct reading {
	struct pages *pages;
	int per_page;
	long known;     /* the last page that was named so far */
	bool linked;    /* a page named another */
	bool too_large; /* a page was; fewer entries on a page may do */
	bool go_on;
};

static int read_one(struct reading *reading, long page, const struct http_request *request,
		    const struct http_answer *answer, struct err *err)
{
	struct pages *pages = reading->pages;
	const char *link = api_header(answer, API_HEADER_LINK);
	long last = linked_page(link, "\"last\"");
	long next = linked_page(link, "\"next\"");
	int64_t left = retry_parse_number(api_header(answer, API_HEADER_REMAINING));
	long count;

	reading->too_large = reading->too_large || answer->body.full;
	count = pages->read(request, answer, &reading->go_on, pages->context, err);
	if (count < 0)
		return -1;
	reading->linked = reading->linked || last > 0 || next > 0;
	/* A full page, and no page names another: where all is well, the next one is empty. */
	if (!reading->linked && count == reading->per_page && page == reading->known)
		reading->known++;
	if (last > reading->known)
		reading->known = last;
	if (next > reading->known)
		reading->known = next;
	if (left >= 0 && left < pages->keep_back)
		pages->held_back = true;
	return 0;
}

/* The pages from `first` to `last` at the same time, shown in order. */
static int get_some(struct http *http, struct reading *reading, long first, long last,
		    struct err *err)
{
	struct pages *pages = reading->pages;
	struct http_request requests[PAGES_AT_ONCE + PAGES_BESIDE_MAX] = {{0}};
	struct http_answer answers[PAGES_AT_ONCE + PAGES_BESIDE_MAX];
	struct buf paths[PAGES_AT_ONCE];
	size_t beside = first == pages->first ? pages->beside_count : 0;
	size_t count = (size_t)(last - first + 1);
	int rc = 0;

	for (size_t i = 0; i < count; i++) {
		paths[i] = BUF_INIT(API_PATH_MAX);
		buf_addf(&paths[i], "%s%cper_page=%d&page=%ld", pages->path,
			 strchr(pages->path, '?') ? '&' : '?', reading->per_page,
			 first + (long)i);
		requests[i] = (struct http_request){.method = "GET",
						    .path = buf_str(&paths[i]),
						    .token = pages->token,
						    .large = true,
						    .many = pages->many};
	}
	for (size_t i = 0; i < beside; i++)
		requests[count + i] = pages->beside[i];
	http_perform(http, requests, answers, count + beside);
	for (size_t i = 0; i < beside; i++)
		pages->beside_answers[i] = answers[count + i];
	for (size_t i = 0; i < count; i++) {
		if (rc == 0 && reading->go_on)
			rc = read_one(reading, first + (long)i, &requests[i], &answers[i], err);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
	return rc;
}

static int get_all(struct http *http, struct reading *reading, struct err *err)
{
	struct pages *pages = reading->pages;

	pages->too_many = pages->held_back = pages->more = false;
	for (long page = pages->first; reading->go_on && page <= reading->known;) {
		long last = page + PAGES_AT_ONCE - 1;

		if (pages->most > 0 && reading->known > pages->most / reading->per_page) {
			pages->too_many = true;
			return -1;
		}
		if (last > reading->known)
			last = reading->known;
		if (get_some(http, reading, page, last, err) < 0)
			return -1;
		if (pages->last > 0 && reading->known > pages->last) {
			reading->known = pages->last;
			pages->more = true;
		}
		page = last + 1;
		if (page <= reading->known && pages->held_back)
			return 0;
	}
	pages->held_back = false;
	return 0;
}

int pages_get(struct http *http, struct pages *pages, struct err *err)
{
	struct reading reading = {
		.pages = pages, .per_page = PER_PAGE, .known = pages->first, .go_on = true};
	int rc = get_all(http, &reading, err);

	pages->beside_count = 0; /* once is enough */
	if (rc < 0 && reading.too_large && pages->first == 1 && pages->last == 0) {
		reading = (struct reading){
			.pages = pages, .per_page = PER_PAGE_LARGE, .known = 1, .go_on = true};
		rc = get_all(http, &reading, err);
	}
	return rc;
}
