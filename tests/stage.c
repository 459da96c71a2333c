/* SPDX-License-Identifier: MIT */
#include "stage.h"
#include "read_file.h"
#include "process.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { START_MS = 5000 };

void stage_make(struct stage *stage)
{
	*stage = (struct stage){.dir = BUILD "/case-XXXXXX"};
	ck_assert_ptr_nonnull(mkdtemp(stage->dir));
}

void stage_path(const struct stage *stage, const char *name, char path[STAGE_PATH_MAX])
{
	int len = snprintf(path, STAGE_PATH_MAX, "%s/%s", stage->dir, name);

	ck_assert(len > 0 && len < STAGE_PATH_MAX);
}

void stage_read(const struct stage *stage, const char *name, struct buf *text)
{
	char path[STAGE_PATH_MAX];

	stage_path(stage, name, path);
	*text = BUF_INIT(STAGE_TEXT_MAX);
	(void)read_file(path, text);
}

void stage_write(const struct stage *stage, const char *name, const char *text, size_t len)
{
	char path[STAGE_PATH_MAX];
	FILE *file;

	stage_path(stage, name, path);
	file = fopen(path, "we");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, len, file), len);
	ck_assert_int_eq(fclose(file), 0);
}

/* The first line of the hub's log is its address. */
static bool read_url(struct stage *stage)
{
	auto_buf text = BUF_INIT(0);
	const char *end;

	stage_read(stage, "hub.log", &text);
	end = strchr(buf_str(&text), '\n');
	if (!end)
		return false;
	(void)snprintf(stage->url, sizeof(stage->url), "%.*s", (int)(end - buf_str(&text)),
		       buf_str(&text));
	return true;
}

void stage_start_hub(struct stage *stage, struct json_object *scenario)
{
	char scenario_path[STAGE_PATH_MAX];
	char record[STAGE_PATH_MAX];
	char log[STAGE_PATH_MAX];
	const char *argv[] = {BUILD "/hub", "--scenario", scenario_path,    "--record",
			      record,       "--fixtures", "tests/fixtures", NULL};
	const char *env[] = {NULL};
	const struct timespec tick = {0, 1000000};
	auto_buf text = BUF_INIT(STAGE_TEXT_MAX);

	tree_write(scenario, &text);
	stage_write(stage, "scenario.json", buf_str(&text), text.len);
	stage_path(stage, "scenario.json", scenario_path);
	stage_path(stage, "record", record);
	stage_path(stage, "hub.log", log);
	stage->hub = process_start(argv, env, log);
	for (int waited = 0; waited < START_MS && !read_url(stage); waited++)
		(void)nanosleep(&tick, NULL);
	ck_assert_msg(strncmp(stage->url, "http://127.0.0.1:", 17) == 0,
		      "the hub did not start, see %s", log);
}

void stage_start_hub_for_runs(struct stage *stage, long count)
{
	auto_tree *base = NULL;
	struct json_object *tokens;
	struct err err;

	ck_assert_int_eq(tree_load(&base, "tests/cases/base.json", &err), 0);
	tokens = tree_get(tree_get(base, "hub"), "tokens");
	for (long i = 0; i < count; i++) {
		char token[64];

		(void)snprintf(token, sizeof(token), STAGE_TOKEN, i);
		tree_set(tokens, token, tree_copy(tree_get(tokens, "infra-token-5ecret")));
	}
	stage_start_hub(stage, tree_get(base, "hub"));
}

long stage_dispatch_of(const struct json_object *request)
{
	long number = -1;

	if (!strstr(tree_text(request, "path", ""), "/dispatches") ||
	    sscanf(tree_text(request, "token", ""), STAGE_TOKEN, &number) != 1)
		return -1;
	return number;
}

void stage_stop_hub(struct stage *stage)
{
	ck_assert_int_eq(process_stop(stage->hub), 0);
	stage->hub = 0;
}

void stage_remove(struct stage *stage)
{
	DIR *dir = opendir(stage->dir);
	struct dirent *entry;

	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir))) {
		char path[STAGE_PATH_MAX];

		stage_path(stage, entry->d_name, path);
		(void)unlink(path);
	}
	(void)closedir(dir);
	(void)rmdir(stage->dir);
}

struct json_object *stage_requests(const struct stage *stage)
{
	struct json_object *requests = tree_array();
	auto_buf text = BUF_INIT(0);
	const char *at;

	stage_read(stage, "record", &text);
	for (at = buf_str(&text); *at;) {
		size_t len = strcspn(at, "\n");
		struct json_object *request = NULL;
		struct err err;

		ck_assert_int_eq(tree_parse(&request, at, len, &err), 0);
		tree_push(requests, request);
		at += len + (at[len] == '\n');
	}
	return requests;
}
