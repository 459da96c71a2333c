/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `extra` more bytes and the NUL; `extra` already respects the cap. */
static void buf_reserve(struct buf *buf, size_t extra)
{
	size_t need = buf->len + extra + 1;
	size_t size = buf->size ? buf->size : 256;

	if (need <= buf->size)
		return;
	while (size < need)
		size *= 2;
	if (size > buf->cap + 1)
		size = buf->cap + 1;
	buf->data = xrealloc(buf->data, size);
	buf->size = size;
}

void buf_add(struct buf *buf, const char *bytes, size_t len)
{
	size_t room = buf->cap - buf->len;

	if (len > room) {
		len = room;
		buf->full = true;
	}
	if (len == 0)
		return;
	buf_reserve(buf, len);
	memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_adds(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_addc(struct buf *buf, char byte)
{
	buf_add(buf, &byte, 1);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args;
	va_list again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len > 0) {
		size_t size = (size_t)len + 1;
		char *text = xrealloc(NULL, size);

		(void)vsnprintf(text, size, format, again);
		buf_add(buf, text, (size_t)len);
		free(text);
	}
	va_end(again);
}

const char *buf_str(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = BUF_INIT(buf->cap);
}
