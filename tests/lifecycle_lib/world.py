# SPDX-License-Identifier: MIT
"""What GitHub and the machines hold: people, pull requests, commits, environments, the time."""

import datetime
import hashlib

CMS = "CoreMemorySquad/cms"
INFRASTRUCTURE = "CoreMemorySquad/cms_infrastructure"
EPHEMERAL_BASE, STAGING_BASE = "dev", "main"
# Who may command is who has write or more; rhea opens pull requests, and may close her own.
ROLES = {"olga": "admin", "dana": "write", "rhea": "read"}
STRANGER = "mallory"
PEOPLE = [*ROLES, STRANGER]
MAY = {"olga", "dana"}
TOKENS = {
    "cms": "cms-token-5ecret",
    "infrastructure": "infra-token-5ecret",
    "report": "report-token-5ecret",
}
DEPLOYER = "deployer"  # who the two tokens of the ends belong to
BEGIN = datetime.datetime(2026, 11, 25, 10, 0, 0)


def stamp(seconds):
    """The simulated clock as GitHub writes a time."""
    return (BEGIN + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def has_environment(base):
    return base in (EPHEMERAL_BASE, STAGING_BASE)


def workspace_of(number, base):
    return "staging" if base == STAGING_BASE else f"pr-{number}"


class Pull:
    def __init__(self, number, base):
        self.number = number
        self.base = base
        self.branch = f"feature/{number}"
        self.author = "rhea"
        self.state = "open"
        self.merged = False
        self.closed_at = None
        self.closed_by = None
        self.updated = 0
        self.commits = []
        self.push()

    def push(self):
        name = f"{self.number} {len(self.commits)}".encode()
        self.commits.append(hashlib.sha1(name, usedforsecurity=False).hexdigest())

    @property
    def head(self):
        return self.commits[-1]

    def shown(self):
        """What its document has of its own."""
        return {
            "number": self.number,
            "state": self.state,
            "merged": self.merged,
            "closed_at": self.closed_at,
            "closed_by": {"login": self.closed_by} if self.closed_by else None,
            "merged_at": self.closed_at if self.merged else None,
            "updated_at": stamp(self.updated),
            "head": {"ref": self.branch, "sha": self.head},
            "base": {"ref": self.base},
        }

    def wants(self, workspace):
        """May this environment be there for it?"""
        return (
            self.state == "open"
            and has_environment(self.base)
            and workspace_of(self.number, self.base) == workspace
        )


def scenario(pulls):
    """The hub's state at the beginning."""
    everywhere = {CMS: "write", INFRASTRUCTURE: "write"}
    tokens = {
        TOKENS["cms"]: {
            "login": "github-actions[bot]",
            "type": "Bot",
            "repositories": {CMS: "write"},
        },
        TOKENS["infrastructure"]: {
            "login": DEPLOYER,
            "type": "User",
            "repositories": {INFRASTRUCTURE: "write"},
        },
        TOKENS["report"]: {"login": DEPLOYER, "type": "User", "repositories": {CMS: "write"}},
    }
    # Anybody may comment; what else they may, `roles` tells.
    for login in PEOPLE:
        tokens[f"token-of-{login}"] = {
            "login": login,
            "type": "User",
            "repositories": everywhere,
        }
    return {
        "now": stamp(0),
        "tokens": tokens,
        "repositories": {
            CMS: {
                "roles": ROLES,
                "pulls": {str(pull.number): pull.shown() for pull in pulls},
            },
            INFRASTRUCTURE: {},
        },
    }
