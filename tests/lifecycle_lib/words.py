# SPDX-License-Identifier: MIT
"""At rest: is each environment what the last word on it says, and is none left behind?"""

GONE = None
STOP = "(as it was)"


class Words:
    def __init__(self, simulation, violate):
        self.simulation = simulation
        self.violate = violate

    def check(self, threads):
        workspaces = {
            request.workspace for request in self.simulation.requests if request.workspace
        }
        for workspace in sorted(workspaces | set(self.simulation.machines.live)):
            self.check_word(workspace)

    @staticmethod
    def stops(request, run):
        """Does it change nothing, since its pull request is not as it would have to be?"""
        if request.kind == "closed" or request.act["do"] == "retarget":
            return run.seen.get("resolve", False)
        staging = request.workspace == "staging"
        return request.kind == "deploy" and staging and not run.seen.get("resolve", True)

    def run_of(self, request, since=0):
        """The last of its runs that may have changed something; it may have run again."""
        runs = [run for run in request.began if run.began >= since and not self.stops(request, run)]
        return max(runs, key=lambda run: run.began, default=None)

    def outcome(self, request, since=0):
        """The state that a request leads to: a commit, or gone; STOP where it changes nothing."""
        run = self.run_of(request, since)
        if not run and (request.run or request.was_wanted):
            return STOP
        if request.kind != "deploy":
            return GONE
        if request.workspace == "staging":
            return ""
        if run and not (run.seen.get("resolve", True) and run.seen.get("report", True)):
            return GONE
        return request.commit

    def effects(self, request):
        """With what is there where the removal of what came too late failed."""
        run = request.run
        if request.kind == "deploy" and run and ("down", request.workspace, True) in run.worked:
            return {self.outcome(request), request.commit}
        return {self.outcome(request)}

    @staticmethod
    def shows(request):
        """Also where it never arrives, the pull request itself tells of it."""
        return (request.kind == "closed" and not request.sweep) or request.act["do"] == "retarget"

    def allowed(self, workspace):
        """What may be there at the end."""
        requests = [w for w in self.simulation.requests if w.workspace == workspace]
        found = set()
        for asked in sorted({w.asked for w in requests if w.asked is not None}, reverse=True):
            same = [w for w in requests if w.asked == asked]
            effects = [self.effects(w) for w in same if w.run or self.shows(w)]
            found |= set().union(*effects) - {STOP}
            best = [w for w in same if (run := self.run_of(w)) and run.is_clean]
            if best and not self.is_passed(best, [w for w in requests if w.asked is not None]):
                older = [w for w in requests if w.asked is not None and w.asked < asked]
                found |= self.unaware(best, older)
                break
        else:
            found.add(GONE)
        for hand in [w for w in requests if w.asked is None and w.run and w.run.began is not None]:
            after = [w for w in requests if w.run and (w.run.began or -1) >= hand.run.began]
            found |= {self.outcome(w, hand.run.began) for w in after} - {STOP}
        return found

    def is_passed(self, best, requests):
        """Did a newer one begin before it and come to nothing? Then this one does nothing."""
        began = min(self.run_of(request).began for request in best)
        newer = [self.run_of(w) for w in requests if w.asked > best[0].asked]
        return any(run and not run.is_clean and run.began <= began for run in newer)

    def unaware(self, best, older):
        """What older requests do that come after the best and cannot know of it.

        The order is kept in the threads. A close without a status comment leaves nothing there.
        For staging the threads of all pull requests count.
        """
        last = max(self.run_of(request).began for request in best)
        shared = best[0].workspace == "staging"
        told = set().union(*(self.run_of(request).told for request in best))
        late = [
            w
            for w in older
            if w.run and w.run.began > last and not (told if shared else told & {w.number})
        ]
        return {self.outcome(request) for request in late} - {STOP}

    def check_word(self, workspace):
        live = self.simulation.machines.live.get(workspace)
        found = self.allowed(workspace)
        if live and live["commit"] is None:
            return  # parts of it, after a fault
        state = live["commit"] if live else GONE
        if workspace == "staging" and live:
            state = ""
        if state in found:
            return
        number = workspace.removeprefix("pr-")
        pull = self.simulation.pulls[int(number)] if number.isdigit() else None
        rule = "closed" if live and pull and not pull.wants(workspace) else "word"
        expected = " or ".join(sorted(words_of(self.simulation, one) for one in found))
        self.violate(
            rule, f"{workspace} is {words_of(self.simulation, state)}, expected {expected}"
        )


def words_of(simulation, state):
    if state is GONE:
        return "gone"
    return f"live at {simulation.short(state)}" if state else "live"
