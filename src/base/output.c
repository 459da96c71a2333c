/* SPDX-License-Identifier: MIT */
#include "base/output.h"
#include "base/printable.h"
#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum {
	TEXT_MAX = 1024 * 1024, /* what is still worth to be looked at of one line */
	ENTRIES_MAX = 512 * 1024,
	LINE_MAX_LEN = 4000, /* GitHub cuts an annotation at 4096 */
	DELIMITER_BYTES = 16
};

void output_clean(struct buf *out, const char *text)
{
	auto_buf printable = BUF_INIT(TEXT_MAX);
	auto_buf safe = BUF_INIT(TEXT_MAX);
	const char *at;
	const char *mark;

	/* In this order: what is taken out may part a secret, and a cut must not. */
	printable_add(&printable, text);
	secret_redact(&safe, buf_str(&printable));
	out->full = out->full || printable.full;
	at = buf_str(&safe);
	/* The runner's old command form stands anywhere in a line. */
	while ((mark = strstr(at, "##["))) {
		buf_add(out, at, (size_t)(mark - at));
		buf_adds(out, "##\\[");
		at = mark + 3;
	}
	buf_adds(out, at);
}

/*
 * The new command form begins a line; white space in front of it does not count, and for the
 * runner that is Unicode's. So nothing beyond ASCII counts here.
 */
static bool may_be_command(const char *line)
{
	while (*line == ' ' || (unsigned char)*line >= 0x80)
		line++;
	return *line == ':';
}

void output_log(const char *text)
{
	auto_buf line = BUF_INIT(LINE_MAX_LEN);
	const char *clean;

	output_clean(&line, text);
	clean = buf_str(&line);
	(void)printf("%s%s\n", may_be_command(clean) ? "|" : "", clean);
	(void)fflush(stdout);
}

void output_annotate(enum output_level level, const char *text)
{
	static const char *const names[] = {
		[OUTPUT_DEBUG] = "debug",
		[OUTPUT_NOTICE] = "notice",
		[OUTPUT_WARNING] = "warning",
		[OUTPUT_ERROR] = "error",
	};
	auto_buf clean = BUF_INIT(LINE_MAX_LEN);
	auto_buf line = BUF_INIT(3 * LINE_MAX_LEN);

	if (level == OUTPUT_LOG) {
		output_log(text);
		return;
	}
	/* CR and LF are gone; of what the encoding has, only "%" is left. */
	output_clean(&clean, text);
	for (const char *at = buf_str(&clean); *at; at++) {
		if (*at == '%')
			buf_adds(&line, "%25");
		else
			buf_addc(&line, *at);
	}
	(void)printf("::%s::%s\n", names[level], buf_str(&line));
	(void)fflush(stdout);
}

void output_init(struct output *output)
{
	uint8_t random[DELIMITER_BYTES];
	size_t at = 0;

	*output = (struct output){.entries = BUF_INIT(ENTRIES_MAX)};
	json_init(&output->values);
	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return;
	memcpy(output->delimiter, "end_", 4);
	for (at = 0; at < sizeof(random); at++)
		(void)snprintf(output->delimiter + 4 + 2 * at, 3, "%02x", random[at]);
}

void output_release(struct output *output)
{
	buf_release(&output->entries);
	json_release(&output->values);
}

/* Values have grammars of their own; what is left to keep is that each stays on its line. */
static void add_output_value(struct buf *out, const char *value)
{
	for (; *value; value++)
		buf_addc(out, (unsigned char)*value < ' ' || *value == 0x7f ? ' ' : *value);
}

void output_set(struct output *output, const char *name, const char *value)
{
	struct buf *out = &output->entries;
	auto_buf line = BUF_INIT(ENTRIES_MAX);
	auto_buf clean = BUF_INIT(ENTRIES_MAX);

	add_output_value(&line, value);
	secret_redact(&clean, buf_str(&line));
	/* 128 random bits do not turn up by chance; if they do, it is no chance. */
	if (!*output->delimiter || strstr(buf_str(&clean), output->delimiter))
		return;
	buf_addf(out, "%s<<%s\n", name, output->delimiter);
	buf_addf(out, "%s\n%s\n", buf_str(&clean), output->delimiter);
	json_add_string(&output->values, name, buf_str(&clean));
}

/*
 * Opens a file to append to. The names of our own descriptors are not opened, which a process
 * that leaves no core dump (harden.h) may not do for other users than root, but duplicated.
 */
static int open_sink(const char *path)
{
	static const char own[] = "/dev/fd/";
	char *end;
	long number;

	if (strcmp(path, "/dev/stdout") == 0)
		return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	if (strncmp(path, own, strlen(own)) == 0) {
		number = strtol(path + strlen(own), &end, 10);
		if (*end == '\0' && number >= 0 && number <= INT_MAX)
			return fcntl((int)number, F_DUPFD_CLOEXEC, 0);
	}
	return open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
}

/* One append; a warning names the variable, never what was to be written. */
static void append(const char *path, const char *variable, const struct buf *text)
{
	auto_buf warning = BUF_INIT(LINE_MAX_LEN);
	int fd;
	size_t done = 0;
	ssize_t put = 0;

	if (text->len == 0)
		return;
	if (!path) {
		buf_addf(&warning, "%s is not set: nothing could be written to it", variable);
		output_annotate(OUTPUT_WARNING, buf_str(&warning));
		return;
	}
	fd = open_sink(path);
	while (fd >= 0 && done < text->len) {
		put = write(fd, text->data + done, text->len - done);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			break;
		done += (size_t)put;
	}
	if (done < text->len) {
		buf_addf(&warning, "%s could not be written: %s", variable, strerror(errno));
		output_annotate(OUTPUT_WARNING, buf_str(&warning));
	}
	if (fd >= 0)
		(void)close(fd);
}

void output_write(const struct output *output, enum output_file file, const char *path)
{
	static const char *const variables[] = {
		[OUTPUT_OF_STEP] = "GITHUB_OUTPUT",
		[OUTPUT_OF_STATE] = "GITHUB_STATE",
		[OUTPUT_OF_ENV] = "GITHUB_ENV",
	};
	auto_buf warning = BUF_INIT(LINE_MAX_LEN);

	if (*output->delimiter) {
		append(path, variables[file], &output->entries);
		return;
	}
	buf_addf(
		&warning,
		"%s could not be written: the kernel has no random numbers, and without them a value could pass for another output",
		variables[file]);
	output_annotate(OUTPUT_WARNING, buf_str(&warning));
}

void output_summary(const char *path, const struct buf *markdown)
{
	auto_buf safe = BUF_INIT(markdown->cap);

	secret_redact(&safe, buf_str(markdown));
	append(path, "GITHUB_STEP_SUMMARY", &safe);
}
