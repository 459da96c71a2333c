/* SPDX-License-Identifier: MIT */
/* Base64 (RFC 4648, section 4) as GitHub's API has it: in lines. Pure. */
#ifndef BASE64_H
#define BASE64_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * Appends what `text` stands for; LF and CR in it count for nothing. False, and `out` half filled, where it
 * is no Base64: another character, too much or too little of the padding, something behind it.
 */
bool base64_decode(struct buf *out, const char *text);

#endif
