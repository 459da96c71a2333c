/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "base/json_scan.h"
#include "base/mem.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

static struct json_tokener *new_tokener(void)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);

	if (!tokener)
		mem_exhausted();
	/* No JSON_TOKENER_STRICT: json-c 0.18 refuses every non-ASCII byte under it. */
	json_tokener_set_flags(tokener, JSON_TOKENER_VALIDATE_UTF8);
	return tokener;
}

static size_t skip_space(const char *text, size_t at)
{
	return at + strspn(text + at, " \t\n\r");
}

/* Parses the value at `at`; *at is then where it ends. */
static int parse_value(struct json *doc, const char *text, size_t len, size_t *at,
		       struct err *err)
{
	struct json_tokener *tokener = new_tokener();
	enum json_tokener_error fault;

	/* The length counts the final NUL: it ends a number or a literal at the document's end. */
	doc->root = json_tokener_parse_ex(tokener, text + *at, (int)(len - *at) + 1);
	fault = json_tokener_get_error(tokener);
	*at += json_tokener_get_parse_end(tokener);
	json_tokener_free(tokener);
	if (*at > len)
		*at = len; /* it took the NUL */
	if (fault == json_tokener_success)
		return 0;
	json_release(doc);
	return err_set(err, doc->fault, "%s is not JSON: %s at byte %zu", doc->name,
		       fault == json_tokener_continue || fault == json_tokener_error_parse_eof
			       ? "it is cut off"
			       : json_tokener_error_desc(fault),
		       *at);
}

int json_parse(struct json *doc, const char *text, size_t len, struct err *err)
{
	struct json_scan scan = json_scan(text, len);
	size_t at = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	doc->nul_name = scan.nul_name;
	doc->lone_surrogate = scan.lone_surrogate;
	if (len >= INT_MAX)
		return err_set(err, doc->fault, "%s is too large", doc->name);
	if (scan.values > JSON_VALUES_MAX)
		return err_set(err, doc->fault, "%s has more than %d values", doc->name,
			       JSON_VALUES_MAX);
	at = skip_space(text, at);
	if (at == len)
		return err_set(err, doc->fault, "%s is empty, expected JSON", doc->name);
	/* json-c's own check, JSON_TOKENER_STRICT, cannot be used: see new_tokener(). */
	if (scan.fault)
		return err_set(err, doc->fault, "%s is not JSON: it has %s at byte %zu",
			       doc->name, scan.fault, scan.fault_at);
	if (parse_value(doc, text, len, &at, err) < 0)
		return -1;
	at = skip_space(text, at);
	if (at < len) {
		json_release(doc);
		return err_set(err, doc->fault, "%s has text after its JSON value, at byte %zu",
			       doc->name, at);
	}
	return 0;
}
