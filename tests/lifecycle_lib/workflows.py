# SPDX-License-Identifier: MIT
"""The examples' workflow files: which of them an event starts, and with which jobs."""

import functools
import pathlib

import yaml

from . import expressions
from .world import CMS, INFRASTRUCTURE, OTHER

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = {
    CMS: ROOT / "examples/cms",
    OTHER: ROOT / "examples/cms",
    INFRASTRUCTURE: ROOT / "examples/infrastructure",
}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = ".github/workflows"
# GitHub's own choice where a workflow names no types.
DEFAULT_TYPES = {
    "pull_request": ["opened", "synchronize", "reopened"],
    "pull_request_target": ["opened", "synchronize", "reopened"],
}
JOB_KEYS = {
    *("name", "if", "runs-on", "timeout-minutes", "concurrency", "permissions", "steps", "uses"),
    *("secrets", "env", "with"),
}
STEP_KEYS = {"name", "id", "if", "uses", "with", "run", "env", "continue-on-error", "shell"}


class Job:
    """A job with steps, and what it takes from the workflows that it is called through."""

    def __init__(self, document, body, conditions, secrets):
        self.document = document
        self.body = body
        self.conditions = conditions
        self.secrets = secrets  # a function of the contexts

    @property
    def steps(self):
        return self.body["steps"]

    def wanted(self, contexts):
        return all(expressions.condition(one, contexts) for one in self.conditions)

    def group(self, contexts):
        """The concurrency group and whether many runs may wait in it; None where there is none."""
        given = self.body.get("concurrency", self.document.get("concurrency"))
        if given is None:
            return None
        if isinstance(given, str):
            given = {"group": given}
        if set(given) - {"group", "queue"}:
            raise expressions.Unknown(f"concurrency: {given}")
        name = expressions.text(expressions.evaluate(given["group"], contexts))
        return name, given.get("queue") == "max"


@functools.cache
def load(folder):
    """The workflows of a repository, by their path in it."""
    found = {}
    for path in sorted((folder / FOLDER).glob("*.yml")):
        found[f"./{FOLDER}/{path.name}"] = yaml.load(path.read_text(), LOADER)
    return found


@functools.cache
def action():
    """The inputs of action.yml with their defaults."""
    inputs = yaml.load((ROOT / "action.yml").read_text(), LOADER)["inputs"]
    return {name: about.get("default", "") for name, about in inputs.items()}


def triggers(document):
    return document.get("on", document.get(True))  # YAML 1.1 reads `on` as true


def is_started(document, event, kind):
    """Does the workflow run for this event, whose action or type is `kind`?"""
    on = triggers(document)
    if isinstance(on, str):
        return on == event
    if event not in on:
        return False
    if event == "schedule":
        return True
    given = (on[event] if isinstance(on, dict) else None) or {}
    if set(given) - {"types", "inputs"}:
        raise expressions.Unknown(f"on: {event}: {given}")
    # Each workflow has a button of its own: the one that is pressed asks for a pull request.
    if event == "workflow_dispatch" and "pr_number" not in given.get("inputs", {}):
        return False
    types = given.get("types", DEFAULT_TYPES.get(event))
    return types is None or kind in types


def check_keys(given, known, what):
    if set(given) - known:
        raise expressions.Unknown(f"{what}: {', '.join(set(given) - known)}")


def jobs(folder, document, conditions=(), secrets=None):
    """The jobs that have steps; a job that calls a workflow stands for that one's."""
    for body in document["jobs"].values():
        check_keys(body, JOB_KEYS, "a job")
        asked = [*conditions, body["if"]] if "if" in body else list(conditions)
        if "uses" not in body:
            for step in body["steps"]:
                check_keys(step, STEP_KEYS, "a step")
            yield Job(document, body, asked, secrets or (lambda contexts: contexts["secrets"]))
            continue
        given = body.get("secrets", {})
        passed = (
            secrets
            if given == "inherit"
            else lambda contexts, given=given: {
                name: expressions.evaluate(value, contexts) for name, value in given.items()
            }
        )
        yield from jobs(folder, load(folder)[body["uses"]], asked, passed)


@functools.cache
def started(repository, event, kind):
    """All jobs that an event starts, each in a run of its own."""
    folder = EXAMPLES[repository]
    return [
        (path, job)
        for path, document in load(folder).items()
        if is_started(document, event, kind)
        for job in jobs(folder, document)
    ]
