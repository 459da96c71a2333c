/* SPDX-License-Identifier: MIT */
/* The answers that the scenario's "replies" prescribe. */
#ifndef HUB_SCRIPT_H
#define HUB_SCRIPT_H

#include "answer.h"
#include "request.h"
#include "scenario.h"

#include <stdbool.h>

/*
 * Looks for the first reply that fits and is not used up (a reply without method or path fits
 * any), uses it once, and fills `answer` from it. False: there is none, `answer` is as it was.
 */
bool script_answer(struct scenario *scenario, const struct request *request,
		   const struct path *path, struct answer *answer);

/* Sets the headers, an object of texts, in which {url}, {date+N} and the like are filled in. */
void script_headers(struct json_object *headers, const struct request *request,
		    struct answer *answer);

#endif
