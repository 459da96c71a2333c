# SPDX-License-Identifier: MIT
"""Runs of workflows, and the concurrency groups in which they wait for each other."""

import json

from .steps import Steps
from .world import CMS, INFRASTRUCTURE


class Run:
    """One job that an event started. `origin` is the act that it came of."""

    def __init__(self, number, repository, event, payload, job, origin):
        self.number = number
        self.repository = repository
        self.event = event
        self.payload = payload
        self.job = job
        self.origin = origin
        self.faults = {}
        self.attempt = 1
        self.actor = self.triggering_actor = payload["sender"]["login"]
        self.request = None  # what the infrastructure is asked for
        self.state = "new"  # then waiting, running; at the end done, lost or dropped
        self.steps = None
        self.worked = []  # what it did to environments
        self.seen = {}  # did the pull request want the environment, at Resolve and at the report
        self.began = self.over = None
        self.is_disturbed = False  # by an outage
        self.settings = {}  # in place of what the workflow's block `env:` has
        self.told = set()  # the pull requests whose threads tell of it at its end

    @property
    def name(self):
        side = {INFRASTRUCTURE: "infrastructure", CMS: "CMS"}.get(self.repository, "other CMS")
        if self.is_sweep:
            side = "sweep"
        again = f" again ({self.attempt})" if self.attempt > 1 else ""
        return f"{side} run {self.number}{again}"

    @property
    def is_sweep(self):
        return self.event == "schedule"

    @property
    def is_clean(self):
        """It ran to its end, and no environment's step failed."""
        return self.state == "done" and self.steps.status == "success"

    def again(self, number, who, origin):
        """Another attempt: the same event, started by somebody."""
        run = Run(number, self.repository, self.event, self.payload, self.job, origin)
        run.request = self.request
        run.actor, run.triggering_actor = self.actor, who
        run.attempt = self.attempt + 1
        run.settings = self.settings
        return run

    def write_event(self, folder):
        path = folder / "event.json"
        path.write_text(json.dumps(self.payload))
        return path


class Queue:
    """The concurrency groups of the infrastructure: one run of a group at a time."""

    def __init__(self, simulation, one_waiting):
        self.simulation = simulation
        self.one_waiting = one_waiting
        self.groups = {}

    def add(self, run):
        contexts = self.simulation.contexts(run)
        contexts["()"] = {}
        group = run.job.group(contexts)
        if group is None or "group" in self.simulation.broken:
            self.start(run, None)
            return
        name, many = group
        held = self.groups.setdefault(name.upper(), {"running": None, "waiting": []})
        if held["running"] is None:
            self.start(run, held)
            return
        if held["waiting"] and (self.one_waiting or not many):
            dropped = held["waiting"].pop()
            dropped.state = "dropped"
            self.simulation.say(f"  {dropped.name} is cancelled: {run.name} waits in its place")
        run.state = "waiting"
        held["waiting"].append(run)
        self.simulation.say(f"  {run.name} waits in {name}")

    def start(self, run, held):
        if held:
            held["running"] = run
        run.state = "running"
        run.began = self.simulation.now
        run.steps = Steps(self.simulation, run)
        self.advance(run, run.steps.run_all(), held)

    def advance(self, run, going, held):
        try:
            seconds = next(going)
        except StopIteration:
            self.end(run, held)
            return
        self.simulation.later(seconds, lambda: self.advance(run, going, held))

    def end(self, run, held):
        run.over = self.simulation.now
        run.state = "lost" if run.steps.status == "lost" else "done"
        if run.state == "lost":
            self.simulation.say(f"  {run.name} is killed")
        self.simulation.ended(run)
        if held is None:
            return
        held["running"] = None
        if held["waiting"]:
            # GitHub promises no order: a run may be passed by those with a lower rank.
            ranks = [one.faults.get("rank", 0) for one in held["waiting"]]
            self.start(held["waiting"].pop(ranks.index(min(ranks))), held)
