/* SPDX-License-Identifier: MIT */
#include "contract/bases.h"
#include "base/utf8.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

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

/* True where each [ has its ]; what is open would be a character that no branch has. */
static bool is_closed(const char *word)
{
	for (; (word = strchr(word, '[')); word++) {
		const char *first = word + 1 + (word[1] == '!' || word[1] == '^');

		word = *first ? strchr(first + 1, ']') : NULL;
		if (!word)
			return false;
	}
	return true;
}

/* A pattern holds what a branch name may hold, beside its own signs. */
static bool is_valid_pattern(const char *word)
{
	for (const char *at = word; *at; at++) {
		if ((unsigned char)*at < ' ')
			return false;
	}
	return utf8_is_valid(word, strlen(word)) && is_closed(word) &&
	       !strpbrk(word, "~\\\x7f") && !strstr(word, "..") && !strstr(word, "@{");
}

bool bases_are_valid(const char *list)
{
	char word[GRAMMAR_BRANCH_MAX + 1];
	size_t count = 0;

	while (bases_next(&list, word)) {
		if (is_pattern(word) ? !is_valid_pattern(word) : !grammar_is_branch(word))
			return false;
		count++;
	}
	return count > 0;
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

int bases_check(const char *ephemeral, const char *staging, const char *staging_branch,
		struct err *err)
{
	char name[GRAMMAR_BRANCH_MAX + 1];

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

const char *environment_class_name(enum environment_class class)
{
	return class == ENVIRONMENT_STAGING ? "staging" : "ephemeral";
}
