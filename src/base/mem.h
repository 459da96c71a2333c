/* SPDX-License-Identifier: MIT */
/*
 * Memory that is there or ends the program: a one-shot tool has nothing to save when memory is
 * gone, and every path that "handles" it would be a path that no user ever takes.
 */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>

/* Ends the process with status 1 after one ::error:: line. Allocates nothing. */
void mem_exhausted(void) __attribute__((noreturn));

/* As realloc(3), but never returns NULL. `size` must be above 0. */
void *xrealloc(void *ptr, size_t size) __attribute__((warn_unused_result, returns_nonnull));

/* A NUL-terminated copy of `len` bytes; the caller frees it. */
char *xstrndup(const char *text, size_t len)
	__attribute__((warn_unused_result, returns_nonnull));

#endif
