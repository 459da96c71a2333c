/* SPDX-License-Identifier: MIT */
/*
 * The policy of the mode reconcile: which of the environments that are there are wanted by nobody
 * (docs/infrastructure.md, "The sweep"). Pure. It compares what lives with what is open, so it needs no history and no
 * clock; and where it does not know, the environment stays.
 *
 * In order: sweep_read(), sweep_see_open() for each open pull request, sweep_judge(). Then
 * what is suspect is asked for once more, since a list is some seconds old and may leave one out.
 */
#ifndef SWEEP_H
#define SWEEP_H

#include "contract/config.h"
#include "contract/contract.h"
#include "contract/environment.h"
#include "github/facts.h"
#include "github/pulls.h"
#include "sweep/cut_off.h"

/* What is known of an environment. */
enum sweep_state {
	SWEEP_UNSEEN,  /* its pull request is in no list so far */
	SWEEP_WANTED,  /* it is open, into the right base */
	SWEEP_SUSPECT, /* it was in no list: to be asked for alone */
	/* Kept: the second look found it open, or found too little. */
	SWEEP_KEPT_OPEN,
	SWEEP_KEPT_UNKNOWN, /* there is no such pull request, or it cannot be seen */
	SWEEP_KEPT_UNREAD,  /* it could not be asked for */
	SWEEP_KEPT_NO_BASE, /* no branch stands for its class of environment */
	SWEEP_KEPT_NOBODY,  /* staging: no closed pull request was found either */
	SWEEP_KEPT_FOREIGN, /* the answer is about a pull request of another repository */
	SWEEP_KEPT_BASES,   /* it is open, and the inputs may name the wrong bases */
	SWEEP_KEPT_MANY,    /* it is open, as too many others are that look left over */
	SWEEP_HELD,         /* it is open, and is removed if not too many others are */
	/* Found: nobody wants it. */
	SWEEP_FOUND,  /* nothing was sent: a dry run, or the sweep had ended */
	SWEEP_SENT,   /* its removal was requested */
	SWEEP_REFUSED /* that could not be requested */
};

/* An environment that is there. */
struct sweep_entry {
	char workspace[GRAMMAR_WORKSPACE_MAX + 1];
	enum environment_class class;
	enum sweep_state state;
	bool left;                        /* its pull request is open, but into another base */
	char since[GRAMMAR_TIME_MAX + 1]; /* when that was opened, or closed; "": not known */
	/* What is sent; its pr_number is known from the start, staging's only when it is found. */
	struct payload payload;
	char base[GRAMMAR_BRANCH_MAX + 1]; /* found or kept: the pull request's base */
};

/* One sweep over them; zeroed: none yet. */
struct sweep {
	struct sweep_entry *list; /* owned; by number, staging last */
	size_t count;
	bool listed;                           /* the input holds anything at all */
	size_t names;                          /* that were given, but for "*" and "default" */
	size_t others;                         /* of these none of ours */
	char first[GRAMMAR_WORKSPACE_MAX + 1]; /* of the others the first, cut */
	size_t open_ephemeral;                 /* open pull requests into the ephemeral base */
	int64_t repository_id; /* the number of the CMS repository, by its list; 0: not known */
	bool keeps_open; /* environments of open pull requests stay: the bases may be wrong */
	bool judged;     /* all open pull requests were read */
	bool ended;      /* it stopped before all suspects were dealt with */
	struct cut_off cut_off; /* comments of runs that were killed */
	size_t looked; /* environments that are judged, and dealt with where they were suspect */
};

/*
 * Reads the input `environments`: white space separates the names. What is not ours is left out,
 * a name that comes twice counts once. Release it.
 */
void sweep_read(const struct config *config, struct sweep *sweep);

/*
 * An open pull request: its environment is wanted; the same one may come twice. One of a fork does not keep staging,
 * unless forks may have environments.
 */
void sweep_see_open(const struct config *config, struct sweep *sweep,
		    const struct pulls_entry *pull);

/* All that is open was seen: the rest is suspect. */
void sweep_judge(struct sweep *sweep);

/*
 * The second look at an environment that is suspect, by the pull request that it would be removed for: sets its state, and where
 * it is found (closed) or held (open, into another base) the payload.
 * -1 (bad_response) where the answer cannot be used; the state is then SWEEP_KEPT_UNREAD, as for one that
 * holds an error, but for a 404.
 */
int sweep_look(const struct config *config, const struct sweep *sweep,
	       const struct facts *facts, struct sweep_entry *entry,
	       struct err *err) MUST_CHECK;

/*
 * A closed pull request, for staging that is suspect: the payload gets the number of the one that was closed
 * last. What is not into a staging base, or cannot be used, is left out.
 */
void sweep_see_closed(const struct config *config, struct sweep_entry *staging,
		      const struct pulls_entry *pull);

/*
 * All suspects of open pull requests were looked at (SWEEP_HELD): they stay where the bases may be wrong, or where there
 * are more than open-removals. True where that is so of too many.
 */
bool sweep_brake(const struct config *config, struct sweep *sweep);

/* How many environments are in that state. */
size_t sweep_count(const struct sweep *sweep, enum sweep_state state);

/* How many are found, whatever came of it. */
size_t sweep_count_found(const struct sweep *sweep);

/* True for one that is found. */
static inline bool sweep_is_found(const struct sweep_entry *entry)
{
	return entry->state >= SWEEP_FOUND;
}

/* Frees it; accepts a zeroed one. */
void sweep_release(struct sweep *sweep);

#endif
