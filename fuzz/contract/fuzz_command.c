/* SPDX-License-Identifier: MIT */
/* A comment's body: what makes it a command, and what may stand around one. */
#include "property.h"

#include "contract/command.h"

#include <ctype.h>
#include <string.h>

static const struct {
	const char *deploy;
	const char *destroy;
} words[] = {
	{"/test-deploy", "/destroy-test"}, /* the defaults */
	{"/d", "/de"},                     /* one begins the other */
	{"a1b2c3d", "x"},                  /* a word like a SHA */
};

static bool is_same(const struct command *a, const struct command *b)
{
	return a->kind == b->kind && a->bad_argument == b->bad_argument &&
	       strcmp(a->sha, b->sha) == 0;
}

/* The command is the same with `before` and `after` around the body. */
static void check_around(const struct command *command, const char *before, const char *body,
			 size_t size, const char *after, size_t row)
{
	auto_buf text = BUF_INIT(1024 * 1024 + 64);
	struct command again;

	buf_adds(&text, before);
	buf_add(&text, body, size);
	buf_adds(&text, after);
	again = command_parse(buf_str(&text), text.len, words[row].deploy, words[row].destroy);
	HOLDS(is_same(command, &again), "kind %d became %d in: %s", (int)command->kind,
	      (int)again.kind, buf_str(&text));
}

/* A command stands alone, in its canonical form, for the same. */
static void check_again(const struct command *command, size_t row)
{
	auto_buf text = BUF_INIT(1024);
	struct command again;

	buf_adds(&text,
		 command->kind == COMMAND_DEPLOY ? words[row].deploy : words[row].destroy);
	if (command->bad_argument)
		buf_adds(&text, " production");
	else if (*command->sha)
		buf_addf(&text, " %s", command->sha);
	again = command_parse(buf_str(&text), text.len, words[row].deploy, words[row].destroy);
	HOLDS(is_same(command, &again), "%s", buf_str(&text));
}

static void check_sha(const struct command *command)
{
	size_t len = strlen(command->sha);

	if (len == 0)
		return;
	HOLDS(command->kind == COMMAND_DEPLOY && !command->bad_argument, "%s", command->sha);
	HOLDS((len >= GRAMMAR_COMMIT_SHA_MIN && len <= 40) || len == 64, "%zu digits", len);
	HOLDS(grammar_is_hex(command->sha, len), "%s", command->sha);
	for (size_t i = 0; i < len; i++)
		HOLDS(!isupper((unsigned char)command->sha[i]), "%s", command->sha);
}

/* What is first in the body, past white space, is the word, and it is no code block. */
static void check_place(const struct command *command, const char *body, size_t size,
			size_t row)
{
	const char *word =
		command->kind == COMMAND_DEPLOY ? words[row].deploy : words[row].destroy;
	size_t at = 0;
	size_t spaces = 0;

	while (at < size && strchr(" \t\r\n", body[at]) && body[at]) {
		spaces = body[at] == ' ' ? spaces + 1 : body[at] == '\n' ? 0 : spaces;
		at++;
	}
	HOLDS(size - at >= strlen(word), "kind %d in: %s", (int)command->kind, body);
	HOLDS(strncmp(body + at, word, strlen(word)) == 0, "%s is not first in: %s", word,
	      body);
	HOLDS(spaces < 4, "%zu spaces before: %s", spaces, body);
}

static void check(const char *body, size_t size, size_t row)
{
	struct command command =
		command_parse(body, size, words[row].deploy, words[row].destroy);

	check_around(&command, "\n \r\n\t\n", body, size, "", row);
	if (command.kind == COMMAND_NONE) {
		HOLDS(!command.bad_argument && !*command.sha, "of no command: %s", body);
		return;
	}
	HOLDS(command.kind == COMMAND_DEPLOY || command.kind == COMMAND_DESTROY, "%d",
	      (int)command.kind);
	check_sha(&command);
	check_place(&command, body, size, row);
	check_again(&command, row);
	check_around(&command, "", body, size, "\n/destroy-test now", row);
	if (memchr(body, '\n', size) == NULL)
		check_around(&command, "   ", body + strspn(body, " \r"),
			     size - strspn(body, " \r"), " \t\r\n", row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_copy *body = property_copy(data, size);

	for (size_t row = 0; row < ARRAY_SIZE(words); row++)
		check(body, size, row);
	return 0;
}
