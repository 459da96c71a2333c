/* SPDX-License-Identifier: MIT */
/*
 * struct buf: a growing text with a hard cap.
 *
 * Invariants: `data` is NULL (empty, nothing allocated) or NUL-terminated at data[len];
 * len <= cap. What would go over the cap is left out and `full` stays true, so that builders
 * need no error path: who cares about a cut looks at `full` once, at the end.
 *
 * Life: BUF_INIT(cap), any number of buf_add*(), buf_release(). auto_buf releases by itself.
 */
#ifndef BUF_H
#define BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data;
	size_t len;
	size_t size; /* bytes allocated */
	size_t cap;  /* most bytes of text, without the NUL */
	bool full;   /* something was left out */
};

/* The initialiser of an empty buffer that holds at most `max` bytes. */
#define BUF_INIT(max) ((struct buf){.cap = (max)})

/* Appends `len` bytes, whole or, over the cap, as many as fit. */
void buf_add(struct buf *buf, const char *bytes, size_t len);

/* Appends a NUL-terminated text. */
void buf_adds(struct buf *buf, const char *text);

/* Appends one byte. */
void buf_addc(struct buf *buf, char byte);

/* Appends formatted text, as printf(3). */
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text, NUL-terminated, "" when nothing was added; borrowed until the next change. */
const char *buf_str(const struct buf *buf);

/* Frees the contents; the buffer is then as after BUF_INIT with the same cap. */
void buf_release(struct buf *buf);

#define auto_buf __attribute__((cleanup(buf_release))) struct buf

#endif
