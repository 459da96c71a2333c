/* SPDX-License-Identifier: MIT */
#include "answer.h"
#include "tree.h"

#include <stdio.h>

void answer_init(struct answer *answer)
{
	*answer = (struct answer){.headers = tree_object(NULL), .body = BUF_INIT(ANSWER_MAX)};
}

void answer_release(struct answer *answer)
{
	tree_release(&answer->headers);
	buf_release(&answer->body);
}

void answer_header(struct answer *answer, const char *name, const char *text)
{
	const char *old;

	if (tree_find(answer->headers, name, &old))
		json_object_object_del(answer->headers, old);
	if (text)
		tree_set(answer->headers, name, tree_string(text));
}

void answer_json(struct answer *answer, unsigned int status, struct json_object *tree)
{
	answer->status = status;
	answer_header(answer, "Content-Type", "application/json; charset=utf-8");
	buf_release(&answer->body);
	tree_write(tree, &answer->body);
	json_object_put(tree);
}

/* Answers with what every refusal has; `faults` is taken, NULL: no "errors". */
static void refuse(struct answer *answer, unsigned int status, const char *message,
		   struct json_object *faults)
{
	struct json_object *tree = tree_object((struct pair[]){
		{"message", tree_string(message)},
		{"documentation_url", tree_string("https://docs.github.com/rest")},
		{"status", tree_format("%u", status)},
		{NULL, NULL},
	});

	if (faults)
		tree_set(tree, "errors", faults);
	answer_json(answer, status, tree);
}

void answer_error(struct answer *answer, unsigned int status, const char *format, ...)
{
	char message[1024];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	refuse(answer, status, message, NULL);
}

void answer_invalid(struct answer *answer, const char *resource, const char *field,
		    const char *code, const char *message)
{
	struct json_object *faults = tree_array();
	struct json_object *fault = tree_object((struct pair[]){
		{"resource", tree_string(resource)},
		{"code", tree_string(code)},
		{"field", tree_string(field)},
		{NULL, NULL},
	});

	if (message)
		tree_set(fault, "message", tree_string(message));
	tree_push(faults, fault);
	refuse(answer, 422, "Validation Failed", faults);
}
