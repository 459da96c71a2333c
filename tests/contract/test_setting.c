/* SPDX-License-Identifier: MIT */
#include "contract/setting.h"
#include "suites.h"

#include <string.h>

static const struct {
	const char *variable;
	const char *says; /* NULL: it is right */
} variables[] = {
	{"DEPLOY_DISPATCH_EPHEMERAL_BASE=develop", NULL},
	{"DEPLOY_DISPATCH_REPOSITORY=", NULL},
	{"DEPLOY_DISPATCH_PROGRAM=/opt/deploy-dispatch", NULL},
	{"DEPLOY_DISPATC_EPHEMERAL_BASES=develop", NULL}, /* anybody's */
	{"DEPLOY_DISPATCH", NULL},
	{"DEPLOY_DISPATCH_EPHEMERAL_BASES=develop", "is DEPLOY_DISPATCH_EPHEMERAL_BASE"},
	{"DEPLOY_DISPATCH_EPHEMERALBASE=develop", "is DEPLOY_DISPATCH_EPHEMERAL_BASE"},
	{"DEPLOY_DISPATCH_ephemeral_base=develop",
	 "The variable DEPLOY_DISPATCH_ephemeral_base"},
	{"DEPLOY_DISPATCH_ALOW_FORKS=true", "is DEPLOY_DISPATCH_ALLOW_FORKS"},
	{"DEPLOY_DISPATCH_=x", "The nearest name is DEPLOY_DISPATCH_"},
	{"DEPLOY_DISPATCH_TOKEN=x", "Give the step the input token instead"},
	{"DEPLOY_DISPATCH_GITHUB_TOKEN=x", "Give the step the input github-token instead"},
	{"DEPLOY_DISPATCH_MODE=doctor", "the input mode instead"},
	{"DEPLOY_DISPATCH_STATUS=success", "the input status instead"},
	{"DEPLOY_DISPATCH_RESOLVED={}", "the input resolved instead"},
	{"DEPLOY_DISPATCH_ERROR=x", "the input error instead"},
	/* What is near to one that no variable may set is not sent there. */
	{"DEPLOY_DISPATCH_TOKENS=x", "The nearest name is DEPLOY_DISPATCH_"},
	{"DEPLOY_DISPATCH_A_NAME_THAT_IS_LONGER_THAN_ANY_THAT_THERE_IS_AND_GOES_ON_AND_ON=x",
	 "The variable DEPLOY_DISPATCH_A_NAME"},
};

START_TEST(a_variable_like_a_setting_is_one_or_an_error)
{
	char home[] = "HOME=/root";
	char variable[128];
	char *environment[] = {home, variable, NULL};
	struct err err = {.reason = REASON_NONE};
	int rc;

	strcpy(variable, variables[_i].variable);
	rc = setting_check(environment, &err);
	ck_assert_msg(rc == (variables[_i].says ? -1 : 0), "%s", variables[_i].variable);
	if (!variables[_i].says)
		return;
	ck_assert_int_eq(err.reason, REASON_BAD_CONFIG);
	ck_assert_msg(strstr(err.msg, variables[_i].says) != NULL, "%s", err.msg);
	ck_assert_msg(!strstr(err.msg, "=x"), "%s", err.msg);
}
END_TEST

/* Each input has another variable, and setting_check() takes it unless it belongs to a step. */
START_TEST(every_input_has_a_name_of_its_own)
{
	size_t count;
	const struct config_input *inputs = config_inputs(&count);

	for (size_t i = 0; i < count; i++) {
		char name[SETTING_NAME_MAX];
		char other[SETTING_NAME_MAX];
		struct err err;

		setting_name(inputs[i].name, name);
		ck_assert_uint_eq(strlen(name),
				  strlen("DEPLOY_DISPATCH_") + strlen(inputs[i].name));
		ck_assert_int_eq(setting_check((char *[]){name, NULL}, &err),
				 setting_is_allowed(&inputs[i]) ? 0 : -1);
		for (size_t k = 0; k < i; k++) {
			setting_name(inputs[k].name, other);
			ck_assert_str_ne(name, other);
		}
	}
}
END_TEST

SUITE(setting)
{
	Suite *suite = suite_create("setting");
	TCase *tc = tcase_create("core");

	tcase_add_loop_test(tc, a_variable_like_a_setting_is_one_or_an_error, 0,
			    ARRAY_SIZE(variables));
	tcase_add_test(tc, every_input_has_a_name_of_its_own);
	suite_add_tcase(suite, tc);
	return suite;
}
