/* SPDX-License-Identifier: MIT */
/*
 * Where a system keeps the certificate authorities that TLS trusts: distributions differ, and a
 * static program knows of none. The places are data; only their files are looked at, none is parsed.
 */
#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>

#include "base/buf.h"

/* One of them, the other is NULL. */
struct trust {
	const char *
		dir; /* certificates named by their hash: OpenSSL reads the one that it needs */
	const char
		*file; /* a bundle, where there is no such directory: OpenSSL reads all of it */
};

/*
 * Finds the authorities of the system whose files are below `root`, "" for this one. The paths in
 * `out` are without it, and static. False where there are none; `out` then holds NULLs.
 */
bool trust_find(const char *root, struct trust *out);

/* Appends the places that trust_find() looks at, for people. */
void trust_add_places(struct buf *out);

#endif
