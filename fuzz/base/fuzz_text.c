/* SPDX-License-Identifier: MIT */
/* Foreign text on its way to people: the log, Markdown, an output. */
#include "property.h"

#include "contract/grammar.h"
#include "base/invisible.h"
#include "base/markdown.h"
#include "base/output.h"
#include "base/printable.h"
#include "base/utf8.h"

#include <string.h>

enum { TEXT_MAX = 8 * 1024 * 1024 };

typedef void escape(struct buf *out, const char *text);

/* One line in any case; under a cap no more than it. */
static void check_line(escape *add, const char *text, struct buf *out)
{
	auto_buf cut = BUF_INIT(16);

	add(out, text);
	HOLDS(!out->full, "%zu bytes", out->len);
	property_is_one_line(buf_str(out));
	add(&cut, text);
	HOLDS(cut.len <= cut.cap && cut.full == (out->len > cut.cap), "%zu of %zu bytes",
	      cut.len, out->len);
	for (size_t i = 0; i < cut.len; i++)
		HOLDS((unsigned char)cut.data[i] >= ' ', "%s", buf_str(&cut));
}

/* Text that is clean stays as it is. */
static void check_once(escape *add, const struct buf *clean)
{
	auto_buf again = BUF_INIT(TEXT_MAX);

	add(&again, buf_str(clean));
	HOLDS(strcmp(buf_str(clean), buf_str(&again)) == 0, "%s became %s", buf_str(clean),
	      buf_str(&again));
}

/* Every character of one line of UTF-8 is seen, but for the selector that makes "⚠" a picture. */
static void check_seen(const char *line)
{
	const uint32_t sign = 0x26a0;
	const uint32_t selector = 0xfe0f;
	uint32_t before = 0;

	for (const char *at = line; *at;) {
		size_t len = utf8_len(at, strnlen(at, 4));
		uint32_t code = (unsigned char)*at & (len == 1 ? 0x7fU : 0x7fU >> len);

		HOLDS(len > 0, "%s", line);
		for (size_t i = 1; i < len; i++)
			code = code << 6 | ((unsigned char)at[i] & 0x3fU);
		if (code == selector && before == sign)
			code = 0;
		before = code;
		for (size_t i = 0; i < invisible_count && code >= 0x80; i++)
			HOLDS(code < invisible_ranges[i].first ||
				      code > invisible_ranges[i].last,
			      "U+%04X in %s", (unsigned)code, line);
		at += len;
	}
}

/* A span of code: nothing inside of it is as long a fence as those at its ends. */
static void check_span(const char *span)
{
	size_t fence = strspn(span, "`");
	size_t len = strlen(span);
	const char *end = span + len - fence;

	HOLDS(fence > 0 && fence < 80 && len > 2 * fence, "%s", span);
	HOLDS(strspn(end, "`") == fence && end[-1] != '`', "%s", span);
	for (const char *at = span + fence; at < end;) {
		size_t ticks = strspn(at, "`");

		HOLDS(ticks != fence, "%s", span);
		at += ticks ? ticks : 1;
	}
}

static void check_cell(const char *cell)
{
	for (const char *bar = cell; (bar = strchr(bar, '|')); bar++)
		HOLDS(bar > cell && bar[-1] == '\\', "%s", cell);
}

/* Nothing in plain words is markup: what could be has a backslash, or a mark behind it. */
static void check_words(const char *words)
{
	bool escaped = false;

	for (const char *at = words; *at; at++) {
		HOLDS(escaped || !strchr("`*[]<>&~|$", *at), "a bare %c: %s", *at, words);
		HOLDS((*at != '@' && *at != '#') || strncmp(at + 1, "\xe2\x80\x8b", 3) == 0,
		      "a bare %c: %s", *at, words);
		HOLDS(strncmp(at, "://", 3) != 0, "a link: %s", words);
		escaped = *at == '\\' && !escaped;
	}
	HOLDS(!escaped, "a backslash at the end: %s", words);
}

/* A fenced block: no line of it ends it before its end, whatever is cut out of the middle. */
static void check_fence(const char *text, size_t max)
{
	auto_buf lines = BUF_INIT(TEXT_MAX);
	auto_buf out = BUF_INIT(TEXT_MAX);
	size_t fence;
	const char *end;

	markdown_lines(&lines, text);
	HOLDS(!lines.full && (lines.len == 0 || lines.data[lines.len - 1] == '\n'), "%s",
	      buf_str(&lines));
	markdown_fence(&out, buf_str(&lines), max);
	HOLDS(!out.full && utf8_is_valid(buf_str(&out), out.len), "%s", buf_str(&out));
	fence = strspn(buf_str(&out), "`");
	HOLDS(fence >= 3 && fence < 80 && out.len >= 2 * fence + strlen("text\n\n"), "%s",
	      buf_str(&out));
	HOLDS(strncmp(out.data + fence, "text\n", 5) == 0, "%s", out.data);
	end = out.data + out.len - fence - 1;
	HOLDS(end[-1] == '\n' && strspn(end, "`") == fence && strcmp(end + fence, "\n") == 0,
	      "%s", out.data);
	for (const char *at = out.data + fence; at < end; at++) {
		size_t ticks = strspn(at, "`");

		HOLDS(ticks < fence, "%s", out.data);
		HOLDS((unsigned char)*at >= ' ' || *at == '\n', "%s", out.data);
		at += ticks ? ticks - 1 : 0;
	}
}

static void check_output(const char *text)
{
	struct output output;
	auto_buf head = BUF_INIT(256);
	auto_buf tail = BUF_INIT(256);
	const char *entry;
	size_t len;

	output_init(&output);
	output_set(&output, "message", text);
	buf_addf(&head, "message<<%s\n", output.delimiter);
	buf_addf(&tail, "\n%s\n", output.delimiter);
	entry = buf_str(&output.entries);
	len = strlen(entry);
	HOLDS(len == output.entries.len && len == head.len + strlen(text) + tail.len, "%s",
	      entry);
	HOLDS(strncmp(entry, buf_str(&head), head.len) == 0, "%s", entry);
	HOLDS(strcmp(entry + len - tail.len, buf_str(&tail)) == 0, "%s", entry);
	for (size_t i = head.len; i < len - tail.len; i++)
		HOLDS((unsigned char)entry[i] >= ' ' && entry[i] != 0x7f, "%s", entry);
	output_release(&output);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_copy *text = property_copy(data, size);
	auto_buf printable = BUF_INIT(TEXT_MAX);
	auto_buf clean = BUF_INIT(TEXT_MAX);
	auto_buf code = BUF_INIT(TEXT_MAX);
	auto_buf cell = BUF_INIT(TEXT_MAX);
	auto_buf words = BUF_INIT(TEXT_MAX);

	check_line(printable_add, text, &printable);
	check_once(printable_add, &printable);
	check_seen(buf_str(&printable));
	check_line(output_clean, text, &clean);
	check_once(output_clean, &clean);
	check_seen(buf_str(&clean));
	HOLDS(!strstr(buf_str(&clean), "##["), "%s", buf_str(&clean));
	check_line(markdown_code, text, &code);
	check_span(buf_str(&code));
	check_line(markdown_cell, text, &cell);
	check_cell(buf_str(&cell));
	check_line(markdown_text, text, &words);
	check_words(buf_str(&words));
	check_fence(text, TEXT_MAX);
	check_fence(text, 30);
	check_output(text);
	return 0;
}
