/* SPDX-License-Identifier: MIT */
/*
 * GitHub's part. Runs of the CMS's workflows start in any order, and dispatches arrive in any
 * order: any wish that is on its way may be next. What goes wrong takes of `faults`: an event is
 * lost, sent twice, or run again (by the CMS, which then reads the pull request again, or by the
 * infrastructure); a run is killed; a removal fails.
 */

/* Whether the wish came of a comment: a close and a change of base are sent as they happen. */
#define IS_COMMAND(i) (wish[i].kind == DEPLOY || wish[i].kind == DESTROY)

/* One run after the other, for all that one workspace is asked. */
#ifdef NO_GROUP
#define MAY_START(i) (busy == 0 || wish[i].kind != DEPLOY)
#else
#ifdef QUEUE_ONE
#define MAY_START(i) true
#else
#define MAY_START(i) (busy == 0)
#endif
#endif

inline choose_how(how) {
	if
	:: how = WELL
	:: faults > 0 -> how = KILLED_BEFORE
	:: faults > 0 -> how = KILLED_AFTER
	:: faults > 0 -> how = KILLED_IN_REPORT
	:: faults > 0 -> how = KILLED_BEFORE_LATE
	:: faults > 0 -> how = KILLED_AFTER_LATE
	:: faults > 0 -> how = REMOVAL_FAILS
	fi
}

#ifdef QUEUE_ONE
/* In the queue of one a wish takes the place of the one that waited. */
inline take(i, p, how) {
	if
	:: busy == 0 -> busy = i + 1; wish[i].is = RUNS
	:: else ->
		p = 0;
		do
		:: p < WISHES && wish[p].is == WAITS ->
			note_fate(p, DROPPED);
			printf("      %d: is dropped from the queue\n", at);
			break
		:: p < WISHES && wish[p].is != WAITS -> p++
		:: else -> break
		od;
		wish[i].is = WAITS
	fi
}
/* A run that ended lets the one begin that waits. */
inline start_next() {
	next = 0;
	do
	:: next < WISHES && wish[next].is == WAITS ->
		busy = next + 1;
		wish[next].is = RUNS;
		break
	:: next < WISHES && wish[next].is != WAITS -> next++
	:: else -> break
	od;
	next = 0
}
inline go_on(i, p, how) {
	if
	:: up -> report(i, p, how)
	:: else -> begin(i, p, how)
	fi
}
#else
inline take(i, p, how) { begin(i, p, how) }
inline start_next() { skip }
inline go_on(i, p, how) { report(i, p, how) }
#endif

/* The wish once more: its dispatch, or with ASKED the run that sends it. */
inline copy(i, how_far) {
	faults--;
	copy_at = i + 1;
	at = copy_at;
	wish[COPY].kind = wish[i].kind;
	wish[COPY].is = how_far;
	wish[COPY].commit = (how_far == SENT -> wish[i].commit : 0);
	wish[COPY].pr = wish[i].pr;
	wish[COPY].unlawful = wish[i].unlawful;
#ifdef NO_STARTER
	wish[COPY].unlawful = true
#endif
}
