/* SPDX-License-Identifier: MIT */
/*
 * The life of an environment under the contract: people, GitHub, and the program at both ends. See
 * docs/lifecycle.md; model/check builds and runs it.
 *
 *   -DSTAGING       two pull requests that share staging; else one with an environment of its own
 *   -DQUEUE_ONE     one run waits in a group, and a later arrival replaces it; else many wait
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

/* Forgets what nothing depends on any more, so that equal states are one. */
inline tidy(i, p) {
	if
	:: faults == 0 ->
		/* Nothing is run again: of what has ended only the newest wish matters. */
		i = ACTS;
		do
		:: i > 0 && wish[i - 1].is < SENT -> i--
		:: else -> break
		od;
		do
		:: i > 1 ->
			i--;
			if
			:: wish[i - 1].is >= DONE -> forget_wish((i - 1))
			:: else
			fi
		:: else -> break
		od
	:: else
	fi
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
		acts < ACTS ->
		if
		:: p = 0
#if PRS > 1
		:: p = 1
#endif
		fi;
		act(p);
		d_step { tidy(i, p); check_quiet(i, p) }
	}
	:: atomic {
		/* The next thing that happens to some wish. */
		do
		:: i < WISHES && (wish[i].is == ASKED || wish[i].is == SENT) -> break
		:: i < WISHES -> i++
		:: else -> break
		od;
		if
		:: i == WISHES -> i = 0
		:: i < WISHES && wish[i].is == ASKED ->
			d_step { send_command(i, p); tidy(i, p); check_quiet(i, p) }
		:: i < WISHES && wish[i].is == SENT && MAY_START(i) ->
			choose_how(how);
			d_step { take(i, p, how); how = 0; tidy(i, p); check_quiet(i, p) }
		:: i < WISHES && wish[i].is == SENT && faults > 0 ->
			d_step { faults--; note_fate(i, LOST); printf("      %d: the event is lost\n", at); tidy(i, p); check_quiet(i, p) }
		:: i < WISHES && !(wish[i].is == SENT && MAY_START(i)) -> i = 0
		fi
	}
	:: atomic {
		busy > 0 -> choose_how(how);
		d_step { i = busy - 1; go_on(i, p, how); how = 0; tidy(i, p); check_quiet(i, p) }
	}
	:: atomic {
		/* Sent twice, or run again, soon or later. */
		faults > 0 && copy_at == 0 ->
		do
		:: i < ACTS && wish[i].is > ASKED -> break
		:: i < ACTS -> i++
		:: else -> break
		od;
		if
		:: i == ACTS -> i = 0
		:: i < ACTS && wish[i].is > ASKED ->
			d_step { copy(i, SENT); printf("      %d: the event comes once more\n", at); tidy(i, p); check_quiet(i, p) }
		:: i < ACTS && wish[i].is > ASKED && IS_COMMAND(i) ->
			d_step { copy(i, ASKED); printf("      %d: the run of the CMS starts once more\n", at); tidy(i, p); check_quiet(i, p) }
		fi
	}
	od
}
