/* SPDX-License-Identifier: MIT */
/*
 * Foreign text in GitHub-flavoured Markdown: the ways in which it may stand there. Source: the
 * GitHub Flavored Markdown Spec, sections 2.4, 4.5, 6.1, 6.3 and 6.9. What is secret (secret.h) is
 * crossed out before it is escaped, because an escape would hide it from the sink.
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include "base/buf.h"

/* Appends `text` as a code span, whatever backticks it holds. */
void markdown_code(struct buf *out, const char *text);

/* The same for a table's cell. */
void markdown_cell(struct buf *out, const char *text);

/* Appends `text` as plain words: no emphasis, HTML, link, mention or reference comes of it. */
void markdown_text(struct buf *out, const char *text);

/*
 * Appends `text`, whatever it holds, line by line, each printable and ended by LF. Terminal
 * colours are taken out.
 */
void markdown_lines(struct buf *out, const char *text);

/*
 * Appends what markdown_lines() gave as a fenced code block; of more than `max` bytes the
 * middle is left out.
 */
void markdown_fence(struct buf *out, const char *lines, size_t max);

#endif
