# SPDX-License-Identifier: MIT
"""What GitHub and the machines hold: people, pull requests, commits, environments, the time."""

import datetime
import hashlib

CMS = "CoreMemorySquad/cms"
INFRASTRUCTURE = "CoreMemorySquad/cms_infrastructure"
OTHER = "CoreMemorySquad/shop"  # a second CMS that sends its events to the same infrastructure
FORK = "mallory/cms"
IDS = {CMS: 186853002, INFRASTRUCTURE: 186853003, OTHER: 500600700, FORK: 900800700}
EPHEMERAL_BASE, STAGING_BASE = "dev", "main"
BRANCHES = ("dev", "main", "develop", "feature/x")
# Who may command is who has write or more; rhea opens pull requests, and may close her own.
ROLES = {"olga": "admin", "dana": "write", "rhea": "read"}
STRANGER = "mallory"
PEOPLE = [*ROLES, STRANGER]
MAY = {"olga", "dana"}
TOKENS = {
    "cms": "cms-token-5ecret",
    "infrastructure": "infra-token-5ecret",
    "report": "report-token-5ecret",
    "job": "job-token-5ecret",  # the infrastructure's own
}
DEPLOYER = "deployer"  # who the two tokens of the ends belong to
BEGIN = datetime.datetime(2026, 11, 25, 10, 0, 0)


def stamp(seconds):
    """The simulated clock as GitHub writes a time."""
    return (BEGIN + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def workspace_of(number, base):
    return "staging" if base == STAGING_BASE else f"pr-{number}"


class Pull:
    """`ephemeral` are the bases whose pull requests have environments of their own."""

    def __init__(self, number, base, ephemeral, repository=CMS, is_fork=False):
        self.number = number
        self.base = base
        self.ephemeral = ephemeral
        self.repository = repository
        self.is_fork = is_fork
        self.branch = f"feature/{number}"
        self.state = "open"
        self.merged = False
        self.closed = None  # seconds
        self.closed_by = None
        self.updated = 0
        self.commits = []
        self.push()

    def push(self):
        other = "" if self.repository == CMS else self.repository
        name = f"{other}{self.number} {len(self.commits)}".encode()
        self.commits.append(hashlib.sha1(name, usedforsecurity=False).hexdigest())

    @property
    def head(self):
        return self.commits[-1]

    def shown(self):
        """What its document has of its own."""
        closed_at = None if self.closed is None else stamp(self.closed)
        head = FORK if self.is_fork else self.repository
        return {
            "number": self.number,
            "state": self.state,
            "merged": self.merged,
            "closed_at": closed_at,
            "closed_by": {"login": self.closed_by} if self.closed_by else None,
            "merged_at": closed_at if self.merged else None,
            "updated_at": stamp(self.updated),
            "head": {"ref": self.branch, "sha": self.head, "repo": names(head)},
            "base": {"ref": self.base, "repo": names(self.repository)},
        }

    @property
    def is_covered(self):
        """Has its base environments?"""
        return self.base == STAGING_BASE or self.base in self.ephemeral

    def wants(self, workspace):
        """May this environment be there for it?"""
        return (
            self.state == "open"
            and not self.is_fork
            and self.is_covered
            and workspace_of(self.number, self.base) == workspace
        )


def names(repository):
    """The members by which a repository is told from another."""
    owner, name = repository.split("/")
    return {
        "id": IDS[repository],
        "name": name,
        "full_name": repository,
        "fork": repository == FORK,
        "owner": {"login": owner},
    }


def scenario(pulls, branches=BRANCHES):
    """The hub's state at the beginning."""
    everywhere = {CMS: "write", OTHER: "write", INFRASTRUCTURE: "write"}
    tokens = {
        TOKENS["cms"]: {
            "login": "github-actions[bot]",
            "type": "Bot",
            "repositories": {CMS: "write", OTHER: "write"},
        },
        TOKENS["job"]: {
            "login": "github-actions[bot]",
            "type": "Bot",
            "repositories": {INFRASTRUCTURE: "write"},
        },
        TOKENS["infrastructure"]: {
            "login": DEPLOYER,
            "type": "User",
            "repositories": {INFRASTRUCTURE: "write"},
        },
        TOKENS["report"]: {
            "login": DEPLOYER,
            "type": "User",
            "repositories": {CMS: "write", OTHER: "write"},
        },
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
            **{
                repository: {
                    "roles": ROLES,
                    "branches": branches,
                    "pulls": {
                        str(pull.number): pull.shown()
                        for pull in pulls
                        if pull.repository == repository
                    },
                }
                for repository in (CMS, OTHER)
            },
            INFRASTRUCTURE: {},
        },
    }
