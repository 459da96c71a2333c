/* SPDX-License-Identifier: MIT */
/* What C has no word for. */
#ifndef MACROS_H
#define MACROS_H

/* For the result of a function that can fail. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* How many elements an array has; not for a pointer. */
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
