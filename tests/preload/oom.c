/* SPDX-License-Identifier: MIT */
/*
 * A library for LD_PRELOAD: memory that runs out. Calls of malloc, calloc and realloc are counted
 * from main() on, whoever makes them. OOM_AT=N: the N-th fails. OOM_COUNT=FILE: the number of
 * calls goes into FILE at the end. Aligned blocks are not counted: OpenSSL alone asks for them,
 * since 3.5, and takes malloc() where there is none.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_long calls;
static atomic_bool counting;
static long at;
static const char *count_file;

/* glibc's own names for what this library stands in front of. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);

typedef int main_function(int argc, char **argv, char **env);
int __libc_start_main(main_function *program, int argc, char **argv, void (*init)(void),
		      void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

static bool fails(void)
{
	if (!counting || ++calls != at)
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *ptr, size_t size)
{
	return fails() ? NULL : __libc_realloc(ptr, size);
}

static void write_count(void)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%ld\n", (long)calls);
	int fd;

	counting = false;
	fd = open(count_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0 || write(fd, text, (size_t)len) != len)
		abort();
	(void)close(fd);
}

static main_function *real_main;

static int counted_main(int argc, char **argv, char **env)
{
	counting = true;
	return real_main(argc, argv, env);
}

static long number(const char *name)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : 0;
}

int __libc_start_main(main_function *program, int argc, char **argv, void (*init)(void),
		      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	int (*start)(main_function *, int, char **, void (*)(void), void (*)(void),
		     void (*)(void), void *);

	*(void **)&start = dlsym(RTLD_NEXT, "__libc_start_main");
	at = number("OOM_AT");
	count_file = getenv("OOM_COUNT");
	if (count_file)
		(void)atexit(write_count);
	real_main = program;
	return start(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}
