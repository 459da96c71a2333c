/* SPDX-License-Identifier: MIT */
/*
 * What people do. A merge is a close by somebody who may, and nobody can open the pull request
 * again. Of an environment of its own nothing asks which of the two it was. On another base the
 * pull request has nothing to do with this environment, open or closed, so there it only moves
 * back. What the CMS's end refuses since somebody may not changes nothing, and is no act; without
 * the rule it is one. Nor is a commit after one that nobody has asked to deploy.
 */

/* For the sweep: what it asks for is not the newest any more. */
inline change_since_sweep() {
#ifdef WITH_SWEEP
	if
	:: sweep == SWEEP_IS_NEW -> sweep = SWEEP_IS_OLD
	:: else
	fi
#else
	skip
#endif
}

inline request_for(p, what, how_far, by_stranger) {
	request[now].kind = what;
	request[now].is = how_far;
	request[now].pr = p;
	request[now].unlawful = by_stranger;
	acts++;
	name[now] = acts;
	now++;
	change_since_sweep()
}

/* The pull request has no environment any more; the request for that, if any, is of this act. */
inline go_off(p, who_may_not) {
#if defined(BETTER_EVENTS) || defined(WITH_SWEEP)
	pull[p].off_at = now + 1;
#endif
#ifdef WITH_STRANGER
	pull[p].by_stranger = who_may_not;
#endif
#ifndef STAGING
	pull[p].gone_at = now + 1;
	pull[p].gone_lost = false;
	pull[p].looked = false
#else
	skip
#endif
}
inline come_back(p) {
#ifdef WITH_STRANGER
	pull[p].by_stranger = false;
#endif
	pull[p].gone_at = 0;
	pull[p].gone_lost = false;
	pull[p].looked = false;
#if defined(WITH_SWEEP) && !defined(BETTER_EVENTS)
	pull[p].off_at = 0;
#endif
#ifdef WITH_SWEEP
	swept = false;
#endif
	change_since_sweep()
}

/* Something that sends nothing and yet has a time. */
inline act_unsent() {
	acts++;
#ifdef WITH_SWEEP
	now++
#endif
}

inline act(p) {
	if
	:: d_step {
		request_for(p, DEPLOY, ASKED, false);
		printf("%d: #%d is asked: /test-deploy\n", acts, p + 1)
	}
	:: d_step {
		request_for(p, DESTROY, ASKED, false);
		printf("%d: #%d is asked: /destroy-test\n", acts, p + 1)
	}
#ifdef NO_PERMISSION
	:: d_step {
		request_for(p, DEPLOY, ASKED, true);
		printf("%d: #%d is asked by a stranger: /test-deploy\n", acts, p + 1)
	}
	:: d_step {
		request_for(p, DESTROY, ASKED, true);
		printf("%d: #%d is asked by a stranger: /destroy-test\n", acts, p + 1)
	}
#endif
#ifndef STAGING
	:: d_step { pull[p].open && pull[p].taken ->
		pull[p].head++;
		pull[p].taken = false;
		acts++;
		printf("%d: #%d gets a commit\n", acts, p + 1)
	}
#endif
	:: d_step { pull[p].open && pull[p].based ->
		go_off(p, false);
		pull[p].open = false;
		request_for(p, CLOSE, SENT, false);
		printf("%d: #%d is closed\n", acts, p + 1)
	}
#ifdef STAGING
	:: d_step { pull[p].open && pull[p].based ->
		go_off(p, false);
		pull[p].open = false;
		pull[p].merged = true;
		request_for(p, CLOSE, SENT, false);
		printf("%d: #%d is merged\n", acts, p + 1)
	}
	/* By who opened it, perhaps. */
	:: d_step { pull[p].open && pull[p].based ->
		go_off(p, true);
		pull[p].open = false;
#ifdef NO_CLOSER
		request_for(p, CLOSE, SENT, true);
#else
		act_unsent();
#endif
		printf("%d: #%d is closed by a stranger\n", acts, p + 1)
	}
#ifdef NO_UNASKED_CLOSER
	:: d_step { faults > 0 && pull[p].open && pull[p].based ->
		faults--;
		go_off(p, true);
		pull[p].open = false;
		request_for(p, CLOSE, SENT, true);
		printf("%d: #%d is closed by a stranger whose role cannot be asked\n", acts, p + 1)
	}
#endif
#endif
	:: d_step { !pull[p].open && !IS_MERGED(p) ->
		pull[p].open = true;
		acts++;
		come_back(p);
		printf("%d: #%d is opened again\n", acts, p + 1)
	}
	/* From the staging base nothing is sent. */
	:: d_step { pull[p].open && pull[p].based ->
		go_off(p, false);
		pull[p].based = false;
#if (defined(STAGING) && !defined(NO_QUIET_LEAVE)) || (!defined(STAGING) && defined(NO_LEAVE))
		act_unsent();
		pull[p].gone_at = 0;
#else
		request_for(p, LEAVE, SENT, false);
#endif
		printf("%d: #%d moves to another base\n", acts, p + 1)
	}
#ifdef WITH_STRANGER
	:: d_step { pull[p].open && pull[p].based ->
		go_off(p, true);
		pull[p].based = false;
#ifdef NO_QUIET_LEAVE
		request_for(p, LEAVE, SENT, true);
#else
		acts++;
#endif
		printf("%d: #%d is moved to another base by a stranger\n", acts, p + 1)
	}
#endif
	:: d_step { pull[p].open && !pull[p].based ->
		pull[p].based = true;
		acts++;
		come_back(p);
		printf("%d: #%d moves back to its base\n", acts, p + 1)
	}
	fi
}
