/* SPDX-License-Identifier: MIT */
#include "help.h"
#include "contract/config.h"
#include "publish.h"

#include <string.h>

enum { WIDTH = 78, INDENT = 20 };

/* A name, then its text wrapped beside it. */
static void add_entry(struct buf *out, const char *name, const char *text)
{
	int column = INDENT;

	buf_addf(out, "  %-*s", INDENT - 2, name);
	while (*text) {
		size_t word = strcspn(text, " ");

		if (column + (int)word >= WIDTH) {
			buf_addf(out, "\n%*s", INDENT, "");
			column = INDENT;
		} else if (column > INDENT) {
			buf_addc(out, ' ');
			column++;
		}
		buf_add(out, text, word);
		column += (int)word;
		text += word + (text[word] == ' ');
	}
	buf_addc(out, '\n');
}

static void add_inputs(struct buf *out)
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	buf_adds(
		out,
		"\nInputs (environment INPUT_NAME, else DEPLOY_DISPATCH_NAME; hyphens as _):\n");
	for (size_t i = 0; i < count; i++) {
		auto_buf text = BUF_INIT(4096);

		buf_adds(&text, inputs[i].help);
		if (*inputs[i].fallback)
			buf_addf(&text, " Default: %s", inputs[i].fallback);
		add_entry(out, inputs[i].name, buf_str(&text));
	}
}

/* Rows of a list before `place`, which is counted down; the row, where the list has it. */
static const struct end_output *find_row(const struct end_output *list, size_t *place)
{
	for (; list && list->name; list++) {
		if ((*place)-- == 0)
			return list;
	}
	return NULL;
}

const struct end_output *help_output(size_t place)
{
	const struct end_output *list = publish_outputs;
	const struct end_output *row = find_row(list, &place);

	for (size_t i = 0; !row && end_at(i); i++) {
		/* Ends that share their outputs stand beside each other. */
		if (end_at(i)->outputs == list)
			continue;
		list = end_at(i)->outputs;
		row = find_row(list, &place);
	}
	return row;
}

static void add_outputs(struct buf *out)
{
	const struct end_output *row;

	buf_adds(out, "\nOutputs (appended to GITHUB_OUTPUT):\n");
	for (size_t i = 0; (row = help_output(i)); i++)
		add_entry(out, row->name, row->help);
}

static const char what[] =
	"Usage: deploy-dispatch [--help | --version]\n"
	"\n"
	"Without an argument it does the work of the GitHub action: it reads the event\n"
	"at GITHUB_EVENT_PATH and, for a command on a pull request or a pull request\n"
	"that was closed, sends the matching repository_dispatch to the infrastructure\n"
	"repository. There, for such an event, it checks the payload and names the\n"
	"environment, and with the input status it reports on the pull request.\n";

static const char how[] =
	"\n"
	"Exit status: 0, 1 when the run failed, 130 when it was cancelled by SIGINT or\n"
	"SIGTERM, 2 for a wrong command line.\n"
	"\n"
	"To try it on an event file, without writing anything to GitHub:\n"
	"\n"
	"  GITHUB_EVENT_NAME=issue_comment GITHUB_EVENT_PATH=event.json \\\n"
	"  GITHUB_REPOSITORY=owner/cms GITHUB_API_URL=https://api.github.com \\\n"
	"  GITHUB_OUTPUT=/dev/stdout GITHUB_STEP_SUMMARY=/dev/stdout \\\n"
	"  INPUT_REPOSITORY=owner/infrastructure INPUT_TOKEN=\"$TOKEN\" \\\n"
	"  INPUT_DRY_RUN=true deploy-dispatch\n";

void help_write(struct buf *out)
{
	buf_adds(out, what);
	add_inputs(out);
	add_outputs(out);
	buf_adds(out, how);
}
