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

from .world import DEPLOYER, MAY, TOKENS, has_environment, workspace_of

OPENING, CLOSING = "<!-- deploy-dispatch: ", " -->"
GONE = None
STOP = "(anything)"


class Checks:
    def __init__(self, simulation):
        self.simulation = simulation
        self.violations = []

    def violate(self, rule, words):
        self.simulation.say(f"!! {rule}: {words}")
        self.violations.append((rule, words))

    @staticmethod
    def mark(body):
        """The mark of a status comment; None where there is none."""
        line = body.rstrip().rsplit("\n", 1)[-1]
        if not line.startswith(OPENING) or not line.endswith(CLOSING):
            return None
        return json.loads(line[len(OPENING) : -len(CLOSING)])

    # While it runs.

    def before_action(self, run, inputs):
        """What the pull request is when the program looks at it."""
        pull = self.simulation.pulls[run.wish.number]
        status = inputs.get("INPUT_STATUS", "")
        if not status:
            if run.wish.asked is None:  # by hand: what the pull request is now
                run.wish.base = pull.base
                run.wish.workspace = workspace_of(pull.number, pull.base)
                run.wish.commit = pull.head
            run.seen = {"resolve": pull.wants(run.wish.workspace)}
        elif status in ("success", "failure", "cancelled"):
            run.seen.setdefault("report", pull.wants(run.wish.workspace))

    def after_action(self, run, seen):
        for name, token in TOKENS.items():
            written = [json.dumps(request["body"]) for request in seen["requests"]]
            if any(token in one for one in [*seen["texts"], *written]):
                self.violate("secret", f"{run.name} shows the token {name}")
        if seen["status"] > 0 and not self.may_fail(run):
            log = seen["log"].strip()
            self.violate("failure", f"{run.name} ended with {seen['status']}: {log}")

    def may_fail(self, run):
        """By hand for a base without an environment: that is refused."""
        wish = run.wish
        return wish and wish.asked is None and not has_environment(wish.base)

    def after_run(self, run):
        failed = [] if self.may_fail(run) else run.steps.failed
        planned = "fail" in run.faults or "kill" in run.faults
        for step in failed:
            if not planned and step not in ("Resolve", "Report"):
                self.violate("failure", f"{run.name}: the step {step!r} failed")
        if run.event.startswith("pull_request") and run.state == "lost":
            self.lose(run.origin, run.event, run.payload)

    def after_dispatch(self, run, wish, payload):
        may = wish.who in MAY and run.triggering_actor in MAY
        own = wish.act["do"] != "comment" and wish.workspace != "staging"
        if not may and not own:
            self.violate("authority", f"{wish.who} may not ask for {wish.kind} {wish.workspace}")

    def lose(self, act, event, payload):
        """A close that nobody hears of: its environment may stay."""
        pull = payload.get("pull_request")
        if not pull or payload["action"] not in ("closed", "edited"):
            return
        base = payload.get("changes", {}).get("base", {}).get("ref", {}).get("from")
        base = base or pull["base"]["ref"]
        if not has_environment(base):
            return
        wish = self.simulation.new_wish("closed", pull["number"], base, act)
        self.simulation.wishes.append(wish)

    def before_up(self, run, workspace, before, env):
        commit = env.get("COMMIT_SHA", "")
        wish = run.wish
        if wish.act["do"] == "comment" and wish.who not in MAY:
            self.violate("authority", f"{wish.who} may not deploy {workspace}")
        if not before or not before["commit"] or not commit:
            return
        pull = self.simulation.pulls[wish.number]
        was = before["run"].wish
        if commit not in pull.commits or before["commit"] not in pull.commits:
            return
        is_older = pull.commits.index(commit) < pull.commits.index(before["commit"])
        by_hand = wish.asked is None or was.asked is None
        if is_older and not by_hand and wish.asked <= was.asked:
            short = self.simulation.short
            words = f"{short(commit)} takes the place of {short(before['commit'])}"
            self.violate("older", f"{workspace}: {words}")

    # When all is quiet.

    def at_rest(self, threads):
        workspaces = {wish.workspace for wish in self.simulation.wishes}
        for workspace in sorted(workspaces | set(self.simulation.machines.live)):
            self.check_word(workspace)
        for number, thread in threads.items():
            self.check_thread(self.simulation.pulls[int(number)], thread)
        self.check_silence(threads)

    def outcome(self, wish):
        """The state that a wish leads to: a commit, or gone; STOP where it changes nothing."""
        run = wish.run
        if wish.kind != "deploy":
            return GONE
        staging = wish.workspace == "staging"
        if run and not run.seen.get("resolve", True):
            return STOP if staging else GONE
        if run and not run.seen.get("report", True):
            return GONE
        return "" if staging else wish.commit

    def allowed(self, workspace):
        """What may be there at the end, and whether that is certain."""
        wishes = [w for w in self.simulation.wishes if w.workspace == workspace]
        found, certain = set(), True
        for asked in sorted({w.asked for w in wishes if w.asked is not None}, reverse=True):
            same = [w for w in wishes if w.asked == asked]
            effects = [self.outcome(w) for w in same if w.run or w.kind != "deploy"]
            found |= {effect for effect in effects if effect != STOP}
            if any(w.is_clean and self.outcome(w) != STOP for w in same):
                break
            if any(not w.is_clean for w in same):
                certain = False
        else:
            found.add(GONE)
        for hand in [w for w in wishes if w.asked is None and w.run and w.run.began is not None]:
            after = [w for w in wishes if w.run and (w.run.began or -1) >= hand.run.began]
            found |= {self.outcome(w) for w in after} - {STOP}
        return found, certain

    def check_word(self, workspace):
        live = self.simulation.machines.live.get(workspace)
        found, certain = self.allowed(workspace)
        if live and live["commit"] is None:
            return  # parts of it, after a fault: its status says so
        state = live["commit"] if live else GONE
        if workspace == "staging" and live:
            state = ""
        if state in found:
            return
        number = workspace.removeprefix("pr-")
        pull = self.simulation.pulls[int(number)] if number.isdigit() else None
        rule = "closed" if live and pull and not pull.wants(workspace) else "word"
        expected = " or ".join(sorted(self.words(one) for one in found))
        self.violate(rule, f"{workspace} is {self.words(state)}, expected {expected}")

    def words(self, state):
        if state is GONE:
            return "gone"
        return f"live at {self.simulation.short(state)}" if state else "live"

    def last_run(self, workspace):
        """The last run that worked on it."""
        runs = [
            run
            for run in self.simulation.runs
            if run.began is not None and run.wish and run.wish.workspace == workspace
        ]
        return max(runs, key=lambda run: (run.began, run.number), default=None)

    def is_disturbed(self, workspace):
        """A fault came after which a comment need not be right."""
        return any(
            not run.is_clean
            for run in self.simulation.runs
            if run.wish and run.wish.workspace == workspace
        )

    def check_thread(self, pull, thread):
        by_workspace = {}
        for comment in thread:
            mark = self.mark(comment["body"])
            if mark and comment["user"]["login"] == DEPLOYER and mark["state"] != "folded":
                by_workspace.setdefault(mark["workspace"], []).append(mark)
        for workspace, marks in by_workspace.items():
            disturbed = self.is_disturbed(workspace)
            if len(marks) > 1 and not disturbed:
                states = ", ".join(mark["state"] for mark in marks)
                self.violate("one", f"#{pull.number}, {workspace}: {states}")
            elif not disturbed:
                self.check_mark(pull, workspace, marks[-1])

    def check_mark(self, pull, workspace, mark):
        live = self.simulation.machines.live.get(workspace)
        shared = workspace == "staging" and not pull.wants(workspace)
        said, state = f"#{pull.number} says {workspace} is {mark['state']}", mark["state"]
        is_live = self.words(live["commit"] if live else GONE)
        if state == "deployed" and not live:
            self.violate("true", f"{said}, but it is {is_live}")
        elif state == "deployed" and workspace != "staging" and mark["commit"] != live["commit"]:
            short = self.simulation.short(mark["commit"])
            self.violate("true", f"{said} at {short}, but it is {is_live}")
        elif state in ("removed", "closed") and live and not shared:
            self.violate("true", f"{said}, but it is {is_live}")
        elif state not in ("deployed", "removed", "closed"):
            self.violate("true", f"{said}, but nothing failed")

    def check_silence(self, threads):
        """Who has an environment is told of it."""
        for workspace, live in self.simulation.machines.live.items():
            number = live["run"].wish.number
            marks = [self.mark(one["body"]) for one in threads.get(str(number), [])]
            told = any(
                mark and mark["workspace"] == workspace and mark["state"] == "deployed"
                for mark in marks
            )
            if not told and not self.is_disturbed(workspace):
                self.violate("true", f"#{number} does not say that {workspace} is live")
