/* SPDX-License-Identifier: MIT */
#include "infrastructure/success.h"
#include "base/markdown.h"
#include "base/utf8.h"
#include "contract/template.h"

#include <string.h>

enum { CLASSES = ENVIRONMENT_STAGING + 1 };

/* What the contract has; all else in the code is the same for any two repositories. */
static const char *const lines[] = {
	"**Environment**: `{workspace}`",
	"**URL**: {url}",
	"**Admin Panel**: {admin-url}",
	"**Mailpit**: {mailpit-url}",
	"**Database**: `{database}` (isolated)",
	"**Files**: `{files-prefix}*` (prefix-isolated in shared bucket)",
	"**Region**: {region}",
	"**Instance**: {instance}",
};

static const struct defaults {
	const char *region, *instance, *details;
} defaults[CLASSES] = {
	[ENVIRONMENT_EPHEMERAL] =
		{"NYC3", "Basic XXS",
		 "**Email Testing (Mailpit)**:\n"
		 "- Web UI: {mailpit-url}\n"
		 "- All emails captured for testing (registration, password reset, etc.)\n"
		 "- No real emails sent"},
	[ENVIRONMENT_STAGING] = {"NYC3", "Basic XS",
				 "**Production Services Integrated**:\n"
				 "- Twilio SendGrid (real email delivery)\n"
				 "- Twilio SMS (real SMS delivery)\n"
				 "- All production-like external services"},
};

/* The environment's names, by their own: their grammar has nothing that means something in Markdown. */
static struct template_values names_of(const struct environment *env)
{
	struct template_values values = {.count = 0};

	for (int i = 0; i < ENVIRONMENT_NAME_COUNT; i++)
		template_add(&values, environment_word((enum environment_name)i), env->name[i],
			     NULL);
	return values;
}

/* What the team's own words may hold besides; staging is nobody's in particular. */
static void add_details_values(struct template_values *values, const struct config *config,
			       const struct environment *env, const struct payload *payload)
{
	if (env->class == ENVIRONMENT_EPHEMERAL)
		template_add(values, "number", payload->pr_number, NULL);
	template_add(values, "class", environment_class_name(env->class), NULL);
	template_add(values, "domain", config->domain, NULL);
	template_add(values, "branch", env->deploy_branch, markdown_text);
	template_add(values, "commit", payload->commit_sha, NULL);
	template_add(values, "sender", payload->sender, markdown_text);
}

/* What an input says: its own words, or the default; "" for "none". */
static const char *setting(const char *value, const char *fallback)
{
	if (!*value)
		return fallback;
	return grammar_is_none(value) ? "" : value;
}

static int check_details(const struct config *config, enum environment_class class,
			 const char *input, const char *text, struct err *err)
{
	const struct payload payload = {.pr_number = "1"};
	auto_buf fault = BUF_INIT(64);
	struct environment env;
	struct template_values all;
	struct template_values values = {.count = 0};

	environment_make(config, class, payload.pr_number, "", &env);
	all = names_of(&env);
	/* What there is none of has no value to tell. */
	for (size_t i = 0; i < all.count; i++) {
		if (*all.list[i].value)
			values.list[values.count++] = all.list[i];
	}
	add_details_values(&values, config, &env, &payload);
	if (strlen(text) > SUCCESS_DETAILS_MAX)
		return err_set(err, REASON_BAD_CONFIG,
			       "The input %s is too long, expected at most %d bytes", input,
			       SUCCESS_DETAILS_MAX);
	if (!utf8_is_valid(text, strlen(text)))
		return err_set(err, REASON_BAD_CONFIG, "The input %s is not UTF-8", input);
	if (!template_is_valid(text, &values, &fault)) {
		auto_buf known = BUF_INIT(512);

		template_list(&values, &known);
		return err_set(
			err, REASON_BAD_CONFIG,
			"The input %s holds %s, expected only %s in braces ({{ and }} make a brace)",
			input, buf_str(&fault), buf_str(&known));
	}
	return 0;
}

int success_check(const struct config *config, struct err *err)
{
	if (check_details(config, ENVIRONMENT_EPHEMERAL, "ephemeral-details",
			  config->ephemeral_details, err) < 0)
		return -1;
	if (grammar_is_none(config->staging_base))
		return 0;
	return check_details(config, ENVIRONMENT_STAGING, "staging-details",
			     config->staging_details, err);
}

static void add_details(const struct run *run, struct template_values *values,
			const char *input, struct buf *out)
{
	const struct environment *env = &run->environment;
	const char *text = setting(input, defaults[env->class].details);

	/* Without Mailpit the contract's words on email, captured or real, would be wrong. */
	if (!*input &&
	    (grammar_is_none(run->config.mailpit_path) || template_has_empty(text, values)))
		return;
	add_details_values(values, &run->config, env, &run->decision.payload);
	template_expand(out, text, values);
	if (*text)
		buf_addc(out, '\n');
}

void success_add(const struct run *run, struct buf *out)
{
	const struct environment *env = &run->environment;
	const struct config *config = &run->config;
	struct template_values names = names_of(env);
	struct template_values values = names;

	template_add(&values, "region", setting(config->region, defaults[env->class].region),
		     markdown_text);
	template_add(&values, "instance",
		     setting(config->instance, defaults[env->class].instance), markdown_text);
	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		if (template_has_empty(lines[i], &values))
			continue;
		template_expand(out, lines[i], &values);
		buf_addc(out, '\n');
	}
	add_details(run, &names,
		    env->class == ENVIRONMENT_STAGING ? config->staging_details
						      : config->ephemeral_details,
		    out);
}
