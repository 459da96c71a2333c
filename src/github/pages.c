/* SPDX-License-Identifier: MIT */
#include "github/pages.h"
#include "http/retry.h"

#include <stdlib.h>
#include <string.h>

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
	long known; /* the last page that was named so far */
	bool go_on;
};

static int read_one(struct reading *reading, const struct http_request *request,
		    const struct http_answer *answer, struct err *err)
{
	struct pages *pages = reading->pages;
	const char *link = api_header(answer, API_HEADER_LINK);
	long last = linked_page(link, "\"last\"");
	long next = linked_page(link, "\"next\"");
	int64_t left = retry_parse_number(api_header(answer, API_HEADER_REMAINING));

	pages->too_large = pages->too_large || answer->body.full;
	if (pages->read(request, answer, &reading->go_on, pages->context, err) < 0)
		return -1;
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
		buf_addf(&paths[i], "%s&page=%ld", pages->path, first + (long)i);
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
			rc = read_one(reading, &requests[i], &answers[i], err);
		http_answer_release(&answers[i]);
		buf_release(&paths[i]);
	}
	return rc;
}

int pages_get(struct http *http, struct pages *pages, struct err *err)
{
	struct reading reading = {.pages = pages, .known = pages->first, .go_on = true};

	pages->too_large = pages->too_many = pages->held_back = pages->more = false;
	for (long page = pages->first; reading.go_on && page <= reading.known;) {
		long last = page + PAGES_AT_ONCE - 1;

		if (pages->most > 0 && reading.known > pages->most) {
			pages->too_many = true;
			return -1;
		}
		if (last > reading.known)
			last = reading.known;
		if (get_some(http, &reading, page, last, err) < 0)
			return -1;
		if (pages->last > 0 && reading.known > pages->last) {
			reading.known = pages->last;
			pages->more = true;
		}
		page = last + 1;
		if (page <= reading.known && pages->held_back)
			return 0;
	}
	pages->held_back = false;
	return 0;
}
