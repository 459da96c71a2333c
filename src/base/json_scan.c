/* SPDX-License-Identifier: MIT */
#include "base/json_scan.h"

#include <string.h>

struct scanner {
	const char *text;
	size_t len, at;
	bool opened;  /* behind a bracket: its first value is next, or its end */
	bool comma;   /* behind a comma */
	bool has_nul; /* the string before holds NUL: it may be a name */
	struct json_scan found;
};

/* The first fault counts. */
static void add_fault(struct scanner *scanner, const char *fault, size_t at)
{
	if (scanner->found.fault)
		return;
	scanner->found.fault = fault;
	scanner->found.fault_at = at;
}

static int read_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code unit of the escape \uXXXX at `at`; -1 where there is none. */
static int read_unit(const struct scanner *scanner, size_t at)
{
	int unit = 0;

	if (scanner->len - at < 6 || scanner->text[at] != '\\' || scanner->text[at + 1] != 'u')
		return -1;
	for (size_t i = at + 2; i < at + 6; i++) {
		int digit = read_hex(scanner->text[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static bool is_high(int unit)
{
	return unit >= 0xd800 && unit <= 0xdbff;
}

static bool is_low(int unit)
{
	return unit >= 0xdc00 && unit <= 0xdfff;
}

/* Goes behind the escape that begins here. */
static void skip_escape(struct scanner *scanner)
{
	int unit = read_unit(scanner, scanner->at);

	if (unit < 0) {
		scanner->at += scanner->len - scanner->at > 1 ? 2 : 1;
		return;
	}
	scanner->at += 6;
	if (unit == 0)
		scanner->has_nul = true;
	else if (is_high(unit) && is_low(read_unit(scanner, scanner->at)))
		scanner->at += 6;
	else if (is_high(unit) || is_low(unit))
		scanner->found.lone_surrogate = true;
}

/* Goes behind the string that begins here. */
static void skip_string(struct scanner *scanner)
{
	char quote = scanner->text[scanner->at];

	if (quote == '\'')
		add_fault(scanner, "a string in single quotes", scanner->at);
	scanner->at++;
	scanner->has_nul = false;
	while (scanner->at < scanner->len && scanner->text[scanner->at] != quote) {
		unsigned char c = (unsigned char)scanner->text[scanner->at];

		if (c < ' ')
			add_fault(scanner, "a control character in a string", scanner->at);
		if (c == '\\')
			skip_escape(scanner);
		else
			scanner->at++;
	}
	if (scanner->at < scanner->len)
		scanner->at++;
}

static size_t skip_digits(const char *word, size_t len, size_t at)
{
	while (at < len && word[at] >= '0' && word[at] <= '9')
		at++;
	return at;
}

/* RFC 8259, section 6. */
static bool is_number(const char *word, size_t len)
{
	size_t begin = len > 0 && word[0] == '-';
	size_t at = skip_digits(word, len, begin);

	if (at == begin || (word[begin] == '0' && at > begin + 1))
		return false;
	if (at < len && word[at] == '.') {
		begin = at + 1;
		at = skip_digits(word, len, begin);
		if (at == begin)
			return false;
	}
	if (at < len && (word[at] == 'e' || word[at] == 'E')) {
		begin = at + 1;
		begin += begin < len && (word[begin] == '+' || word[begin] == '-');
		at = skip_digits(word, len, begin);
		if (at == begin)
			return false;
	}
	return at == len;
}

static bool is_literal(const char *word, size_t len)
{
	static const char *const literals[] = {"true", "false", "null"};

	for (size_t i = 0; i < sizeof(literals) / sizeof(literals[0]); i++) {
		if (len == strlen(literals[i]) && memcmp(word, literals[i], len) == 0)
			return true;
	}
	return false;
}

static bool is_in_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '+' || c == '-' || c == '.' || c == '_';
}

/* Goes behind the number or the literal that begins here. */
static void skip_word(struct scanner *scanner)
{
	const char *word = scanner->text + scanner->at;
	size_t begin = scanner->at;

	while (scanner->at < scanner->len && is_in_word(scanner->text[scanner->at]))
		scanner->at++;
	if (!is_number(word, scanner->at - begin) && !is_literal(word, scanner->at - begin))
		add_fault(scanner, "a word that JSON does not have", begin);
}

/* Goes behind what begins here, which is no white space. */
static void skip_token(struct scanner *scanner, char c)
{
	if (c == '"' || c == '\'') {
		skip_string(scanner);
		return;
	}
	scanner->has_nul = false;
	if (c == '/')
		add_fault(scanner, "a comment", scanner->at);
	if (is_in_word(c))
		skip_word(scanner);
	else
		scanner->at++;
}

struct json_scan json_scan(const char *text, size_t len)
{
	struct scanner scanner = {.text = text, .len = len};

	while (scanner.at < len) {
		char c = text[scanner.at];
		bool closes = c == '}' || c == ']';

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			scanner.at++;
			continue;
		}
		/* Each comma stands before a value, and each bracket that is not closed at once. */
		if (c == ',' || (scanner.opened && !closes))
			scanner.found.values++;
		if (scanner.comma && closes)
			add_fault(&scanner, "a comma with no value behind it", scanner.at);
		scanner.opened = c == '{' || c == '[';
		scanner.comma = c == ',';
		scanner.found.nul_name =
			scanner.found.nul_name || (c == ':' && scanner.has_nul);
		skip_token(&scanner, c);
	}
	return scanner.found;
}
