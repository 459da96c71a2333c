# SPDX-License-Identifier: MIT
"""The stand-in for the example's script `environment`: which workspaces live, at which commit."""


class Machines:
    def __init__(self, simulation):
        self.simulation = simulation
        self.live = {}  # by workspace: {"commit", "run"}; the commit is None where only parts are

    def run(self, run, what, env, kill):
        """`up` and `down` take a while and may fail or be cut off; then it is as the fault says."""
        if what == "error":
            return "success", {"text": "the stand-in was told to fail"}
        if what == "list":
            names = [] if "list" in self.simulation.broken else sorted(self.live)
            yield 1
            return ("failure" if kill else "success"), {"names": "\n  ".join(["* default", *names])}
        workspace = env["WORKSPACE"]
        fault = run.faults.get("fail")
        half = kill or fault == what
        yield run.faults.get("takes", 30)
        if what == "up":
            self.up(run, workspace, env, half)
        else:
            self.simulation.checks.before_down(run, workspace)
            if not half:
                self.live.pop(workspace, None)
        words = f"    {run.name}: {what} {workspace}"
        commit = env.get("COMMIT_SHA")
        if commit and what == "up":
            words += f" at {self.simulation.short(commit)}"
        self.simulation.say(words + (": cut off" if kill else ": fails" if half else ""))
        run.worked.append((what, workspace, bool(half)))
        return "failure" if half else "success", {}

    def up(self, run, workspace, env, half):
        before = self.live.get(workspace)
        if half:
            # What was there stays; a new one is there in parts.
            self.live.setdefault(workspace, {"commit": None, "run": run})
            return
        self.simulation.checks.before_up(run, workspace, before, env)
        self.live[workspace] = {"commit": env.get("COMMIT_SHA", ""), "run": run}
