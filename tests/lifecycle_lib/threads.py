# SPDX-License-Identifier: MIT
"""At rest: does the thread of each pull request say what is so?"""

import json

from .words import GONE, words_of
from .world import DEPLOYER

OPENING, CLOSING = "<!-- deploy-dispatch: ", " -->"


def mark(body):
    """The mark of a status comment; None where there is none."""
    line = body.rstrip().rsplit("\n", 1)[-1]
    if not line.startswith(OPENING) or not line.endswith(CLOSING):
        return None
    return json.loads(line[len(OPENING) : -len(CLOSING)])


class Threads:
    def __init__(self, simulation, violate):
        self.simulation = simulation
        self.violate = violate
        self.live = simulation.machines.live

    def check(self, threads):
        shown = {
            int(number): [
                found
                for comment in thread
                if comment["user"]["login"] == DEPLOYER
                and (found := mark(comment["body"]))
                and found["state"] != "folded"
            ]
            for number, thread in threads.items()
        }
        for number, marks in shown.items():
            # Without a name: of a run that was cut off before it knew one.
            for workspace in {one["workspace"] for one in marks} - {""}:
                self.check_marks(
                    self.simulation.pulls[number],
                    workspace,
                    [one for one in marks if one["workspace"] == workspace],
                )
        for workspace in self.live:
            self.check_silence(workspace, shown)

    def last_work(self, workspace):
        """How the last run that did something to it ended, and which that was."""
        runs = [
            run
            for run in self.simulation.runs
            if run.began is not None and self.is_about(run, workspace)
        ]
        for run in sorted(runs, key=lambda one: (one.began, one.number), reverse=True):
            if run.state == "lost" or run.steps.status == "cancelled" or run.is_disturbed:
                return "killed", run
            # What was refused before it had a name is no news of the environment.
            refused = self.simulation.checks.sweeps.is_wrong(run.request)
            if run.worked or (run.steps.status == "failure" and not refused):
                failed = not run.worked or run.worked[-1][2]
                return "failed" if failed else "clean" if run.is_clean else "mixed", run
        return "clean", None

    @staticmethod
    def is_about(run, workspace):
        request = run.request
        return request and not request.is_foreign and request.workspace == workspace

    def check_marks(self, pull, workspace, marks):
        how, run = self.last_work(workspace)
        if how == "killed":
            return
        if len(marks) > 1:
            states = ", ".join(one["state"] for one in marks)
            self.violate("one", f"#{pull.number}, {workspace}: {states}")
        elif self.is_others(pull, run):
            return
        elif how == "clean":
            self.check_mark(pull, workspace, marks[-1])
        elif how == "failed" and run.request.number == pull.number:
            self.check_failed(pull, workspace, marks[-1])

    @staticmethod
    def is_others(pull, run):
        """Staging, by the hand of another pull request, when this one did not share it."""
        return run and run.request.number != pull.number and pull.number not in run.told

    def check_mark(self, pull, workspace, told):
        live = self.live.get(workspace)
        said, state = f"#{pull.number} says {workspace} is {told['state']}", told["state"]
        is_live = words_of(self.simulation, live["commit"] if live else GONE)
        if state == "deployed" and not live:
            self.violate("true", f"{said}, but it is {is_live}")
        elif state == "deployed" and workspace != "staging" and told["commit"] != live["commit"]:
            short = self.simulation.short(told["commit"])
            self.violate("true", f"{said} at {short}, but it is {is_live}")
        elif state in ("removed", "closed") and live:
            self.violate("true", f"{said}, but it is {is_live}")
        elif state not in ("deployed", "removed", "closed"):
            self.violate("true", f"{said}, but nothing failed")

    def check_failed(self, pull, workspace, told):
        if told["state"] not in ("deploy-failed", "removal-failed"):
            said = f"#{pull.number} says {workspace} is {told['state']}"
            self.violate("true", f"{said}, but the last run failed")

    def check_silence(self, workspace, shown):
        """Who has an environment is told of it, and who cannot get rid of one."""
        how, run = self.last_work(workspace)
        number = (
            run.request.number if how == "failed" else self.live[workspace]["run"].request.number
        )
        marks = shown.get(number, [])
        states = {one["state"] for one in marks if one["workspace"] == workspace}
        if how in ("clean", "failed") and not states:
            self.violate("true", f"#{number} says nothing of {workspace}, which is there")
        elif how == "clean" and "deployed" not in states:
            self.violate("true", f"#{number} does not say that {workspace} is deployed")
