/* SPDX-License-Identifier: MIT */
#include "doctor/checks.h"
#include "github/expiry.h"
#include "http/origin.h"
#include "http/proxy.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

enum { CLOCK_MAX_S = 5 * 60, WHAT_MAX = 300 };

enum token_sort { KIND_UNKNOWN, KIND_CLASSIC, KIND_FINE, KIND_APP };

static const struct token_kind {
	const char *prefix;
	const char *words;
	enum token_sort kind;
} kinds[] = {
	{"github_pat_", "a fine-grained token (github_pat_)", KIND_FINE},
	{"ghp_", "a classic token (ghp_)", KIND_CLASSIC},
	{"gho_", "an OAuth App's token (gho_)", KIND_CLASSIC},
	{"ghu_", "a GitHub App's user token (ghu_)", KIND_FINE},
	{"ghs_", "a GitHub App's token or a job's own (ghs_)", KIND_APP},
	/* Before GitHub Enterprise Server 3.1 tokens had no prefix. */
	{"", "a token whose prefix tells no kind", KIND_UNKNOWN},
};

static const struct token_kind *kind_of(const char *token)
{
	const struct token_kind *kind = kinds;

	while (strncmp(token, kind->prefix, strlen(kind->prefix)) != 0)
		kind++;
	return kind;
}

/* Only classic tokens have scopes; of one without a prefix the header tells that it is one. */
static bool has_scopes(const struct repository_facts *repo)
{
	enum token_sort kind = kind_of(repo->target.token)->kind;

	return kind == KIND_CLASSIC || (kind == KIND_UNKNOWN && *repo->scopes);
}

/* True where the list "a, b" has the word. */
static bool is_listed(const char *list, const char *word)
{
	while (*list) {
		size_t len = strcspn(list, ", ");

		if (len == strlen(word) && strncmp(list, word, len) == 0)
			return true;
		list += len;
		list += strspn(list, ", ");
	}
	return false;
}

static bool scopes_suffice(const struct repository_facts *repo)
{
	return is_listed(repo->scopes, "repo") ||
	       (repo->public && is_listed(repo->scopes, "public_repo"));
}

/* The site whose answers tell of the server: one that answered, if any did. */
static const struct repository_facts *answering(const struct setup *setup)
{
	return setup->other.answered || !setup->own.asked ? &setup->other : &setup->own;
}

static bool ends_in(const char *text, const char *end)
{
	size_t len = strlen(text);

	return len > strlen(end) && strcasecmp(text + len - strlen(end), end) == 0;
}

static void say_server(struct buf *out, const struct origin *origin, const char *version)
{
	if (*version)
		buf_addf(out, " It is GitHub Enterprise Server %s.", version);
	else if (strcasecmp(origin->host, "api.github.com") == 0)
		buf_adds(out, " It is github.com.");
	else if (ends_in(origin->host, ".ghe.com"))
		buf_adds(out, " It is GitHub Enterprise Cloud with data residency.");
	else
		buf_adds(out, " It does not tell its version.");
}

static void say_way(struct buf *out, const struct runner *runner, const struct origin *origin)
{
	struct proxy proxy;
	struct err unused;

	buf_addf(out, "%s answered %s", origin->host,
		 strcmp(origin->scheme, "https") == 0
			 ? "over TLS"
			 : "without TLS, which only this machine itself may do");
	if (runner->proxy && !origin->loopback &&
	    !proxy_exempts(runner->no_proxy, origin->host) &&
	    proxy_parse(&proxy, runner->proxy_variable, runner->proxy, &unused) == 0)
		buf_addf(out, ", through the proxy %s (variable %s).", proxy.address,
			 proxy.variable);
	else
		buf_adds(out, ", without a proxy.");
}

static void check_clock(const struct setup *setup)
{
	const struct repository_facts *repo = answering(setup);
	int64_t ahead_s = setup->now_s - repo->date_s;
	bool good = ahead_s <= CLOCK_MAX_S && ahead_s >= -CLOCK_MAX_S;

	if (!repo->answered || repo->date_s < 0)
		return;
	if (good)
		buf_adds(diagnosis_add(setup->diagnosis, FINDING_GOOD, "Clock"),
			 "The runner's clock and GitHub's are less than five minutes apart.");
	else
		buf_addf(
			diagnosis_add(setup->diagnosis, FINDING_WARNING, "Clock"),
			"The runner's clock is %" PRId64
			" minutes %s GitHub's. Certificates, an App's tokens and the order of events need the right time: let the runner's machine take it from the network (NTP).",
			(ahead_s < 0 ? -ahead_s : ahead_s) / 60,
			ahead_s < 0 ? "behind" : "ahead of");
}

void checks_api(const struct setup *setup, const struct err *fault)
{
	const struct repository_facts *repo = answering(setup);
	struct origin origin;
	struct err unused;
	struct buf *out;

	if (err_is_set(fault) || (repo->asked && !repo->answered)) {
		out = diagnosis_add(setup->diagnosis, FINDING_ERROR, "API");
		buf_addf(out, "%s.", err_is_set(fault) ? fault->msg : repo->err.msg);
	} else if (!repo->asked) {
		out = diagnosis_add(setup->diagnosis, FINDING_WARNING, "API");
		buf_adds(out,
			 "Not checked, because there is no token and repository to ask with.");
	} else if (origin_parse(&origin, setup->runner->api_url, &unused) == 0) {
		out = diagnosis_add(setup->diagnosis, FINDING_GOOD, "API");
		say_way(out, setup->runner, &origin);
		say_server(out, &origin, repo->version);
		check_clock(setup);
	}
}

static void say_expiry(const struct setup *setup, const struct repository_facts *repo,
		       struct buf *out)
{
	int64_t now_s = repo->date_s > 0 ? repo->date_s : setup->now_s;

	if (!repo->expires || kind_of(repo->target.token)->kind == KIND_APP)
		return;
	buf_adds(out, " It ");
	expiry_say(out, repo->expires_at_s, repo->expires_at_s - now_s);
	buf_adds(out, ".");
	if (!expiry_is_soon(repo->target.token, repo->expires_at_s, now_s))
		return;
	diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
	buf_adds(
		out,
		" After that every run fails: create a new token, and put it into the secret that the workflow gives to this input.");
}

static void say_scopes(const struct setup *setup, const struct repository_facts *repo,
		       struct buf *out)
{
	if (!has_scopes(repo))
		return;
	buf_addf(out, " Its scopes: %s.", *repo->scopes ? repo->scopes : "none");
	if (scopes_suffice(repo))
		return;
	diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
	buf_addf(
		out,
		" It needs the scope repo%s: give it that scope, or create a token that has it.",
		repo->public ? ", or public_repo since the repository is public" : "");
}

static void check_token(const struct setup *setup, const struct repository_facts *repo)
{
	auto_buf what = BUF_INIT(WHAT_MAX);
	struct buf *out;

	buf_addf(&what, "Token in the input %s", repo->target.token_input);
	if (!*repo->target.token) {
		out = diagnosis_add(setup->diagnosis, FINDING_ERROR, buf_str(&what));
		buf_addf(
			out,
			"The input %s is empty: the secret is not set, or the workflow does not give it to the action. Create the secret with a token for %s.",
			repo->target.token_input,
			*repo->target.repository ? repo->target.repository : "the other end");
	} else if (!repo->answered) {
		out = diagnosis_add(setup->diagnosis, FINDING_WARNING, buf_str(&what));
		buf_adds(out, "Not checked, because GitHub did not answer to it.");
	} else if (repo->refused) {
		out = diagnosis_add(setup->diagnosis, FINDING_ERROR, buf_str(&what));
		buf_addf(out, "%s.", repo->err.msg);
	} else {
		out = diagnosis_add(setup->diagnosis, FINDING_GOOD, buf_str(&what));
		buf_addf(out, "GitHub accepts it. It is %s.",
			 kind_of(repo->target.token)->words);
		if (!err_is_set(&repo->err))
			say_scopes(setup, repo, out);
		say_expiry(setup, repo, out);
	}
}

void checks_tokens(const struct setup *setup)
{
	check_token(setup, &setup->other);
	if (*setup->config->github_token)
		check_token(setup, &setup->own);
}

/* False, and said, where nothing more can be told of the repository. */
static bool check_repository(const struct setup *setup, const struct repository_facts *repo)
{
	auto_buf what = BUF_INIT(WHAT_MAX);
	struct buf *out;

	buf_addf(&what, "Repository %s", repo->target.repository);
	if (!*repo->target.repository) {
		buf_adds(
			diagnosis_add(setup->diagnosis, FINDING_ERROR, "Other repository"),
			"The input repository is empty or no repository's name, expected the owner/name of the repository at the other end.");
		return false;
	}
	if (!repo->answered && err_is_set(&repo->err)) {
		buf_addf(diagnosis_add(setup->diagnosis, FINDING_ERROR, buf_str(&what)), "%s.",
			 repo->err.msg);
		return false;
	}
	if (!repo->answered) {
		buf_adds(diagnosis_add(setup->diagnosis, FINDING_WARNING, buf_str(&what)),
			 *repo->target.token ? "Not checked, because GitHub did not answer."
					     : "Not checked, because there is no token.");
		return false;
	}
	if (repo->refused) {
		buf_adds(diagnosis_add(setup->diagnosis, FINDING_WARNING, buf_str(&what)),
			 "Not checked, because GitHub does not accept the token.");
		return false;
	}
	out = diagnosis_add(setup->diagnosis,
			    err_is_set(&repo->err) ? FINDING_ERROR : FINDING_GOOD,
			    buf_str(&what));
	if (err_is_set(&repo->err)) {
		buf_addf(out, "%s.", repo->err.msg);
		return false;
	}
	buf_addf(out, "The token in the input %s sees it. Its default branch is \"%s\".",
		 repo->target.token_input, repo->default_branch);
	if (strcasecmp(repo->full_name, repo->target.repository) != 0) {
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			" Its name is now \"%s\": write that into the workflow, because the old name can become another repository's.",
			repo->full_name);
	}
	if (repo->archived || repo->disabled) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(
			out, " It is %s, so nothing can be written to it: %s",
			repo->archived ? "archived" : "disabled",
			repo->archived
				? "unarchive it, or correct the input repository."
				: "GitHub disabled it, and its owner must ask GitHub's support.");
	}
	return true;
}

/* What this end writes to the other, and the permission for it. */
static const struct write {
	const char *what;
	const char *permission;
} writes[] = {
	[SIDE_UNKNOWN] = {"", ""},
	[SIDE_CMS] = {"send events", "Contents: read and write"},
	[SIDE_INFRASTRUCTURE] = {"comment on pull requests", "Pull requests: read and write"},
};

static void say_write(const struct setup *setup, const struct repository_facts *repo,
		      struct buf *out)
{
	const struct write *write = &writes[setup->side];
	enum token_sort kind = kind_of(repo->target.token)->kind;
	bool must_push = setup->side == SIDE_CMS;

	if (must_push && kind != KIND_APP && repo->push_known && !repo->push) {
		diagnosis_worsen(setup->diagnosis, FINDING_ERROR);
		buf_addf(
			out,
			"The token's owner may only read %s, so the token cannot %s. Give the owner the role write there, or use another's token.",
			repo->target.repository, write->what);
	} else if (has_scopes(repo) && scopes_suffice(repo) &&
		   (!must_push || repo->push_known)) {
		buf_addf(out, "The token may %s.", write->what);
	} else {
		/* The answer's permissions are those of the owner, not what was granted to the token. */
		diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
		buf_addf(
			out,
			"Whether the token may %s, only a write could tell, and the doctor writes nothing. Look at the token's page: it must have %s%s.%s",
			write->what, write->permission,
			has_scopes(repo) ? " or, as a classic token, the scope repo" : "",
			kind == KIND_APP
				? " A job's own token never has that for another repository."
				: "");
	}
}

static void check_write(const struct setup *setup, bool seen)
{
	auto_buf what = BUF_INIT(WHAT_MAX);
	struct buf *out;

	buf_addf(&what, "Write access to %s",
		 *setup->other.target.repository ? setup->other.target.repository
						 : "the other end");
	out = diagnosis_add(setup->diagnosis, FINDING_GOOD, buf_str(&what));
	if (seen && setup->side != SIDE_UNKNOWN) {
		say_write(setup, &setup->other, out);
		return;
	}
	diagnosis_worsen(setup->diagnosis, FINDING_WARNING);
	buf_addf(out, "Not checked, because %s.",
		 seen ? "it is not known which end this is" : "the repository is not known");
}

void checks_repositories(const struct setup *setup)
{
	check_write(setup, check_repository(setup, &setup->other));
	if (setup->own.asked)
		(void)check_repository(setup, &setup->own);
}
