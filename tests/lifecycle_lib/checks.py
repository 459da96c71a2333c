# SPDX-License-Identifier: MIT
"""The rules of the contract, judged by what the simulation knows itself.

closed     no environment of a pull request that is closed, or has left its base, stays
word       the last word wins
older      an older commit never takes the place of a newer one
one        a pull request has at most one live status comment for a workspace
true       what it says is so
authority  nothing changes by the hand of somebody who may not
alive      what an open pull request wants is removed only for a destroy that somebody asked for
source     no event of another CMS changes anything
brake      one sweep removes at most so many environments of open pull requests, or none of them
left       after a sweep that went well nothing is left over
cut        after it no comment says that something is in progress which ended before
fork       a pull request of a stranger's fork has no environment
failure    no run fails by itself
secret     no token is in any text

What was lost, killed, made to fail or met an outage may leave things as they were: then either
state will do.
"""

import json

from .sweeps import Sweeps
from .threads import Threads
from .words import Words
from .world import INFRASTRUCTURE, MAY, STAGING_BASE, TOKENS, workspace_of


class Checks:
    def __init__(self, simulation):
        self.simulation = simulation
        self.violations = []
        self.sweeps = Sweeps(simulation, self.violate)

    def violate(self, rule, words):
        self.simulation.say(f"!! {rule}: {words}")
        self.violations.append((rule, words))

    def before_action(self, run, inputs):
        """What the pull request is when the program looks at it."""
        pull = self.simulation.pulls.get(run.request.number)
        if run.request.is_foreign or not pull:
            return
        status = inputs.get("INPUT_STATUS", "")
        if not status:
            if run.request.asked is None:  # by hand: what the pull request is now
                run.request.base = pull.base
                named = not self.is_not_by_hand(pull.number, pull.base)
                run.request.workspace = workspace_of(pull.number, pull.base) if named else ""
                run.request.commit = pull.head
            run.seen = {"resolve": pull.wants(run.request.workspace)}
        elif status in ("success", "failure", "cancelled"):
            run.seen.setdefault("report", pull.wants(run.request.workspace))

    def after_action(self, run, seen):
        for name, token in TOKENS.items():
            written = [json.dumps(request["body"]) for request in seen["requests"]]
            if any(token in one for one in [*seen["texts"], *written]):
                self.violate("secret", f"{run.name} shows the token {name}")
        if run.request and run.request.is_foreign and run.repository == INFRASTRUCTURE:
            self.check_silence(run, seen)
        if seen["status"] > 0 and not self.may_fail(run):
            log = seen["log"].strip()
            self.violate("failure", f"{run.name} ended with {seen['status']}: {log}")

    def may_fail(self, run):
        """An outage makes it fail, a wrong setting, and by hand what is refused."""
        request = run.request
        if run.is_disturbed or self.sweeps.may_fail(run):
            return True
        if self.sweeps.is_wrong(request):
            return True
        by_hand = request and request.asked is None
        return by_hand and self.is_not_by_hand(request.number, request.base)

    def is_not_by_hand(self, number, base):
        """By hand only environments of their own are made: the rest is refused."""
        pull = self.simulation.pulls[number]
        return pull.is_fork or base == STAGING_BASE or base not in pull.ephemeral

    def check_silence(self, run, seen):
        for request in seen["requests"]:
            # Whose it is, nobody knows if the pull request could not be read: the thread says so.
            told = run.is_disturbed and request["path"].endswith("/comments")
            writes = request["method"] != "GET" and not request["path"].endswith("/graphql")
            if writes and not told:
                self.violate("source", f"{run.name}: {request['method']} {request['path']}")

    def after_run(self, run):
        failed = [] if self.may_fail(run) else run.steps.failed
        planned = "fail" in run.faults or "kill" in run.faults
        for step in failed:
            if not planned and step not in ("Resolve", "Report"):
                self.violate("failure", f"{run.name}: the step {step!r} failed")
        ended = run.steps.status
        if run.event.startswith("pull_request") and (
            ended in ("lost", "cancelled") or (run.is_disturbed and ended == "failure")
        ):
            self.lose(run.origin, run.event, run.payload)

    def after_dispatch(self, run, request, payload):
        if request.sweep:
            self.sweeps.check_request(request, payload)
        if request.sweep or request.is_foreign:
            return
        may = request.who in MAY and run.triggering_actor in MAY
        own = request.act["do"] != "comment" and request.workspace != "staging"
        if not may and not own:
            self.violate(
                "authority", f"{request.who} may not ask for {request.kind} {request.workspace}"
            )

    def lose(self, act, event, payload):
        """A close that nobody hears of: its environment may stay."""
        pull = payload.get("pull_request")
        if not pull or payload["action"] not in ("closed", "edited") or act.get("in") == "other":
            return
        known = self.simulation.pulls[pull["number"]]
        base = payload.get("changes", {}).get("base", {}).get("ref", {}).get("from")
        base = base or pull["base"]["ref"]
        if known.is_fork or (base != STAGING_BASE and base not in known.ephemeral):
            return
        request = self.simulation.new_request("closed", pull["number"], base, act)
        self.simulation.requests.append(request)

    def before_sweep(self, run):
        self.sweeps.before(run)

    def after_sweep(self, run):
        self.sweeps.after(run)

    def before_down(self, run, workspace):
        """May it be removed, now?"""
        request = run.request
        if request.is_foreign:
            self.violate("source", f"{run.name} removes {workspace}")
        elif not request.is_command and self.is_wanted(run, workspace):
            self.violate("alive", f"{run.name} removes {workspace}, which is wanted")

    def is_wanted(self, run, workspace):
        """By an open pull request, now and whenever the run could see that."""
        request = run.request
        if workspace == "staging":
            # A close by somebody who may removes it, whoever else uses it. The sweep does not.
            return request.kind == "deploy" or request.was_wanted or run.seen.get("resolve", False)
        pull = self.simulation.pulls.get(int(workspace.removeprefix("pr-")))
        return bool(pull) and pull.wants(workspace) and all(run.seen.values())

    def before_up(self, run, workspace, before, env):
        commit = env.get("COMMIT_SHA", "")
        request = run.request
        if request.is_foreign:
            self.violate("source", f"{run.name} deploys {workspace}")
            return
        if self.simulation.pulls[request.number].is_fork:
            self.violate("fork", f"{run.name} deploys {workspace} for a fork")
        if request.act["do"] == "comment" and request.who not in MAY:
            self.violate("authority", f"{request.who} may not deploy {workspace}")
        if not before or not before["commit"] or not commit:
            return
        pull = self.simulation.pulls[request.number]
        was = before["run"].request
        if commit not in pull.commits or before["commit"] not in pull.commits:
            return
        is_older = pull.commits.index(commit) < pull.commits.index(before["commit"])
        by_hand = request.asked is None or was.asked is None
        if is_older and not by_hand and request.asked <= was.asked:
            short = self.simulation.short
            words = f"{short(commit)} takes the place of {short(before['commit'])}"
            self.violate("older", f"{workspace}: {words}")

    def at_rest(self, threads):
        """When all is quiet."""
        for judge in (Words, Threads):
            judge(self.simulation, self.violate).check(threads)
        self.sweeps.at_rest()
        self.sweeps.check_begun(threads)
