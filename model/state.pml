/* SPDX-License-Identifier: MIT */
/*
 * What the model remembers: pull requests, requests on their way, the environment, the threads, and
 * notes that only the invariants read. See docs/lifecycle.md.
 */

#ifdef STAGING
#define PRS 2 /* pull requests into the staging base; the workspace is `staging` */
#else
#define PRS 1 /* one pull request into the ephemeral base; the workspace is `pr-1` */
#endif
#if defined(STAGING) && (defined(NO_REPORT_KEEPS_STAGING) || defined(NO_QUIET_LEAVE))
#define WITH_STRANGER /* else nothing asks who closed it, or who changed its base */
#endif
#ifndef ACTS
#define ACTS 6 /* what people do, at most; the number of an act is its time */
#endif
#ifndef FAULTS
#define FAULTS 2 /* how often something goes wrong, at most: see github.pml */
#endif

#ifndef SWEEPS
#define SWEEPS 0 /* how often the sweep finds something, at most (1) */
#endif
#if SWEEPS > 0
#define WITH_SWEEP
#endif

/* A request: what an event asks for. */
#define DEPLOY 0
#define DESTROY 1
#define LEAVE 2 /* sent as a destroy: the pull request moved to another base */
#define CLOSE 3

/* How far it is. */
#define NO_REQUEST 0
#define ASKED 1 /* commented; the CMS's run has not begun */
#define SENT 2 /* dispatched; its run has not begun */
#define RUNS 3
#define DONE 4
#define LOST 5
#define KILLED 6 /* its run was killed half way, could not remove, or could not read */
#define DROPPED 7 /* a later arrival took its place in the queue */
#define VOID 8 /* a deployment that met its pull request closed, or on another base */
#ifndef NO_EXCEPTION_VOID
#define ENDED_OFF VOID
#else
#define ENDED_OFF DONE
#endif

typedef Request {
	unsigned kind : 2;
	unsigned is : 4;
	unsigned commit : 3;
	bit pr;
	bit unlawful /* a note: whoever asked may not */
}

/* The request of act N is in request[N - 1]. The last place is for what is sent or run once more. */
#define REQUESTS (ACTS + 1)
#define COPY ACTS
Request request[REQUESTS];
unsigned copy_at : 3; /* the time of what is in the last place */

typedef Pull {
	bit open = 1;
	bit based = 1; /* on the base whose environment this is */
	unsigned head : 3;
	bit taken; /* a run of the CMS has read it */
#ifdef STAGING
	bit merged; /* closed so for good */
#endif
#ifdef WITH_STRANGER
	bit by_stranger; /* closed or moved by somebody who may not remove staging */
#endif
#if defined(BETTER_EVENTS) || defined(WITH_SWEEP)
	unsigned off_at : 3; /* when it was last closed or moved away */
#endif
	/* Notes. */
	unsigned gone_at : 3; /* when it was closed or left the base; 0: it is open and on it */
	bit gone_lost; /* that request was lost, killed, dropped, or failed */
	bit looked /* since then a deployment's run ended that had read the pull request */
}
Pull pull[PRS];
#ifdef STAGING
#define IS_MERGED(p) pull[p].merged
#else
#define IS_MERGED(p) false
#endif
#define IS_OFF(p) (!(pull[p].open && pull[p].based))

typedef Environment {
	bit lives;
	unsigned commit : 3;
	/* Notes: the newest request that was carried out. */
	unsigned newest_at : 3;
	bit newest_pr;
	bit unmarked; /* it was a close that left no mark */
#ifdef STAGING
	bit alone; /* no mark of it was to be put on the other pull request */
#endif
	bit overruled /* an exception let an older one be carried out after it */
}
Environment env;

/* What the live status comment says. */
#define NOTHING 0 /* there is none */
#define IN_PROGRESS 1
#define DEPLOYED 2
#define NOT_KEPT 3 /* deployed, but the pull request was closed meanwhile */
#define REMOVED 4
#define FAILED 5 /* a removal failed: it may still be there */

typedef Thread {
	unsigned says : 3;
	unsigned commit : 3;
	unsigned mark : 3; /* the newest requested_at that a mark of ours holds */
	bit second; /* an older live comment is there too */
	bit stale /* a note: a run was killed before it put this right */
}
Thread thread[PRS];

#ifdef QUEUE_ONE
unsigned on_the_way : 3; /* how many requests are SENT */
#endif

unsigned acts : 3;
unsigned now : 3; /* the last time that something still depends on */
unsigned faults : 2 = FAULTS;
#ifdef WITH_SWEEP
unsigned sweeps : 1 = SWEEPS;
unsigned sweep : 2; /* whether the last place holds the sweep's request */
bit swept; /* a note: the sweep's request was carried out, and since then nothing came back */
#endif
#define NO_SWEEP_ON_ITS_WAY 0
#define SWEEP_IS_OLD 1 /* something was asked for since, or a pull request came back */
#define SWEEP_IS_NEW 2
unsigned busy : 4; /* what has deployed and not reported: its place and one; 0: nothing */

/* No part of the state: each is set and used in one step. */
hidden byte at; /* the time of the request that the step is about */
hidden byte name[REQUESTS]; /* the act of each request, for what a replayed run prints */
hidden byte first;
hidden Request other;
