# SPDX-License-Identifier: MIT
"""What people do. An act that makes no sense then does nothing, so that any can be left out."""

from . import events
from .outages import Outage
from .requests import Request
from .world import CMS, INFRASTRUCTURE, MAY, OTHER, stamp


class Acts:
    def __init__(self, simulation):
        self.simulation = simulation

    def perform(self, act):
        pulls = self.simulation.others if act.get("in") == "other" else self.simulation.pulls
        pull = pulls.get(act.get("pr"))
        if "pr" in act and not pull:
            return
        self.simulation.asked[act["id"]] = self.simulation.now
        getattr(self, "do_" + act["do"].replace("-", "_"))(act, pull)

    def say(self, act, words, pull):
        where = f"#{pull.number}" if pull.repository == CMS else f"#{pull.number} of {OTHER}"
        self.simulation.say(f"{act['who']} {words.replace('#', where)}")

    def do_comment(self, act, pull):
        self.say(act, f"comments {act['body']!r} on #", pull)
        self.simulation.sync()
        pull.updated = self.simulation.now
        made = self.simulation.hub.ask(
            "POST",
            f"/repos/{pull.repository}/issues/{pull.number}/comments",
            {"body": act["body"]},
            f"token-of-{act['who']}",
        )
        self.simulation.hub.requests()
        payload = events.comment(
            pull, act["who"], made["id"], act["body"], stamp(self.simulation.now)
        )
        self.simulation.deliver(act, pull.repository, "issue_comment", "created", payload)

    def do_push(self, act, pull):
        if pull.state == "closed":
            return
        pull.push()
        self.say(act, f"pushes {self.simulation.short(pull.head)} to #", pull)
        self.simulation.touch(pull)
        payload = events.pull_request(pull, "synchronize", act["who"])
        self.simulation.deliver_pull(act, pull, "synchronize", payload)

    def do_close(self, act, pull, merged=False):
        if pull.state == "closed":
            return
        pull.state, pull.merged, pull.closed = "closed", merged, self.simulation.now
        pull.closed_by = act["who"]
        self.say(act, f"{'merges' if merged else 'closes'} # ({pull.base})", pull)
        self.simulation.touch(pull)
        payload = events.pull_request(pull, "closed", act["who"])
        self.simulation.deliver_pull(act, pull, "closed", payload)

    def do_merge(self, act, pull):
        if act["who"] in MAY:
            self.do_close(act, pull, merged=True)

    def do_reopen(self, act, pull):
        if pull.state == "open" or pull.merged:
            return
        pull.state, pull.closed, pull.closed_by = "open", None, None
        self.say(act, "reopens #", pull)
        self.simulation.touch(pull)
        payload = events.pull_request(pull, "reopened", act["who"])
        self.simulation.deliver_pull(act, pull, "reopened", payload)

    def do_retarget(self, act, pull):
        if pull.state == "closed" or pull.base == act["base"]:
            return
        before, pull.base = pull.base, act["base"]
        self.say(act, f"retargets # from {before} to {pull.base}", pull)
        self.simulation.touch(pull)
        changes = {"base": {"ref": {"from": before}}}
        payload = events.pull_request(pull, "edited", act["who"], changes)
        self.simulation.deliver_pull(act, pull, "edited", payload)

    def do_by_hand(self, act, pull):
        self.say(act, "starts a deployment of # by hand", pull)
        payload = events.workflow_dispatch(pull, pull.branch, act["who"])
        request = Request("deploy", pull.number, pull.base, None, act["who"], act)
        request.commit = pull.head
        self.simulation.requests.append(request)
        faults = act.get("infrastructure", {})
        self.simulation.start(
            act, INFRASTRUCTURE, "workflow_dispatch", None, payload, faults, request
        )

    def do_sweep(self, act, pull):
        settings = act.get("settings")
        self.simulation.say(f"the sweep begins{f' with {settings}' if settings else ''}")
        faults = act.get("sweep", {})
        payload = events.schedule("olga")
        self.simulation.start(act, INFRASTRUCTURE, "schedule", None, payload, faults)

    def do_outage(self, act, pull):
        outage = Outage(act["what"], act.get("status"))
        self.simulation.begin_outage(outage)
        self.simulation.later(act["seconds"], lambda: self.simulation.end_outage(outage))

    def do_rerun(self, act, pull):
        repositories = (INFRASTRUCTURE,) if act["where"] == "infrastructure" else (CMS, OTHER)
        for run in self.simulation.runs:
            if run.origin["id"] == act["of"] and run.repository in repositories:
                break
        else:
            return
        if run.state not in ("done", "lost", "dropped"):
            return
        self.simulation.say(f"{act['who']} runs {run.name} again")
        new = run.again(run.number, act["who"], act)
        if new.request:
            new.request.runs.append(new)
        self.simulation.launch(new, act.get(act["where"], {}))
