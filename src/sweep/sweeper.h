/* SPDX-License-Identifier: MIT */
/* The sweep, on the infrastructure, by mode: what lives compared with what is wanted. */
#ifndef SWEEPER_H
#define SWEEPER_H

#include "run/end.h"
#include "sweep/sweep.h"

extern const struct end sweeper;

/* Its warnings, see warning.h. */
enum {
	SWEEP_WARNING_NONE_OURS = WARNING_OF_END,
	SWEEP_WARNING_LEFT_OVER, /* an environment that is found, at `place` of the sweep's list */
	SWEEP_WARNING_KEPT,      /* one that may be one, likewise */
	SWEEP_WARNING_ENDED,
	SWEEP_WARNING_NO_BRANCHES, /* the token sees no branches, so what is open stays */
	SWEEP_WARNING_OWN_REPOSITORY, /* the input repository is this one, and no workflow shows that it is right */
	SWEEP_WARNING_CUT_OFF, /* a comment of a run that was cut off, at `place` of the list of these */
	SWEEP_WARNING_NOT_CHECKED /* whether there are such comments is not known */
};

static inline struct sweep *sweep_of(const struct run *run)
{
	return run->state;
}

#endif
