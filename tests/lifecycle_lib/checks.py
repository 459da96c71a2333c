# SPDX-License-Identifier: MIT
"""The rules of the contract, judged by what the simulation knows itself.

closed     no environment of a pull request that is closed, or has left its base, stays
word       the last word wins
older      an older commit never takes the place of a newer one
one        a pull request has at most one live status comment for a workspace
true       what it says is so
authority  nothing changes by the hand of somebody who may not
failure    no run fails by itself
secret     no token is in any text

What was lost, killed or made to fail may leave things as they were: then either state will do.
"""

import json

from .threads import Threads
from .words import Words
from .world import EPHEMERAL_BASE, MAY, TOKENS, has_environment, workspace_of


class Checks:
    def __init__(self, simulation):
        self.simulation = simulation
        self.violations = []

    def violate(self, rule, words):
        self.simulation.say(f"!! {rule}: {words}")
        self.violations.append((rule, words))

    def before_action(self, run, inputs):
        """What the pull request is when the program looks at it."""
        pull = self.simulation.pulls[run.request.number]
        status = inputs.get("INPUT_STATUS", "")
        if not status:
            if run.request.asked is None:  # by hand: what the pull request is now
                run.request.base = pull.base
                named = pull.base == EPHEMERAL_BASE
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
        if seen["status"] > 0 and not self.may_fail(run):
            log = seen["log"].strip()
            self.violate("failure", f"{run.name} ended with {seen['status']}: {log}")

    def may_fail(self, run):
        """By hand only environments of their own are made: the rest is refused."""
        request = run.request
        return request and request.asked is None and request.base != EPHEMERAL_BASE

    def after_run(self, run):
        failed = [] if self.may_fail(run) else run.steps.failed
        planned = "fail" in run.faults or "kill" in run.faults
        for step in failed:
            if not planned and step not in ("Resolve", "Report"):
                self.violate("failure", f"{run.name}: the step {step!r} failed")
        if run.event.startswith("pull_request") and run.steps.status in ("lost", "cancelled"):
            self.lose(run.origin, run.event, run.payload)

    def after_dispatch(self, run, request, payload):
        may = request.who in MAY and run.triggering_actor in MAY
        own = request.act["do"] != "comment" and request.workspace != "staging"
        if not may and not own:
            self.violate(
                "authority", f"{request.who} may not ask for {request.kind} {request.workspace}"
            )

    def lose(self, act, event, payload):
        """A close that nobody hears of: its environment may stay."""
        pull = payload.get("pull_request")
        if not pull or payload["action"] not in ("closed", "edited"):
            return
        base = payload.get("changes", {}).get("base", {}).get("ref", {}).get("from")
        base = base or pull["base"]["ref"]
        if not has_environment(base):
            return
        request = self.simulation.new_request("closed", pull["number"], base, act)
        self.simulation.requests.append(request)

    def before_up(self, run, workspace, before, env):
        commit = env.get("COMMIT_SHA", "")
        request = run.request
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
