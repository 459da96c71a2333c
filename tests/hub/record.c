/* SPDX-License-Identifier: MIT */
#include "record.h"
#include "tree.h"

#include <errno.h>
#include <string.h>

int record_open(struct record *record, const char *path, struct err *err)
{
	record->file = path ? fopen(path, "we") : NULL;
	if (path && !record->file)
		return err_set(err, REASON_BAD_CONFIG, "%s: %s", path, strerror(errno));
	return 0;
}

static struct json_object *string_or_null(const char *text)
{
	return text ? tree_string(text) : NULL;
}

static struct json_object *shown_headers(const struct request *request)
{
	struct json_object *headers = tree_object(NULL);

	for (size_t i = 0; i < HEADER_RECORDED; i++) {
		if (request->header[i])
			tree_set(headers, request_headers[i], tree_string(request->header[i]));
	}
	return headers;
}

static struct json_object *shown_body(const struct request *request)
{
	if (request->valid)
		return tree_copy(request->body);
	return request->text.len > 0 ? tree_string(buf_str(&request->text)) : NULL;
}

void record_add(struct record *record, const struct request *request, unsigned int status)
{
	auto_buf line = BUF_INIT(8 * BODY_MAX);
	auto_tree *tree = NULL;

	if (!record->file)
		return;
	tree = tree_object((struct pair[]){
		{"method", tree_string(request->method)},
		{"path", tree_string(buf_str(&request->path))},
		{NULL, NULL},
	});
	if (request->query.len > 0)
		tree_set(tree, "query", tree_string(buf_str(&request->query)));
	tree_set(tree, "token", string_or_null(request_token(request)));
	tree_set(tree, "headers", shown_headers(request));
	tree_set(tree, "body", shown_body(request));
	tree_set(tree, "status", tree_int(status));
	tree_set(tree, "connection", tree_int((int64_t)request->connection));
	tree_write(tree, &line);
	/* What fails here shows in record_close(). */
	(void)fprintf(record->file, "%s\n", buf_str(&line));
	(void)fflush(record->file);
}

int record_close(struct record *record, struct err *err)
{
	bool failed = record->file && ferror(record->file);

	if (record->file && fclose(record->file) != 0)
		failed = true;
	record->file = NULL;
	return failed ? err_set(err, REASON_BAD_CONFIG, "the record could not be written") : 0;
}
