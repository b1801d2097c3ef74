"""Stickiness and lifecycle told again: sets of periods, one person at a time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from reference.questions_over_time import Means, Time, Trail, label, later, period, start


def stickiness(trails: Sequence[Trail], asked: Time, means: Means, at_least: int) -> list[int]:
    """Of each person who did it in any period, in how many."""
    found: list[int] = []
    for trail in trails:
        times = Counter(
            period(row[0], asked.length, asked.zone)
            for row in trail
            if means(row) and asked.asked(row[0])
        )
        periods = sum(many >= at_least for many in times.values())
        if periods:
            found.append(periods)
    return found


def periods_between(first: int | date, last: int | date, length: str) -> list[int | date]:
    """All periods from one to another."""
    found = [first]
    while found[-1] != last:
        found.append(later(found[-1], length, 1))
    return found


def told(asked: Time, met: Sequence[int | date]) -> list[int | date]:
    """The periods an answer tells; those are met that have anything."""
    end = min(asked.until - 1, asked.as_of)
    last = period(int(end), asked.length, asked.zone)
    if asked.since > float("-inf"):
        return periods_between(
            period(int(asked.since), asked.length, asked.zone), last, asked.length
        )
    if not met:
        return []
    every = sorted(met, key=lambda one: start(one, asked.zone))
    last = every[-1] if asked.until == float("inf") else last
    return periods_between(every[0], last, asked.length)


def lifecycle(trails: Sequence[Trail], asked: Time, means: Means) -> dict[str, dict[str, int]]:
    """By period: who is active, new, returning, resurrecting, dormant."""
    people: list[set[int | date]] = []
    for trail in trails:
        rows = [row for row in trail if means(row) and row[0] <= asked.as_of]
        times = [row[0] for row in rows if row[0] < asked.until]
        people.append({period(at, asked.length, asked.zone) for at in times})
    every = {one for active in people for one in active}
    every |= {later(one, asked.length, 1) for one in every}
    end = period(int(min(asked.until - 1, asked.as_of)), asked.length, asked.zone)
    met = [one for one in every if start(one, asked.zone) <= start(end, asked.zone)]
    return {
        label(one, asked.length, asked.zone): dict(
            Counter(state for active in people for state in _states(one, active, asked))
        )
        for one in told(asked, met)
    }


def _states(one: int | date, active: set[int | date], asked: Time) -> list[str]:
    state = _state(one, active, asked)
    return [] if not state else [state] if state == "dormant" else [state, "active"]


def _state(one: int | date, active: set[int | date], asked: Time) -> str:
    before = later(one, asked.length, -1)
    if one not in active:
        return "dormant" if before in active else ""
    if before in active:
        return "returning"
    first = min(active, key=lambda other: start(other, asked.zone))
    return "new" if one == first else "resurrecting"
