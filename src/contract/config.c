/* SPDX-License-Identifier: MIT */
#include "contract/config.h"
#include "base/buf.h"
#include "base/harden.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "contract/bases.h"
#include "contract/branch_slip.h"
#include "contract/grammar.h"
#include "contract/setting.h"

#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(struct config, member)
#define ALONE      CONFIG_ALONE
#define SHARED     CONFIG_SHARED
#define HANDED     CONFIG_HANDED
#define SWEPT      CONFIG_SWEPT
#define STEP       CONFIG_STEP

static const struct config_input
	inputs[] =
		{
			{"repository", "", CONFIG_REPOSITORY, ALONE, AT(repository),
			 "The repository at the other end, as owner/name: the infrastructure repository on the CMS, the CMS repository on the infrastructure."},
			{"token", "", CONFIG_TOKEN, STEP, AT(token),
			 "Token for the other end. On the CMS it sends the event: a classic token with the scope repo, or a fine-grained or App token with Contents: read and write on the infrastructure repository. On the infrastructure it reads and comments on pull requests: a fine-grained or App token with Pull requests: read and write on the CMS repository."},
			{"github-token", "${{ github.token }}", CONFIG_TOKEN, STEP,
			 AT(github_token),
			 "CMS: token for this repository. It reads the pull request and the author's role, reacts and replies. If empty, token is used. Mode reconcile: token that sends the removals to this repository. The job's own will do, with contents: write in the workflow's permissions."},
			{"mode", "", CONFIG_MODE, STEP, AT(mode),
			 "Empty: the event decides what is done. reconcile (infrastructure): have the environments removed that no open pull request wants. doctor (either end): check the set-up, and write nothing."},
			{"environments", "", CONFIG_TEXT, ALONE, AT(environments),
			 "For mode reconcile: the workspaces that are there, separated by white space, as terraform workspace list prints them."},
			{"open-removals", "3", CONFIG_COUNT, ALONE, AT(open_removals),
			 "For mode reconcile: so many environments of pull requests that are open, into another base, may be removed in one run, 0 to 1000. If there are more, none of them is removed, and the run fails."},
			{"permission", "write", CONFIG_ROLE, ALONE, AT(permission),
			 "CMS: minimum role required to give a command: read, triage, write, maintain or admin."},
			{"deploy-command", "/test-deploy", CONFIG_COMMAND, SHARED | HANDED,
			 AT(deploy_command),
			 "The command that creates or updates an environment."},
			{"destroy-command", "/destroy-test", CONFIG_COMMAND, SHARED | HANDED,
			 AT(destroy_command), "The command that removes it."},
			{"ephemeral-base", "dev", CONFIG_BASES, SHARED | HANDED | SWEPT,
			 AT(ephemeral_base),
			 "Each pull request that targets one of these branches gets its own environment. Branches or patterns (*, ?, [...]), separated by white space."},
			{"staging-base", "main", CONFIG_BASES, SHARED | HANDED | SWEPT,
			 AT(staging_base),
			 "Pull requests that target one of these branches share the staging environment. none: there is no staging."},
			{"staging-branch", "", CONFIG_BRANCH, SHARED, AT(staging_branch),
			 "The branch that staging deploys. Default: the first branch of ephemeral-base."},
			{"domain", "ernjv.me", CONFIG_DOMAIN, SHARED | HANDED, AT(domain),
			 "The domain of the environments' hosts: {domain} in the names below."},
			{"ephemeral-workspace", "pr-{number}", CONFIG_TEMPLATE, SHARED | SWEPT,
			 AT(ephemeral_workspace),
			 "The name of a pull request's environment. It holds {number}."},
			{"staging-workspace", "staging", CONFIG_TEMPLATE, SHARED | SWEPT,
			 AT(staging_workspace), "The name of the staging environment."},
			{"ephemeral-host", "{workspace}-testing.{domain}", CONFIG_TEMPLATE,
			 SHARED, AT(ephemeral_host),
			 "The host of a pull request's environment. It holds {workspace} or {number}."},
			{"staging-host", "{workspace}.{domain}", CONFIG_TEMPLATE, SHARED,
			 AT(staging_host), "The host of the staging environment."},
			{"database", "{workspace}", CONFIG_TEMPLATE, SHARED, AT(database),
			 "The name of an environment's database. Hyphens and dots become underscores. none: there is none."},
			{"files-prefix", "{workspace}/", CONFIG_TEMPLATE, SHARED,
			 AT(files_prefix),
			 "An environment's prefix in the shared bucket, ending in a slash. none: there is none."},
			{"admin-path", "/admin", CONFIG_TEMPLATE, SHARED, AT(admin_path),
			 "The path of the admin panel. none: there is none."},
			{"mailpit-path", "/mailpit", CONFIG_TEMPLATE, SHARED | HANDED,
			 AT(mailpit_path),
			 "The path of Mailpit, which only a pull request's environment has. none: there is none."},
			{"allow-forks", "false", CONFIG_BOOL, SHARED | HANDED | SWEPT,
			 AT(allow_forks),
			 "Accept commands on pull requests from forks. A deploy command must then name the full SHA of the head commit. Both ends and the sweep need the same value."},
			{"allow-bots", "false", CONFIG_BOOL, ALONE, AT(allow_bots),
			 "Accept commands from bots."},
			{"react", "true", CONFIG_BOOL, ALONE, AT(react),
			 "React to the command's comment with the outcome."},
			{"reply", "true", CONFIG_BOOL, ALONE, AT(reply),
			 "Reply on the pull request when a command is refused or fails, and when a closed pull request could not be cleaned up."},
			{"requested-at", "true", CONFIG_BOOL, ALONE, AT(requested_at),
			 "CMS: send when it was requested (requested_at), so that an event that arrives late does not undo a newer one."},
			{"dry-run", "false", CONFIG_BOOL, ALONE, AT(dry_run),
			 "Send and write nothing. The outputs show what would be sent."},
			{"timeout", "60", CONFIG_SECONDS, ALONE, AT(timeout_s),
			 "Time limit for the whole run, in seconds, 1 to 3600."},
			{"status", "", CONFIG_STATUS, STEP, AT(status),
			 "Infrastructure: the job's status (success, failure or cancelled), or in_progress before anything is done. If set, the run reports it on the pull request instead of naming the environment."},
			{"error", "", CONFIG_TEXT, STEP, AT(error),
			 "Infrastructure: what went wrong. The report shows it as a code block."},
			{"report", "false", CONFIG_BOOL,
			 STEP, AT(report), "Infrastructure: report by itself. The step says on the pull request that something has begun, and after the job's last step what came of it. It also sets the variables ENVIRONMENT_OPERATION and so on for the steps between."},
			{"job-status", "${{ job.status }}", CONFIG_OUTCOME, STEP,
			 AT(job_status),
			 "Not to be set. The runner fills it in: the job's status once it ends."},
			{"error-file", "environment.log", CONFIG_LINE, ALONE, AT(error_file),
			 "Infrastructure, with report: a file in the workspace, whose last lines the report of a failed job shows."},
			{"deployments", "false", CONFIG_BOOL, HANDED, AT(deployments),
			 "Infrastructure: report to the CMS as a GitHub Deployment too. Needs Deployments: read and write."},
			{"commit-status", "false", CONFIG_BOOL, HANDED, AT(commit_status),
			 "Infrastructure: report as a status of the commit too, with the context deploy-dispatch. Needs Commit statuses: read and write."},
			{"region", "", CONFIG_LINE, HANDED, AT(region),
			 "Infrastructure: the region shown in the report. Default: NYC3. none: no such line."},
			{"instance", "", CONFIG_LINE, HANDED, AT(instance),
			 "Infrastructure: the instance size shown in the report. Default: Basic XXS, for staging Basic XS. none: no such line."},
			{"ephemeral-details", "", CONFIG_TEXT, HANDED, AT(ephemeral_details),
			 "Infrastructure: Markdown below the facts of a report, for a pull request's environment. Default: the contract's lines on email. none: nothing."},
			{"staging-details", "", CONFIG_TEXT, HANDED, AT(staging_details),
			 "Infrastructure: the same for staging. Default: the contract's lines on production services. none: nothing."},
			{"resolved", "", CONFIG_TEXT, STEP, AT(resolved),
			 "Infrastructure, in a report: the outputs of the step that named the environment, as toJSON(steps.resolve.outputs). The report then takes the names from there."},
};

enum {
	INPUT_COUNT = ARRAY_SIZE(inputs),
	LINE_MAX_LEN = 100,
	TEMPLATE_MAX = 255,
	MISTAKE_MAX = 1024,     /* what is wrong with a word, in words */
	VALUE_MAX = 128 * 1024, /* the kernel's limit on one string of the environment */
};

const struct config_input *config_inputs(size_t *count)
{
	*count = INPUT_COUNT;
	return inputs;
}

/* The first of the variables that holds something; its value, or NULL. */
static const char *first_of(const char *const *names, size_t count, config_lookup *lookup,
			    void *context, const char **name)
{
	for (size_t i = 0; i < count; i++) {
		const char *value = lookup(names[i], context);

		if (value && *value) {
			*name = names[i];
			return value;
		}
	}
	*name = NULL;
	return NULL;
}

void config_read_runner(struct runner *runner, config_lookup *lookup, void *context)
{
	static const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy",
					      "ALL_PROXY"};
	static const char *const exempt[] = {"no_proxy", "NO_PROXY"};
	const char *unused;
	const struct {
		const char *name;
		const char **to;
	} variables[] = {
		{"GITHUB_EVENT_NAME", &runner->event_name},
		{"GITHUB_EVENT_PATH", &runner->event_path},
		{"GITHUB_REPOSITORY", &runner->repository},
		{"GITHUB_REPOSITORY_ID", &runner->repository_id},
		{"GITHUB_TRIGGERING_ACTOR", &runner->triggering_actor},
		{"GITHUB_API_URL", &runner->api_url},
		{"GITHUB_GRAPHQL_URL", &runner->graphql_url},
		{"GITHUB_SERVER_URL", &runner->server_url},
		{"GITHUB_RUN_ID", &runner->run_id},
		{"GITHUB_WORKSPACE", &runner->workspace},
		{"GITHUB_OUTPUT", &runner->output_path},
		{"GITHUB_STEP_SUMMARY", &runner->summary_path},
		{"GITHUB_STATE", &runner->state_path},
		{"GITHUB_ENV", &runner->env_path},
		{"STATE_resolved", &runner->resolved},
		{"STATE_began", &runner->began},
		{"ENVIRONMENT_OPERATION", &runner->operation},
		{"RUNNER_DEBUG", &runner->debug},
		{"SSL_CERT_FILE", &runner->ca_file},
		{"SSL_CERT_DIR", &runner->ca_dir},
	};

	for (size_t i = 0; i < ARRAY_SIZE(variables); i++) {
		const char *value = lookup(variables[i].name, context);

		*variables[i].to = value && *value ? value : NULL;
	}
	runner->proxy = first_of(proxies, 4, lookup, context, &runner->proxy_variable);
	runner->no_proxy = first_of(exempt, 2, lookup, context, &unused);
}

/* Appends a variable's value, trimmed. */
static void read_variable(const char *name, config_lookup *lookup, void *context,
			  struct buf *out)
{
	static const char space[] = " \t\r\n\v\f";
	const char *value = lookup(name, context);
	size_t len;

	if (!value)
		return;
	value += strspn(value, space);
	for (len = strlen(value); len > 0 && strchr(space, value[len - 1]);)
		len--;
	buf_add(out, value, len);
}

/*
 * The input's value; nothing is added when it is not given. *variable is then the setting's name, if it is from
 * there, else "".
 */
static void read_input(const struct config_input *input, config_lookup *lookup, void *context,
		       struct buf *out, char variable[SETTING_NAME_MAX])
{
	static const char hyphens[] = {'-', '_'}; /* the runner's spelling, then a shell's */

	variable[0] = '\0';
	for (size_t i = 0; i < sizeof(hyphens) && out->len == 0; i++) {
		char name[SETTING_NAME_MAX];

		setting_write_name("INPUT_", input->name, hyphens[i], name);
		read_variable(name, lookup, context, out);
	}
	/* Where act runs a post, an input that the runner fills in has no other name. */
	if (out->len == 0 && config_is_expression(input->fallback))
		read_variable(input->name, lookup, context, out);
	if (out->len > 0 || !setting_is_allowed(input))
		return;
	setting_name(input->name, variable);
	read_variable(variable, lookup, context, out);
}

static bool is_one_of(const char *value, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(value, words[i]) == 0)
			return true;
	}
	return false;
}

/* The spellings that the Actions toolkit takes (@actions/core, getBooleanInput). */
static bool parse_bool(const char *value, bool *out)
{
	static const char *const yes[] = {"true", "True", "TRUE"};
	static const char *const no[] = {"false", "False", "FALSE"};

	*out = is_one_of(value, yes, 3);
	return *out || is_one_of(value, no, 3);
}

static bool parse_number(const char *value, long least, long most, long *out)
{
	size_t len = strlen(value);

	if (len < 1 || len > 4 || strspn(value, "0123456789") != len)
		return false;
	*out = strtol(value, NULL, 10);
	return *out >= least && *out <= most;
}

static bool parse_status(const char *value, enum job_status *out)
{
	static const char *const names[] = {
		[JOB_STATUS_IN_PROGRESS] = "in_progress",
		[JOB_STATUS_SUCCESS] = "success",
		[JOB_STATUS_FAILURE] = "failure",
		[JOB_STATUS_CANCELLED] = "cancelled",
	};

	for (int i = JOB_STATUS_IN_PROGRESS; i <= JOB_STATUS_CANCELLED; i++) {
		if (strcmp(value, names[i]) == 0) {
			*out = (enum job_status)i;
			return true;
		}
	}
	return false;
}

static bool parse_mode(const char *value, enum run_mode *out)
{
	if (strcmp(value, "reconcile") == 0)
		*out = RUN_MODE_RECONCILE;
	else if (strcmp(value, "doctor") == 0)
		*out = RUN_MODE_DOCTOR;
	else
		return false;
	return true;
}

static bool is_line(const char *value, size_t max)
{
	size_t len = strlen(value);

	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)value[i] < ' ' || value[i] == 0x7f)
			return false;
	}
	return len <= max && utf8_is_valid(value, len);
}

/* What a kind of input takes, for the message when it holds something else. */
static const char *takes(enum config_kind kind)
{
	switch (kind) {
	case CONFIG_REPOSITORY: return "owner/name";
	case CONFIG_TOKEN: return "one token, without white space or control characters";
	case CONFIG_ROLE: return "read, triage, write, maintain or admin";
	case CONFIG_COMMAND:
		return "one word of at most 64 visible ASCII characters, without a backtick and not starting with >";
	case CONFIG_BRANCH: return "a branch name";
	case CONFIG_BASES:
		return "branch names or patterns, separated by white space. Only *, ? and [...] make a pattern";
	case CONFIG_TEMPLATE: return "a template of one line, at most 255 bytes";
	case CONFIG_DOMAIN: return "a DNS name of at most 225 characters";
	case CONFIG_BOOL: return "true or false";
	case CONFIG_SECONDS: return "a whole number of seconds from 1 to 3600";
	case CONFIG_COUNT: return "a whole number from 0 to 1000";
	case CONFIG_STATUS: return "success, failure or cancelled";
	case CONFIG_MODE: return "reconcile, doctor or nothing";
	case CONFIG_LINE: return "one line of at most 100 bytes";
	case CONFIG_OUTCOME:
	case CONFIG_TEXT: break;
	}
	return "text";
}

/* A branch that nobody wrote for another one's sake. */
static bool is_branch(const char *value)
{
	auto_buf unused = BUF_INIT(MISTAKE_MAX);

	return grammar_is_branch(value) && !branch_slip_find(value, BRANCH_SLIP_NAME, &unused);
}

/* Checks `value` and puts what it means at `member`; a string member takes the value itself. */
static bool parse_input(enum config_kind kind, const char *value, void *member)
{
	switch (kind) {
	case CONFIG_REPOSITORY: return grammar_is_repository(value);
	case CONFIG_TOKEN: return grammar_is_visible(value); /* it goes into a header */
	case CONFIG_COMMAND: return grammar_is_command(value);
	case CONFIG_BRANCH: return is_branch(value);
	case CONFIG_BASES: return bases_are_valid(value);
	case CONFIG_TEMPLATE: return is_line(value, TEMPLATE_MAX);
	case CONFIG_DOMAIN: return grammar_is_domain(value);
	case CONFIG_LINE: return is_line(value, LINE_MAX_LEN);
	case CONFIG_OUTCOME:
	case CONFIG_TEXT: return true;
	case CONFIG_ROLE: return role_parse(value, member) && *(enum role *)member != ROLE_NONE;
	case CONFIG_BOOL: return parse_bool(value, member);
	case CONFIG_SECONDS: return parse_number(value, 1, 3600, member);
	case CONFIG_COUNT: return parse_number(value, 0, 1000, member);
	case CONFIG_STATUS: return parse_status(value, member);
	case CONFIG_MODE: return parse_mode(value, member);
	}
	return false;
}

/* True where the member is the text itself. */
static bool is_string(enum config_kind kind)
{
	switch (kind) {
	case CONFIG_REPOSITORY:
	case CONFIG_TOKEN:
	case CONFIG_COMMAND:
	case CONFIG_BRANCH:
	case CONFIG_BASES:
	case CONFIG_TEMPLATE:
	case CONFIG_DOMAIN:
	case CONFIG_LINE:
	case CONFIG_OUTCOME:
	case CONFIG_TEXT: return true;
	case CONFIG_ROLE:
	case CONFIG_BOOL:
	case CONFIG_SECONDS:
	case CONFIG_COUNT:
	case CONFIG_STATUS:
	case CONFIG_MODE: break;
	}
	return false;
}

/* Where the input's value goes. */
static void *member_of(struct config *config, const struct config_input *input)
{
	return (char *)config + input->offset;
}

/* What is wrong with branches, behind what was expected; nothing where that says it all. */
static void add_mistake(enum config_kind kind, const char *value, struct buf *out)
{
	auto_buf mistake = BUF_INIT(MISTAKE_MAX);

	if (kind == CONFIG_BASES ? bases_find_mistake(value, &mistake)
				 : kind == CONFIG_BRANCH &&
					   branch_slip_find(value, BRANCH_SLIP_NAME, &mistake))
		buf_addf(out, "%s%s", kind == CONFIG_BASES ? ", but " : ", but it ",
			 buf_str(&mistake));
}

/* `variable`: that holds it; "": the input does. */
static int fail_value(const struct config_input *input, const char *variable, const char *value,
		      struct err *err)
{
	const char *what = *variable ? "variable" : "input";
	const char *name = *variable ? variable : input->name;
	auto_buf mistake = BUF_INIT(MISTAKE_MAX);

	if (input->kind == CONFIG_TOKEN)
		return err_set(err, REASON_BAD_CONFIG,
			       "The input %s has an invalid value, expected %s", input->name,
			       takes(input->kind));
	add_mistake(input->kind, value, &mistake);
	return err_set(err, REASON_BAD_CONFIG, "The %s %s holds \"%.80s\", expected %s%s", what,
		       name, value, takes(input->kind), buf_str(&mistake));
}

/* What an input is that is not given; a default that is an expression only the runner can fill in. */
static const char *fallback_of(const struct config_input *input)
{
	return config_is_expression(input->fallback) ? "" : input->fallback;
}

/* What is wrong is as if it were not given: nothing of it gets into a path or a header. */
static void set_fallback(const struct config_input *input, void *member)
{
	const char *text = fallback_of(input);

	if (is_string(input->kind))
		*(char **)member = xstrndup(text, strlen(text));
	else if (*text)
		(void)parse_input(input->kind, text, member);
}

static int load_input(struct config *config, const struct config_input *input,
		      config_lookup *lookup, void *context, struct err *err)
{
	void *member = member_of(config, input);
	auto_buf value = BUF_INIT(VALUE_MAX);
	char variable[SETTING_NAME_MAX];
	const char *text;

	read_input(input, lookup, context, &value, variable);
	if (value.len == 0)
		buf_adds(&value, fallback_of(input));
	text = buf_str(&value);
	if (value.len == 0 || parse_input(input->kind, text, member)) {
		if (is_string(input->kind))
			*(char **)member = xstrndup(text, value.len);
		return 0;
	}
	set_fallback(input, member);
	return fail_value(input, variable, text, err);
}

const char *config_get(const struct config *config, const struct config_input *input)
{
	const char *member = (const char *)config + input->offset;

	if (input->kind == CONFIG_BOOL)
		return *(const bool *)member ? "true" : "false";
	return *(char *const *)member;
}

int config_set(struct config *config, const char *name, const char *value, struct err *err)
{
	for (size_t i = 0; i < INPUT_COUNT; i++) {
		const struct config_input *input = &inputs[i];
		void *member = member_of(config, input);

		if (strcmp(input->name, name) != 0)
			continue;
		if ((*value || !is_string(input->kind)) &&
		    !parse_input(input->kind, value, member))
			return fail_value(input, "", value, err);
		if (!is_string(input->kind))
			continue;
		free(*(char **)member);
		*(char **)member = xstrndup(value, strlen(value));
	}
	return 0;
}

int config_check(const struct config *config, struct err *err)
{
	if (config->report && config->status != JOB_STATUS_NONE)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The inputs report and status are both set, expected one: with report the step reports by itself");
	if (strcmp(config->deploy_command, config->destroy_command) == 0)
		return err_set(
			err, REASON_BAD_CONFIG,
			"The inputs deploy-command and destroy-command both hold \"%s\", expected two different words",
			config->deploy_command);
	return bases_check(config->ephemeral_base, config->staging_base, config->staging_branch,
			   err);
}

int config_load(struct config *config, config_lookup *lookup, void *context, struct err *err)
{
	struct err first = {.reason = REASON_NONE};

	for (size_t i = 0; i < INPUT_COUNT; i++) {
		struct err fault;

		if (load_input(config, &inputs[i], lookup, context, &fault) < 0 &&
		    !err_is_set(&first))
			first = fault;
	}
	return err_is_set(&first) ? err_copy(err, &first) : config_check(config, err);
}

void config_release(struct config *config)
{
	for (size_t i = 0; i < INPUT_COUNT; i++) {
		char **member = member_of(config, &inputs[i]);

		if (!is_string(inputs[i].kind) || !*member)
			continue;
		if (inputs[i].kind == CONFIG_TOKEN)
			explicit_bzero(*member, strlen(*member));
		free(*member);
		*member = NULL;
	}
}

/* Variables that the runner, or who wrote the workflow, gives a container. */
static const char *const token_variables[] = {
	"GITHUB_TOKEN",          "GH_TOKEN",
	"ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
	"GH_ENTERPRISE_TOKEN",   "GITHUB_ENTERPRISE_TOKEN",
};

enum { TOKEN_VARIABLES = ARRAY_SIZE(token_variables) };

/* Does something to the name of each variable that may hold a token. */
static void each_token(void (*see)(const char *name, void *context), void *context)
{
	for (size_t i = 0; i < INPUT_COUNT; i++) {
		char name[SETTING_NAME_MAX];

		if (inputs[i].kind != CONFIG_TOKEN)
			continue;
		setting_write_name("INPUT_", inputs[i].name, '-', name);
		see(name, context);
		setting_write_name("INPUT_", inputs[i].name, '_', name);
		see(name, context);
		see(inputs[i].name,
		    context); /* act sets every input under its bare name as well */
	}
	for (size_t i = 0; i < TOKEN_VARIABLES; i++)
		see(token_variables[i], context);
}

struct variables {
	config_lookup *get;
	void *context;
};

static void keep_variable(const char *name, void *context)
{
	const struct variables *variables = context;
	const char *value = variables->get(name, variables->context);

	if (value)
		secret_add_token(value);
}

void config_keep_secrets(config_lookup *lookup, void *context)
{
	static const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy",
					      "ALL_PROXY",   "http_proxy",  "HTTP_PROXY"};
	struct variables variables = {lookup, context};

	each_token(keep_variable, &variables);
	for (size_t i = 0; i < ARRAY_SIZE(proxies); i++) {
		const char *value = lookup(proxies[i], context);

		if (value)
			secret_add_proxy(value);
	}
}

static void forget(const char *name, void *context)
{
	(void)context;
	harden_forget_variable(name);
}

void config_forget_tokens(void)
{
	each_token(forget, NULL);
}
