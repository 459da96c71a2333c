/* SPDX-License-Identifier: MIT */
/*
 * How a test changes the hub's state between two requests, at /control: GET shows it, PUT puts
 * another scenario in its place, PATCH changes it by a merge patch (RFC 7396). The program never
 * asks for that path; none of it is recorded.
 */
#ifndef HUB_CONTROL_H
#define HUB_CONTROL_H

#include "answer.h"
#include "request.h"
#include "scenario.h"

#include <stdbool.h>

/* False where the request is not for the control; else `answer`, initialised, is filled. */
bool control_answer(struct scenario *scenario, const struct request *request,
		    struct answer *answer);

#endif
