# SPDX-License-Identifier: MIT
"""The sweep: what it must remove, and what it must not."""

from .threads import mark
from .world import DEPLOYER, IDS, STAGING_BASE, stamp

OPEN_REMOVALS = 3  # action.yml's default


class Sweeps:
    def __init__(self, simulation, violate):
        self.simulation = simulation
        self.violate = violate
        self.last = None  # the run that looked last
        self.was_quiet = False  # when it looked
        self.was_any = False  # environment there
        self.is_blind = False  # it could not see the branches
        self.left = set()  # numbers of open pull requests whose environments were left over then

    def is_right(self, run):
        """Has it the settings of the other workflows, and is each base a branch?"""
        pull = next(iter(self.simulation.pulls.values()))
        bases = {STAGING_BASE, *pull.ephemeral}
        return run.settings == self.simulation.settings and bases <= set(self.simulation.branches)

    def is_wrong(self, request):
        """Does a sweep ask for it that has other settings?"""
        return bool(request and request.sweep and not self.is_right(request.sweep))

    def before(self, run):
        self.last = run
        others = [one for one in self.simulation.runs if one is not run]
        self.is_blind = any(outage.hides_branches for outage in self.simulation.outages)
        self.was_any = bool(self.simulation.machines.live)
        self.was_quiet = all(one.over is not None for one in others)
        self.left = {
            number
            for number, pull in self.simulation.pulls.items()
            if pull.state == "open"
            and f"pr-{number}" in self.simulation.machines.live
            and not pull.wants(f"pr-{number}")
        }

    def may_fail(self, run):
        """Where too many are left over, or the settings are wrong."""
        return run.is_sweep and (not self.is_right(run) or len(self.left) > OPEN_REMOVALS)

    def check_request(self, request, payload):
        """Does it say what is so?"""
        if not self.is_right(request.sweep):
            return
        pull = self.simulation.pulls[request.number]
        expected = {
            "merged": pull.merged,
            "requested_at": stamp(request.asked),
            "source": {
                "repository": pull.repository,
                "id": IDS[pull.repository],
                "class": "staging" if request.workspace == "staging" else "ephemeral",
                "cause": "sweep",
            },
        }
        for name, value in expected.items():
            if payload.get(name) != value:
                self.violate("true", f"the sweep says {name} {payload.get(name)}, not {value}")

    def after(self, run):
        asked = [one for one in self.simulation.requests if one.sweep is run]
        pulls = self.simulation.pulls
        of_open = {one.number for one in asked if pulls[one.number].state == "open"}
        most = 0 if self.is_right(run) and self.keeps_open() else OPEN_REMOVALS
        if len(of_open) > most:
            self.violate("brake", f"{run.name} has {len(of_open)} removed of open pull requests")

    def keeps_open(self):
        """Perhaps none of the bases is right: then environments of open pull requests stay."""
        pulls = self.simulation.pulls.values()
        return self.is_blind or not any(
            pull.state == "open" and pull.base in pull.ephemeral for pull in pulls
        )

    def at_rest(self):
        """Nothing is left over, if nothing happened since the last sweep, which went well."""
        sweep = self.last
        if not sweep or not self.was_quiet or not self.is_right(sweep):
            return
        since = [one for one in self.simulation.runs if one.over is None or one.over >= sweep.began]
        for run in since:
            if run.is_disturbed or not run.is_clean:
                return
            if run is not sweep and (not run.request or run.request.sweep is not sweep):
                return
        asked = [one for one in self.simulation.requests if one.sweep is sweep]
        acts = self.simulation.asked.values()
        if max(acts) > sweep.began or not all(one.runs for one in asked):
            return
        for workspace in self.simulation.machines.live:
            if not self.may_stay(workspace):
                self.violate("left", f"{sweep.name} has left {workspace}")

    def check_begun(self, threads):
        """No comment says "in progress" of a run that was over when the last sweep began."""
        sweep = self.last
        if not sweep or not self.was_any or not self.is_right(sweep):
            return
        if sweep.is_disturbed or sweep.state != "done" or "kill" in sweep.faults:
            return
        ended = {
            str(run.number)
            for run in self.simulation.runs
            if run.over is not None and run.over < sweep.began
        }
        for number, thread in threads.items():
            for comment in thread:
                told = mark(comment["body"]) if comment["user"]["login"] == DEPLOYER else None
                if told and told["state"] == "in-progress" and told["run"] in ended:
                    self.violate("cut", f"#{number} says that run {told['run']} goes on")

    def may_stay(self, workspace):
        pulls = self.simulation.pulls.values()
        if any(pull.wants(workspace) for pull in pulls):
            return True
        if workspace == "staging":
            # It is removed for the pull request that was closed last.
            return not any(pull.state == "closed" and pull.base == STAGING_BASE for pull in pulls)
        number = int(workspace.removeprefix("pr-"))
        return self.simulation.pulls[number].state == "open" and self.keeps_open()
