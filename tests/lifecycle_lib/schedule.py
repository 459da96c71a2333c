# SPDX-License-Identifier: MIT
"""Schedules at random: what people do, and what goes wrong with it. README.md has the form."""

import random

from .outages import FAILS, LOST, SHORT, WRITING
from .world import MAY, OTHER

GAPS = [0, 0, 1, 2, 5, 10, 30, 60, 120, 600]
DELAYS = [1, 2, 10, 30, 60, 300, 1500]
TAKES = [5, 30, 120, 300]
ACTS = {
    "deploy": 34,
    "destroy": 14,
    "push": 12,
    "close": 9,
    "merge": 4,
    "reopen": 8,
    "retarget": 8,
    "rerun": 8,
    "by-hand": 3,
    "sweep": 3,
    "outage": 3,
    "talk": 1,
}
BASES = {"1": "dev", "2": "dev", "3": "main", "4": "main", "8": "main", "9": "dev"}
FORKS = [["8"], ["9"], ["8", "9"]]
OTHER_BASES = {
    "dev": ["main", "main", "feature/x"],
    "main": ["dev", "dev", "feature/x"],
    "feature/x": ["dev", "main"],
    "develop": ["dev", "main"],
}
PULLS = [["1"], ["1"], ["1", "2"], ["1", "3"], ["3", "4"], ["3", "4"], ["1", "3", "4"]]
TALK = ["Looks good to me.", "/test-deployment", "> /test-deploy", "/test-deploy please"]
TWO_BASES = {"EPHEMERAL_BASE": "dev develop"}
WRONG = [
    {"EPHEMERAL_BASE": "develop"},
    {"EPHEMERAL_BASE": "feature/x"},
    {"EPHEMERAL_BASE": "devel"},
    {"EPHEMERAL_BASE": "dev devel"},
    {"EPHEMERAL_BASE": "de?"},
    {"STAGING_BASE": "develop"},
    {"STAGING_BASE": "mian"},
    {"STAGING_BASE": "none"},
    {"STAGING_BASE": "dev", "EPHEMERAL_BASE": "main"},
    {"REPOSITORY": OTHER},
    {"REPOSITORY": OTHER, "EPHEMERAL_BASE": "develop"},
]
LONG = 4000  # seconds after which all is quiet


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.time = 0
        self.schedule = {"pulls": {}}
        numbers = list(self.chance.choice(PULLS))
        if self.chance.random() < 0.12:
            forks = self.chance.choice(FORKS)
            self.schedule["forks"] = forks
            numbers += forks
        self.schedule["pulls"] = {number: BASES[number] for number in numbers}
        if self.chance.random() < 0.1:
            self.schedule["other"] = {number: BASES[number] for number in ("1", "3")}
        if self.chance.random() < 0.1:
            self.schedule["settings"] = TWO_BASES
        if self.chance.random() < 0.15:
            self.schedule["queue"] = "one"
        self.schedule["acts"] = []
        self.forget()

    def forget(self):
        """Nothing has happened yet. A pull request is known by where it is and its number."""
        pulls = [(None, *one) for one in self.schedule["pulls"].items()]
        pulls += [("other", *one) for one in self.schedule.get("other", {}).items()]
        self.open = {(where, number): True for where, number, _ in pulls}
        self.base = {(where, number): base for where, number, base in pulls}
        self.merged = set()

    def make(self):
        if self.chance.random() < 0.05:
            return self.make_night()
        for _ in range(self.chance.randint(6, 10)):
            self.add(self.act())
            self.time += self.chance.choice(GAPS)
        if self.chance.random() < 0.3:
            self.time += LONG
            self.add(self.sweep(0.1))
        return self.schedule

    def add(self, act):
        acts = self.schedule["acts"]
        act["id"] = f"a{len(acts) + 1}"
        act["at"] = self.time
        acts.append({"id": act["id"], "at": act["at"], **act})

    def make_night(self):
        """Many environments, most of them left over or not known to the sweep; one is half made."""
        numbers = [str(number) for number in range(1, self.chance.randint(5, 7))]
        bases = ["dev", "develop"] if "settings" in self.schedule else ["dev"]
        pulls = {number: self.chance.choice(bases) for number in [*numbers, "7"]}
        self.schedule = {**self.schedule, "pulls": pulls}
        self.schedule.pop("forks", None)
        self.forget()
        for number in numbers:
            body = "/test-deploy"
            self.add({"do": "comment", "pr": int(number), "who": "dana", "body": body})
        act = {"do": "comment", "pr": 7, "who": "dana", "body": "/test-deploy"}
        self.add({**act, "infrastructure": {"kill": {"step": 3, "how": "lost"}}})
        self.time += 300
        for number in numbers:
            act = {"pr": int(number), "who": "olga", "cms": {"lost": True}}
            if self.chance.random() < 0.2:
                self.add({**act, "do": "close"})
            elif self.chance.random() < 0.9:
                self.add({**act, "do": "retarget", "base": "feature/x"})
        for _ in range(2):
            self.time += LONG
            self.add(self.sweep(0.3))
        return self.schedule

    def person(self, mostly):
        """Who does it: mostly one who may."""
        if self.chance.random() < mostly:
            return self.chance.choice(sorted(MAY))
        return self.chance.choice(["rhea", "mallory"])

    def act(self):
        key = self.chance.choice(sorted(self.open, key=str))
        where, number = key
        kind = self.chance.choices(list(ACTS), list(ACTS.values()))[0]
        if not self.open[key] and self.chance.random() < 0.6:
            kind = "reopen"
        acts = [act for act in self.schedule["acts"] if act["do"] != "outage"]
        if kind == "rerun" and not acts or kind == "by-hand" and where:
            kind = "deploy"
        if kind == "sweep":
            return self.sweep(0.3)
        if kind == "outage":
            return self.outage()
        act = {"do": kind, "pr": int(number)}
        if where:
            act["in"] = where
        if kind in ("deploy", "destroy", "talk"):
            words = {"deploy": "/test-deploy", "destroy": "/destroy-test"}
            body = words.get(kind) or self.chance.choice(TALK)
            act |= {"do": "comment", "who": self.person(0.9), "body": body}
        elif kind in ("push", "close", "reopen", "retarget"):
            act["who"] = self.chance.choice(["olga", "dana", "rhea"])
            if number in self.schedule.get("forks", []):
                act["who"] = self.chance.choice(["olga", "mallory"])
            self.change(act, kind, key)
        elif kind == "merge":
            act["who"] = self.person(1)
            self.open[key] = False
            self.merged.add(key)
        elif kind == "rerun":
            of = self.chance.choice(acts)
            end = self.chance.choice(["cms", "infrastructure"])
            act = {"do": "rerun", "of": of["id"], "where": end, "who": self.person(1)}
            self.time += self.chance.choice([60, 300, 1000])
        else:
            act["who"] = self.person(1)
        self.faults(act)
        return act

    def sweep(self, wrong):
        """Some with settings that are wrong."""
        act = {"do": "sweep"}
        if self.chance.random() < wrong:
            act["settings"] = self.chance.choice(WRONG)
        if self.chance.random() < 0.2 and (part := self.part(0, 2)):
            act["sweep"] = part
        if self.chance.random() < 0.3:
            self.faults(act)
            act.pop("cms", None)
        return act

    def outage(self):
        """Seldom one in which the program tries again: that takes real time."""
        what = self.chance.choice([*sorted(set(FAILS) - {SHORT, WRITING}), LOST])
        act = {"do": "outage", "what": what, "seconds": self.chance.choice([10, 60])}
        if what != LOST and self.chance.random() < 0.9:
            act |= {"status": 403, "seconds": self.chance.choice([10, 60, 300, 1500])}
        return act

    def change(self, act, kind, key):
        if kind == "close":
            self.open[key] = False
        elif kind == "reopen":
            self.open[key] = key not in self.merged
        elif kind == "retarget":
            bases = OTHER_BASES[self.base[key]]
            if "settings" in self.schedule and self.base[key] != "develop":
                bases = [*bases, "develop"]
            act["base"] = self.chance.choice(bases)
            self.base[key] = act["base"]

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
