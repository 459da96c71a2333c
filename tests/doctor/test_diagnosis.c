/* SPDX-License-Identifier: MIT */
#include "doctor/diagnosis.h"
#include "suites.h"

#include <string.h>

START_TEST(table_and_counts_are_those_of_the_checks)
{
	struct diagnosis diagnosis = {0};
	auto_buf table = BUF_INIT(4000);
	auto_buf count = BUF_INIT(100);
	auto_buf line = BUF_INIT(100);

	diagnosis_table(&diagnosis, &table);
	ck_assert_str_eq(buf_str(&table), "");
	ck_assert_ptr_null(diagnosis_first(&diagnosis, FINDING_GOOD));

	buf_adds(diagnosis_add(&diagnosis, FINDING_GOOD, "One"), "Is good.");
	buf_adds(diagnosis_add(&diagnosis, FINDING_WARNING, "Two"), "a|b\n<c> @d");
	diagnosis_worsen(&diagnosis, FINDING_GOOD);
	buf_adds(diagnosis_add(&diagnosis, FINDING_GOOD, "Three"), "Is not.");
	diagnosis_worsen(&diagnosis, FINDING_ERROR);
	diagnosis_worsen(&diagnosis, FINDING_WARNING);
	diagnosis_table(&diagnosis, &table);
	ck_assert_str_eq(buf_str(&table), "| | Check | |\n|---|---|---|\n"
					  "| ✅ | One | Is good. |\n"
					  "| ⚠️ | Two | a\\|b \\<c\\> @\xe2\x80\x8b"
					  "d |\n"
					  "| ❌ | Three | Is not. |\n\n");
	diagnosis_say(&diagnosis, &count);
	ck_assert_str_eq(buf_str(&count), "3 checks, 1 error, 1 warning");
	diagnosis_line(diagnosis_first(&diagnosis, FINDING_ERROR), &line);
	ck_assert_str_eq(buf_str(&line), "❌ Three: Is not.");
	diagnosis_release(&diagnosis);
	ck_assert_uint_eq(diagnosis.count, 0);
}
END_TEST

Suite *suite_diagnosis(void);
Suite *suite_diagnosis(void)
{
	Suite *suite = suite_create("diagnosis");
	TCase *tc = tcase_create("diagnosis");

	tcase_add_test(tc, table_and_counts_are_those_of_the_checks);
	suite_add_tcase(suite, tc);
	return suite;
}
