/* SPDX-License-Identifier: MIT */
/* All suites, NULL-terminated: made by the Makefile from the names of tests/test_*.c. */
#ifndef SUITES_H
#define SUITES_H

#include <check.h>
#include <stdbool.h>

/* Begins the definition of tests/test_NAME.c's suite. */
#define SUITE(name)                                                                            \
	Suite *suite_##name(void);                                                             \
	Suite *suite_##name(void)

/* The scenarios, which main.c runs apart. */
Suite *suite_cases(void);

extern Suite *(*const suites[])(void);

#endif
