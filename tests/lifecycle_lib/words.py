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

    def outcome(self, request):
        """The state that a request leads to: a commit, or gone; STOP where it changes nothing."""
        run = request.run
        if request.kind == "closed" and (run.seen.get("resolve") if run else request.was_wanted):
            return STOP  # its pull request is open and wants it
        if request.kind != "deploy":
            return GONE
        staging = request.workspace == "staging"
        if staging and run:
            # One that found its pull request off changed nothing: an earlier one of it did.
            return "" if any(one.seen.get("resolve", True) for one in request.began) else STOP
        if run and not run.seen.get("resolve", True):
            return GONE
        if run and not run.seen.get("report", True):
            return GONE
        return "" if staging else request.commit

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
            best = [w for w in same if w.is_clean and self.outcome(w) != STOP]
            if best and not self.is_passed(best, [w for w in requests if w.asked is not None]):
                older = [w for w in requests if w.asked is not None and w.asked < asked]
                found |= self.unaware(best, older)
                break
        else:
            found.add(GONE)
        for hand in [w for w in requests if w.asked is None and w.run and w.run.began is not None]:
            after = [w for w in requests if w.run and (w.run.began or -1) >= hand.run.began]
            found |= {self.outcome(w) for w in after} - {STOP}
        return found

    @staticmethod
    def is_passed(best, requests):
        """Did a newer one begin before it and come to nothing? Then this one does nothing."""
        began = min(request.run.began for request in best)
        newer = [w for w in requests if w.asked > best[0].asked and w.run and not w.is_clean]
        return any(request.run.began <= began for request in newer)

    def unaware(self, best, older):
        """What older requests do that come after the best and cannot know of it.

        The order is kept in the threads. A close without a status comment leaves nothing there.
        For staging the threads of the open pull requests that share it count too.
        """
        last = max(request.run.began for request in best)
        told = set().union(*(request.run.told for request in best))
        late = [
            w
            for w in older
            if w.run and w.run.began > last and not told & ({w.number} | w.run.sharers)
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
