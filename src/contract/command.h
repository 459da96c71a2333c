/* SPDX-License-Identifier: MIT */
/*
 * Is a comment a command? Pure: no allocation, no JSON, no permissions. The rule in one
 * sentence: the first line that is not blank must be the command word, alone or with a commit
 * SHA behind it.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "contract/grammar.h"

enum command_kind { COMMAND_NONE, COMMAND_DEPLOY, COMMAND_DESTROY };

struct command {
	enum command_kind kind;
	bool bad_argument; /* something is behind the word that may not be there */
	char sha[GRAMMAR_COMMIT_SHA_MAX + 1]; /* the pinned commit, lower case; "" where none */
};

/*
 * Reads `len` bytes of a comment's body (any bytes; lines end at LF). `deploy` and `destroy`
 * are the command words. White space is spaces and tabs, and CR at a line's ends; four spaces
 * or a tab in front are Markdown's code block and so no command.
 */
struct command command_parse(const char *body, size_t len, const char *deploy,
			     const char *destroy);

#endif
