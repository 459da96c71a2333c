/* SPDX-License-Identifier: MIT */
/*
 * The only writer of a run: the log with its annotations, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY. (What
 * --help and --version print is main.c's; the one line of a run without memory is mem.c's.) Each sink
 * has one function that escapes for it, so that text from outside can never become a workflow
 * command or another output. Source: GitHub's docs, "Workflow commands for GitHub Actions".
 *
 * Each sink crosses out what is secret (secret.h), whoever calls it: of a value that holds a secret
 * "***" is left, which no grammar takes for a name, a number or a branch.
 *
 * What cannot be written is a warning and nothing more: the outcome stays what it is.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json.h"

enum output_level { OUTPUT_LOG, OUTPUT_DEBUG, OUTPUT_NOTICE, OUTPUT_WARNING, OUTPUT_ERROR };

/* What a file of the runner's takes. */
enum output_file { OUTPUT_OF_STEP, OUTPUT_OF_STATE, OUTPUT_OF_ENV };

/* The outputs of one run, or other values by name, gathered first so that they are written with one append. */
struct output {
	struct buf entries;
	struct json values; /* the same as an object */
	/* Random: a value cannot end itself and begin another output; "" where the kernel has none. */
	char delimiter[64];
};

/* Draws the delimiter; without one nothing is gathered, and output_write() warns. */
void output_init(struct output *output);
void output_release(struct output *output);

/* Gathers one output. Control bytes become spaces, secrets are crossed out, all else stays. */
void output_set(struct output *output, const char *name, const char *value);

/* Appends what was gathered to the file at `path`: GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV; NULL: that is not set. */
void output_write(const struct output *output, enum output_file file, const char *path);

/* Appends Markdown to the file at `path`, GITHUB_STEP_SUMMARY; NULL: it is not set. */
void output_summary(const char *path, const struct buf *markdown);

/* Prints a line of the log; `text` may be foreign. */
void output_log(const char *text);

/*
 * Prints an annotation, or with OUTPUT_LOG or OUTPUT_DEBUG a line of the log or of the debug log; `text`
 * may be foreign.
 */
void output_annotate(enum output_level level, const char *text);

/*
 * Appends `text` as one line that is safe to print: printable_add(), secret_redact(), and "##[" as
 * "##\[".
 */
void output_clean(struct buf *out, const char *text);

#endif
