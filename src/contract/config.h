/* SPDX-License-Identifier: MIT */
/*
 * The only file of ours that reads the environment (libcurl looks for proxies itself): the
 * action's inputs and the runner's variables, read once, the inputs checked. The look-up is a parameter, so that tests use a table.
 */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "contract/role.h"

enum job_status {
	JOB_STATUS_NONE,
	JOB_STATUS_IN_PROGRESS,
	JOB_STATUS_SUCCESS,
	JOB_STATUS_FAILURE,
	JOB_STATUS_CANCELLED
};

/* What the run is for. */
enum run_mode {
	RUN_MODE_EVENT,     /* what the event says */
	RUN_MODE_RECONCILE, /* the environments that nobody removed */
	RUN_MODE_DOCTOR     /* whether the set-up works */
};

/* What the runner says of itself and of this run; borrowed from the look-up, NULL when unset. */
struct runner {
	const char *event_name;
	const char *event_path;
	const char *repository;       /* this end, owner/name */
	const char *repository_id;    /* its number at GitHub; act does not tell it */
	const char *triggering_actor; /* login of who started this attempt of the run */
	const char *api_url;
	const char *graphql_url;
	const char *server_url;
	const char *run_id;
	const char *workspace; /* the folder of the job's files */
	const char *output_path;
	const char *summary_path;
	const char *state_path; /* what the step's post is told */
	const char *env_path;   /* the variables of the job's later steps */
	const char *
		resolved; /* in the post: what the step wrote to state_path, see resolved.h ... */
	const char *began;     /* ... and when it did, seconds since 1970 */
	const char *operation; /* likewise what it wrote to env_path: act's post has no state */
	const char *debug;     /* RUNNER_DEBUG, "1" with step debugging on */
	const char *ca_file;   /* SSL_CERT_FILE, as OpenSSL names it */
	const char *ca_dir;    /* SSL_CERT_DIR */
	const char *
		proxy; /* for https, by libcurl's order: https_proxy, HTTPS_PROXY, all_proxy ... */
	const char *proxy_variable; /* ... ALL_PROXY: which of them it is */
	const char *no_proxy;       /* or NO_PROXY: the hosts without one */
};

/* The inputs; strings are owned, never NULL, "" when not given. */
struct config {
	enum run_mode mode;
	char *environments; /* as `terraform workspace list` prints them */
	char *repository;
	char *token;
	char *github_token;
	enum role permission;
	char *deploy_command;
	char *destroy_command;
	char *ephemeral_base;
	char *staging_base;   /* or "none" */
	char *staging_branch; /* "": the first branch of ephemeral_base */
	/* Templates of names, see environment.h, and of words; "none" where there is no such thing. */
	char *ephemeral_workspace;
	char *staging_workspace;
	char *ephemeral_host;
	char *staging_host;
	char *database;
	char *files_prefix;
	char *admin_path;
	char *mailpit_path;
	char *domain;
	bool allow_forks;
	bool allow_bots;
	bool react;
	bool reply;
	bool requested_at;
	bool dry_run;
	long timeout_s;
	long open_removals;
	enum job_status status;
	bool deployments;
	bool commit_status;
	char *error;
	bool report;
	char *job_status; /* as the runner has it; "" where no post will run */
	char *error_file;
	char *region;
	char *instance;
	char *ephemeral_details;
	char *staging_details;
	char *resolved; /* JSON, see resolved.h */
};

/* How an input's value is checked. */
enum config_kind {
	CONFIG_REPOSITORY,
	CONFIG_TOKEN, /* never shown; its default belongs to action.yml alone */
	CONFIG_ROLE,
	CONFIG_COMMAND,
	CONFIG_BRANCH,
	CONFIG_BASES,    /* see bases.h */
	CONFIG_TEMPLATE, /* of a name; what it holds environment.h checks */
	CONFIG_DOMAIN,
	CONFIG_BOOL,
	CONFIG_SECONDS,
	CONFIG_COUNT,
	CONFIG_STATUS,
	CONFIG_OUTCOME, /* the runner's word; its default belongs to action.yml alone */
	CONFIG_MODE,
	CONFIG_LINE, /* free text of one line */
	CONFIG_TEXT, /* free text */
};

/* Who else needs an input; each row says it, so that none is forgotten there. */
enum config_need {
	CONFIG_ALONE = 1, /* nobody */
	CONFIG_SHARED =
		2, /* both ends, which must have the same value: the doctor compares them */
	CONFIG_HANDED = 4, /* the report: Resolve hands its value on */
	CONFIG_SWEPT = 8,  /* the sweep, likewise the same as where environments are made */
	CONFIG_STEP = 16   /* nobody, and it belongs to one step: see setting.h */
};

/* One row of the table of inputs: what action.yml and the README must say too. */
struct config_input {
	const char *name;
	const char *fallback; /* what an absent or empty value means; "" for nothing */
	enum config_kind kind;
	unsigned needs; /* of enum config_need */
	size_t offset;  /* of its member in struct config */
	const char *help;
};

/* True for a default that is an expression of GitHub's, which only action.yml can have. */
static inline bool config_is_expression(const char *fallback)
{
	return fallback[0] == '$';
}

/* The table, in the order in which it is shown; *count rows, static. */
const struct config_input *config_inputs(size_t *count);

/* As getenv(3). */
typedef const char *config_lookup(const char *name, void *context);

/*
 * Reads the runner's variables; cannot fail, what is missing is NULL. `ca_file` and the like
 * are taken as they are.
 */
void config_read_runner(struct runner *runner, config_lookup *lookup, void *context);

/*
 * Reads and checks every input, or the variable that sets it where the step does not give it (setting.h). White
 * space around a value is trimmed, an empty value is the default. -1 (bad_config) names the first input that is wrong, what it holds (never a token's value) and
 * what it takes; each that is wrong is then as if it were not given. Release it even then.
 */
int config_load(struct config *config, config_lookup *lookup, void *context,
		struct err *err) MUST_CHECK;

/* -1 (bad_config) where values that are right by themselves do not go together. */
int config_check(const struct config *config, struct err *err) MUST_CHECK;

/*
 * Gives the text or boolean input `name` another value, by the same rules; not one with a token. -1
 * (bad_config): the config is then as before.
 */
int config_set(struct config *config, const char *name, const char *value,
	       struct err *err) MUST_CHECK;

/* The value of a text or boolean input; borrowed until the config changes. */
const char *config_get(const struct config *config, const struct config_input *input);

/* Wipes the tokens and frees; accepts a zeroed one. */
void config_release(struct config *config);

/*
 * Keeps what must never be seen (secret.h): every variable that may hold a token, whatever its
 * value is worth, and the credentials of the proxies. To be called before anything is written.
 */
void config_keep_secrets(config_lookup *lookup, void *context);

/* Takes the tokens out of the process's environment, so that nothing later can leak them. */
void config_forget_tokens(void);

#endif
