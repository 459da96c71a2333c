/* SPDX-License-Identifier: MIT */
/*
 * GitHub's part. Runs of the CMS's workflows start in any order, and dispatches arrive in any
 * order: any request that is on its way may be next. What goes wrong takes of `faults`: an event is
 * lost, sent twice, or run again (by the CMS, which then reads the pull request again, or by the
 * infrastructure); a run is killed; a removal fails.
 */

/*
 * One run after the other, for all that one workspace is asked. What waits in the group is like
 * what is still on its way: any of it may be next.
 */
#ifdef NO_GROUP
#define MAY_START(i) (busy == 0 || request[i].kind != DEPLOY)
#else
#define MAY_START(i) (busy == 0)
#endif

/*
 * Where one run waits, a later arrival pushes it out. So any request may go that way while another one
 * is on its way: that is more than can happen on GitHub, where something must run meanwhile.
 */
#ifdef QUEUE_ONE
#define MAY_BE_DROPPED(i) (on_the_way > 1)
#else
#define MAY_BE_DROPPED(i) false
#endif
inline drop(i) {
	note_fate(i, DROPPED);
	printf("      %d: its run is pushed out of the queue\n", name[i])
}

/*
 * What goes wrong with an event is settled when it is sent. One that is lost is never delivered.
 * One that comes once more, since it was sent twice or a run was started again days later, is
 * another one that is on its way. At most one is, at a time.
 */
#define CAN_FAIL(i) (faults > 0 && request[i].is == SENT)

inline lose(i) {
	faults--;
	note_fate(i, LOST);
	printf("      %d: the event is lost\n", name[i])
}

/* Whether a deployment has something removed: its report, or before it Resolve. */
#if defined(STAGING) && !defined(NO_STAGING_STAYS)
#define IS_LATE(p) (busy > 0 && ENDS_LATE(p))
#else
#define IS_LATE(p) (busy > 0 -> ENDS_LATE(p) : IS_OFF(p))
#endif

/* Where a run is killed, as far as it gets there; or its removal fails; or nothing can be read. */
inline choose_how(i, how) {
	if
	:: how = WELL
	:: faults > 0 && busy == 0 -> how = UNREADABLE
	:: faults > 0 && busy == 0 && request[i].kind != CLOSE -> how = KILLED_BEFORE
	:: faults > 0 && busy == 0 -> how = KILLED_AFTER
	:: faults > 0 && (busy > 0 || request[i].kind == DESTROY || request[i].kind == LEAVE) ->
		how = KILLED_IN_REPORT
	:: faults > 0 && busy > 0 && ENDS_LATE(request[i].pr) -> how = KILLED_BEFORE_LATE
	:: faults > 0 && request[i].kind == DEPLOY && IS_LATE(request[i].pr) -> how = KILLED_AFTER_LATE
	:: faults > 0 && (request[i].kind != DEPLOY || IS_LATE(request[i].pr)) -> how = REMOVAL_FAILS
	fi
}

/*
 * The newest request was made within the same second as the one before it. It takes the last place,
 * with the time of that.
 */
inline make_twin(p) {
	faults--;
	now--;
	copy_at = now;
	name[COPY] = name[now];
	request[COPY].kind = request[now].kind;
	request[COPY].is = request[now].is;
	request[COPY].commit = request[now].commit;
	request[COPY].pr = request[now].pr;
	request[COPY].unlawful = request[now].unlawful;
	forget_request(now);
	p = 0;
	do
	:: p < PRS ->
		pull[p].gone_at = pull[p].gone_at - (pull[p].gone_at == now + 1);
#if defined(BETTER_EVENTS) || defined(WITH_SWEEP)
		pull[p].off_at = pull[p].off_at - (pull[p].off_at == now + 1);
#endif
		p++
	:: else -> break
	od;
	printf("      %d: that was within the same second as the one before\n", name[COPY])
}

/* Its dispatch once more; with ASKED the run of the CMS that sends it. */
inline copy(i, how_far) {
	faults--;
	copy_at = i + 1;
	at = copy_at;
	name[COPY] = name[i];
	request[COPY].kind = request[i].kind;
	request[COPY].is = how_far;
	request[COPY].commit = (how_far == SENT -> request[i].commit : 0);
	request[COPY].pr = request[i].pr;
	request[COPY].unlawful = request[i].unlawful;
#ifdef NO_STARTER
	request[COPY].unlawful = true;
#endif
	printf("      %d: the event comes once more, later\n", name[i])
}
