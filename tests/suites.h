/* SPDX-License-Identifier: MIT */
/* All suites, NULL-terminated: made by the Makefile from the names of tests/test_*.c. */
#ifndef SUITES_H
#define SUITES_H

#include <check.h>

/* Begins the definition of tests/test_NAME.c's suite. */
#define SUITE(name)                  \
	Suite *suite_##name(void);   \
	Suite *suite_##name(void)

extern Suite *(*const suites[])(void);

#endif
