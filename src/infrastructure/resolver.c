/* SPDX-License-Identifier: MIT */
#include "infrastructure/infrastructure.h"
#include "infrastructure/receive.h"
#include "infrastructure/receiver_words.h"
#include "infrastructure/resolve.h"
#include "infrastructure/staging_sharers.h"

#include <string.h>

/* What the pull request has that the event did not say; nothing of it stops a deployment. */
static void warn_of_other_branch(struct run *run)
{
	const struct decision *decision = &run->decision;
	const struct pull *pull = &run->facts.pull;

	if (decision->operation != CONTRACT_OPERATE_DEPLOY)
		return;
	if (pull->head && strcmp(pull->head, decision->payload.branch) != 0)
		(void)warnings_add(&run->warnings, RECEIVER_HEAD_CHANGED, NULL);
}

/* The last word wins: what was requested later and is carried out is not undone. */
static void ask_newer(struct run *run, struct session *session)
{
	int64_t author_id;

	if (run->decision.operation == CONTRACT_OPERATE_NONE ||
	    resolve_is_over(&run->decision, &run->facts.pull))
		return;
	if (*run->decision.payload.requested_at && run->decision.class == ENVIRONMENT_STAGING)
		staging_sharers_read(run, session);
	if (receiver_of(run)->history.request_count == 0)
		return;
	author_id = receive_ask_author(run, session);
	if (author_id == 0)
		return;
	/* The event came twice, with a push between: the head is not to give way to what it replaced. */
	if (status_history_newest(&receiver_of(run)->history, author_id,
				  &receiver_of(run)->newer) ||
	    (resolve_is_stale(&run->decision) &&
	     status_history_find_same(&receiver_of(run)->history, author_id,
				      run->decision.head_sha, &receiver_of(run)->newer)))
		run->decision.operation = CONTRACT_OPERATE_SUPERSEDED;
}

/* Is the pull request still open, and was anything requested since? Only where there is a token to ask with. */
static int resolver_ask(struct run *run, struct session *session, struct err *err)
{
	const struct config *config = &run->config;
	struct err unread;
	int rc;

	if (!*config->repository)
		return 0;
	if (!*config->token) {
		(void)warnings_add(&run->warnings, RECEIVER_NO_TOKEN, NULL);
		return 0;
	}
	if (session_open(session, run, err) < 0)
		return -1;
	/* Without a time of its own it has no order. */
	rc = *run->decision.payload.requested_at
		     ? receive_ask_pull_and_thread(run, session, &unread)
		     : receive_ask_pull(run, session, &unread);
	ask_newer(run, session);
	if (rc == 0) {
		warn_of_other_branch(run);
		return 0;
	}
	/* A removal needs nothing of the pull request, and is not to wait for it. */
	if (run->decision.event == CONTRACT_DEPLOY || unread.reason == REASON_CANCELLED)
		return err_copy(err, &unread);
	(void)warnings_add(&run->warnings, RECEIVER_PULL_NOT_READ, &unread);
	return 0;
}

static int resolver_act(struct run *run, struct session *session, struct err *err)
{
	(void)session;
	(void)err;
	run->result = RESULT_RESOLVED;
	return 0;
}

const struct end resolver = {
	.state_size = sizeof(struct receiver),
	.release = receive_release,
	.decide = receive_decide,
	.ask = resolver_ask,
	.act = resolver_act,
	.sentence = receiver_sentence,
	.warning = receiver_warning,
	.level = receiver_level,
	.outputs = receiver_outputs,
	.fill = receiver_fill,
};
