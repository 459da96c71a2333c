/* SPDX-License-Identifier: MIT */
#include "contract/branch_slip.h"
#include "base/macros.h"
#include "base/printable.h"
#include "contract/grammar.h"

#include <string.h>

/* Longer words are refused for their length. */
enum { WORD_MAX = GRAMMAR_BRANCH_MAX };

/* What stands first in a bracket is a member of it, also a ]. */
const char *branch_slip_skip_bracket(const char *word)
{
	const char *first = word + 1 + (word[1] == '!' || word[1] == '^');
	const char *end = *first ? strchr(first + 1, ']') : NULL;

	return end ? end + 1 : NULL;
}

/*
 * The word without its brackets, of which only [] is left. One with a single member stays out of all
 * checks: it is how a pattern writes a character that would be a slip.
 */
static void add_bare(struct buf *out, const char *word)
{
	while (*word) {
		const char *end = *word == '[' ? branch_slip_skip_bracket(word) : NULL;

		if (end) {
			buf_adds(out, "[]");
			word = end;
		} else {
			buf_addc(out, *word++);
		}
	}
}

static void add_shown(struct buf *out, const char *how, const char *text, size_t len)
{
	buf_addf(out, "%s \"%.*s\"", how, (int)len, text);
}

/* The names of git for one branch; what is behind them is the branch. */
static bool find_ref(const char *word, struct buf *out)
{
	static const struct {
		const char *prefix;
		bool names_a_branch;
	} rows[] = {
		{"refs/remotes/origin/", true},
		{"refs/heads/", true},
		{"refs/", false},
		{"remotes/origin/", true},
		{"remotes/", false},
		{"heads/", true},
		{"tags/", false},
		{"origin/", true},
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		size_t len = strlen(rows[i].prefix);

		if (strncmp(word, rows[i].prefix, len) != 0)
			continue;
		add_shown(out, "begins with", word, len);
		if (rows[i].names_a_branch && word[len])
			buf_addf(out, ". Write \"%s\"", word + len);
		return true;
	}
	return false;
}

/* What no name holds without being meant for something else, or what git allows in no name. */
static bool find_sign(const char *bare, struct buf *out)
{
	const char *sign = strpbrk(bare, ",;|{}\"`~^:\\$<>");

	if (!sign)
		return false;
	if (*sign == '"')
		buf_adds(out, "has a quotation mark");
	else
		add_shown(out, "has", sign, 1);
	return true;
}

/* What is an operator only where it stands: !release, release-[0-9]+, @(a), 'dev'. */
static bool find_operator(const char *bare, struct buf *out)
{
	size_t len = strlen(bare);

	if (strchr("!+#(@'-", bare[0]) && !(bare[0] == '@' && len > 1 && bare[1] != '(')) {
		add_shown(out, "begins with", bare, 1);
		return true;
	}
	if (bare[len - 1] == '\'') {
		add_shown(out, "ends with", "'", 1);
		return true;
	}
	for (size_t i = 1; i < len; i++) {
		if ((bare[i] == '+' && strchr("]*?.)", bare[i - 1])) ||
		    (bare[i] == '(' && strchr("!+@?*]", bare[i - 1]))) {
			add_shown(out, "has", bare + i - 1, 2);
			return true;
		}
	}
	return false;
}

/* True for "&&" and the like: a name has a letter or a digit, in whatever script. */
static bool has_letter(const char *word)
{
	for (; *word; word++) {
		if ((unsigned char)*word >= 0x80 ||
		    strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
			   *word))
			return true;
	}
	return false;
}

/* Only ASCII white space separates names: a no-break space would be part of a name. */
static bool find_invisible(const char *word, struct buf *out)
{
	auto_buf seen = BUF_INIT(10 * WORD_MAX);

	printable_add(&seen, word);
	if (strcmp(buf_str(&seen), word) == 0)
		return false;
	buf_adds(out, "has a character that cannot be seen");
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How many letters of a bracket's members stand for themselves, beside ranges such as a-z. */
static size_t count_single_letters(const char *members, const char *end)
{
	size_t count = 0;

	while (members < end) {
		if (end - members > 2 && members[1] == '-' && members[0] <= members[2]) {
			members += 3;
			continue;
		}
		count += is_letter(*members++);
	}
	return count;
}

/* A list in YAML or JSON: [dev], ["dev"], [dev,main]. To fnmatch each is one character. */
static bool find_list(const char *word, struct buf *out)
{
	const char *at = word;

	while ((at = strchr(at, '['))) {
		const char *end = branch_slip_skip_bracket(at);
		const char *sign;

		if (!end) {
			buf_adds(out, "has \"[\" without \"]\"");
			return true;
		}
		sign = strpbrk(at, ",;|\"'`");
		if (sign && sign < end - 1 && end - at > 3) {
			buf_adds(out, "has a list in brackets. Write names without brackets");
			return true;
		}
		if (at == word && !*end && count_single_letters(at + 1, end - 1) > 1) {
			buf_adds(out,
				 "matches one character only. Write names without brackets");
			return true;
		}
		at = end;
	}
	return false;
}

/* A part of a pattern that no branch name has, wherever its signs match. */
static bool find_impossible(const char *bare, struct buf *out)
{
	static const char *const parts[] = {"..", "@{", "//", "/."};
	size_t len = strlen(bare);

	if (bare[0] == '/' || bare[0] == '.') {
		add_shown(out, "begins with", bare, 1);
		return true;
	}
	if (bare[len - 1] == '/' || bare[len - 1] == '.') {
		add_shown(out, "ends with", bare + len - 1, 1);
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (strstr(bare, parts[i])) {
			add_shown(out, "has", parts[i], 2);
			return true;
		}
	}
	return false;
}

bool branch_slip_find(const char *word, enum branch_slip_place place, struct buf *out)
{
	auto_buf bare = BUF_INIT(2 * WORD_MAX);

	if (!*word || strlen(word) > WORD_MAX) {
		buf_addf(out, "is longer than %d bytes", WORD_MAX);
		return true;
	}
	if (place == BRANCH_SLIP_PATTERN && find_list(word, out))
		return true;
	add_bare(&bare, word);
	if (find_invisible(word, out) || find_ref(word, out) ||
	    find_sign(buf_str(&bare), out) || find_operator(buf_str(&bare), out))
		return true;
	if (place == BRANCH_SLIP_PATTERN)
		return find_impossible(buf_str(&bare), out);
	if (has_letter(word))
		return false;
	buf_adds(out, "has no letter or digit");
	return true;
}
