/* SPDX-License-Identifier: MIT */
/* The hidden mark of a status comment, found in a comment that anybody may have written. */
#include "property.h"

#include "status/marker.h"

#include <string.h>

/* Behind any text, on a line of its own, the mark is found again as it was. */
static void check_again(const struct marker *marker, const char *before, size_t size)
{
	auto_buf text = BUF_INIT(2 * 1024 * 1024);
	struct marker again = {0};
	size_t begin = 0;

	buf_add(&text, before, size);
	buf_addc(&text, '\n');
	marker_add(&text, marker);
	buf_adds(&text, "\r\n");
	HOLDS(marker_find(buf_str(&text), text.len, &again, &begin), "%s", buf_str(&text));
	HOLDS(begin == size + 1, "%zu, not %zu: %s", begin, size + 1, buf_str(&text));
	HOLDS(again.state == marker->state, "state %d", (int)again.state);
	HOLDS(strcmp(again.workspace, marker->workspace) == 0, "%s", again.workspace);
	HOLDS(strcmp(again.commit, marker->commit) == 0, "%s", again.commit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct marker known = {.workspace = "pr-123", .state = MARKER_FOLDED};
	auto_copy *body = property_copy(data, size);
	struct marker marker = {0};
	size_t begin = 0;

	check_again(&known, body, size);
	if (!marker_find(body, size, &marker, &begin))
		return 0;
	HOLDS(begin < size && (begin == 0 || body[begin - 1] == '\n'), "at %zu: %s", begin,
	      body);
	HOLDS(strncmp(body + begin, "<!-- ", 5) == 0, "at %zu: %s", begin, body);
	HOLDS((int)marker.state >= 0 && marker.state < MARKER_STATE_COUNT, "state %d",
	      (int)marker.state);
	HOLDS(strlen(marker.workspace) <= GRAMMAR_WORKSPACE_MAX, "%s", marker.workspace);
	HOLDS(!*marker.commit || grammar_is_commit_sha(marker.commit), "%s", marker.commit);
	check_again(&marker, body, begin);
	return 0;
}
