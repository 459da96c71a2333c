/* SPDX-License-Identifier: MIT */
/*
 * The program's own malloc(), calloc() and realloc(), for the libraries as well: memory that is
 * there or ends the program, whoever asked. json-c crashes or drops a value when memory is gone,
 * and libcurl and OpenSSL report it as something else; a dispatch must not be made from that.
 *
 * malloc() answers NULL on a self-hosted runner with vm.overcommit_memory=2, or in a container or
 * service with a limit on its address space. Without this file, json-c then lost a part of the
 * event at some calls, and the run ended well with "ignored": nobody would have known of the close.
 * In the program only: tests and the hub have libc's, and so have builds with a sanitizer.
 */
#include "base/mem.h"

#include <dlfcn.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||                     \
	__has_feature(thread_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

#ifndef SANITIZED

#ifdef WRAPPED

/* A static libc cannot be stood in front of. The linker gives the calls these names: --wrap. */
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *ptr, size_t size);
#define OURS(function)  __wrap_##function
#define LIBCS(function) __real_##function

#else

/* libc's. They are looked up by the first call, which comes before there are threads. */
static struct {
	void *(*malloc)(size_t size);
	void *(*calloc)(size_t count, size_t size);
	void *(*realloc)(void *ptr, size_t size);
} next;

static void look_up(void)
{
	if (next.malloc)
		return;
	/* As dlsym(3) says to do it: ISO C has no cast from an object to a function. */
	*(void **)&next.realloc = dlsym(RTLD_NEXT, "realloc");
	*(void **)&next.calloc = dlsym(RTLD_NEXT, "calloc");
	*(void **)&next.malloc = dlsym(RTLD_NEXT, "malloc");
	if (!next.malloc || !next.calloc || !next.realloc)
		mem_exhausted();
}
#define OURS(function)  function
#define LIBCS(function) (look_up(), next.function)

#endif

void *OURS(malloc)(size_t size)
{
	void *ptr = LIBCS(malloc)(size);

	if (!ptr && size > 0)
		mem_exhausted();
	return ptr;
}

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): libc's are reserved */
void *OURS(calloc)(size_t count, size_t size)
{
	void *ptr = LIBCS(calloc)(count, size);

	if (!ptr && count > 0 && size > 0)
		mem_exhausted();
	return ptr;
}

void *OURS(realloc)(void *ptr, size_t size)
{
	void *grown = LIBCS(realloc)(ptr, size);

	if (!grown && size > 0)
		mem_exhausted();
	return grown;
}

#endif
