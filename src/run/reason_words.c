/* SPDX-License-Identifier: MIT */
#include "run/reason_words.h"
#include "contract/bases.h"

void reason_words_pull_request(const struct text *text, const struct run *run)
{
	text_say(text, "Pull request ");
	text_say(text,
		 *run->event.number ? run->event.number : run->decision.payload.pr_number);
}

void reason_words_event(const struct text *text, const struct run *run)
{
	text_say(text, "The event ");
	text_show(text, run->runner.event_name);
	text_say(text, run->event.kind == EVENT_WORKFLOW_DISPATCH
			       ? " without the inputs pr_number and branch is ignored."
			       : " is ignored.");
}

void reason_words_action(const struct text *text, const struct run *run)
{
	text_say(text, "The action ");
	text_show(text, run->event.action);
	text_say(text, " of ");
	text_show(text, run->runner.event_name);
	text_say(text, " is ignored.");
}

void reason_words_base(const struct text *text, const struct run *run, const char *base)
{
	reason_words_pull_request(text, run);
	text_say(text, " targets ");
	text_show(text, base);
	text_say(text, ". Only pull requests that target ");
	bases_say(text, run->config.ephemeral_base, run->config.staging_base);
	text_say(text, " have environments.");
}

void reason_words_fork(const struct text *text, const struct run *run, const char *head)
{
	reason_words_pull_request(text, run);
	if (head) {
		text_say(text, " comes from the fork ");
		text_show(text, head);
	} else {
		text_say(text, " comes from a deleted repository");
	}
}
