/* SPDX-License-Identifier: MIT */
#include "contract/grammar.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

#define DIGITS "0123456789"
#define ALNUM  DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

bool grammar_is_hex(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\0' || !strchr(DIGITS "abcdefABCDEF", text[i]))
			return false;
	}
	return true;
}

bool grammar_is_pr_number(const char *text)
{
	size_t len = strlen(text);

	return len >= 1 && len <= GRAMMAR_PR_NUMBER_MAX && text[0] != '0' &&
	       strspn(text, DIGITS) == len;
}

/* One component between slashes: not empty, no dot first, no ".lock" last. */
static bool is_ref_component(const char *text, size_t len)
{
	if (len == 0 || text[0] == '.')
		return false;
	return len < 5 || memcmp(text + len - 5, ".lock", 5) != 0;
}

bool grammar_is_branch(const char *text)
{
	size_t len = strlen(text);

	if (len == 0 || len > GRAMMAR_BRANCH_MAX || !utf8_is_valid(text, len))
		return false;
	if (text[0] == '-' || text[len - 1] == '.' || strcmp(text, "HEAD") == 0)
		return false;
	if (strstr(text, "..") || strstr(text, "@{") || strpbrk(text, " ~^:?*[\\\x7f"))
		return false;
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] < 0x20)
			return false;
	}
	for (;;) {
		size_t component = strcspn(text, "/");

		if (!is_ref_component(text, component))
			return false;
		if (text[component] == '\0')
			return true;
		text += component + 1;
	}
}

bool grammar_is_commit_sha(const char *text)
{
	size_t len = strlen(text);

	return (len == 40 || len == 64) && grammar_is_hex(text, len);
}

/* The length of the account name that `text` starts with, 0 when it starts with none. */
static size_t account_len(const char *text)
{
	size_t len = text[0] == '-' ? 0 : strspn(text, ALNUM "-");

	if (len == 0 || len > 39)
		return 0;
	if (text[len] == '_') {
		size_t shortcode = strspn(text + len + 1, ALNUM);

		if (shortcode == 0)
			return 0;
		len += 1 + shortcode;
	}
	return len <= GRAMMAR_LOGIN_MAX ? len : 0;
}

bool grammar_is_login(const char *text)
{
	size_t len = account_len(text);

	return len > 0 && strlen(text) <= GRAMMAR_LOGIN_MAX &&
	       (text[len] == '\0' || strcmp(text + len, "[bot]") == 0);
}

bool grammar_is_run_id(const char *text)
{
	size_t len = strspn(text, DIGITS);

	return len >= 1 && len <= GRAMMAR_RUN_ID_MAX && text[len] == '\0';
}

/* The number that `digits` digits make. */
static int read_digits(const char *text, int digits)
{
	int number = 0;

	for (int i = 0; i < digits; i++)
		number = number * 10 + (text[i] - '0');
	return number;
}

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool grammar_is_time(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00Z";
	int month;
	int day;

	for (size_t i = 0; i < sizeof(form); i++) {
		if (form[i] == '0' ? text[i] == '\0' || !strchr(DIGITS, text[i])
				   : text[i] != form[i])
			return false;
	}
	month = read_digits(text + 5, 2);
	day = read_digits(text + 8, 2);
	return month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_of(read_digits(text, 4), month) && read_digits(text + 11, 2) < 24 &&
	       read_digits(text + 14, 2) < 60 && read_digits(text + 17, 2) < 60;
}

bool grammar_read_time(const char *text, int64_t *seconds)
{
	struct tm tm = {0};

	if (!grammar_is_time(text) || !strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm))
		return false;
	*seconds = (int64_t)timegm(&tm);
	return true;
}

void grammar_write_time(int64_t seconds, char text[GRAMMAR_TIME_MAX + 1])
{
	time_t time = (time_t)seconds;
	struct tm tm;

	(void)strftime(text, GRAMMAR_TIME_MAX + 1, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&time, &tm));
}

bool grammar_is_repository(const char *text)
{
	size_t owner = account_len(text);
	const char *name = text + owner + 1;
	size_t len;

	if (owner == 0 || text[owner] != '/')
		return false;
	len = strlen(name);
	return len >= 1 && len <= 100 && strspn(name, ALNUM "._-") == len &&
	       strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static bool is_dns_name(const char *text, size_t max)
{
	if (strlen(text) > max)
		return false;
	for (;;) {
		size_t label = strspn(text, ALNUM "-");

		if (label == 0 || label > 63 || text[0] == '-' || text[label - 1] == '-')
			return false;
		if (text[label] == '\0')
			return true;
		if (text[label] != '.')
			return false;
		text += label + 1;
	}
}

bool grammar_is_domain(const char *text)
{
	return is_dns_name(text, GRAMMAR_DOMAIN_MAX);
}

bool grammar_is_host(const char *text)
{
	return is_dns_name(text, GRAMMAR_HOST_MAX);
}

/* 1 to `max` bytes, all of them in `set`. */
static bool is_made_of(const char *text, const char *set, size_t max)
{
	size_t len = strlen(text);

	return len >= 1 && len <= max && strspn(text, set) == len;
}

bool grammar_is_workspace(const char *text)
{
	return is_made_of(text, ALNUM "._-", GRAMMAR_WORKSPACE_MAX) &&
	       !strchr("._-", text[0]) && strcmp(text, "default") != 0;
}

bool grammar_is_database(const char *text)
{
	return is_made_of(text, ALNUM "_", GRAMMAR_DATABASE_MAX);
}

bool grammar_is_files_prefix(const char *text)
{
	if (!is_made_of(text, ALNUM "._-/", GRAMMAR_FILES_PREFIX_MAX))
		return false;
	while (*text) {
		size_t len = strcspn(text, "/");

		if (len == 0 || text[len] == '\0' || (len == 1 && text[0] == '.') ||
		    (len == 2 && memcmp(text, "..", 2) == 0))
			return false;
		text += len + 1;
	}
	return true;
}

bool grammar_is_url_path(const char *text)
{
	return text[0] == '/' &&
	       is_made_of(text, ALNUM "/._~-?#=&%+:@!,;", GRAMMAR_URL_PATH_MAX);
}

bool grammar_is_none(const char *text)
{
	return strcmp(text, "none") == 0;
}

bool grammar_is_visible(const char *text)
{
	for (; *text; text++) {
		if (*text <= ' ' || *text > '~')
			return false;
	}
	return true;
}

bool grammar_is_cause(const char *text)
{
	size_t len = strlen(text);

	return len >= 1 && len <= GRAMMAR_CAUSE_MAX &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz") == len;
}

bool grammar_is_command(const char *text)
{
	size_t len = strlen(text);

	return len >= 1 && len <= GRAMMAR_COMMAND_MAX && text[0] != '>' &&
	       grammar_is_visible(text) && !strchr(text, '`');
}
