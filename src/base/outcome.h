/* SPDX-License-Identifier: MIT */
/*
 * The vocabulary of how a run ends: the results and the reason codes that users see in the
 * outputs `result` and `reason`. One list, used by decisions (ignored, refused) and by errors
 * (failed) alike.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

enum result {
	RESULT_DISPATCHED,
	RESULT_DRY_RUN,
	RESULT_IGNORED,
	RESULT_REFUSED,
	RESULT_RESOLVED,
	RESULT_REPORTED,
	RESULT_RECONCILED,
	RESULT_HEALTHY,
	RESULT_FAILED,
	RESULT_COUNT
};

enum reason {
	REASON_NONE,
	/* ignored */
	REASON_EVENT_NOT_HANDLED,
	REASON_ACTION_NOT_HANDLED,
	REASON_NOT_A_PULL_REQUEST,
	REASON_NOT_A_COMMAND,
	REASON_BOT,
	REASON_OTHER_SOURCE,
	/* ignored or refused */
	REASON_FORK,
	REASON_BASE_NOT_COVERED,
	/* refused */
	REASON_NOT_BY_HAND,
	REASON_BAD_ARGUMENT,
	REASON_SENDER_MISMATCH,
	REASON_PERMISSION_DENIED,
	REASON_PULL_REQUEST_CLOSED,
	REASON_SHA_MISMATCH,
	/* failed */
	REASON_BAD_CONFIG,
	REASON_BAD_EVENT,
	REASON_BAD_PAYLOAD,
	REASON_UNAUTHORIZED,
	REASON_FORBIDDEN,
	REASON_NOT_FOUND,
	REASON_INVALID,
	REASON_RATE_LIMITED,
	REASON_SERVER_ERROR,
	REASON_NETWORK,
	REASON_TIMEOUT,
	REASON_BAD_RESPONSE,
	REASON_CANCELLED,
	REASON_UNHEALTHY,
	REASON_TOO_MANY,
	REASON_COUNT
};

/* The cases of a switch over the reasons that only an error has: it brings its own sentence, see err.h. */
#define REASON_CASES_OF_ERRORS                                                                 \
	case REASON_BAD_CONFIG:                                                                \
	case REASON_BAD_EVENT:                                                                 \
	case REASON_BAD_PAYLOAD:                                                               \
	case REASON_UNAUTHORIZED:                                                              \
	case REASON_FORBIDDEN:                                                                 \
	case REASON_NOT_FOUND:                                                                 \
	case REASON_INVALID:                                                                   \
	case REASON_RATE_LIMITED:                                                              \
	case REASON_SERVER_ERROR:                                                              \
	case REASON_NETWORK:                                                                   \
	case REASON_TIMEOUT:                                                                   \
	case REASON_BAD_RESPONSE:                                                              \
	case REASON_CANCELLED:                                                                 \
	case REASON_UNHEALTHY:                                                                 \
	case REASON_TOO_MANY:

/* The names as they stand in the outputs, "" for REASON_NONE; static text. */
const char *result_name(enum result result);
const char *reason_name(enum reason reason);

#endif
