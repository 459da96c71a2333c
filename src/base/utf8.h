/* SPDX-License-Identifier: MIT */
/* Well-formed UTF-8 (RFC 3629: no overlong form, no surrogate). Pure. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the sequence at `text` (1 to 4), 0 where none is well-formed. */
size_t utf8_len(const char *text, size_t len);

/* True when all `len` bytes are well-formed. */
bool utf8_is_valid(const char *text, size_t len);

#endif
