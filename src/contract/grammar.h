/* SPDX-License-Identifier: MIT */
/*
 * The grammar of every value that comes from outside, the same at both ends of the contract.
 * Pure questions about NUL-terminated text; none of them allocates. The _MAX of each is its
 * longest valid length in bytes, so that a checked value fits a fixed array.
 */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	GRAMMAR_PR_NUMBER_MAX = 10,
	GRAMMAR_BRANCH_MAX = 255,
	GRAMMAR_COMMIT_SHA_MAX = 64,
	GRAMMAR_COMMIT_SHA_MIN = 7, /* the shortest abbreviation taken in a command */
	GRAMMAR_LOGIN_MAX = 100,
	GRAMMAR_TIME_MAX = 20,
	GRAMMAR_RUN_ID_MAX = 20,
	GRAMMAR_REPOSITORY_MAX = 201, /* owner, slash, name */
	GRAMMAR_DOMAIN_MAX = 225,     /* leaves room for a label in front */
	GRAMMAR_HOST_MAX = 253,
	GRAMMAR_WORKSPACE_MAX = 90, /* Terraform Cloud's limit */
	GRAMMAR_DATABASE_MAX = 63,  /* PostgreSQL's; MySQL takes one more */
	GRAMMAR_FILES_PREFIX_MAX = 255,
	GRAMMAR_URL_PATH_MAX = 200,
	GRAMMAR_COMMAND_MAX = 64,
	GRAMMAR_CAUSE_MAX = 20,
};

/* 1 to 10 decimal digits, no leading zero, above 0. */
bool grammar_is_pr_number(const char *text);

/*
 * A branch name by git's rules (git-check-ref-format(1), --branch), of 1 to 255 bytes of
 * UTF-8. A leading hyphen, HEAD and the @{-1} forms are refused.
 */
bool grammar_is_branch(const char *text);

/* A whole commit SHA: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits of either case. */
bool grammar_is_commit_sha(const char *text);

/*
 * A login as GitHub has them: 1 to 39 letters, digits and hyphens, no hyphen first; then
 * optionally "_" and letters and digits (enterprise-managed users); then optionally "[bot]".
 * All of it at most 100 bytes.
 */
bool grammar_is_login(const char *text);

/* The id of a workflow run: 1 to 20 digits. */
bool grammar_is_run_id(const char *text);

/* A time as GitHub writes it: RFC 3339 in UTC, whole seconds, as "2026-11-25T10:00:00Z". */
bool grammar_is_time(const char *text);

/* Seconds since 1970 of such a time; false for any other text. */
bool grammar_read_time(const char *text, int64_t *seconds);

/* Writes seconds since 1970 as such a time. */
void grammar_write_time(int64_t seconds, char text[GRAMMAR_TIME_MAX + 1]);

/* owner/name in GitHub's form. */
bool grammar_is_repository(const char *text);

/* A DNS name of at most 225 bytes, labels of 1 to 63 letters, digits, inner hyphens. */
bool grammar_is_domain(const char *text);

/* The same, of at most 253 bytes (RFC 1035, section 2.3.4). */
bool grammar_is_host(const char *text);

/*
 * A workspace: 1 to 90 letters, digits, ".", "_" and "-", a letter or digit first. Not "default",
 * which Terraform has by itself and never deletes.
 */
bool grammar_is_workspace(const char *text);

/* A database's name: 1 to 63 letters, digits and underscores. */
bool grammar_is_database(const char *text);

/*
 * A prefix in a bucket: segments of letters, digits, ".", "_" and "-", each ended by a slash, none
 * of them "." or "..". At most 255 bytes. Without its last slash one could begin another.
 */
bool grammar_is_files_prefix(const char *text);

/* The path of a page: a slash, then what a URL may hold without an escape. At most 200 bytes. */
bool grammar_is_url_path(const char *text);

/* The word "none", by which an input says that there is no such thing. */
bool grammar_is_none(const char *text);

/*
 * A command word: 1 to 64 visible ASCII characters, no backtick (replies show it in a code
 * span), none of ">" and "`" first (a quote or a code fence is never a command).
 */
bool grammar_is_command(const char *text);

/* Why an event was sent: a word of 1 to 20 small ASCII letters. */
bool grammar_is_cause(const char *text);

/* True when all of it is visible ASCII: no space, no control character. */
bool grammar_is_visible(const char *text);

/* True for hexadecimal digits of either case, `len` of them. */
bool grammar_is_hex(const char *text, size_t len);

#endif
