/* SPDX-License-Identifier: MIT */
#include "message.h"
#include "base/markdown.h"
#include "github/expiry.h"

static void sentence(const struct run *run, const struct end *end, const struct text *text)
{
	if (run->result != RESULT_FAILED) {
		end->sentence(run, text);
		return;
	}
	text_quote(text, run->err.msg);
	text_say(text, ".");
}

void message_sentence(const struct run *run, const struct end *end, struct buf *out)
{
	struct text text = {out, false};

	sentence(run, end, &text);
}

static void add_row(struct buf *out, const char *name, const char *value)
{
	if (!*value)
		return;
	buf_addf(out, "| %s | ", name);
	markdown_cell(out, value);
	buf_adds(out, " |\n");
}

static void add_link_row(struct buf *out, const char *name, const char *url)
{
	if (*url)
		buf_addf(out, "| %s | [%s](%s) |\n", name, url, url);
}

static void add_event_table(const struct run *run, struct buf *out)
{
	const struct environment *env = &run->environment;

	add_row(out, "Event", contract_event_type(run->decision.event));
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;
		auto_buf name = BUF_INIT(64);

		if (!contract_has_field(run->decision.event, field))
			continue;
		markdown_cell(&name, contract_field_name(field));
		add_row(out, buf_str(&name), contract_get(&run->decision.payload, field));
	}
	add_row(out, "Operation", contract_operation_name(run->decision.operation));
	if (*env->name[ENVIRONMENT_WORKSPACE])
		add_row(out, "Environment", environment_class_name(env->class));
	add_row(out, "Workspace", env->name[ENVIRONMENT_WORKSPACE]);
	add_row(out, "Deployed branch", env->deploy_branch);
	add_link_row(out, "URL", env->name[ENVIRONMENT_URL]);
	add_link_row(out, "Admin panel", env->name[ENVIRONMENT_ADMIN_URL]);
	add_link_row(out, "Mailpit", env->name[ENVIRONMENT_MAILPIT_URL]);
	add_row(out, "Database", env->name[ENVIRONMENT_DATABASE]);
	add_row(out, "Files", env->name[ENVIRONMENT_FILES_PREFIX]);
}

void message_summary(const struct run *run, const struct end *end, struct buf *out)
{
	struct text text = {out, true};
	const struct event *event = &run->event;
	bool has_values = event->number[0] != '\0' && !err_is_set(&event->fault);

	buf_addf(out, "### deploy-dispatch: %s\n\n", result_name(run->result));
	sentence(run, end, &text);
	buf_adds(out, "\n\n");
	if (run_has_event(run) || has_values) {
		buf_adds(out, "| | |\n|---|---|\n");
		if (run_has_event(run)) {
			add_event_table(run, out);
		} else {
			add_row(out, "Pull request", event->number);
			add_row(out, "Comment by", event->author ? event->author : "");
		}
		if (run->comment_url.len > 0)
			add_link_row(out, end->comment, buf_str(&run->comment_url));
		buf_adds(out, "\n");
	}
	if (end->summary)
		end->summary(run, out);
}

/* A token that expires soon. */
static void add_expiry(const struct warning *warning, struct buf *out)
{
	buf_addf(out, "The token in the input %s ", warning->input);
	expiry_say(out, warning->at_s, warning->left_s);
	buf_adds(
		out,
		". After that every run fails. Create a new token, and put it into the secret that the workflow gives to this input");
}

void message_warning(const struct run *run, const struct end *end,
		     const struct warning *warning, struct buf *out)
{
	if (warning->kind == WARNING_TOKEN_EXPIRES)
		add_expiry(warning, out);
	else
		end->warning(run, warning, out);
	if (err_is_set(&warning->why))
		buf_addf(out, ": %s", warning->why.msg);
}
