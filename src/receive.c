/* SPDX-License-Identifier: MIT */
#include "receive.h"
#include "github.h"
#include "resolve.h"
#include "success.h"
#include "words.h"

enum { FIELDS_MAX = 500 };

/* What Resolve was told the report need not be told again. */
static int take_words(struct run *run, struct err *err)
{
	if (run->resolved.words.len == 0)
		return 0;
	if (words_read(&run->config, buf_str(&run->resolved.words), err) < 0)
		return -1;
	return success_check(&run->config, err);
}

int receive_decide(struct run *run, struct err *err)
{
	auto_buf unknown = BUF_INIT(FIELDS_MAX);
	struct err names;

	if (resolved_read(run->config.resolved, &run->resolved, err) < 0 ||
	    take_words(run, err) < 0 ||
	    resolve_event(&run->config, &run->event, &run->resolved, &run->decision, &unknown,
			  err) < 0)
		return -1;
	if (unknown.len > 0) {
		err_set(&names, REASON_BAD_PAYLOAD, "%s%s", buf_str(&unknown),
			unknown.full ? "…" : "");
		warnings_add(&run->warnings, WARNING_FIELDS_IGNORED, &names);
	}
	return 0;
}

int receive_ask_pull(struct run *run, struct session *session, struct err *err)
{
	struct api_target cms = end_other(run);
	struct facts *facts = &run->facts;

	github_fetch_pull(session->http, &cms, run->decision.payload.pr_number, facts);
	if (!err_is_set(&facts->pull_err) &&
	    resolve_pull(&run->config, &run->event, &facts->pull, &run->decision,
			 &facts->pull_err) == 0)
		return 0;
	return err_copy(err, &facts->pull_err);
}
