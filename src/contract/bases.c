/* SPDX-License-Identifier: MIT */
#include "contract/bases.h"
#include "base/macros.h"
#include "contract/branch_slip.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

enum { MISTAKE_MAX = 2 * GRAMMAR_BRANCH_MAX + 100 };

static const char space[] = " \t\r\n\v\f";

bool bases_next(const char **rest, char word[GRAMMAR_BRANCH_MAX + 1])
{
	size_t len;

	*rest += strspn(*rest, space);
	len = strcspn(*rest, space);
	word[0] = '\0';
	if (len <= GRAMMAR_BRANCH_MAX) {
		memcpy(word, *rest, len);
		word[len] = '\0';
	}
	*rest += len;
	return len > 0;
}

static bool is_pattern(const char *word)
{
	return strpbrk(word, "*?[") != NULL;
}

/* As branch_slip_find(), and what else is no branch. */
static bool find_mistake(const char *word, struct buf *out)
{
	bool pattern = is_pattern(word);

	if (branch_slip_find(word, pattern ? BRANCH_SLIP_PATTERN : BRANCH_SLIP_NAME, out))
		return true;
	if (pattern || grammar_is_branch(word))
		return false;
	buf_adds(out, "is not a valid branch name");
	return true;
}

bool bases_find_mistake(const char *list, struct buf *out)
{
	char word[GRAMMAR_BRANCH_MAX + 1];

	while (bases_next(&list, word)) {
		auto_buf mistake = BUF_INIT(MISTAKE_MAX);

		if (find_mistake(word, &mistake)) {
			buf_addf(out, "\"%s\" %s", word, buf_str(&mistake));
			return true;
		}
	}
	return false;
}

bool bases_are_valid(const char *list)
{
	auto_buf unused = BUF_INIT(MISTAKE_MAX);

	return list[strspn(list, space)] && !bases_find_mistake(list, &unused);
}

bool bases_match(const char *list, const char *branch)
{
	char word[GRAMMAR_BRANCH_MAX + 1];

	while (bases_next(&list, word)) {
		if (is_pattern(word) ? fnmatch(word, branch, FNM_NOESCAPE) == 0
				     : strcmp(word, branch) == 0)
			return true;
	}
	return false;
}

bool bases_are_plain(const char *list)
{
	return !is_pattern(list);
}

bool bases_find_plain(const char *list, char name[GRAMMAR_BRANCH_MAX + 1])
{
	while (bases_next(&list, name)) {
		if (!is_pattern(name))
			return true;
	}
	return false;
}

/* True where the list has that very word. */
static bool list_holds(const char *list, const char *name)
{
	char word[GRAMMAR_BRANCH_MAX + 1];

	while (bases_next(&list, word)) {
		if (strcmp(name, word) == 0)
			return true;
	}
	return false;
}

static bool covers(const char *list, const char *other)
{
	char name[GRAMMAR_BRANCH_MAX + 1];

	while (bases_next(&list, name)) {
		if (!list_holds(other, name))
			return false;
	}
	return true;
}

bool bases_agree(const char *one, const char *two)
{
	return covers(one, two) && covers(two, one);
}

/* The first branch that is in both lists by its name, into `name`. */
static bool find_common(const char *list, const char *other, char name[GRAMMAR_BRANCH_MAX + 1])
{
	while (bases_next(&list, name)) {
		if (!is_pattern(name) && list_holds(other, name))
			return true;
	}
	return false;
}

/*
 * A pattern with each character that it may match as \x01, which no branch has. So a literal of another
 * pattern is not found in a bracket.
 */
static void flatten(const char *pattern, char out[GRAMMAR_BRANCH_MAX + 1])
{
	while (*pattern) {
		char c = *pattern;

		pattern = c == '[' ? branch_slip_skip_bracket(pattern) : pattern + 1;
		*out++ = c == '[' || c == '?' ? '\x01' : c;
	}
	*out = '\0';
}

/*
 * True where all that `other` matches is matched by `pattern` too. Where that cannot be told from the
 * signs, as with a bracket in `pattern`, it is false.
 */
static bool covers_pattern(const char *pattern, const char *other)
{
	char flat[GRAMMAR_BRANCH_MAX + 1];

	if (strcmp(pattern, other) == 0)
		return true;
	if (strchr(pattern, '[') || (strchr(pattern, '?') && strchr(other, '*')))
		return false;
	flatten(other, flat);
	return fnmatch(pattern, flat, FNM_NOESCAPE) == 0;
}

/* The first word of `ephemeral` that staging has whole, and the pattern of staging that covers it. */
static bool find_covered(const char *ephemeral, const char *staging,
			 char word[GRAMMAR_BRANCH_MAX + 1],
			 char pattern[GRAMMAR_BRANCH_MAX + 1])
{
	while (bases_next(&ephemeral, word)) {
		const char *rest = staging;

		while (bases_next(&rest, pattern)) {
			if (is_pattern(pattern) &&
			    (is_pattern(word) ? covers_pattern(pattern, word)
					      : fnmatch(pattern, word, FNM_NOESCAPE) == 0))
				return true;
		}
	}
	return false;
}

int bases_check(const char *ephemeral, const char *staging, const char *staging_branch,
		struct err *err)
{
	char name[GRAMMAR_BRANCH_MAX + 1];
	char pattern[GRAMMAR_BRANCH_MAX + 1];

	if (grammar_is_none(ephemeral))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input ephemeral-base holds \"none\", expected at least one branch. Only staging-base takes \"none\"");
	if (grammar_is_none(staging))
		return 0;
	if (find_common(ephemeral, staging, name))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The inputs ephemeral-base and staging-base both hold \"%.80s\", expected different branches",
			name);
	if (find_covered(ephemeral, staging, name, pattern))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input staging-base holds \"%.80s\", which covers \"%.80s\" of ephemeral-base: no pull request could get its own environment by it, because staging goes first, expected patterns that leave it out. Narrow the pattern, or take \"%.80s\" out of ephemeral-base",
			pattern, name, name);
	if (!*staging_branch && !bases_find_plain(ephemeral, name))
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input staging-branch is empty, expected the branch that staging deploys: ephemeral-base holds only patterns, \"%.80s\"",
			ephemeral);
	return 0;
}

bool bases_find_class(const char *ephemeral, const char *staging, const char *base,
		      enum environment_class *out)
{
	if (!grammar_is_none(staging) && bases_match(staging, base))
		*out = ENVIRONMENT_STAGING;
	else if (bases_match(ephemeral, base))
		*out = ENVIRONMENT_EPHEMERAL;
	else
		return false;
	return true;
}

static size_t count_words(const char *list)
{
	char word[GRAMMAR_BRANCH_MAX + 1];
	size_t count = 0;

	while (bases_next(&list, word))
		count++;
	return count;
}

void bases_say(const struct text *text, const char *ephemeral, const char *staging)
{
	const char *lists[] = {ephemeral, grammar_is_none(staging) ? "" : staging};
	size_t left = count_words(lists[0]) + count_words(lists[1]);
	char word[GRAMMAR_BRANCH_MAX + 1];

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		while (bases_next(&lists[i], word)) {
			text_show(text, word);
			left--;
			if (left > 0)
				text_say(text, left == 1 ? " or " : ", ");
		}
	}
}

const char *environment_class_name(enum environment_class class)
{
	return class == ENVIRONMENT_STAGING ? "staging" : "ephemeral";
}
