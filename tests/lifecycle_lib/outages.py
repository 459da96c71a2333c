# SPDX-License-Identifier: MIT
"""What cannot be read of the CMS for a while."""

from .world import CMS, TOKENS

WRITING = "writing"  # by whoever it is
SHORT = "short"  # the first list of pull requests is empty, although some are open
# By what fails: the method and the path of the requests.
FAILS = {
    "all": ("GET", "**"),
    "comments": ("GET", "issues/**"),
    "list": ("GET", "pulls"),
    "pulls": ("GET", "pulls/*"),
    "roles": ("GET", "collaborators/*/permission"),
    "branches": ("GET", "branches/**"),
    SHORT: ("GET", "pulls"),
    WRITING: ("POST", "issues/*/comments"),
}
LOST = "access"  # the infrastructure's token sees nothing of the CMS: 404


class Outage:
    def __init__(self, what, status):
        self.what = what
        self.status = status or 502
        if what != LOST and what not in FAILS:
            raise SystemExit(f"an outage of {what!r}")

    def __str__(self):
        return self.what if self.what in (LOST, SHORT) else f"{self.what} ({self.status})"

    @property
    def is_slow(self):
        """Does the program try again?"""
        return self.what == LOST or (self.what != SHORT and self.status >= 500)

    @property
    def hides_branches(self):
        """A token without Contents: read sees no branches; that is no failure."""
        return self.what == "branches" and self.status == 403

    def replies(self):
        """What the hub answers as long as it lasts."""
        if self.what == LOST:
            return []
        method, path = FAILS[self.what]
        path = f"/repos/{CMS}/{path}"
        if self.what == SHORT:
            return [{"method": method, "path": path, "status": 200, "body": [], "times": 1}]
        return [{"method": method, "path": path, "status": self.status, "times": 0}]


def access(outages):
    """What the token may, as the hub's state has it."""
    may = None if any(outage.what == LOST for outage in outages) else "write"
    return {TOKENS["report"]: {"repositories": {CMS: may}}}
