/* SPDX-License-Identifier: MIT */
#include "github/link.h"
#include "contract/grammar.h"

#include <string.h>

/* The server's address, if it is one that can stand in a link. */
static const char *server(const struct runner *runner)
{
	const char *url = runner->server_url;

	if (!url || !grammar_is_visible(url) || strpbrk(url, "()<>[]`\\\"@") ||
	    (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0) ||
	    url[strlen(url) - 1] == '/')
		return NULL;
	return url;
}

bool link_run_url(struct buf *out, const struct runner *runner, const char *repository)
{
	const char *url = server(runner);
	const char *id = runner->run_id;

	if (!url || !id || !repository || !grammar_is_repository(repository) ||
	    id[strspn(id, "0123456789")] != '\0')
		return false;
	buf_addf(out, "%s/%s/actions/runs/%s", url, repository, id);
	return true;
}

bool link_run(struct buf *out, const struct runner *runner, const char *repository,
	      const char *text)
{
	auto_buf url = BUF_INIT(4096);

	if (!link_run_url(&url, runner, repository))
		return false;
	buf_addf(out, "[%s](%s)", text, buf_str(&url));
	return true;
}

bool link_pull_url(struct buf *out, const struct runner *runner, const char *repository,
		   const char *number)
{
	const char *url = server(runner);

	if (!url)
		return false;
	buf_addf(out, "%s/%s/pull/%s", url, repository, number);
	return true;
}

void link_commit(struct buf *out, const struct runner *runner, const char *repository,
		 const char *sha)
{
	const char *url = server(runner);

	if (url)
		buf_addf(out, "[`%.7s`](%s/%s/commit/%s)", sha, url, repository, sha);
	else
		buf_addf(out, "`%.7s`", sha);
}
