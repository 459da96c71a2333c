/* SPDX-License-Identifier: MIT */
/*
 * The life of an environment under the contract: people, GitHub, and the program at both ends. See
 * docs/lifecycle.md; model/check builds and runs it.
 *
 *   -DSTAGING       two pull requests that share staging; else one with an environment of its own
 *   -DQUEUE_ONE     one run waits in a group, and a later arrival pushes it out; else many wait
 *   -DACTS=N        what people do, at most (6)
 *   -DFAULTS=N      what goes wrong, at most (2)
 *   -DNO_…          a rule of the program, or an exception of an invariant, is taken out
 */
#include "state.pml"
#include "invariants.pml"

inline forget_wish(i) {
	wish[i].kind = 0;
	wish[i].is = NO_WISH;
	wish[i].commit = 0;
	wish[i].pr = 0;
	wish[i].unlawful = 0;
	if
	:: i == COPY -> copy_at = 0
	:: else
	fi
}

/*
 * Forgets what nothing depends on any more, so that equal states are one state: of wishes that have
 * ended and cannot be run again all but the newest, and times that are before all others.
 */
inline tidy(i, p) {
	forget_ended(i);
	forget_times(i, p);
	close_ranks(i, p);
#ifdef QUEUE_ONE
	i = 0;
	on_the_way = 0;
	do
	:: i < WISHES -> on_the_way = on_the_way + (wish[i].is == SENT); i++
	:: else -> break
	od
#endif
}
inline forget_ended(i) {
	i = now;
	do
	:: i > 0 && wish[i - 1].is < SENT -> i--
	:: else -> break
	od;
	if
	:: i > 0 && wish[i - 1].is > DONE ->
		wish[i - 1].is = LOST;
		wish[i - 1].kind = 0;
		wish[i - 1].commit = 0
	:: else
	fi;
	do
	:: i > 1 ->
		i--;
		if
		:: wish[i - 1].is >= DONE -> forget_wish((i - 1))
		:: else
		fi
	:: else -> break
	od
}
inline forget_times(i, p) {
	i = 0;
	do
	:: i < now && (wish[i].is == NO_WISH || wish[i].is >= DONE) -> i++
	:: else -> break
	od;
	first = i + 1;
	if
	:: copy_at > 0 && copy_at < first -> first = copy_at
	:: else
	fi;
	if
	:: env.newest_at < first ->
		env.newest_at = 0;
		env.newest_pr = 0;
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
#ifdef BETTER_EVENTS
		if
		:: pull[p].off_at < first -> pull[p].off_at = 0
		:: else
		fi;
#endif
		if
		:: pull[p].gone_at > 0 && copy_at != pull[p].gone_at ->
			if
			:: wish[pull[p].gone_at - 1].is == NO_WISH || wish[pull[p].gone_at - 1].is >= DONE ->
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
#ifdef BETTER_EVENTS
#define IS_OFF_AT(t) (pull[0].off_at == t || pull[PRS - 1].off_at == t)
#else
#define IS_OFF_AT(t) false
#endif
#define IS_HELD(t) (env.newest_at == t || copy_at == t || thread[0].mark == t || \
	thread[PRS - 1].mark == t || pull[0].gone_at == t || IS_OFF_AT(t))
inline close_ranks(i, p) {
	i = 0;
	do
	:: i < now && wish[i].is == NO_WISH && !IS_HELD(i + 1) ->
		now--;
		p = i;
		do
		:: p < now ->
			wish[p].kind = wish[p + 1].kind;
			wish[p].is = wish[p + 1].is;
			wish[p].commit = wish[p + 1].commit;
			wish[p].pr = wish[p + 1].pr;
			wish[p].unlawful = wish[p + 1].unlawful;
			name[p] = name[p + 1];
			p++
		:: else -> break
		od;
		forget_wish(now);
		MOVE_DOWN(env.newest_at);
		MOVE_DOWN(copy_at);
		MOVE_DOWN(thread[0].mark);
		MOVE_DOWN(pull[0].gone_at);
#ifdef STAGING
		MOVE_DOWN(thread[1].mark);
#endif
#ifdef BETTER_EVENTS
		MOVE_DOWN(pull[0].off_at);
#ifdef STAGING
		MOVE_DOWN(pull[1].off_at);
#endif
#endif
		if
		:: busy > i + 1 && busy != COPY + 1 -> busy--
		:: else
		fi
	:: i < now && (wish[i].is != NO_WISH || IS_HELD(i + 1)) ->
		i++
	:: else -> break
	od
}

inline set_time(i) {
	if
	:: i == COPY -> at = copy_at
	:: else -> at = i + 1
	fi
}

/* What became of a wish. That of a copy is noted at the wish itself. */
inline note_fate(i, fate) {
	set_time(i);
	if
	:: wish[i].kind != DEPLOY && at == pull[wish[i].pr].gone_at ->
		pull[wish[i].pr].gone_lost = (fate != DONE)
	:: else
	fi;
	if
	:: i == COPY ->
		if
		:: wish[copy_at - 1].is == NO_WISH || wish[copy_at - 1].is >= DONE ->
			wish[copy_at - 1].kind = wish[COPY].kind;
			wish[copy_at - 1].commit = wish[COPY].commit;
			wish[copy_at - 1].pr = wish[COPY].pr;
			wish[copy_at - 1].unlawful = wish[COPY].unlawful;
			wish[copy_at - 1].is = fate
		:: else
		fi;
		forget_wish(COPY)
	:: else -> wish[i].is = fate
	fi
}

#include "program.pml"
#include "github.pml"
#include "people.pml"

active proctype world() {
	byte i = 0, p = 0, how = 0;
end:
	do
	:: atomic {
		if
		:: acts < ACTS ->
			if
			:: p = 0
#if PRS > 1
			:: acts > 0 -> p = 1 /* the first is number 1: they are alike */
#endif
			fi;
			act(p);
			if
			:: true
			:: now > 0 && CAN_FAIL((now - 1)) -> d_step { i = now - 1; lose(i) }
			:: now > 0 && CAN_FAIL((now - 1)) && copy_at == 0 ->
				d_step { i = now - 1; copy(i, SENT) }
			fi
		:: true ->
			/* Any wish that is on its way may be next. */
			do
			:: i < WISHES && (wish[i].is == ASKED || wish[i].is == SENT) -> break
			:: i < WISHES -> i++
			:: else -> break
			od;
			if
			:: i < WISHES && wish[i].is == ASKED ->
				d_step { send_command(i, p) };
				if
				:: true
				:: CAN_FAIL(i) -> d_step { lose(i) }
				:: CAN_FAIL(i) && copy_at == 0 && i < COPY -> d_step { copy(i, SENT) }
				:: CAN_FAIL(i) && copy_at == 0 && i < COPY -> d_step { copy(i, ASKED) }
				fi
			:: i < WISHES && wish[i].is == SENT && MAY_START(i) ->
				choose_how(i, how);
				d_step { begin(i, p, how); how = WELL }
			:: i < WISHES && wish[i].is == SENT && MAY_BE_DROPPED(i) -> d_step { drop(i) }
			:: else
			fi
		:: busy > 0 ->
			i = busy - 1;
			choose_how(i, how);
			d_step { report(i, p, how); how = WELL }
		fi;
		d_step { tidy(i, p); check_quiet(i, p) }
	}
	od
}
