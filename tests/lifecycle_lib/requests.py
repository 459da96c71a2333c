# SPDX-License-Identifier: MIT
"""What the infrastructure is asked for."""

from .world import workspace_of


class Request:
    """What the infrastructure was asked for, as the simulation knows it."""

    def __init__(self, kind, number, base, asked, who, act):
        self.kind = kind  # deploy, destroy or closed
        self.number = number
        self.base = base
        self.workspace = workspace_of(number, base)
        self.commit = ""
        self.asked = asked  # seconds; None: by hand
        self.who = who
        self.act = act
        self.runs = []  # none: it never arrived
        self.sweep = None  # the sweep's run that asks for it
        self.is_foreign = False  # of another CMS
        self.was_wanted = False  # by an open pull request, when the sweep asked for it

    @property
    def is_command(self):
        """Somebody asked for it: no removal of what was closed, moved to another base or swept."""
        return self.kind != "closed" and self.act["do"] != "retarget"

    @property
    def began(self):
        return [run for run in self.runs if run.began is not None]

    @property
    def run(self):
        """The last of its runs that began."""
        return max(self.began, key=lambda run: run.began, default=None)
