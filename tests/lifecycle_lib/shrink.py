# SPDX-License-Identifier: MIT
"""Makes a failing schedule small: acts, faults and pull requests go while it still fails."""

import copy

TRIES = 300


def smaller(schedule):
    """Schedules with one thing less, the largest first."""
    acts = schedule["acts"]
    size = len(acts) // 2
    while size:
        for at in range(0, len(acts), size):
            yield {**schedule, "acts": acts[:at] + acts[at + size :]}
        size //= 2
    if "queue" in schedule:
        yield {key: value for key, value in schedule.items() if key != "queue"}
    used = {str(act["pr"]) for act in acts if "pr" in act}
    for number in schedule["pulls"]:
        if number not in used:
            pulls = {key: value for key, value in schedule["pulls"].items() if key != number}
            yield {**schedule, "pulls": pulls}
    for at, act in enumerate(acts):
        for less in smaller_act(act):
            yield {**schedule, "acts": [*acts[:at], less, *acts[at + 1 :]]}


def smaller_act(act):
    for name in ("cms", "infrastructure", "sweep"):
        if name not in act:
            continue
        yield {key: value for key, value in act.items() if key != name}
        for fault in act[name]:
            less = copy.deepcopy(act)
            del less[name][fault]
            if not less[name]:
                del less[name]
            yield less


def shrink(schedule, fails):
    """The smallest that was found for which `fails` holds."""
    tries = 0
    again = True
    while again:
        again = False
        for less in smaller(schedule):
            tries += 1
            if tries > TRIES:
                return schedule
            if less["acts"] and fails(less):
                schedule, again = less, True
                break
    return schedule
