# SPDX-License-Identifier: MIT
"""What people do. An act that makes no sense then does nothing, so that any can be left out."""

from . import events
from .requests import Request
from .world import CMS, INFRASTRUCTURE, MAY, stamp


class Acts:
    def __init__(self, simulation):
        self.simulation = simulation

    def perform(self, act):
        pull = self.simulation.pulls.get(act.get("pr"))
        self.simulation.asked[act["id"]] = self.simulation.now
        getattr(self, "do_" + act["do"].replace("-", "_"))(act, pull)

    def do_comment(self, act, pull):
        self.simulation.say(f"{act['who']} comments {act['body']!r} on #{pull.number}")
        self.simulation.sync()
        made = self.simulation.hub.ask(
            "POST",
            f"/repos/{CMS}/issues/{pull.number}/comments",
            {"body": act["body"]},
            f"token-of-{act['who']}",
        )
        self.simulation.hub.requests()
        payload = events.comment(
            pull, act["who"], made["id"], act["body"], stamp(self.simulation.now)
        )
        self.simulation.deliver(act, "issue_comment", "created", payload)

    def do_push(self, act, pull):
        if pull.state == "closed":
            return
        pull.push()
        self.simulation.say(
            f"{act['who']} pushes {self.simulation.short(pull.head)} to #{pull.number}"
        )
        self.simulation.touch(pull)
        payload = events.pull_request(pull, "synchronize", act["who"])
        self.simulation.deliver_pull(act, "synchronize", payload)

    def do_close(self, act, pull, merged=False):
        if pull.state == "closed":
            return
        pull.state, pull.merged, pull.closed_at = "closed", merged, stamp(self.simulation.now)
        pull.closed_by = act["who"]
        self.simulation.say(
            f"{act['who']} {'merges' if merged else 'closes'} #{pull.number} ({pull.base})"
        )
        self.simulation.touch(pull)
        payload = events.pull_request(pull, "closed", act["who"])
        self.simulation.deliver_pull(act, "closed", payload)

    def do_merge(self, act, pull):
        if act["who"] in MAY:
            self.do_close(act, pull, merged=True)

    def do_reopen(self, act, pull):
        if pull.state == "open" or pull.merged:
            return
        pull.state, pull.closed_at, pull.closed_by = "open", None, None
        self.simulation.say(f"{act['who']} reopens #{pull.number}")
        self.simulation.touch(pull)
        payload = events.pull_request(pull, "reopened", act["who"])
        self.simulation.deliver_pull(act, "reopened", payload)

    def do_retarget(self, act, pull):
        if pull.state == "closed" or pull.base == act["base"]:
            return
        before, pull.base = pull.base, act["base"]
        self.simulation.say(f"{act['who']} retargets #{pull.number} from {before} to {pull.base}")
        self.simulation.touch(pull)
        changes = {"base": {"ref": {"from": before}}}
        payload = events.pull_request(pull, "edited", act["who"], changes)
        self.simulation.deliver_pull(act, "edited", payload)

    def do_by_hand(self, act, pull):
        self.simulation.say(f"{act['who']} starts a deployment of #{pull.number} by hand")
        payload = events.workflow_dispatch(pull, pull.branch, act["who"])
        request = Request("deploy", pull.number, pull.base, None, act["who"], act)
        request.commit = pull.head
        self.simulation.requests.append(request)
        faults = act.get("infrastructure", {})
        self.simulation.start(
            act, INFRASTRUCTURE, "workflow_dispatch", None, payload, faults, request
        )

    def do_rerun(self, act, pull):
        repository = CMS if act["where"] == "cms" else INFRASTRUCTURE
        for run in self.simulation.runs:
            if run.origin["id"] == act["of"] and run.repository == repository:
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
