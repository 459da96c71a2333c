# SPDX-License-Identifier: MIT
"""Events as GitHub makes them: the tests' fixtures with what the simulation knows put in."""

import functools
import json

from .workflows import ROOT
from .world import INFRASTRUCTURE, names


@functools.cache
def fixture(name):
    return (ROOT / "tests/fixtures" / name).read_text()


def merge(tree, over):
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(tree.get(key), dict):
            merge(tree[key], value)
        else:
            tree[key] = value
    return tree


def event(name, patch):
    return merge(json.loads(fixture(name)), patch)


def user(login):
    kind = "Bot" if login.endswith("[bot]") else "User"
    return {"login": login, "type": kind}


def comment(pull, login, identity, body, time):
    return event(
        "issue_comment.created.json",
        {
            "repository": names(pull.repository),
            "issue": {"number": pull.number, "state": pull.state},
            "comment": {
                "id": identity,
                "user": user(login),
                "created_at": time,
                "updated_at": time,
                "body": body,
            },
            "sender": user(login),
        },
    )


def pull_request(pull, action, login, changes=None):
    patch = {
        "action": action,
        "number": pull.number,
        "pull_request": pull.shown(),
        "repository": names(pull.repository),
        "sender": user(login),
    }
    if changes:
        return event("pull_request.edited.json", {**patch, "changes": changes})
    return event("pull_request.closed.json", patch)


def repository_dispatch(sent, login):
    made = event("repository_dispatch.json", {"action": sent["event_type"], "sender": user(login)})
    made["client_payload"] = sent["client_payload"]
    return made


def workflow_dispatch(pull, branch, login):
    return event(
        "workflow_dispatch.json",
        {"inputs": {"pr_number": str(pull.number), "branch": branch}, "sender": user(login)},
    )


def schedule(login):
    """Nobody sends it, but the runner names somebody."""
    return {
        "schedule": "17 3 * * *",
        "repository": names(INFRASTRUCTURE),
        "sender": user(login),
    }
