/* SPDX-License-Identifier: MIT */
#include "base/secret.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	FORM_MAX = 512 * 1024, /* of one secret, however it is encoded */
	PLACE_BITS = 14,
	PLACES = 1 << PLACE_BITS
};

struct secret {
	char *text; /* owned */
	size_t len;
	size_t part; /* so much of it is crossed out without the rest */
};

/* Where a part of a secret begins; a list for each place that four bytes have. */
struct secret_part {
	size_t secret;
	size_t from;
	size_t next; /* of the same place; its number and one, 0: none */
};

static struct {
	struct secret *list;
	size_t count;
	size_t size;
	struct secret_part *parts;
	size_t part_count;
	size_t part_size;
	size_t first[PLACES]; /* as `next` */
} kept;

/* The place of four bytes. */
static size_t place_of(const char *at)
{
	uint32_t four;

	_Static_assert(sizeof(four) == SECRET_MIN, "the shortest secret has a place");
	memcpy(&four, at, sizeof(four));
	return (four * UINT32_C(2654435761)) >> (32 - PLACE_BITS);
}

/* Room for one element more. */
static void *grown(void *list, size_t count, size_t *size, size_t one)
{
	if (count < *size)
		return list;
	*size = *size ? 2 * *size : 64;
	return xrealloc(list, *size * one);
}

static void add_part(size_t secret, size_t from)
{
	size_t place = place_of(kept.list[secret].text + from);

	kept.parts = grown(kept.parts, kept.part_count, &kept.part_size, sizeof(*kept.parts));
	kept.parts[kept.part_count++] = (struct secret_part){secret, from, kept.first[place]};
	kept.first[place] = kept.part_count;
}

static bool is_kept(const char *text, size_t len)
{
	for (size_t i = 0; i < kept.count; i++) {
		if (kept.list[i].len == len && memcmp(kept.list[i].text, text, len) == 0)
			return true;
	}
	return false;
}

static void keep_secret(const char *text, size_t len)
{
	struct secret *secret;

	if (len < SECRET_MIN || is_kept(text, len))
		return;
	kept.list = grown(kept.list, kept.count, &kept.size, sizeof(*kept.list));
	secret = &kept.list[kept.count++];
	*secret = (struct secret){xstrndup(text, len), len, len};
	if (secret->part > SECRET_PART)
		secret->part = SECRET_PART;
	for (size_t from = 0; from + secret->part <= len; from++)
		add_part(kept.count - 1, from);
}

static void wipe(struct buf *buf)
{
	if (buf->data)
		explicit_bzero(buf->data, buf->len);
	buf_release(buf);
}

/*
 * Base64 (RFC 4648) of `text` behind `shift` other bytes: only those characters that `text` alone
 * makes what they are.
 */
static void keep_base64(const char *text, size_t len, size_t shift, const char *last_two)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789";
	size_t first = (8 * shift + 5) / 6;
	size_t end = 8 * (shift + len) / 6;
	struct buf form = BUF_INIT(FORM_MAX);

	for (size_t i = first; i < end; i++) {
		size_t bit = 6 * i - 8 * shift;
		unsigned value = (unsigned)(unsigned char)text[bit / 8] << 8;

		if (bit / 8 + 1 < len)
			value |= (unsigned char)text[bit / 8 + 1];
		value = value >> (10 - bit % 8) & 63;
		buf_addc(&form, value < 62 ? digits[value] : last_two[value - 62]);
	}
	/* Of a few characters other texts have some by chance. */
	if (form.len >= 2 * (size_t)SECRET_MIN)
		keep_secret(buf_str(&form), form.len);
	wipe(&form);
}

static void keep_percent(const char *text, size_t len, const char *format)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";
	struct buf form = BUF_INIT(FORM_MAX);

	for (size_t i = 0; i < len; i++) {
		if (text[i] && strchr(plain, text[i])) {
			buf_addc(&form, text[i]);
		} else {
			buf_addc(&form, '%');
			buf_addc(&form, format[(unsigned char)text[i] >> 4]);
			buf_addc(&form, format[(unsigned char)text[i] & 15]);
		}
	}
	keep_secret(buf_str(&form), form.len);
	wipe(&form);
}

/* Keeps it in each form that others give it. */
static void keep_forms(const char *text, size_t len)
{
	keep_secret(text, len);
	for (size_t shift = 0; shift < 3; shift++) {
		keep_base64(text, len, shift, "+/");
		keep_base64(text, len, shift, "-_");
	}
	if (len < SECRET_MIN)
		return;
	keep_percent(text, len, "0123456789ABCDEF");
	keep_percent(text, len, "0123456789abcdef");
}

void secret_add_token(const char *text)
{
	static const char space[] = " \t\r\n\v\f";

	for (text += strspn(text, space); *text; text += strspn(text, space)) {
		size_t len = strcspn(text, space);

		if (len >= SECRET_MIN)
			keep_forms(text, len);
		text += len;
	}
}

static int hex(char digit)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = digit ? strchr(digits, digit) : NULL;

	return at ? (int)((at - digits) % 16) : -1;
}

static void add_decoded(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '%' && len - i > 2 && hex(text[i + 1]) >= 0 &&
		    hex(text[i + 2]) >= 0) {
			buf_addc(out, (char)(hex(text[i + 1]) * 16 + hex(text[i + 2])));
			i += 2;
		} else {
			buf_addc(out, text[i]);
		}
	}
}

/* As it is, and as what it means. */
static void keep_written(const char *text, size_t len)
{
	struct buf decoded = BUF_INIT(FORM_MAX);

	add_decoded(&decoded, text, len);
	keep_forms(text, len);
	keep_forms(buf_str(&decoded), decoded.len);
	wipe(&decoded);
}

void secret_add_proxy(const char *url)
{
	const char *slashes = strstr(url, "//");
	const char *begin = slashes ? slashes + 2 : url;
	const char *end = strrchr(begin, '@');
	const char *colon;

	if (!end || end == begin)
		return;
	keep_secret(begin, (size_t)(end - begin) + 1);
	keep_written(begin, (size_t)(end - begin));
	colon = memchr(begin, ':', (size_t)(end - begin));
	if (!colon)
		return;
	keep_written(colon + 1, (size_t)(end - colon) - 1);
	/* A reader of a broken address may end the password at any of these. */
	for (const char *at = colon; at < end;) {
		size_t len = strcspn(++at, "@/:?#");

		keep_secret(at, len);
		at += len;
	}
}

/* How many bytes both have in common at their beginnings. */
static size_t common(const char *a, const char *b, size_t max)
{
	size_t len = 0;

	while (len < max && a[len] == b[len])
		len++;
	return len;
}

/* A part that is all small letters is a word, which may stand there for itself. */
static bool is_word(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", text[i]))
			return false;
	}
	return true;
}

/* How many bytes at `at` are of a secret; 0 where they are of none. */
static size_t secret_len(const char *at, size_t left)
{
	size_t longest = 0;

	if (left < SECRET_MIN)
		return 0;
	for (size_t i = kept.first[place_of(at)]; i > 0; i = kept.parts[i - 1].next) {
		const struct secret_part *part = &kept.parts[i - 1];
		const struct secret *secret = &kept.list[part->secret];
		size_t max = secret->len - part->from;
		size_t len = common(at, secret->text + part->from, max < left ? max : left);

		if (len >= secret->part && len > longest &&
		    (len == secret->len || !is_word(at, len)))
			longest = len;
	}
	return longest;
}

void secret_redact(struct buf *out, const char *text)
{
	size_t len = strlen(text);
	size_t hidden = 0; /* the text before this is */

	if (kept.count == 0) {
		buf_add(out, text, len);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		size_t found = secret_len(text + i, len - i);

		if (found > 0 && i >= hidden)
			buf_adds(out, "***");
		if (i + found > hidden)
			hidden = i + found;
		if (i >= hidden)
			buf_addc(out, text[i]);
	}
}

void secret_forget(void)
{
	for (size_t i = 0; i < kept.count; i++) {
		explicit_bzero(kept.list[i].text, kept.list[i].len);
		free(kept.list[i].text);
	}
	free(kept.list);
	free(kept.parts);
	memset(&kept, 0, sizeof(kept));
}
