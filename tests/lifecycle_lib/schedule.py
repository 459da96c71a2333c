# SPDX-License-Identifier: MIT
"""Schedules at random: what people do, and what goes wrong with it. README.md has the form."""

import random

from .world import MAY

GAPS = [0, 1, 2, 5, 10, 30, 60, 120, 600]
DELAYS = [1, 2, 10, 30, 60, 300, 1500]
TAKES = [5, 30, 120, 300]
ACTS = {
    "deploy": 34,
    "destroy": 14,
    "push": 12,
    "close": 9,
    "merge": 4,
    "reopen": 8,
    "retarget": 7,
    "rerun": 8,
    "by-hand": 3,
    "talk": 1,
}
BASES = {"1": "dev", "2": "dev", "3": "main", "4": "main"}
OTHER = {"dev": ["main", "main", "feature/x"], "main": ["dev"], "feature/x": ["dev", "main"]}
PULLS = [["1"], ["1"], ["1", "2"], ["1", "3"], ["3", "4"], ["1", "3", "4"]]
TALK = ["Looks good to me.", "/test-deployment", "> /test-deploy", "/test-deploy please"]


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.time = 0
        numbers = self.chance.choice(PULLS)
        self.schedule = {"pulls": {number: BASES[number] for number in numbers}, "acts": []}
        if self.chance.random() < 0.15:
            self.schedule["queue"] = "one"
        self.open = {number: True for number in numbers}
        self.merged = set()
        self.base = dict(self.schedule["pulls"])

    def make(self):
        for count in range(self.chance.randint(6, 10)):
            act = self.act(f"a{count + 1}")
            self.time += self.chance.choice(GAPS)
            act["at"] = self.time
            self.schedule["acts"].append(act)
        return self.schedule

    def person(self, mostly):
        """Who does it: mostly one who may."""
        if self.chance.random() < mostly:
            return self.chance.choice(sorted(MAY))
        return self.chance.choice(["rhea", "mallory"])

    def act(self, identity):
        number = self.chance.choice(sorted(self.open))
        kind = self.chance.choices(list(ACTS), list(ACTS.values()))[0]
        if not self.open[number] and self.chance.random() < 0.6:
            kind = "reopen"
        acts = self.schedule["acts"]
        if kind == "rerun" and not acts:
            kind = "deploy"
        act = {"id": identity, "do": kind, "pr": int(number)}
        if kind in ("deploy", "destroy", "talk"):
            words = {"deploy": "/test-deploy", "destroy": "/destroy-test"}
            body = words.get(kind) or self.chance.choice(TALK)
            act |= {"do": "comment", "who": self.person(0.9), "body": body}
        elif kind in ("push", "close", "reopen", "retarget"):
            act["who"] = self.chance.choice(["olga", "dana", "rhea"])
            self.change(act, kind, number)
        elif kind == "merge":
            act["who"] = self.person(1)
            self.open[number] = False
            self.merged.add(number)
            self.events(act)
        elif kind == "rerun":
            del act["pr"]
            of = self.chance.choice(acts)
            where = self.chance.choice(["cms", "infrastructure"])
            act |= {"of": of["id"], "where": where, "who": self.person(1)}
            self.time += self.chance.choice([60, 300, 1000])
        else:
            act["who"] = self.person(1)
        self.faults(act)
        return act

    def change(self, act, kind, number):
        if kind == "close":
            self.open[number] = False
            self.events(act)
        elif kind == "reopen":
            self.open[number] = number not in self.merged
        elif kind == "retarget":
            act["base"] = self.chance.choice(OTHER[self.base[number]])
            self.base[number] = act["base"]

    def events(self, act):
        """Often both events come of a close."""
        if self.chance.random() < 0.25:
            both = ["pull_request_target", "pull_request"]
            act["events"] = self.chance.choice([both, both[::-1], both[1:]])

    def faults(self, act):
        if act["do"] == "push":
            return
        # A close that nobody hears of is what the late step is there for.
        lost = 0.1 if act["do"] in ("close", "merge", "retarget") else 0.02
        cms, infrastructure = self.part(lost, 0), self.part(0.01, 6)
        if self.chance.random() < 0.4:
            infrastructure["takes"] = self.chance.choice(TAKES)
        if self.chance.random() < 0.05:
            infrastructure["fail"] = self.chance.choice(["up", "down"])
        if self.chance.random() < 0.1:
            infrastructure["rank"] = self.chance.choice([-1, 1])
        for name, part in (("cms", cms), ("infrastructure", infrastructure)):
            if part:
                act[name] = part

    def part(self, lost, last):
        """Late, twice, lost or killed, at one of the steps until the last."""
        faults = {}
        if self.chance.random() < 0.35:
            faults["delay"] = self.chance.choice(DELAYS)
        if self.chance.random() < 0.06:
            faults["again"] = self.chance.choice(DELAYS)
        if self.chance.random() < lost:
            faults["lost"] = True
        if self.chance.random() < 0.03:
            kill = {"step": self.chance.randint(0, last), "how": "lost"}
            if self.chance.random() < 0.4:
                kill["how"] = "cancel"
            elif self.chance.random() < 0.6:
                kill["requests"] = self.chance.randint(0, 4)
            faults["kill"] = kill
        return faults


def make(seed):
    return Maker(seed).make()
