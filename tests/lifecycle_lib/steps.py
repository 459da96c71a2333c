# SPDX-License-Identifier: MIT
"""One job as the runner runs it: each step by its `if:`, actions by the real program."""

import os
import subprocess

from . import expressions, workflows
from .workflows import ROOT

PROGRAM = ROOT / "build/deploy-dispatch"
ACTION = "CoreMemorySquad/deploy-dispatch@"
SERVER = "https://github.com"
SECONDS = {"action": 1, "other": 1}


def read_outputs(path):
    """GITHUB_OUTPUT as the runner reads it, of the forms that are used here."""
    found, lines, at = {}, path.read_text().split("\n"), 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if "<<" in line:
            name, end = line.split("<<", 1)
            stop = lines.index(end, at)
            found[name] = "\n".join(lines[at:stop])
            at = stop + 1
        elif "=" in line:
            name, _, found_value = line.partition("=")
            found[name] = found_value
    return found


class Steps:
    """The state of one job. run() yields the seconds that each step takes, before it counts."""

    def __init__(self, simulation, run):
        self.simulation = simulation
        self.run = run
        self.status = "success"
        self.outcomes = {}
        self.failed = []  # the steps that failed by themselves
        self.contexts = simulation.contexts(run)
        self.contexts["secrets"] = run.job.secrets(self.contexts)
        self.contexts |= {"steps": self.outcomes, "job": {"status": self.status}}
        self.contexts["env"] = {}
        for held in (run.job.document, run.job.body):
            self.contexts["env"] |= self.values(held.get("env"))
        self.contexts["env"] |= {f"DEPLOY_DISPATCH_{k}": value for k, value in run.settings.items()}

    def values(self, given):
        return {
            name: expressions.text(expressions.evaluate(value, self.contexts))
            for name, value in (given or {}).items()
        }

    def look(self):
        """Puts the job's status where expressions find it."""
        self.contexts["job"]["status"] = self.status
        self.contexts["()"] = {
            "always": True,
            "success": self.status == "success",
            "failure": self.status == "failure",
            "cancelled": self.status == "cancelled",
        }

    def run_all(self):
        """Ends early where the run is killed; what has not happened then never does."""
        done = 0
        for step in self.run.job.steps:
            if step.get("name") in self.simulation.without:
                continue
            self.look()
            wanted = expressions.condition(step.get("if"), self.contexts)
            if not wanted:
                self.note(step, "skipped", {})
                continue
            kill = self.run.faults.get("kill")
            if not kill or kill["step"] != done:
                kill = None
            done += 1
            outcome, outputs = yield from self.perform(step, kill)
            if kill and kill["how"] == "lost":
                self.status = "lost"
                return
            if outcome == "failure" and not step.get("continue-on-error"):
                self.failed.append(step.get("name") or step.get("id") or step.get("uses"))
                if self.status == "success":
                    self.status = "failure"
            if kill:
                outcome, self.status = "cancelled", "cancelled"
            self.note(step, outcome, outputs)

    def note(self, step, outcome, outputs):
        if "id" in step:
            conclusion = "success" if step.get("continue-on-error") else outcome
            self.outcomes[step["id"]] = {
                "outputs": outputs,
                "outcome": outcome,
                "conclusion": conclusion,
            }

    def perform(self, step, kill):
        uses = step.get("uses", "")
        if uses.startswith(ACTION):
            yield SECONDS["action"]
            if kill and "requests" not in kill:
                return "failure", {}
            return self.act(step, kill)
        yield SECONDS["other"]
        if uses.startswith("actions/checkout@"):
            return "success", {}
        if uses:
            raise expressions.Unknown(f"uses: {uses}")
        env = {**self.contexts["env"], **self.values(step.get("env"))}
        words = step["run"].split()
        if words[0] != "./environment":
            return self.shell(step["run"], env)
        return (yield from self.simulation.machines.run(self.run, words[1], env, kill))

    def shell(self, script, env):
        output = self.simulation.folder / "output"
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            env={"PATH": os.environ["PATH"], "GITHUB_OUTPUT": str(output), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.simulation.say(f"    {self.run.name}: {done.stdout.strip()}")
        return "success" if done.returncode == 0 else "failure", read_outputs(output)

    def inputs(self, step):
        """All that action.yml declares, and what the step gives."""
        given = {**workflows.action(), **step.get("with", {}), **self.simulation.inputs()}
        return {
            f"INPUT_{name.upper()}": expressions.text(expressions.evaluate(value, self.contexts))
            for name, value in given.items()
        }

    def act(self, step, kill):
        """Runs the real program."""
        simulation, run = self.simulation, self.run
        inputs = self.inputs(step)
        simulation.begin_action(run, inputs, kill)
        files = {name: simulation.folder / name for name in ("output", "summary")}
        for path in files.values():
            path.write_text("")
        env = {
            "PATH": os.environ["PATH"],
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": run.event,
            "GITHUB_EVENT_PATH": str(run.write_event(simulation.folder)),
            "GITHUB_REPOSITORY": run.repository,
            "GITHUB_ACTOR": run.actor,
            "GITHUB_TRIGGERING_ACTOR": run.triggering_actor,
            "GITHUB_API_URL": simulation.hub.url,
            "GITHUB_SERVER_URL": SERVER,
            "GITHUB_RUN_ID": str(run.number),
            "GITHUB_RUN_ATTEMPT": str(run.attempt),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            **self.contexts["env"],
            **self.values(step.get("env")),
            **inputs,
        }
        process = subprocess.Popen(
            [PROGRAM], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        requests = []
        if kill:
            requests = simulation.hub.wait_for_hang(process)
            process.kill()
        log = process.communicate()[0]
        requests += simulation.hub.requests()
        outputs = {} if process.returncode < 0 else read_outputs(files["output"])
        simulation.end_action(
            run,
            step,
            kill,
            {
                "status": process.returncode,
                "log": log,
                "outputs": outputs,
                "requests": requests,
                "texts": [log, *(path.read_text() for path in files.values())],
            },
        )
        return "success" if process.returncode == 0 else "failure", outputs
