# SPDX-License-Identifier: MIT
"""At rest: is each environment what the last word on it says, and is none left behind?"""

GONE = None
STOP = "(as it was)"


class Words:
    def __init__(self, simulation, violate):
        self.simulation = simulation
        self.violate = violate

    def check(self, threads):
        workspaces = {wish.workspace for wish in self.simulation.wishes if wish.workspace}
        for workspace in sorted(workspaces | set(self.simulation.machines.live)):
            self.check_word(workspace)

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

    @staticmethod
    def shows(wish):
        """Also where it never arrives, the pull request itself tells of it."""
        return wish.kind == "closed" or wish.act["do"] == "retarget"

    def allowed(self, workspace):
        """What may be there at the end."""
        wishes = [w for w in self.simulation.wishes if w.workspace == workspace]
        found = set()
        for asked in sorted({w.asked for w in wishes if w.asked is not None}, reverse=True):
            same = [w for w in wishes if w.asked == asked]
            effects = [self.outcome(w) for w in same if w.run or self.shows(w)]
            found |= {effect for effect in effects if effect != STOP}
            best = [w for w in same if w.is_clean and self.outcome(w) != STOP]
            if best and not self.is_passed(best, [w for w in wishes if w.asked is not None]):
                older = [w for w in wishes if w.asked is not None and w.asked < asked]
                found |= self.unaware(best, older)
                break
        else:
            found.add(GONE)
        for hand in [w for w in wishes if w.asked is None and w.run and w.run.began is not None]:
            after = [w for w in wishes if w.run and (w.run.began or -1) >= hand.run.began]
            found |= {self.outcome(w) for w in after} - {STOP}
        return found

    @staticmethod
    def is_passed(best, wishes):
        """Did a newer one begin before it and come to nothing? Then this one does nothing."""
        began = min(wish.run.began for wish in best)
        newer = [w for w in wishes if w.asked > best[0].asked and w.run and not w.is_clean]
        return any(wish.run.began <= began for wish in newer)

    def unaware(self, best, older):
        """What older wishes do that come after the best and cannot know of it.

        The order is kept in the threads. A close without a status comment leaves nothing there.
        """
        last = max(wish.run.began for wish in best)
        told = set().union(*(wish.run.told for wish in best))
        late = [w for w in older if w.run and w.run.began > last and w.number not in told]
        return {self.outcome(wish) for wish in late} - {STOP}

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
