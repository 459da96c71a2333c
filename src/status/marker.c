/* SPDX-License-Identifier: MIT */
#include "status/marker.h"
#include "base/json.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { VERSION_NUMBER = 2, MARK_MAX = 1024 };

static const char opening[] = "<!-- deploy-dispatch: ";
static const char closing[] = " -->";

static const char *const state_names[] = {
	[MARKER_IN_PROGRESS] = "in-progress",
	[MARKER_DEPLOYED] = "deployed",
	[MARKER_DEPLOY_FAILED] = "deploy-failed",
	[MARKER_CLOSED] = "closed",
	[MARKER_REMOVED] = "removed",
	[MARKER_REMOVAL_FAILED] = "removal-failed",
	[MARKER_CUT_OFF] = "cut-off",
	[MARKER_FOLDED] = "folded",
};
_Static_assert(ARRAY_SIZE(state_names) == MARKER_STATE_COUNT, "every state has a name");

/* No value holds a ">": each has a grammar of its own, so that none ends the comment. */
void marker_add(struct buf *out, const struct marker *marker)
{
	auto_json doc = {0};

	json_init(&doc);
	json_add_int(&doc, "version", VERSION_NUMBER);
	json_add_string(&doc, "workspace", marker->workspace);
	json_add_string(&doc, "state", state_names[marker->state]);
	json_add_string(&doc, "commit", marker->commit);
	json_add_string(&doc, "requested_at", marker->requested_at);
	json_add_string(&doc, "run", marker->run);
	if (*marker->repository)
		json_add_string(&doc, "repository", marker->repository);
	if (*marker->repository_id)
		json_add_string(&doc, "repository_id", marker->repository_id);
	buf_adds(out, opening);
	json_write(&doc, out);
	buf_adds(out, closing);
}

static bool read_state(const char *name, enum marker_state *out)
{
	for (int i = 0; i < MARKER_STATE_COUNT; i++) {
		if (strcmp(name, state_names[i]) == 0) {
			*out = (enum marker_state)i;
			return true;
		}
	}
	return false;
}

/* A text that older marks do not have; false where it is there and wrong. */
static bool read_optional(const struct json *doc, const char *name, bool (*valid)(const char *),
			  char *out, size_t size)
{
	const char *text = NULL;
	struct err unused;

	if (json_find_string(doc, name, &text, &unused) < 0 || (text && *text && !valid(text)))
		return false;
	(void)snprintf(out, size, "%s", text ? text : "");
	return true;
}

static bool read_request(const struct json *doc, struct marker *out)
{
	return read_optional(doc, "requested_at", grammar_is_time, out->requested_at,
			     sizeof(out->requested_at)) &&
	       read_optional(doc, "run", grammar_is_run_id, out->run, sizeof(out->run)) &&
	       read_optional(doc, "repository", grammar_is_repository, out->repository,
			     sizeof(out->repository)) &&
	       read_optional(doc, "repository_id", grammar_is_run_id, out->repository_id,
			     sizeof(out->repository_id));
}

bool marker_is_of(const struct marker *marker, const char *repository,
		  const char *repository_id)
{
	if (*marker->repository_id && *repository_id)
		return strcmp(marker->repository_id, repository_id) == 0;
	return !*marker->repository || !*repository ||
	       strcasecmp(marker->repository, repository) == 0;
}

static bool read_json(const char *text, size_t len, struct marker *out)
{
	auto_json doc = {.name = "The mark", .fault = REASON_BAD_RESPONSE};
	const char *workspace;
	const char *state;
	const char *commit;
	int64_t version;
	struct err unused;

	if (json_parse(&doc, text, len, &unused) < 0 ||
	    json_get_int(&doc, "version", &version, &unused) < 0 || version < 1 ||
	    version > VERSION_NUMBER ||
	    json_get_string(&doc, "workspace", &workspace, &unused) < 0 ||
	    json_get_string(&doc, "state", &state, &unused) < 0 ||
	    json_get_string(&doc, "commit", &commit, &unused) < 0)
		return false;
	if ((*workspace && !grammar_is_workspace(workspace)) ||
	    (*commit && !grammar_is_commit_sha(commit)) || !read_state(state, &out->state))
		return false;
	(void)snprintf(out->workspace, sizeof(out->workspace), "%s", workspace);
	(void)snprintf(out->commit, sizeof(out->commit), "%s", commit);
	return read_request(&doc, out);
}

bool marker_find(const char *body, size_t len, struct marker *out, size_t *begin)
{
	size_t head = strlen(opening);
	size_t tail = strlen(closing);
	size_t at;

	while (len > 0 && strchr(" \t\r\n", body[len - 1]) && body[len - 1] != '\0')
		len--;
	for (at = len; at > 0 && body[at - 1] != '\n';)
		at--;
	if (len - at < head + tail || len - at > MARK_MAX ||
	    memcmp(body + at, opening, head) != 0 ||
	    memcmp(body + len - tail, closing, tail) != 0)
		return false;
	*begin = at;
	return read_json(body + at + head, len - at - head - tail, out);
}
