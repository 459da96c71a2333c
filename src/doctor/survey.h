/* SPDX-License-Identifier: MIT */
/*
 * What the doctor asks, in as few round trips as there are: all that does not wait for another answer
 * goes out at the same time, with both tokens. Reads only; judges nothing.
 */
#ifndef SURVEY_H
#define SURVEY_H

#include "doctor/site.h"

/*
 * Fills each site that is to be asked: two round trips, the repositories with their lists of workflow files, then
 * the files. More than 32 of them take another.
 */
void survey_sites(struct http *http, struct site *const sites[], size_t count);

/* Asks for each of the branches: one round trip. */
void survey_branches(struct http *http, const struct api_target *target,
		     struct site_branches *branches);

#endif
