/* SPDX-License-Identifier: MIT */
/*
 * Lists that GitHub's REST API gives page by page. No policy, nothing printed. Source: GitHub's docs,
 * "Using pagination in the REST API"; RFC 8288 for the header that names other pages.
 */
#ifndef PAGES_H
#define PAGES_H

#include "github/api.h"

enum { PAGES_AT_ONCE = 8, PAGES_BESIDE_MAX = 50 };

/* Reads one page: the number of its entries, see pages_length(); -1 ends the list, and so does false in *go_on. */
typedef long pages_read(const struct http_request *request, const struct http_answer *answer,
			bool *go_on, void *context, struct err *err);

/* A list to read. */
struct pages {
	const char *path; /* with its query, if it has one; the page is added */
	const char *token;
	pages_read *read;
	void *context; /* of `read` */
	bool many;     /* see http.h */
	long first;    /* the first page wanted, from 1 */
	long last;     /* the last one that is read, however many there are; 0: all */
	long most;     /* more entries than that are too many, see `too_many`; 0: none are */
	int64_t keep_back; /* where the rate limit leaves fewer requests than that, it ends */
	/*
	 * Made beside the first page, at most PAGES_BESIDE_MAX; their answers are the caller's to release even after -1.
	 * The count is 0 afterwards.
	 */
	const struct http_request *beside;
	struct http_answer *beside_answers;
	size_t beside_count;

	bool too_many;  /* out: -1 without an error, there are more than `most` */
	bool held_back; /* out: it ended for `keep_back`, not all was read */
	bool more;      /* out: there are pages behind `last` */
};

/*
 * GETs all pages, those behind the first at the same time, and shows them to `read` in order. Where a page was too large
 * for an answer, it begins again with fewer on a page, and `read` sees some twice. -1: not all could be read, those
 * before were shown.
 */
int pages_get(struct http *http, struct pages *pages, struct err *err) MUST_CHECK;

/* The number of entries of a parsed page; -1 (bad_response) where it is no list of `what`. */
long pages_length(const struct json *page, const struct http_request *request, const char *what,
		  struct err *err);

#endif
