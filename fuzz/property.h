/* SPDX-License-Identifier: MIT */
/*
 * What the targets share: how a property that does not hold ends the run, and the properties
 * that more than one parser's values must have. A target is one fuzz_NAME.c with libFuzzer's
 * entry; replay.c is the plain main for it.
 */
#ifndef PROPERTY_H
#define PROPERTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "contract/config.h"
#include "contract/contract.h"

/* libFuzzer's entry: each target has one. Returns 0, or aborts. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts with the property, its place and the formatted words unless `truth`. */
#define HOLDS(truth, ...)                                                                      \
	do {                                                                                   \
		if (!(truth))                                                                  \
			property_fails(__FILE__, __LINE__, #truth, __VA_ARGS__);               \
	} while (0)

void property_fails(const char *file, int line, const char *property, const char *format, ...)
	__attribute__((format(printf, 4, 5), noreturn));

/* A NUL-terminated copy of exactly that size, so that a read past its end is seen. Freed by: */
#define auto_copy __attribute__((cleanup(property_release))) char
char *property_copy(const uint8_t *data, size_t size);
void property_release(char **copy);

/* The inputs' defaults, with a repository and a token; static. */
const struct config *property_config(void);

/* `err` is set as a failure with that reason. */
void property_is_error(const struct err *err, enum reason reason);

/* `text` is one line of UTF-8 without a control character. */
void property_is_one_line(const char *text);

/*
 * A payload of `event` is valid field by field, and what contract_build() makes of it is taken at
 * the other end, with the same values and nothing unknown.
 */
void property_is_taken(enum contract_event event, const struct payload *payload);

#endif
