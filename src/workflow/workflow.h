/* SPDX-License-Identifier: MIT */
/*
 * A workflow file as far as it concerns the contract: what it listens to, what it runs, in which
 * concurrency group, with which inputs. Pure. Source: GitHub's docs, "Workflow syntax for GitHub
 * Actions" and "Events that trigger workflows".
 */
#ifndef WORKFLOW_H
#define WORKFLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/yaml_tree.h"

enum {
	WORKFLOW_NAME_MAX = 255, /* bytes of a file's name */
	WORKFLOW_VALUE_MAX = 64 * 1024
};

struct workflow {
	char name[WORKFLOW_NAME_MAX + 1]; /* of the file, without its folder */
	struct err err;                   /* set: it is not known what is in it */
	struct yaml yaml;
	bool concerns; /* it uses the action, or calls one that does: workflows.h */
};

/* What a concurrency group is keyed on. */
enum workflow_group {
	WORKFLOW_GROUP_NONE,   /* there is no group */
	WORKFLOW_GROUP_NUMBER, /* a pull request's number */
	WORKFLOW_GROUP_OTHER,
	WORKFLOW_GROUP_REF /* github.ref or github.head_ref, without a number */
};

/* Reads the text of a file; what is wrong with it is in workflow->err. */
void workflow_read(struct workflow *workflow, const char *text, size_t len);
void workflow_release(struct workflow *workflow);

/* True where its `on` has that event, of whatever types. */
bool workflow_listens(const struct workflow *workflow, const char *event);

/* True where an event of that type starts it: by its `types`, or by what GitHub takes where there are none. */
bool workflow_takes(const struct workflow *workflow, const char *event, const char *type);

/* True where the event has `types`. */
bool workflow_has_types(const struct workflow *workflow, const char *event);

/* True where the event has a filter of paths, which filters `closed` as well. */
bool workflow_filters_paths(const struct workflow *workflow, const char *event);

/* True where the event's filter of branches leaves out pull requests into `base`. */
bool workflow_drops_base(const struct workflow *workflow, const char *event, const char *base);

/* True where a step uses the action, in either flavour, for that mode; "": for the contract's own work. */
bool workflow_uses_action(const struct workflow *workflow, const char *mode);

/*
 * True where the job of the step that uses the action for that mode may read that, or write it, as
 * `contents`; also where the file does not say, since the repository's settings do then.
 */
bool workflow_may(const struct workflow *workflow, const char *mode, const char *what,
		  bool write);

/* True where one of its groups has a `queue`, which GitHub Enterprise Server does not know. */
bool workflow_queues(const struct workflow *workflow);

/* True where a job calls the workflow file of that name in its own repository. */
bool workflow_calls(const struct workflow *workflow, const char *name);

/* True where a job calls a workflow of another repository, which may do anything. */
bool workflow_calls_elsewhere(const struct workflow *workflow);

/* What the worst of its groups is keyed on: they are those of the file and of its jobs. */
enum workflow_group workflow_find_group(const struct workflow *workflow);

/* True where one of its groups cuts off the run before. */
bool workflow_cuts_off(const struct workflow *workflow);

/* True where a job's `if` wants a comment that begins with a slash. */
bool workflow_wants_slash(const struct workflow *workflow);

/* -1 (bad_config) where a variable in its `env:`, of the file, a job or a step, begins like a setting and is none. */
int workflow_check_settings(const struct workflow *workflow, struct err *err) MUST_CHECK;

/*
 * Appends the input `name` of the step that uses the action for that mode, or the setting in `env:` where the step
 * does not give it (setting.h), with the values of `env:` put in, as far as the file tells them; nothing where it is not
 * given. False where there is no such step.
 */
bool workflow_get_input(const struct workflow *workflow, const char *mode, const char *name,
			struct buf *out);

#endif
