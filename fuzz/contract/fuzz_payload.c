/* SPDX-License-Identifier: MIT */
/* The receiver's event: client_payload, as every event of the contract. */
#include "property.h"

#include <string.h>

static void check(enum contract_event event, const struct json *doc)
{
	auto_buf unknown = BUF_INIT(256);
	struct payload payload = {0};
	struct err err = {0};

	if (contract_read(event, doc, "client_payload", &payload, &unknown, &err) < 0) {
		property_is_error(&err, REASON_BAD_PAYLOAD);
		return;
	}
	HOLDS(err.reason == REASON_NONE, "%s", err.msg);
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++) {
		enum contract_field field = (enum contract_field)i;

		HOLDS(contract_has_field(event, field) || field == CONTRACT_MERGED ||
			      !*contract_get(&payload, field),
		      "%s is of another event", contract_field_name(field));
	}
	property_is_taken(event, &payload);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_copy *text = property_copy(data, size);
	auto_json doc = {.name = "The event", .fault = REASON_BAD_EVENT};
	struct err err = {0};

	if (json_parse(&doc, text, size, &err) < 0) {
		property_is_error(&err, REASON_BAD_EVENT);
		return 0;
	}
	for (int event = 0; event < CONTRACT_EVENT_COUNT; event++)
		check((enum contract_event)event, &doc);
	return 0;
}
