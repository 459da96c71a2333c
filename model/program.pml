/* SPDX-License-Identifier: MIT */
/*
 * What the program and the examples' workflows do, at both ends. Each #ifndef NO_… is a rule;
 * model/check takes each of them out.
 *
 * What nobody can see in between is one step. A run reads the pull request twice, in Resolve and in
 * the report of a deployment, so it has at most two steps. `how` says where in a step it is killed,
 * or that its removal fails. What is printed, spin shows of a run that breaks an invariant.
 */

#define WELL 0
#define KILLED_BEFORE 1 /* after the report "in progress", before up or down */
#define KILLED_AFTER 2 /* after up or down, before the report */
#define KILLED_IN_REPORT 3 /* the comment is written, and the one before it still there */
#define KILLED_BEFORE_LATE 4 /* after the report, before what came too late is removed */
#define KILLED_AFTER_LATE 5 /* after that, before the report of it */
#define REMOVAL_FAILS 6
#define UNREADABLE 7 /* GitHub does not answer while Resolve asks */

/* ---- The CMS's end ---- */

/* A command: the run reads the pull request only now, whenever the comment was written. */
inline send_command(i, p) {
	p = request[i].pr;
	set_time(i);
	if
	:: !pull[p].based || (request[i].kind == DEPLOY && !pull[p].open) ->
		/* Refused, or a request for another environment. */
		printf("      %d: the CMS sends nothing for it\n", name[i]);
		forget_request(i)
	:: else ->
		request[i].is = SENT;
		if
		:: request[i].kind == DEPLOY -> request[i].commit = pull[p].head; pull[p].taken = true
		:: else
		fi;
		printf("      %d: the CMS sends it\n", name[i])
	fi
}

/* ---- The thread ---- */

inline raise_mark(p) {
#ifndef NO_NEWEST_MARK
	if
	:: thread[p].mark < at -> thread[p].mark = at
	:: else
	fi
#else
	thread[p].mark = at
#endif
}

/* A new comment takes the place of the live one. */
inline write(p, what, sha, whole) {
	thread[p].second = (thread[p].says != NOTHING && !(whole));
#ifdef NO_FOLD
	thread[p].second = (thread[p].says != NOTHING);
#endif
	thread[p].says = what;
	thread[p].commit = 0;
	if
	:: what == DEPLOYED -> thread[p].commit = sha
	:: else
	fi;
	raise_mark(p)
}

/*
 * The newest live comment says something else, and others are folded; also where it says "removed"
 * already, so that nothing is to be edited.
 */
#ifndef NO_SAID
#define LEAVES_OTHERS(i, p, what) false
#else
#define LEAVES_OTHERS(i, p, what) (request[i].kind == CLOSE && what == REMOVED && \
	thread[p].says == REMOVED && at <= thread[p].mark)
#endif
inline edit(i, p, what) {
	thread[p].stale = false;
	if
	:: LEAVES_OTHERS(i, p, what)
	:: else ->
#ifndef NO_EDIT_FOLDS
		thread[p].second = false
#endif
	fi;
	if
	:: thread[p].says != NOTHING ->
		thread[p].says = what;
		thread[p].commit = 0;
#ifndef NO_MARK_OF_CLOSE
		raise_mark(p)
#endif
	:: else
	fi
}

/*
 * Staging is shared: of each other open pull request the newest live comment is put right, its mark
 * raised, and others are folded. "In progress" there is of a run that was killed: it goes where there
 * is another comment, or tells the outcome; either way the thread says that. What says "removed"
 * already is edited for its mark alone, where this request is newer.
 */
#ifdef NO_OTHERS_BEGUN
#define LEAVES_BEGUN(p) (thread[p].says == IN_PROGRESS)
#else
#define LEAVES_BEGUN(p) false
#endif
inline put_others_right(p) {
#ifdef STAGING
#ifndef NO_OTHERS
	if
	:: !IS_OFF(1 - p) && !LEAVES_BEGUN((1 - p)) ->
		thread[1 - p].stale = false;
#ifndef NO_OTHERS_FOLD
		thread[1 - p].second = false;
#endif
		if
		:: thread[1 - p].says != NOTHING ->
#ifndef NO_MARK_OF_OTHERS
			if
			:: thread[1 - p].says != REMOVED || env.lives || thread[1 - p].mark < at ->
				raise_mark((1 - p))
			:: else
			fi;
#endif
			env.alone = env.alone && at < env.newest_at;
			thread[1 - p].says = (env.lives -> DEPLOYED : REMOVED)
		:: else
		fi
	:: !IS_OFF(1 - p) && LEAVES_BEGUN((1 - p)) -> thread[1 - p].stale = false
	:: else ->
#ifndef NO_EXCEPTION_OPENED_AGAIN
		thread[1 - p].stale = (thread[1 - p].says != NOTHING);
#endif
		skip
	fi
#endif
#endif
	skip
}

/* ---- The infrastructure's end ---- */

inline note_looked(p) {
#ifndef STAGING
	pull[p].looked = IS_OFF(p)
#else
	skip
#endif
}

inline finish(i, fate) {
	if
	:: busy == i + 1 -> busy = 0
	:: else
	fi;
	note_fate(i, fate)
}

/* Nothing more is done: what the thread says is not so. */
inline die(i, p, how) {
	faults--;
	if
	:: how == KILLED_BEFORE -> printf("      %d: it is killed before up or down\n", name[i])
	:: how == KILLED_AFTER -> printf("      %d: it is killed before its report\n", name[i])
	:: how == KILLED_IN_REPORT -> printf("      %d: it is killed in its report\n", name[i])
	:: how == KILLED_BEFORE_LATE -> printf("      %d: it is killed after its report\n", name[i])
	:: else -> printf("      %d: it is killed before it reports that\n", name[i])
	fi;
#ifndef NO_EXCEPTION_KILLED
	thread[p].stale = true;
#ifdef STAGING
	thread[1 - p].stale = true;
#endif
#endif
	finish(i, KILLED)
}

/* The removal failed, and the thread says so. The others still say what was there before. */
inline fail(i, p) {
	faults--;
	printf("      %d: the removal fails\n", name[i]);
	thread[p].stale = false;
	finish(i, KILLED)
}

/* The step "Destroy what came too late", and its report. */
inline remove_late(i, p, how) {
#ifdef NO_LATE_REMOVAL
	finish(i, ENDED_OFF)
#else
	if
	:: how == REMOVAL_FAILS ->
		write(p, FAILED, 0, true);
		pull[p].looked = false;
		fail(i, p)
	:: else ->
		printf("      %d: what came too late is removed\n", name[i]);
		carry_out_late(p);
		env.lives = false;
		env.commit = 0;
		if
		:: how == KILLED_AFTER_LATE -> die(i, p, how)
		:: else ->
#ifndef NO_LATE_REPORT
			edit(i, p, REMOVED);
#endif
			put_others_right(p);
			finish(i, ENDED_OFF)
		fi
	fi
#endif
}

/*
 * The sweep compares what is there with what is open. Staging is left over where no pull request
 * into its base is open; then it names one that is closed.
 */
#ifdef NO_SWEEP_OPEN
#define SWEEP_FINDS(p) (pull[p].off_at > 0)
#elif defined(STAGING)
#define SWEEP_FINDS(p) (IS_OFF(0) && IS_OFF(1) && !pull[p].open && pull[p].based)
#else
#define SWEEP_FINDS(p) IS_OFF(p)
#endif

#ifdef STAGING
#define IS_WANTED (!IS_OFF(0) || !IS_OFF(1))
#else
#define IS_WANTED (!IS_OFF(0))
#endif
inline run_sweep(p) {
	sweeps--;
	open_stays = !IS_WANTED;
	assert(!CHECKED(OPEN_STAYS) || open_stays);
#ifdef NO_SWEEP
	printf("      0: the sweep\n");
	note_looked(p);
	swept = true
#else
	printf("      0: the sweep sends a close of #%d\n", p + 1);
	copy_at = pull[p].off_at;
	name[COPY] = 0;
	request[COPY].kind = CLOSE;
	request[COPY].is = SENT;
	request[COPY].pr = p;
	sweep = SWEEP_IS_NEW
#endif
}

/* What the sweep asked for, of staging. */
#if defined(STAGING) && defined(WITH_SWEEP) && !defined(NO_SWEEP_SHARED)
#define OF_SWEEP(i) (i == COPY && sweep != NO_SWEEP_ON_ITS_WAY)
#else
#define OF_SWEEP(i) false
#endif

/*
 * Whether a thread knows a newer request: the own one, and for staging that of any other pull
 * request. A removal of what is off anyway is not overtaken: the run of the newer one may have been
 * killed. Staging may be another pull request's.
 */
#if defined(NO_EQUAL)
#define IS_OLDER(i, p) (at <= thread[p].mark)
#elif defined(STAGING) && !defined(NO_THREADS)
#define IS_OLDER(i, p) (at < thread[p].mark || at < thread[1 - p].mark)
#else
#define IS_OLDER(i, p) (at < thread[p].mark)
#endif
#if defined(NO_SUPERSEDED)
#define OVERTAKEN(i, p) false
#elif defined(NO_CLOSE_SUPERSEDED)
#define OVERTAKEN(i, p) (IS_OLDER(i, p) && request[i].kind != CLOSE)
#elif defined(STAGING) || defined(NO_CLOSE_OF_CLOSED)
#define OVERTAKEN(i, p) (IS_OLDER(i, p) && !OF_SWEEP(i))
#else
#define OVERTAKEN(i, p) (IS_OLDER(i, p) && !(request[i].kind != DEPLOY && IS_OFF(p)))
#endif

#ifndef NO_CLOSED_FIRST
#define CLOSED_FIRST(i, p) (request[i].kind == DEPLOY && IS_OFF(p))
#else
#define CLOSED_FIRST(i, p) false
#endif

/*
 * A close or a change of base asks for nothing if the pull request is back, whatever the marks; what the sweep asked
 * for, if any is open that shares staging.
 */
#define CLOSE_OF_OPEN(i, p) ((MAY_FIND_IT_OPEN(i) && !IS_OFF(p)) || (OF_SWEEP(i) && IS_WANTED))

/* A deployment from before the last close or change of base in the list of events. */
#ifdef BETTER_EVENTS
#define BEFORE_OFF(i, p) (request[i].kind == DEPLOY && at < pull[p].off_at)
#else
#define BEFORE_OFF(i, p) false
#endif

/* What Resolve decides. What it cannot read decides nothing. */
#define RESOLVE_FAILS 0
#define RESOLVE_NONE 1
#define RESOLVE_VOID 2
#define RESOLVE_SUPERSEDED 3
#define RESOLVE_GOES_ON 4
#define RESOLVE_BEFORE_OFF 5
hidden byte resolved;
inline resolve(i, p, how) {
	if
#ifndef NO_UNREAD
	:: how == UNREADABLE -> resolved = RESOLVE_FAILS
#else
	:: how == UNREADABLE -> faults--; resolved = RESOLVE_GOES_ON
#endif
	:: how != UNREADABLE && CLOSED_FIRST(i, p) -> resolved = RESOLVE_NONE
	:: how != UNREADABLE && CLOSE_OF_OPEN(i, p) -> resolved = RESOLVE_VOID
	:: how != UNREADABLE && !CLOSED_FIRST(i, p) && !CLOSE_OF_OPEN(i, p) ->
		resolved = (OVERTAKEN(i, p) -> RESOLVE_SUPERSEDED :
			(BEFORE_OFF(i, p) -> RESOLVE_BEFORE_OFF : RESOLVE_GOES_ON))
	fi
}

/* A note, of a close that is carried out: whether no mark will hold it. */
inline note_unmarked(i, p, how) {
	if
#ifndef NO_EXCEPTION_NO_COMMENT
	:: at == env.newest_at && thread[p].says == NOTHING -> env.unmarked = true
#endif
#ifndef NO_EXCEPTION_KILLED_CLOSE
	:: at == env.newest_at && thread[p].says != NOTHING && how == KILLED_AFTER ->
		env.unmarked = true
#endif
	:: else
	fi
}

/* Every run's first step. A deployment is left with its report to come, `up`. */
inline begin(i, p, how) {
	p = request[i].pr;
	set_time(i);
	resolve(i, p, how);
	if
	:: resolved == RESOLVE_FAILS ->
		faults--;
		printf("      %d: the run starts, cannot read and fails\n", name[i]);
		finish(i, KILLED)
	:: resolved == RESOLVE_VOID ->
		printf("      %d: the run starts: superseded, it is open\n", name[i]);
		end_void(i)
	:: resolved == RESOLVE_BEFORE_OFF ->
		printf("      %d: the run starts: superseded by a close\n", name[i]);
		finish(i, VOID)
	:: resolved == RESOLVE_NONE ->
		printf("      %d: the run starts: none\n", name[i]);
		note_looked(p);
#if defined(STAGING) && !defined(NO_STAGING_STAYS)
		finish(i, ENDED_OFF)
#else
		remove_late(i, p, how)
#endif
	:: resolved == RESOLVE_SUPERSEDED ->
		printf("      %d: the run starts: superseded\n", name[i]);
		finish(i, DONE)
	:: resolved == RESOLVE_GOES_ON && request[i].kind == DEPLOY ->
		printf("      %d: the run starts: deploy\n", name[i]);
#ifndef NO_IN_PROGRESS
		write(p, IN_PROGRESS, request[i].commit, true);
#endif
		if
		:: how == KILLED_BEFORE -> die(i, p, how)
		:: else ->
			carry_out(i);
			env.lives = true;
			env.commit = request[i].commit;
			if
			:: how == KILLED_AFTER -> die(i, p, how)
			:: else ->
				busy = i + 1;
				request[i].is = RUNS
			fi
		fi
	:: resolved == RESOLVE_GOES_ON && (request[i].kind == DESTROY || request[i].kind == LEAVE) ->
		printf("      %d: the run starts: destroy\n", name[i]);
#ifndef NO_IN_PROGRESS
		write(p, IN_PROGRESS, 0, true);
#endif
		if
		:: how == KILLED_BEFORE -> die(i, p, how)
		:: how == REMOVAL_FAILS ->
			write(p, FAILED, 0, true);
			fail(i, p)
		:: else ->
			carry_out(i);
			env.lives = false;
			env.commit = 0;
			if
			:: how == KILLED_AFTER -> die(i, p, how)
			:: how == KILLED_IN_REPORT -> write(p, REMOVED, 0, false); die(i, p, how)
			:: else ->
				write(p, REMOVED, 0, true);
				put_others_right(p);
				thread[p].stale = false;
				finish(i, DONE)
			fi
		fi
	:: resolved == RESOLVE_GOES_ON && request[i].kind == CLOSE ->
		printf("      %d: the run starts: destroy, closed\n", name[i]);
		if
		:: how == REMOVAL_FAILS ->
			write(p, FAILED, 0, true);
			fail(i, p)
		:: else ->
			carry_out(i);
			env.lives = false;
			env.commit = 0;
			note_unmarked(i, p, how);
			if
			:: how == KILLED_AFTER -> die(i, p, how)
			:: else ->
#ifndef NO_CLOSE_EDITS
				edit(i, p, REMOVED);
#endif
				put_others_right(p);
				finish(i, DONE)
			fi
		fi
	fi
}

/*
 * What the report finds, which reads the pull request again. Staging is nobody's own: it stays, and
 * the CMS decides whether a close is sent for it.
 */
#if defined(NO_CLOSED_IN_REPORT) || (defined(STAGING) && !defined(NO_REPORT_KEEPS_STAGING))
#define ENDS_LATE(p) false
#else
#define ENDS_LATE(p) IS_OFF(p)
#endif

/* The report of a deployment, and what comes after it. */
inline report(i, p, how) {
	p = request[i].pr;
	set_time(i);
	if
	:: how == KILLED_IN_REPORT ->
		if
		:: ENDS_LATE(p) -> write(p, NOT_KEPT, request[i].commit, false)
		:: else -> write(p, DEPLOYED, request[i].commit, false)
		fi;
		die(i, p, how)
	:: how != KILLED_IN_REPORT && ENDS_LATE(p) ->
		printf("      %d: the run reports that it is not kept\n", name[i]);
		write(p, NOT_KEPT, request[i].commit, true);
		if
		:: how == KILLED_BEFORE_LATE -> die(i, p, how)
		:: else ->
			note_looked(p);
			remove_late(i, p, how)
		fi
	:: how != KILLED_IN_REPORT && !ENDS_LATE(p) ->
		note_looked(p);
		printf("      %d: the run reports that it is deployed\n", name[i]);
#ifndef NO_COMMIT_OF_RESOLVE
		write(p, DEPLOYED, request[i].commit, true);
#else
		write(p, DEPLOYED, pull[p].head, true);
#endif
		put_others_right(p);
		thread[p].stale = false;
		finish(i, DONE)
	fi
}
