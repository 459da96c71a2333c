/* SPDX-License-Identifier: MIT */
/* The state of the ends of the infrastructure. */
#ifndef RECEIVER_H
#define RECEIVER_H

#include "infrastructure/resolved.h"
#include "run/run.h"
#include "status/status_history.h"

struct receiver {
	struct resolved resolved; /* with a status: what the step Resolve said */
	struct status_history history;
	struct marker newer; /* a newer request than the event's; see receiver_has_newer() */
	char sharer[GRAMMAR_PR_NUMBER_MAX +
		    1];      /* "", or an open pull request that keeps staging */
	int64_t author_id;   /* who we are, as comments have it; 0: not known */
	bool is_ahead;       /* the event's time is so far ahead that it has no order */
	int64_t asked_ago_s; /* since the command was given; -1: not known */

	/* What came of the removal that a post asks for, because the pull request was closed during the deployment. */
	enum late_removal {
		LATE_REMOVAL_NONE,
		LATE_REMOVAL_REQUESTED,
		LATE_REMOVAL_FAILED
	} late;

	/* with a status */
	enum marker_state outcome; /* what the report says */
	struct buf report;         /* Markdown, as on the pull request */
};

/* The warnings of the infrastructure, see warning.h. */
enum {
	RECEIVER_FIELDS_IGNORED = WARNING_OF_END, /* a notice; why.msg has their names */
	RECEIVER_NO_TOKEN,                        /* the pull request was not asked for */
	RECEIVER_PULL_NOT_READ,
	RECEIVER_HEAD_CHANGED, /* since the event was sent */
	RECEIVER_COMMENTS_NOT_READ,
	RECEIVER_REPORT_NOT_WRITTEN,
	RECEIVER_COMMENT_NOT_EDITED,
	RECEIVER_AUTHOR_NOT_KNOWN, /* whose status comments are ours */
	RECEIVER_AUTHOR_NOT_TOLD,  /* by the answer to the report */
	RECEIVER_SHARER_NOT_TOLD,
	RECEIVER_SHARERS_NOT_READ,
	RECEIVER_DEPLOYMENT_NOT_TOLD,
	RECEIVER_STATUS_NOT_TOLD,
	RECEIVER_LATE_NOT_SENT, /* the removal of what was deployed too late */
	RECEIVER_ERROR_FILE,    /* the input error-file was not read */
	RECEIVER_TIME_AHEAD,    /* the event has no order, since its time is far ahead */
	RECEIVER_MERGED_OPEN    /* a merged pull request is said to be open */
};

static inline struct receiver *receiver_of(const struct run *run)
{
	return run->state;
}

/* A newer request is noted on the pull request; a mark that is newer has its time. */
static inline bool receiver_has_newer(const struct run *run)
{
	return *receiver_of(run)->newer.requested_at;
}

#endif
