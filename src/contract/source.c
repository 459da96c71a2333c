/* SPDX-License-Identifier: MIT */
#include "contract/source.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { PATH_MAX_LEN = 256, SHOWN_MAX = 80 };

static const char *const members[] = {"repository", "id", "class", "cause"};

static int fail_member(const struct json *doc, const char *path, const char *name,
		       const char *expected, struct err *err)
{
	auto_buf held = BUF_INIT(SHOWN_MAX);

	json_describe(doc, path, &held);
	return err_set(err, REASON_BAD_PAYLOAD, "source.%s holds %s%s, expected %s", name,
		       buf_str(&held), held.full ? "…" : "", expected);
}

/* A member that is text, and where it goes. */
struct text_member {
	const char *name;
	bool (*valid)(const char *text);
	const char *expected;
	char *out;
	size_t size;
};

static int read_text_member(const struct json *doc, const char *path,
			    const struct text_member *member, struct err *err)
{
	auto_buf at = BUF_INIT(PATH_MAX_LEN);
	const char *text;
	struct err unused;

	if (!json_has_name(doc, path, member->name))
		return 0;
	buf_addf(&at, "%s.%s", path, member->name);
	if (json_get_string(doc, buf_str(&at), &text, &unused) < 0 || !member->valid(text))
		return fail_member(doc, buf_str(&at), member->name, member->expected, err);
	(void)snprintf(member->out, member->size, "%s", text);
	return 0;
}

static bool is_class(const char *text)
{
	return strcmp(text, environment_class_name(ENVIRONMENT_EPHEMERAL)) == 0 ||
	       strcmp(text, environment_class_name(ENVIRONMENT_STAGING)) == 0;
}

static int read_id(const struct json *doc, const char *path, struct source *out,
		   struct err *err)
{
	auto_buf at = BUF_INIT(PATH_MAX_LEN);
	struct err unused;

	if (!json_has_name(doc, path, "id"))
		return 0;
	buf_addf(&at, "%s.id", path);
	if (json_get_int(doc, buf_str(&at), &out->id, &unused) < 0 || out->id < 1)
		return fail_member(doc, buf_str(&at), "id", "a positive integer", err);
	return 0;
}

struct member_search {
	struct buf *unknown;
	const char *like; /* a name that differs from a member's in its case only */
};

static void note_member(const char *name, void *context)
{
	struct member_search *search = context;

	for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
		if (strcasecmp(name, members[i]) != 0)
			continue;
		if (strcmp(name, members[i]) != 0)
			search->like = members[i];
		return;
	}
	buf_addf(search->unknown, "%ssource.%s", search->unknown->len ? ", " : "", name);
}

int source_read(const struct json *doc, const char *path, struct source *out,
		struct buf *unknown, struct err *err)
{
	struct member_search search = {unknown, NULL};
	auto_buf at = BUF_INIT(PATH_MAX_LEN);
	auto_buf held = BUF_INIT(SHOWN_MAX);

	char class[16] = "";
	const struct text_member texts[] = {
		{"repository", grammar_is_repository, "owner/name", out->repository,
		 sizeof(out->repository)},
		{"class", is_class, "ephemeral or staging", class, sizeof(class)},
		{"cause", grammar_is_cause, "a word of 1 to 20 small letters", out->cause,
		 sizeof(out->cause)},
	};

	*out = (struct source){.id = 0};
	if (!json_has_name(doc, path, "source"))
		return 0;
	buf_addf(&at, "%s.source", path);
	json_describe(doc, buf_str(&at), &held);
	if (!json_is_object(doc, buf_str(&at)))
		return err_set(err, REASON_BAD_PAYLOAD, "source holds %s%s, expected an object",
			       buf_str(&held), held.full ? "…" : "");
	path = buf_str(&at);
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		if (read_text_member(doc, path, &texts[i], err) < 0)
			return -1;
	}
	if (read_id(doc, path, out, err) < 0)
		return -1;
	if (*class)
		out->class = environment_class_name(*class == 's' ? ENVIRONMENT_STAGING
								  : ENVIRONMENT_EPHEMERAL);
	json_each_name(doc, path, note_member, &search);
	/* GitHub's expressions compare names without case, and may read that one instead. */
	if (search.like)
		return err_set(err, REASON_BAD_PAYLOAD,
			       "source holds %s in another case, expected small letters",
			       search.like);
	return 0;
}

void source_build(const struct source *source, struct json *doc)
{
	json_init(doc);
	if (*source->repository)
		json_add_string(doc, "repository", source->repository);
	if (source->id > 0)
		json_add_int(doc, "id", source->id);
	if (source->class)
		json_add_string(doc, "class", source->class);
	if (*source->cause)
		json_add_string(doc, "cause", source->cause);
}
