/* SPDX-License-Identifier: MIT */
/*
 * What must hold. -DONLY=N checks the Nth alone; model/check runs a model with a rule taken out so,
 * which must then break the invariant that it names. The names are what a failed run prints.
 *
 * -DNO_EXCEPTION_… takes out one exception of an invariant. Then it must fail, or the exception
 * would be one that nothing needs.
 */

#define CLOSED_STAYS 1
#define LAST_WORD 2
#define NEVER_OLDER 3
#define ONE_LIVE 4
#define AUTHORITY 5
#define OPEN_STAYS 6
#ifdef ONLY
#define CHECKED(which) (ONLY == which)
#else
#define CHECKED(which) true
#endif

/* Not in the state: each is set and asserted in the same step. */
hidden byte closed_stays;
hidden byte last_word;
hidden byte never_older;
hidden byte one_live;
hidden byte authority;
hidden byte open_stays;

/*
 * The newest request was a close that left no mark: there was no comment to edit, or the run was
 * killed before it could.
 */
#ifdef STAGING
#define UNMARKED(p) (env.unmarked && (p == env.newest_pr || env.alone))
#else
#define UNMARKED(p) env.unmarked
#endif

/* Removed since it is off. Its close may find it open again, and then asks for nothing. */
inline note_void() {
#if !defined(NO_EXCEPTION_VOID) && !defined(STAGING)
	env.overruled = true
#else
	skip
#endif
}

/* The request at place i is carried out now. */
inline carry_out(i) {
	authority = !request[i].unlawful;
	assert(!CHECKED(AUTHORITY) || authority);
	open_stays = request[i].kind == DEPLOY || request[i].kind == DESTROY || IS_OFF(request[i].pr);
	assert(!CHECKED(OPEN_STAYS) || open_stays);
#ifdef NO_EXCEPTION_LATE_READ
	never_older = request[i].kind != DEPLOY || !env.lives || request[i].commit >= env.commit;
	assert(!CHECKED(NEVER_OLDER) || never_older);
#endif
	if
	:: at >= env.newest_at ->
		env.newest_at = at;
		env.newest_pr = request[i].pr;
		env.unmarked = false;
#ifdef STAGING
		env.alone = true;
#endif
		env.overruled = false
#if defined(STAGING) && defined(WITH_SWEEP)
	/* What the sweep asks for, no open pull request wants. */
	:: at < env.newest_at && i == COPY && sweep != NO_SWEEP_ON_ITS_WAY -> env.overruled = true
#endif
#ifndef STAGING
	:: at < env.newest_at && env.lives && request[i].kind != DEPLOY && IS_OFF(request[i].pr) ->
		note_void() /* closed wins */
#endif
	:: at < env.newest_at && request[i].kind != DEPLOY && !env.lives /* nothing is changed */
	:: else ->
		never_older = UNMARKED(request[i].pr);
		assert(!CHECKED(NEVER_OLDER) || never_older);
		env.overruled = env.overruled || never_older
	fi
}

/* Removed since pull request `p` is closed or on another base, and not for an event of that. */
#ifdef WITH_STRANGER
#define MAY_GO_LATE(p) (!pull[p].by_stranger)
#else
#define MAY_GO_LATE(p) true
#endif
inline carry_out_late(p) {
	note_void();
	authority = MAY_GO_LATE(p);
	assert(!CHECKED(AUTHORITY) || authority)
}

/* The close or the change of base was lost or killed, and no deployment's run has looked since. */
#ifdef NO_EXCEPTION_LOST
#define GONE_LOST(p) false
#else
#define GONE_LOST(p) (pull[p].gone_lost && !pull[p].looked)
#endif

/* Staging stays until the close removes it; VOID is a deployment that Resolve skipped. */
#ifdef STAGING
#define IS_TO_LIVE(p) true
#else
#define IS_TO_LIVE(p) (!IS_OFF(p))
#endif

/* Nothing is on its way and nothing runs. */
inline check_quiet(i, p) {
	i = 0;
	do
	:: i < REQUESTS && (request[i].is == NO_REQUEST || request[i].is >= DONE) -> i++
	:: else -> break
	od;
	if
	:: i == REQUESTS ->
		/* The newest request that was sent; i is 0 where there is none. */
		i = now;
		do
		:: i > 0 && request[i - 1].is == NO_REQUEST -> i--
		:: else -> break
		od;
		if
		:: i > 0 && request[i - 1].is == DONE ->
			i--;
			p = request[i].pr;
			if
			:: request[i].kind != DEPLOY ->
				last_word = !env.lives
			:: request[i].kind == DEPLOY && IS_TO_LIVE(p) ->
				last_word = env.lives && env.commit == request[i].commit
			:: else -> last_word = true /* of a closed one: the invariant closed-stays */
			fi;
			last_word = last_word || env.overruled;
			assert(!CHECKED(LAST_WORD) || last_word)
		:: else
		fi;
		p = 0;
#if defined(STAGING) && defined(WITH_SWEEP)
		closed_stays = !swept || !env.lives;
		assert(!CHECKED(CLOSED_STAYS) || closed_stays);
#endif
		do
		:: p < PRS ->
#ifndef STAGING
			closed_stays = !IS_OFF(p) || !env.lives || GONE_LOST(p);
			assert(!CHECKED(CLOSED_STAYS) || closed_stays);
			one_live = thread[p].says == FAILED ||
				(env.lives == (thread[p].says == DEPLOYED) &&
				 thread[p].says != IN_PROGRESS);
			one_live = one_live && (thread[p].says != DEPLOYED || thread[p].commit == env.commit);
#else
			one_live = IS_OFF(p) || thread[p].says == NOTHING || thread[p].says == FAILED ||
				(env.lives == (thread[p].says == DEPLOYED) &&
				 thread[p].says != IN_PROGRESS);
#endif
			one_live = thread[p].stale || (one_live && !thread[p].second);
			assert(!CHECKED(ONE_LIVE) || one_live);
			p++
		:: else -> break
		od
	:: else
	fi;
	i = 0;
	p = 0
}
