/* SPDX-License-Identifier: MIT */
/*
 * The payloads of tests/contract/payloads.json, read as the receiver reads them. tests/schemas
 * asks the same of contract/'s schemas, with a validator that shares no code with this.
 */
#include "contract.h"
#include "file.h"
#include "hub/tree.h"
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_MAX = 1024 * 1024 };

static struct json table = {.name = "The table", .fault = REASON_BAD_CONFIG};

/* One row, its members borrowed from the table. */
struct row {
	enum contract_event event;
	const char *title;
	const char *field;   /* of a refused one: what its message blames */
	const char *unknown; /* of an accepted one: the names passed over, joined */
	bool accepted;
	bool sent; /* the sender would send it in just this form */
	struct json_object *payload;
	char path[32]; /* of the payload in the table */
};

static size_t load(void)
{
	auto_buf text = BUF_INIT(TABLE_MAX);
	struct err err = {0};

	if (!file_read("tests/contract/payloads.json", &text) || text.full ||
	    json_parse(&table, buf_str(&text), text.len, &err) < 0 ||
	    tree_length(table.root) == 0) {
		(void)fprintf(stderr, "tests/contract/payloads.json: no rows. %s\n", err.msg);
		exit(EXIT_FAILURE);
	}
	return tree_length(table.root);
}

static struct row row_at(int index)
{
	struct json_object *object = json_object_array_get_idx(table.root, (size_t)index);
	struct row row = {
		.title = tree_text(object, "title", ""),
		.field = tree_text(object, "field", ""),
		.unknown = tree_text(object, "unknown", ""),
		.accepted = tree_true(object, "accepted"),
		.sent = tree_true(object, "sent"),
		.payload = tree_get(object, "payload"),
	};

	ck_assert_msg(contract_find_event(tree_text(object, "event", ""), &row.event), "%s",
		      row.title);
	(void)snprintf(row.path, sizeof(row.path), "%d.payload", index);
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
	struct row row = row_at(_i);
	auto_buf unknown = BUF_INIT(256);
	auto_buf blamed = BUF_INIT(64);
	struct payload payload = {0};
	struct err err = {0};
	bool accepted =
		contract_read(row.event, &table, row.path, &payload, &unknown, &err) == 0;

	ck_assert_msg(accepted == row.accepted, "%s: %s: %s", contract_event_type(row.event),
		      row.title, accepted ? "accepted" : err.msg);
	if (accepted) {
		ck_assert_str_eq(buf_str(&unknown), row.unknown);
		check_rebuilt(&row, &payload);
		return;
	}
	ck_assert_int_eq(err.reason, REASON_BAD_PAYLOAD);
	/* "branch holds" alone would be found in "base_branch holds". */
	buf_addf(&blamed, "%s%s holds ", strcmp(row.field, "payload") == 0 ? "." : ": ",
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
