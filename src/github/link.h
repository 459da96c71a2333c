/* SPDX-License-Identifier: MIT */
/*
 * Links to GitHub's own pages, in Markdown. Pure. Where the runner did not say enough for an
 * address, there is only the text.
 */
#ifndef LINK_H
#define LINK_H

#include "base/buf.h"
#include "contract/config.h"

/* Appends a link to this run of `repository`, with `text` as its text; false: nothing added. */
bool link_run(struct buf *out, const struct runner *runner, const char *repository,
	      const char *text);

/* Appends the address of this run of `repository`; false: nothing added. */
bool link_run_url(struct buf *out, const struct runner *runner, const char *repository);

/* Appends the address of that pull request of `repository`; false: nothing added. */
bool link_pull_url(struct buf *out, const struct runner *runner, const char *repository,
		   const char *number);

/* Appends the commit, seven digits in a code span, linked. `sha` is valid by grammar.h. */
void link_commit(struct buf *out, const struct runner *runner, const char *repository,
		 const char *sha);

#endif
