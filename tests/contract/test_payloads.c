/* SPDX-License-Identifier: MIT */
/*
 * The payloads of tests/contract/payloads.json, read as the receiver reads them. tests/schemas
 * asks the same of contract/'s schemas, with a validator that shares no code with this.
 */
#include "contract/contract.h"
#include "read_file.h"
#include "hub/tree.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_MAX = 1024 * 1024, ROWS_MAX = 4096 };

/* The table's text, and where each row of it begins. */
static char text[TABLE_MAX + 1];
static struct span {
	size_t begin, len;
} rows[ROWS_MAX];

/* One row, its members borrowed from its document. */
struct row {
	enum contract_event event;
	const char *title;
	const char *field;   /* of a refused one: what its message blames */
	const char *unknown; /* of an accepted one: the names of unknown fields, joined */
	bool accepted;
	bool sent; /* the sender would send it in just this form */
	struct json_object *payload;
};

static void give_up(const char *why)
{
	(void)fprintf(stderr, "tests/contract/payloads.json: %s\n", why);
	exit(EXIT_FAILURE);
}

/* Finds the rows; each is a document of its own, as an event's payload is. */
static size_t load(void)
{
	auto_buf read = BUF_INIT(TABLE_MAX);
	struct json_tokener *tokener = json_tokener_new();
	size_t count = 0;

	if (!read_file("tests/contract/payloads.json", &read) || read.full)
		give_up("could not be read");
	(void)snprintf(text, sizeof(text), "%s", buf_str(&read));
	for (size_t at = strcspn(text, "{"); text[at]; at += strcspn(text + at, "{")) {
		struct json_object *row =
			json_tokener_parse_ex(tokener, text + at, (int)(read.len - at));

		if (!row || count == ROWS_MAX)
			give_up("not a row, or too many of them");
		rows[count].begin = at;
		rows[count].len = json_tokener_get_parse_end(tokener);
		at += rows[count++].len;
		json_object_put(row);
		json_tokener_reset(tokener);
	}
	json_tokener_free(tokener);
	if (count == 0)
		give_up("no rows");
	return count;
}

/* Reads a row into `doc`, which its members are borrowed from. */
static struct row row_at(int index, struct json *doc)
{
	const struct span *span = &rows[index];
	auto_buf copy = BUF_INIT(TABLE_MAX);
	struct err err = {0};
	struct row row;

	buf_add(&copy, text + span->begin, span->len);
	*doc = (struct json){.name = "The row", .fault = REASON_BAD_CONFIG};
	ck_assert_msg(json_parse(doc, buf_str(&copy), copy.len, &err) == 0, "%s", err.msg);
	row = (struct row){
		.title = tree_text(doc->root, "title", ""),
		.field = tree_text(doc->root, "field", ""),
		.unknown = tree_text(doc->root, "unknown", ""),
		.accepted = tree_true(doc->root, "accepted"),
		.sent = tree_true(doc->root, "sent"),
		.payload = tree_get(doc->root, "payload"),
	};
	ck_assert_msg(contract_find_event(tree_text(doc->root, "event", ""), &row.event), "%s",
		      row.title);
	return row;
}

/* What the payload is built to again must be read as the same, and be built to the same. */
static void check_rebuilt(const struct row *row, const struct payload *payload)
{
	auto_json once = {.name = "The test"};
	auto_json outer = {.name = "The test"};
	auto_json twice = {.name = "The test"};
	auto_buf unknown = BUF_INIT(256);
	struct payload again = {0};
	struct err err = {0};

	contract_build(row->event, payload, &once);
	ck_assert_msg(json_object_equal(once.root, row->payload) == row->sent, "%s: %s sent so",
		      row->title, row->sent ? "is not" : "is");
	json_init(&outer);
	json_add_object(&outer, "payload", &once);
	ck_assert_msg(contract_read(row->event, &outer, "payload", &again, &unknown, &err) == 0,
		      "%s: built again: %s", row->title, err.msg);
	ck_assert_str_eq(buf_str(&unknown), "");
	for (int i = 0; i < CONTRACT_FIELD_COUNT; i++)
		ck_assert_str_eq(contract_get(&again, (enum contract_field)i),
				 contract_get(payload, (enum contract_field)i));
	contract_build(row->event, &again, &twice);
	ck_assert_msg(json_object_equal(tree_get(outer.root, "payload"), twice.root), "%s",
		      row->title);
}

START_TEST(payload_is_judged_as_the_table_says)
{
	auto_json doc = {0};
	struct row row = row_at(_i, &doc);
	auto_buf unknown = BUF_INIT(256);
	auto_buf blamed = BUF_INIT(64);
	struct payload payload = {0};
	struct err err = {0};
	bool accepted =
		contract_read(row.event, &doc, "payload", &payload, &unknown, &err) == 0;

	ck_assert_msg(accepted == row.accepted, "%s: %s: %s", contract_event_type(row.event),
		      row.title, accepted ? "accepted" : err.msg);
	if (accepted) {
		ck_assert_str_eq(buf_str(&unknown), row.unknown);
		check_rebuilt(&row, &payload);
		return;
	}
	ck_assert_int_eq(err.reason, REASON_BAD_PAYLOAD);
	/* "branch holds" alone would be found in "base_branch holds". */
	buf_addf(&blamed, "%s%s holds ", strcmp(row.field, "payload") == 0 ? "" : ": ",
		 row.field);
	ck_assert_msg(strstr(err.msg, buf_str(&blamed)) != NULL, "%s: %s", row.title, err.msg);
}
END_TEST

SUITE(payloads)
{
	Suite *suite = suite_create("payloads");
	TCase *tcase = tcase_create("contract");

	tcase_add_loop_test(tcase, payload_is_judged_as_the_table_says, 0, (int)load());
	suite_add_tcase(suite, tcase);
	return suite;
}
