/* SPDX-License-Identifier: MIT */
#include "contract/command.h"

#include <ctype.h>
#include <string.h>

/* A piece of the body; never NUL-terminated. */
struct slice {
	const char *at;
	size_t len;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_trimmed(char c)
{
	return is_blank(c) || c == '\r';
}

/* Cuts the next line off `rest`, without its LF. */
static struct slice next_line(struct slice *rest)
{
	const char *lf = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
	struct slice line = {rest->at, lf ? (size_t)(lf - rest->at) : rest->len};
	size_t step = line.len + (lf ? 1 : 0);

	rest->at += step;
	rest->len -= step;
	return line;
}

/* Trims the line; false where its indentation makes it a code block. */
static bool trim(struct slice *line)
{
	size_t spaces = 0;

	while (line->len > 0 && is_trimmed(line->at[0])) {
		if (line->at[0] == '\t' || (line->at[0] == ' ' && ++spaces > 3))
			return false;
		line->at++;
		line->len--;
	}
	while (line->len > 0 && is_trimmed(line->at[line->len - 1]))
		line->len--;
	return true;
}

static bool is_blank_line(struct slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (!is_trimmed(line.at[i]))
			return false;
	}
	return true;
}

static bool equals(struct slice slice, const char *text)
{
	return slice.len == strlen(text) && memcmp(slice.at, text, slice.len) == 0;
}

/* The SHA in lower case into `sha`; false where the slice has no length of a SHA. */
static bool parse_sha(struct slice slice, char sha[GRAMMAR_COMMIT_SHA_MAX + 1])
{
	if (!((slice.len >= GRAMMAR_COMMIT_SHA_MIN && slice.len <= 40) || slice.len == 64) ||
	    !grammar_is_hex(slice.at, slice.len))
		return false;
	for (size_t i = 0; i < slice.len; i++)
		sha[i] = (char)tolower((unsigned char)slice.at[i]);
	sha[slice.len] = '\0';
	return true;
}

struct command command_parse(const char *body, size_t len, const char *deploy,
			     const char *destroy)
{
	struct command command = {COMMAND_NONE, false, ""};
	struct slice rest = {body, len};
	struct slice line;
	struct slice word;

	do {
		line = next_line(&rest);
	} while (is_blank_line(line) && rest.len > 0);

	if (!trim(&line))
		return command;
	word = line;
	for (word.len = 0; word.len < line.len && !is_blank(line.at[word.len]);)
		word.len++;
	if (equals(word, deploy))
		command.kind = COMMAND_DEPLOY;
	else if (equals(word, destroy))
		command.kind = COMMAND_DESTROY;
	else
		return command;

	/* What is left is the argument; the line's end is trimmed already. */
	line.at += word.len;
	line.len -= word.len;
	while (line.len > 0 && is_blank(line.at[0])) {
		line.at++;
		line.len--;
	}
	if (line.len > 0)
		command.bad_argument =
			command.kind != COMMAND_DEPLOY || !parse_sha(line, command.sha);
	return command;
}
