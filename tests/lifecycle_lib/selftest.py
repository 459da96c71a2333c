# SPDX-License-Identifier: MIT
"""Can the simulation fail? What is broken on purpose, the rule that must find it, a table."""

import copy

from . import expressions
from .world import CMS, IDS

# By name: the rule that must not hold then, and what is broken.
BREAKS = {
    "late": ("closed", "the example's step that removes what came too late is left out"),
    "requested_at": ("word", "no event has requested_at"),
    "group": ("true", "the infrastructure's runs have no concurrency group"),
    "roles": ("authority", "GitHub says that everybody may write"),
    "edits": ("one", "comments are neither edited nor deleted, but GitHub says so"),
    "closes": ("alive", "each close is sent as a destroy, as if somebody had asked"),
    "names": ("source", "the other CMS says that it is the first one"),
    "brake": ("brake", "the sweep may remove 1000 environments of open pull requests"),
    "list": ("left", "the script lists no environments"),
    "runs": ("cut", "the sweep may not read runs"),
    "forks": ("fork", "GitHub says that a fork's branch is the repository's own"),
}
LATE = "Destroy what came too late"
ROLES = {"rhea": "write", "mallory": "write"}
REPLIES = [
    {"method": "PATCH", "status": 200, "body": {}, "times": 0},
    {"method": "DELETE", "status": 204, "times": 0},
]


def hide_forks(pulls):
    """Takes the forks out of what the hub is told."""
    for pull in pulls.values():
        pull["head"]["repo"] = pull["base"]["repo"]


def change_sent(broken, sent):
    """An event on its way, with what is broken of it."""
    sent = copy.deepcopy(sent)
    payload = sent["client_payload"]
    if "requested_at" in broken:
        payload.pop("requested_at", None)
    if "names" in broken:
        payload.get("source", {}).update(repository=CMS, id=IDS[CMS])
    if "closes" in broken and sent["event_type"] == "pr-closed":
        sent["event_type"] = "destroy-ephemeral"
        payload["sender"] = "olga"
        payload.pop("merged")
    return sent


CONTEXTS = {
    "github": {"event": {"number": 7, "text": "It's", "none": None, "list": ["a", "B"]}},
    "steps": {"one-step": {"outputs": {"deploy-branch": "dev"}}},
    "()": {"success": False, "always": True, "failure": True, "cancelled": False},
}
# Expression and value, from GitHub's documentation.
TABLE = [
    ("'It''s' == github.event.TEXT", True),
    ("'abc' == 'ABC'", True),
    ("null == ''", True),
    ("'' == false", True),
    ("'0x1' == 1 || 'x' == 0", False),
    ("github.event.number == '7'", True),
    ("github.event.none.more.and.more", None),
    ("github.event == github.event", True),
    ("1 && 'yes' || 'no'", "yes"),
    ("'' || 'fallback'", "fallback"),
    ("!(true && false)", True),
    ("!'' != ('a' == 'b')", True),
    ("contains(github.event.list, 'b')", True),
    ("contains('Hello world', 'LLO')", True),
    ("startsWith('Hello', 'he')", True),
    ("endsWith('Hello', 'LO')", True),
    ("format('{{{0}}} {1}', 'a', 2)", "{a} 2"),
    ("fromJSON('\"\\n\"')", "\n"),
    ("fromJSON('{\"a\": [1]}').a[0]", 1),
    ("toJSON(github.event.list)", '[\n  "a",\n  "B"\n]'),
    ("steps.one-step.outputs['deploy-branch']", "dev"),
    ("steps.other.outputs.text", None),
]
CONDITIONS = [
    ("true", False),  # a step has failed, and nothing here asks for that
    ("always() && true", True),
    ("failure() && steps.one-step.outputs.deploy-branch == 'dev'", True),
    ("${{ always() }}", True),
    (None, False),
]


def check_expressions():
    """What is wrong of the two tables."""
    wrong = [
        f"{source}: {found!r}, expected {value!r}"
        for source, value in TABLE
        if (found := expressions.parse(source).function(CONTEXTS)) != value
    ]
    return wrong + [
        f"if: {source}"
        for source, holds in CONDITIONS
        if expressions.condition(source, CONTEXTS) != holds
    ]
