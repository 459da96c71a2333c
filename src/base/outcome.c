/* SPDX-License-Identifier: MIT */
#include "base/outcome.h"
#include "base/macros.h"

static const char *const result_names[] = {
	[RESULT_DISPATCHED] = "dispatched", [RESULT_DRY_RUN] = "dry-run",
	[RESULT_IGNORED] = "ignored",       [RESULT_REFUSED] = "refused",
	[RESULT_RESOLVED] = "resolved",     [RESULT_REPORTED] = "reported",
	[RESULT_RECONCILED] = "reconciled", [RESULT_HEALTHY] = "healthy",
	[RESULT_FAILED] = "failed",
};
_Static_assert(ARRAY_SIZE(result_names) == RESULT_COUNT, "every result has a name");

static const char *const reason_names[] = {
	[REASON_NONE] = "",
	[REASON_EVENT_NOT_HANDLED] = "event_not_handled",
	[REASON_ACTION_NOT_HANDLED] = "action_not_handled",
	[REASON_NOT_A_PULL_REQUEST] = "not_a_pull_request",
	[REASON_NOT_A_COMMAND] = "not_a_command",
	[REASON_BOT] = "bot",
	[REASON_OTHER_SOURCE] = "other_source",
	[REASON_FORK] = "fork",
	[REASON_BASE_NOT_COVERED] = "base_not_covered",
	[REASON_NOT_BY_HAND] = "not_by_hand",
	[REASON_BAD_ARGUMENT] = "bad_argument",
	[REASON_SENDER_MISMATCH] = "sender_mismatch",
	[REASON_PERMISSION_DENIED] = "permission_denied",
	[REASON_PULL_REQUEST_CLOSED] = "pull_request_closed",
	[REASON_SHA_MISMATCH] = "sha_mismatch",
	[REASON_BAD_CONFIG] = "bad_config",
	[REASON_BAD_EVENT] = "bad_event",
	[REASON_BAD_PAYLOAD] = "bad_payload",
	[REASON_UNAUTHORIZED] = "unauthorized",
	[REASON_FORBIDDEN] = "forbidden",
	[REASON_NOT_FOUND] = "not_found",
	[REASON_INVALID] = "invalid",
	[REASON_RATE_LIMITED] = "rate_limited",
	[REASON_SERVER_ERROR] = "server_error",
	[REASON_NETWORK] = "network",
	[REASON_TIMEOUT] = "timeout",
	[REASON_BAD_RESPONSE] = "bad_response",
	[REASON_CANCELLED] = "cancelled",
	[REASON_UNHEALTHY] = "unhealthy",
	[REASON_TOO_MANY] = "too_many",
};
_Static_assert(ARRAY_SIZE(reason_names) == REASON_COUNT, "every reason has a name");

const char *result_name(enum result result)
{
	return result_names[result];
}

const char *reason_name(enum reason reason)
{
	return reason_names[reason];
}
