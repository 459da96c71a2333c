/* SPDX-License-Identifier: MIT */
/*
 * Functions that must not be used: each has a bounded, reentrant or shell-free replacement.
 * Forced into every file of the product with -include, so a use does not compile.
 */
#ifndef BANNED_H
#define BANNED_H

/* The declarations come first: poisoning a name that a header still declares is an error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* With clang, fortified headers have them as macros. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat sprintf vsprintf strncpy strncat strtok atoi atol
#pragma GCC poison gmtime localtime ctime asctime system popen gets

#endif
