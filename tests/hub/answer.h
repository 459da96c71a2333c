/* SPDX-License-Identifier: MIT */
/*
 * One answer in the making: the status, the headers, the body, and how it goes wrong when a
 * script wants that.
 */
#ifndef HUB_ANSWER_H
#define HUB_ANSWER_H

#include "base/buf.h"

#include <json-c/json.h>

enum { ANSWER_MAX = 64 * 1024 * 1024 };

enum fault {
	FAULT_NONE,
	FAULT_CLOSE, /* the connection is closed without an answer */
	FAULT_RESET, /* the connection is reset without an answer */
	FAULT_CUT,   /* the body ends half way, then the connection is closed */
	FAULT_SNAP,  /* the body ends half way, then the connection is reset */
	FAULT_STALL, /* the body ends half way, and the connection stays */
	FAULT_HANG,  /* there is no answer and the connection stays */
};

struct answer {
	unsigned int status;
	struct json_object *headers; /* name to text; owned */
	struct buf body;
	enum fault fault; /* with one that cuts, the body has two bytes at least */
	int delay_ms;
};

/* Makes an answer that has neither headers nor body. */
void answer_init(struct answer *answer);

/* Frees the contents. */
void answer_release(struct answer *answer);

#define auto_answer __attribute__((cleanup(answer_release))) struct answer

/* Sets a header, in place of one of that name in any case; NULL only takes that one away. */
void answer_header(struct answer *answer, const char *name, const char *text);

/* Answers with a tree, which is taken; sets Content-Type. */
void answer_json(struct answer *answer, unsigned int status, struct json_object *tree);

/* Answers as GitHub does when it refuses: {"message", "documentation_url", "status"}. */
void answer_error(struct answer *answer, unsigned int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The 422 with one entry in "errors"; a `message` of NULL is left out there. */
void answer_invalid(struct answer *answer, const char *resource, const char *field,
		    const char *code, const char *message);

#endif
