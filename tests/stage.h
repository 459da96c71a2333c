/* SPDX-License-Identifier: MIT */
/* Where the real program runs: a folder of its own and a hub. Whatever fails, fails the test. */
#ifndef STAGE_H
#define STAGE_H

#include <sys/types.h>

#include "hub/tree.h"

#define STAGE_TOKEN "infra-token-5ecret-%ld"

enum { STAGE_TEXT_MAX = 4 * 1024 * 1024, STAGE_PATH_MAX = 256 };

struct stage {
	char dir[STAGE_PATH_MAX];
	char url[STAGE_PATH_MAX]; /* of the hub */
	pid_t hub;
};

/* Makes the folder, empty. */
void stage_make(struct stage *stage);

/* Starts the hub on the scenario, which is borrowed; its record is the file "record". */
void stage_start_hub(struct stage *stage, struct json_object *scenario);

/*
 * Starts the hub of tests/cases/base.json with `count` tokens more for the infrastructure, made with
 * STAGE_TOKEN: a run that has one of its own is told by it in the record.
 */
void stage_start_hub_for_runs(struct stage *stage, long count);

/* The number that is in the token of a dispatch; -1 for any other request. */
long stage_dispatch_of(const struct json_object *request);

/* Stops the hub, so that the record is whole. */
void stage_stop_hub(struct stage *stage);

/* Removes the folder with its files. */
void stage_remove(struct stage *stage);

/* The path of the file `name` in the folder. */
void stage_path(const struct stage *stage, const char *name, char path[STAGE_PATH_MAX]);

/* The file's text, "" where there is none; the buffer is overwritten. */
void stage_read(const struct stage *stage, const char *name, struct buf *text);

void stage_write(const struct stage *stage, const char *name, const char *text, size_t len);

/* The hub's record until now, as an array. */
struct json_object *stage_requests(const struct stage *stage);

#endif
