/* SPDX-License-Identifier: MIT */
#include "workflow/contents.h"
#include "base/base64.h"

#include <string.h>

static struct http_request ask_contents(const struct api_target *target, const char *place,
					const char *name, struct buf *path)
{
	buf_addf(path, "/repos/%s/contents%s", target->repository, place);
	if (*name) {
		buf_addc(path, '/');
		api_add_segment(path, name);
	}
	return (struct http_request){
		.method = "GET", .path = buf_str(path), .token = target->token};
}

#define FOLDER "/.github/workflows"

struct http_request contents_ask_workflows(const struct api_target *target, struct buf *path)
{
	return ask_contents(target, FOLDER, "", path);
}

/* What the token lacks, if it is not the folder that is missing. */
static int fail_contents(const struct api_target *target, const struct http_request *request,
			 const struct http_answer *answer, struct err *err)
{
	auto_buf hint = BUF_INIT(sizeof(err->msg) / 2);

	buf_addf(
		&hint,
		"The workflows of %s could not be read with the token in the input %s. It needs Contents: read",
		target->repository, target->token_input);
	return api_fail(target, request, answer, buf_str(&hint), err);
}

static bool has_extension(const char *name, const char *end)
{
	size_t len = strlen(name);

	return len > strlen(end) && strcmp(name + len - strlen(end), end) == 0;
}

/* The name of a file that GitHub would run; NULL for all else. */
static const char *read_file_entry(const struct json *entry)
{
	const char *name;
	const char *type;
	struct err unused;

	if (json_get_string(entry, "name", &name, &unused) < 0 ||
	    json_get_string(entry, "type", &type, &unused) < 0 || strcmp(type, "file") != 0 ||
	    strlen(name) > WORKFLOW_NAME_MAX ||
	    (!has_extension(name, ".yml") && !has_extension(name, ".yaml")))
		return NULL;
	return name;
}

void contents_read_workflows(const struct api_target *target, struct workflows *workflows,
			     const struct http_request *request,
			     const struct http_answer *answer)
{
	auto_json doc = {0};
	long count;

	if (!api_succeeded(answer)) {
		fail_contents(target, request, answer, &workflows->err);
		return;
	}
	if (api_parse(answer, &doc, &workflows->err) < 0)
		return;
	count = json_length(&doc, "");
	if (count < 0) {
		err_set(&workflows->err, REASON_BAD_RESPONSE,
			"%s %s: the answer is not a list of files", request->method,
			request->path);
		return;
	}
	workflows->known = true;
	for (long i = 0; i < count; i++) {
		const struct json element = json_element(&doc, "", i);
		const char *name = read_file_entry(&element);

		if (!name)
			continue;
		if (workflows->count < WORKFLOWS_MAX)
			(void)workflows_add(workflows, name);
		else
			workflows->left_out++;
	}
}

struct http_request contents_ask_workflow(const struct api_target *target,
					  const struct workflow *workflow, struct buf *path)
{
	return ask_contents(target, FOLDER, workflow->name, path);
}

void contents_read_workflow(const struct api_target *target, struct workflow *workflow,
			    const struct http_request *request,
			    const struct http_answer *answer)
{
	auto_json doc = {0};
	auto_buf text = BUF_INIT(YAML_TEXT_MAX + 1);
	const char *content;

	if (!api_succeeded(answer)) {
		fail_contents(target, request, answer, &workflow->err);
		return;
	}
	if (api_parse(answer, &doc, &workflow->err) < 0 ||
	    json_get_string(&doc, "content", &content, &workflow->err) < 0)
		return;
	if (!base64_decode(&text, content)) {
		err_set(&workflow->err, REASON_BAD_RESPONSE, "%s %s: the content is not Base64",
			request->method, request->path);
		return;
	}
	workflow_read(workflow, buf_str(&text), text.len);
}

struct http_request contents_ask_root(const struct api_target *target, struct buf *path)
{
	return ask_contents(target, "", "", path);
}

void contents_read_root(struct workflows *workflows, const struct http_answer *answer)
{
	if (api_succeeded(answer))
		workflows->known = true;
}
