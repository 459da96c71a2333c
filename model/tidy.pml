/* SPDX-License-Identifier: MIT */
/*
 * Forgets what nothing depends on any more, so that states that go on alike are one state. Nothing
 * here is a part of what is modelled: without it the search takes much more memory, and ends alike.
 */

/* Of the requests that have ended only the newest that was sent matters, and whether it was done. */
inline forget_ended(i) {
	i = now;
	do
	:: i > 0 && (request[i - 1].is == NO_REQUEST || MAY_BE_VOID((i - 1))) -> i--
	:: else -> break
	od;
	if
	:: i > 0 && request[i - 1].is > DONE ->
		request[i - 1].is = LOST;
		request[i - 1].kind = 0;
		request[i - 1].commit = 0
	:: else
	fi;
	do
	:: i > 1 ->
		i--;
		if
		:: request[i - 1].is >= DONE -> forget_request((i - 1))
		:: else
		fi
	:: else -> break
	od
}

/* Times that are before those of all requests that are on their way are like none. */
inline forget_times(i, p) {
	i = 0;
	do
	:: i < now && (request[i].is == NO_REQUEST || request[i].is >= DONE) -> i++
	:: else -> break
	od;
	first = i + 1;
	if
	:: copy_at > 0 && copy_at < first -> first = copy_at
	:: else
	fi;
#ifdef WITH_SWEEP
	/* Of this time the sweep may still send something. */
	p = 0;
	do
	:: p < PRS ->
		if
		:: sweeps > 0 && IS_OFF(p) && pull[p].off_at > 0 && pull[p].off_at < first ->
			first = pull[p].off_at
		:: else
		fi;
		p++
	:: else -> break
	od;
#endif
	if
	:: env.newest_at < first ->
		env.newest_at = 0;
		env.newest_pr = 0;
#ifdef STAGING
		env.alone = false;
#endif
		env.unmarked = false
	:: else
	fi;
	p = 0;
	do
	:: p < PRS ->
		if
		:: thread[p].mark < first -> thread[p].mark = 0
		:: else
		fi;
#if defined(BETTER_EVENTS) || defined(WITH_SWEEP)
		if
		:: pull[p].off_at < first -> pull[p].off_at = 0
		:: else
		fi;
#endif
#if defined(WITH_SWEEP) && !defined(BETTER_EVENTS)
		if
		:: sweeps == 0 -> pull[p].off_at = 0
		:: else
		fi;
#endif
		if
		:: pull[p].gone_at > 0 && copy_at != pull[p].gone_at ->
			if
			:: request[pull[p].gone_at - 1].is == NO_REQUEST || request[pull[p].gone_at - 1].is >= DONE ->
				pull[p].gone_at = 0
			:: else
			fi
		:: else
		fi;
		p++
	:: else -> break
	od
}

/* A time that nothing holds is taken out; later ones move down. */
#define MOVE_DOWN(what) what = what - (what > i + 1)
#if defined(BETTER_EVENTS) || defined(WITH_SWEEP)
#define IS_OFF_AT(t) (pull[0].off_at == t || pull[PRS - 1].off_at == t)
#else
#define IS_OFF_AT(t) false
#endif
#define IS_HELD(t) (env.newest_at == t || copy_at == t || thread[0].mark == t || \
	thread[PRS - 1].mark == t || pull[0].gone_at == t || IS_OFF_AT(t))
inline close_ranks(i, p) {
	i = 0;
	do
	:: i < now && request[i].is == NO_REQUEST && !IS_HELD(i + 1) ->
		now--;
		p = i;
		do
		:: p < now ->
			request[p].kind = request[p + 1].kind;
			request[p].is = request[p + 1].is;
			request[p].commit = request[p + 1].commit;
			request[p].pr = request[p + 1].pr;
			request[p].unlawful = request[p + 1].unlawful;
			name[p] = name[p + 1];
			p++
		:: else -> break
		od;
		forget_request(now);
		MOVE_DOWN(env.newest_at);
		MOVE_DOWN(copy_at);
		MOVE_DOWN(thread[0].mark);
		MOVE_DOWN(pull[0].gone_at);
#ifdef STAGING
		MOVE_DOWN(thread[1].mark);
#endif
#if defined(BETTER_EVENTS) || defined(WITH_SWEEP)
		MOVE_DOWN(pull[0].off_at);
#ifdef STAGING
		MOVE_DOWN(pull[1].off_at);
#endif
#endif
		if
		:: busy > i + 1 && busy != COPY + 1 -> busy--
		:: else
		fi
	:: i < now && (request[i].is != NO_REQUEST || IS_HELD(i + 1)) ->
		i++
	:: else -> break
	od
}

/* Who closed it only a report could ask, of what was deployed before. */
inline forget_who(p) {
#if defined(WITH_STRANGER) && !defined(NO_CLOSED_FIRST)
	p = 0;
	do
	:: p < PRS ->
		if
		:: busy == 0 || request[busy - 1].pr != p -> pull[p].by_stranger = false
		:: else
		fi;
		p++
	:: else -> break
	od
#else
	skip
#endif
}

inline tidy(i, p) {
	forget_who(p);
	forget_ended(i);
	forget_times(i, p);
	close_ranks(i, p);
#ifdef QUEUE_ONE
	i = 0;
	on_the_way = 0;
	do
	:: i < REQUESTS -> on_the_way = on_the_way + (request[i].is == SENT); i++
	:: else -> break
	od
#endif
}
