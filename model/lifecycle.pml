/* SPDX-License-Identifier: MIT */
/*
 * The life of an environment under the contract: people, GitHub, and the program at both ends. See
 * docs/lifecycle.md; model/check builds and runs it.
 *
 *   -DSTAGING       two pull requests that share staging; else one with an environment of its own
 *   -DQUEUE_ONE     one run waits in a group, and a later arrival pushes it out; else many wait
 *   -DACTS=N        what people do, at most (6)
 *   -DFAULTS=N      what goes wrong, at most (2)
 *   -DTWINS         two requests may be made within one second, which is one thing that goes wrong
 *   -DSWEEPS=N      how often the sweep finds something, at most (0; or 1)
 *   -DNO_…          a rule of the program, or an exception of an invariant, is taken out
 *   -DBETTER_…      a rule that the program does not have
 *   -DONLY=N        one invariant alone
 */
#include "state.pml"
#include "invariants.pml"

inline forget_request(i) {
	request[i].kind = 0;
	request[i].is = NO_REQUEST;
	request[i].commit = 0;
	request[i].pr = 0;
	request[i].unlawful = 0;
	if
	:: i == COPY ->
		copy_at = 0;
#ifdef WITH_SWEEP
		sweep = NO_SWEEP_ON_ITS_WAY
#endif
	:: else
	fi
}

inline set_time(i) {
	if
	:: i == COPY -> at = copy_at
	:: else -> at = i + 1
	fi
}

/* Nobody gave a command for it. */
#ifndef NO_CLOSE_OF_OPEN
#define IS_CLOSE(i) (request[i].kind == CLOSE)
#else
#define IS_CLOSE(i) false
#endif
#ifndef NO_LEAVE_OF_OPEN
#define IS_LEAVE(i) (request[i].kind == LEAVE)
#else
#define IS_LEAVE(i) false
#endif
#define MAY_FIND_IT_OPEN(i) (IS_CLOSE(i) || IS_LEAVE(i))

/* A command that is not sent yet, or a close that is on its way, may turn out to ask for nothing. */
#define MAY_BE_VOID(i) (request[i].is == ASKED || (request[i].is == SENT && MAY_FIND_IT_OPEN(i)))

/* Nothing was asked for: a close of a pull request that is open again. */
inline end_void(i) {
	forget_request(i)
}

/* What is in the last place, as the request of its time. */
inline take_copy(fate) {
	request[copy_at - 1].kind = request[COPY].kind;
	request[copy_at - 1].commit = request[COPY].commit;
	request[copy_at - 1].pr = request[COPY].pr;
	request[copy_at - 1].unlawful = request[COPY].unlawful;
	request[copy_at - 1].is = fate
}

/* What became of a request. That of a copy is noted at the request itself. */
inline note_fate(i, fate) {
	set_time(i);
	if
	:: request[i].kind != DEPLOY && at == pull[request[i].pr].gone_at ->
		pull[request[i].pr].gone_lost = (fate != DONE)
	:: else
	fi;
#ifdef WITH_SWEEP
	if
	:: i == COPY && sweep != NO_SWEEP_ON_ITS_WAY && fate == DONE ->
		first = request[COPY].pr;
		note_looked(first);
		swept = (sweep == SWEEP_IS_NEW)
	:: else
	fi;
	if
	:: i == COPY -> sweep = NO_SWEEP_ON_ITS_WAY
	:: else
	fi;
#endif
	if
	:: i == COPY && MAY_BE_VOID((copy_at - 1)) ->
		/* The other one is still on its way, and takes the last place. */
		other.kind = request[copy_at - 1].kind;
		other.is = request[copy_at - 1].is;
		other.pr = request[copy_at - 1].pr;
		other.unlawful = request[copy_at - 1].unlawful;
		take_copy(fate);
		name[COPY] = name[copy_at - 1];
		request[COPY].kind = other.kind;
		request[COPY].is = other.is;
		request[COPY].commit = 0;
		request[COPY].pr = other.pr;
		request[COPY].unlawful = other.unlawful
	:: i == COPY && !MAY_BE_VOID((copy_at - 1)) ->
		if
		:: request[copy_at - 1].is == NO_REQUEST || request[copy_at - 1].is >= DONE ->
			take_copy(fate)
		:: else
		fi;
		forget_request(COPY)
	:: else -> request[i].is = fate
	fi
}

#include "program.pml"
#include "github.pml"
#include "people.pml"
#include "tidy.pml"

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
			how = now;
			act(p);
			if
			:: true
#ifdef TWINS
			:: now > how && now > 1 && faults > 0 && copy_at == 0 &&
			   request[now - 1].is != NO_REQUEST ->
				d_step { make_twin(p) }
#endif
			:: now > 0 && CAN_FAIL((now - 1)) -> d_step { i = now - 1; lose(i) }
			:: now > 0 && CAN_FAIL((now - 1)) && copy_at == 0 ->
				d_step { i = now - 1; copy(i, SENT) }
			fi;
			how = WELL
#ifdef WITH_SWEEP
		:: sweeps > 0 && copy_at == 0 && env.lives ->
			if
			:: p = 0
#if PRS > 1
			:: p = 1
#endif
			fi;
			if
			:: SWEEP_FINDS(p) ->
				d_step { run_sweep(p) };
				if
				:: true
				:: CAN_FAIL(COPY) -> d_step { lose(COPY) }
				fi
			:: else
			fi
#endif
		:: true ->
			/* Any request that is on its way may be next. */
			do
			:: i < REQUESTS && (request[i].is == ASKED || request[i].is == SENT) -> break
			:: i < REQUESTS -> i++
			:: else -> break
			od;
			if
			:: i < REQUESTS && request[i].is == ASKED ->
				d_step { send_command(i, p) };
				if
				:: true
				:: CAN_FAIL(i) -> d_step { lose(i) }
				:: CAN_FAIL(i) && copy_at == 0 && i < COPY -> d_step { copy(i, SENT) }
				:: CAN_FAIL(i) && copy_at == 0 && i < COPY -> d_step { copy(i, ASKED) }
				fi
			:: i < REQUESTS && request[i].is == SENT && MAY_START(i) ->
				choose_how(i, how);
				d_step { begin(i, p, how); how = WELL }
			:: i < REQUESTS && request[i].is == SENT && MAY_BE_DROPPED(i) -> d_step { drop(i) }
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
