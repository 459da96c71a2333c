# SPDX-License-Identifier: MIT
"""One schedule, played: the clock, what GitHub does with events and requests, then the checks."""

import copy
import heapq
import json

from . import events, selftest, workflows, world
from .acts import Acts
from .checks import Checks
from .machines import Machines
from .outages import access
from .requests import Request
from .runs import Queue, Run
from .threads import mark
from .world import CMS, EPHEMERAL_BASE, INFRASTRUCTURE, OTHER, TOKENS, Pull, stamp

DELAY = 5  # seconds from an event to the start of its run
DEPLOYER = world.DEPLOYER


class Simulation:
    def __init__(self, hub, folder, schedule, broken=()):
        self.hub = hub
        self.folder = folder
        self.schedule = schedule
        self.broken = broken
        self.without = {selftest.LATE} if "late" in broken else set()
        self.outages = []
        self.now = 0
        self.heap = []
        self.count = 0
        self.trace = []
        self.numbers = 0
        self.runs = []
        self.requests = []
        self.asked = {}  # by act: when it happened
        self.told = set()  # pull requests with a status comment, each with the workspace
        self.used = set()  # the acts whose faults have happened
        self.settings = schedule.get("settings", {})  # of all workflows
        self.branches = schedule.get("branches", world.BRANCHES)
        forks = schedule.get("forks", [])
        ephemeral = self.settings.get("EPHEMERAL_BASE", EPHEMERAL_BASE).split()
        self.pulls = {
            int(number): Pull(int(number), base, ephemeral, CMS, number in forks)
            for number, base in schedule["pulls"].items()
        }
        self.others = {
            int(number): Pull(int(number), base, ephemeral, OTHER)
            for number, base in schedule.get("other", {}).items()
        }
        self.machines = Machines(self)
        self.checks = Checks(self)
        self.acts = Acts(self)
        self.queue = Queue(self, schedule.get("queue") == "one")

    # The clock.

    def later(self, seconds, call):
        self.count += 1
        heapq.heappush(self.heap, (self.now + seconds, self.count, call))

    def say(self, words):
        self.trace.append(f"{stamp(self.now)[11:19]} {words}")

    def play(self):
        begin = world.scenario(
            [*self.pulls.values(), *self.others.values()],
            self.branches,
        )
        if "roles" in self.broken:
            begin["repositories"][CMS]["roles"] = world.ROLES | selftest.ROLES
        if "forks" in self.broken:
            selftest.hide_forks(begin["repositories"][CMS]["pulls"])
        self.hub.put({**begin, "replies": self.replies()})
        for act in self.schedule["acts"]:
            self.later(act["at"], lambda act=act: self.acts.perform(act))
        while self.heap:
            self.now, _, call = heapq.heappop(self.heap)
            call()
        self.checks.at_rest(self.hub.state()["repositories"][CMS]["comments"])

    def rules(self):
        """The rules that did not hold."""
        return {rule for rule, _ in self.checks.violations}

    @property
    def violations(self):
        return self.checks.violations

    # What GitHub does with it.

    def touch(self, pull):
        pull.updated = self.now
        shown = {str(pull.number): pull.shown()}
        if "forks" in self.broken:
            selftest.hide_forks(shown)
        self.hub.patch(
            {"now": stamp(self.now), "repositories": {pull.repository: {"pulls": shown}}}
        )

    def sync(self):
        self.hub.patch({"now": stamp(self.now)})

    def show_runs(self):
        """What GitHub knows of the runs on the infrastructure."""
        if "runs" in self.broken:
            return
        runs = {
            str(run.number): {
                "id": run.number,
                "status": "in_progress" if run.over is None else "completed",
            }
            for run in self.runs
        }
        self.hub.patch({"repositories": {INFRASTRUCTURE: {"runs": runs}}})

    def replies(self):
        """What the hub answers besides what it knows."""
        scripted = [reply for outage in self.outages for reply in outage.replies()]
        return scripted + (selftest.REPLIES if "edits" in self.broken else [])

    def inputs(self):
        """Inputs that a workflow does not give: tries take long, and a red run is a red run."""
        given = {}
        if any(outage.is_slow for outage in self.outages):
            given["timeout"] = "1"
        if "brake" in self.broken:
            given["open-removals"] = "1000"
        return given

    def begin_outage(self, outage):
        self.say(f"an outage begins: {outage}")
        self.outages.append(outage)
        self.change_outages()

    def end_outage(self, outage):
        self.say(f"the outage ends: {outage}")
        self.outages.remove(outage)
        self.change_outages()

    def change_outages(self):
        self.hub.patch({"replies": self.replies(), "tokens": access(self.outages)})

    def deliver_pull(self, act, pull, kind, payload):
        self.deliver(act, pull.repository, "pull_request_target", kind, payload)

    def deliver(self, act, repository, event, kind, payload):
        faults = act.get("cms", {})
        if faults.get("lost"):
            self.say("  its event is lost")
            self.checks.lose(act, event, payload)
            return
        self.start(act, repository, event, kind, payload, faults)
        if "again" in faults:
            calm = {"delay": faults["again"]}
            self.start(act, repository, event, kind, payload, calm)

    def start(self, act, repository, event, kind, payload, faults, request=None):
        """All runs that an event starts, after a while."""
        for _, job in workflows.started(repository, event, kind):
            run = Run(self.numbers + 1, repository, event, payload, job, act)
            run.settings = {**self.settings, **self.settings_of(run)}
            if request:
                run.request = request
                request.runs.append(run)
            self.launch(run, faults)

    def launch(self, run, faults):
        contexts = self.contexts(run)
        contexts["()"] = {"success": True, "always": True, "failure": False, "cancelled": False}
        if not run.job.wanted(contexts):
            return
        run.faults = faults
        self.numbers = max(self.numbers, run.number)
        self.runs.append(run)
        self.later(faults.get("delay", DELAY), lambda: self.queue.add(run))

    def contexts(self, run):
        return {
            "github": {
                "event_name": run.event,
                "event": run.payload,
                "repository": run.repository,
                "run_id": str(run.number),
                "run_attempt": str(run.attempt),
                "actor": run.actor,
                "triggering_actor": run.triggering_actor,
                "token": TOKENS["job" if run.repository == INFRASTRUCTURE else "cms"],
                "api_url": self.hub.url,
                "server_url": "https://github.com",
            },
            "inputs": run.payload.get("inputs"),
            "vars": {},
            "runner": {"os": "Linux"},
            "secrets": {
                "INFRASTRUCTURE_REPO_PAT": TOKENS["infrastructure"],
                "CMS_REPO_PAT": TOKENS["report"],
            },
        }

    # What the program does.

    def begin_action(self, run, inputs, kill):
        self.sync()
        if any(not outage.hides_branches for outage in self.outages):
            run.is_disturbed = True
        if run.request:
            self.checks.before_action(run, inputs)
        if run.is_sweep:
            self.show_runs()
            self.checks.before_sweep(run)
        if kill:
            hang = {"skip": kill["requests"], "fault": "hang"}
            self.hub.patch({"replies": [hang, *self.replies()]})

    def end_action(self, run, step, kill, seen):
        if kill:
            self.hub.patch({"replies": self.replies()})
        outputs = seen["outputs"]
        words = [outputs.get(name, "") for name in ("result", "reason", "operation")]
        title = step.get("name", "action")
        self.say(f"    {run.name}: {title}: {' '.join(word for word in words if word)}")
        self.checks.after_action(run, seen)
        for request in seen["requests"]:
            self.follow(run, request)
        if run.is_sweep:
            self.checks.after_sweep(run)

    def follow(self, run, request):
        """What a request that was answered leads to."""
        if not 200 <= request["status"] < 300:
            return
        method, path, body = request["method"], request["path"], request["body"]
        if path.endswith("/dispatches"):
            self.dispatch(run, body)
        elif "/comments" in path and method in ("POST", "PATCH", "DELETE"):
            if "/reactions" in path:
                return
            self.say(f"      {self.describe(method, path, body)}")
            if method == "POST" and path.startswith(f"/repos/{CMS}/"):
                self.pulls[int(path.split("/")[-2])].updated = self.now
            if method == "POST" and request["token"] == TOKENS["report"]:
                # A person's token starts workflows, which must not take it for a command.
                number = int(path.split("/")[-2])
                if told := mark(body["body"]):
                    self.told.add((number, told["workspace"]))
                self.echo(run, number, body["body"])

    def echo(self, run, number, body):
        payload = events.comment(self.pulls[number], DEPLOYER, 1, body, stamp(self.now))
        self.start(run.origin, CMS, "issue_comment", "created", payload, {})

    def describe(self, method, path, body):
        where = path.split("/")[-1 if method != "POST" else -2]
        words = {"POST": f"comments on #{where}", "PATCH": f"edits comment {where[-3:]}"}
        text = f"{words.get(method, f'deletes comment {where[-3:]}')}"
        told = mark(body["body"]) if body else None
        if not told:
            return f"{text}: {body['body'].splitlines()[0][:60]}" if body else text
        return f"{text}: {told['workspace']} {told['state']} {self.short(told['commit'])}"

    def dispatch(self, run, sent):
        payload = sent["client_payload"]
        kind = {"deploy-ephemeral": "deploy", "destroy-ephemeral": "destroy"}.get(
            sent["event_type"], "closed"
        )
        named = kind, int(payload["pr_number"]), payload["base_branch"]
        request = self.swept(*named, run) if run.is_sweep else self.new_request(*named, run.origin)
        request.is_foreign |= run.repository == OTHER
        request.commit = payload.get("commit_sha", "")
        if not request.is_foreign:
            self.requests.append(request)
        self.say(f"      sends {sent['event_type']} {self.payload_words(payload)}")
        self.checks.after_dispatch(run, request, payload)
        faults = self.first_faults(run.origin)
        if faults.get("lost"):
            self.say("      it is lost")
            return
        sent = selftest.change_sent(self.broken, sent)
        event = events.repository_dispatch(sent, DEPLOYER)
        self.receive(run.origin, event, faults, request)
        if "again" in faults:
            second = copy.copy(request)
            second.runs = []
            if not second.is_foreign:
                self.requests.append(second)
            self.receive(run.origin, event, {"delay": faults["again"]}, second)

    def receive(self, act, event, faults, request):
        kind = event["action"]
        for _, job in workflows.started(INFRASTRUCTURE, "repository_dispatch", kind):
            run = Run(self.numbers + 1, INFRASTRUCTURE, "repository_dispatch", event, job, act)
            run.request = request
            run.settings = self.settings
            request.runs.append(run)
            self.launch(run, faults)

    def new_request(self, kind, number, base, act):
        origin = self.source(act)
        return Request(kind, number, base, self.asked[origin["id"]], origin["who"], origin)

    def swept(self, kind, number, base, run):
        """What a sweep asks for, which is as old as what it found."""
        is_foreign = run.settings.get("REPOSITORY", CMS) != CMS
        pull = (self.others if is_foreign else self.pulls)[number]
        staging = world.workspace_of(number, base) == "staging"
        asked = pull.updated if staging or pull.state == "open" else pull.closed
        request = Request(kind, number, base, asked, "the sweep", self.source(run.origin))
        request.sweep, request.is_foreign = run, is_foreign
        request.was_wanted = any(pull.wants(request.workspace) for pull in self.pulls.values())
        return request

    def settings_of(self, run):
        """Those of a sweep, which may be wrong."""
        return self.source(run.origin).get("settings", {}) if run.is_sweep else {}

    def first_faults(self, act):
        """What happens to the first dispatch of an act; those that repeat it arrive in peace."""
        if act["id"] in self.used:
            return {}
        self.used.add(act["id"])
        return act.get("infrastructure", {})

    def source(self, act):
        """The act that an act which runs something again goes back to."""
        by_id = {one["id"]: one for one in self.schedule["acts"]}
        while act["do"] == "rerun" and act["of"] in by_id:
            act = by_id[act["of"]]
        return act

    def ended(self, run):
        if run.request and not run.request.is_foreign and not run.is_disturbed:
            workspace = run.request.workspace
            run.told = {
                number
                for number, pull in self.pulls.items()
                if (number, workspace) in self.told
                and (number == run.request.number or pull.wants(workspace))
            }
        self.checks.after_run(run)

    # Words.

    def short(self, commit):
        for pull in self.pulls.values():
            if commit in pull.commits:
                return f"c{pull.commits.index(commit) + 1}"
        return (commit or "")[:7]

    def payload_words(self, payload):
        shown = {**payload}
        if "commit_sha" in shown:
            shown["commit_sha"] = self.short(shown["commit_sha"])
        return json.dumps(shown)
