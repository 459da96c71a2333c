/* SPDX-License-Identifier: MIT */
/* What the stand-in answers: a function of the request and of the scenario's state alone. */
#ifndef HUB_API_H
#define HUB_API_H

#include "answer.h"
#include "request.h"
#include "scenario.h"

/* Fills the initialised `answer`, from a script or, with its effects, from the model. */
void api_answer(struct scenario *scenario, const struct request *request,
		struct answer *answer);

#endif
