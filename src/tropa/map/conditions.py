"""Conditions at load: each asks only what its place allows; all together fit the placing."""

from typing import TYPE_CHECKING

from tropa.condition.check import TESTS_AT_MOST, TIMERS_AT_MOST, faults, signs_of, times_of
from tropa.map.kinds import Reading, Written

if TYPE_CHECKING:
    from collections.abc import Hashable


def check_conditions(reading: Reading) -> None:
    """Refuse what a condition may not ask, and more distinct tests than an event carries."""
    for written in reading.conditions:
        for fault in faults(written.tree, written.sees):
            place = reading.place_after(written.node, written.text[: fault.at])
            reading.refuse(fault.code, place, written.path, **fault.values)
    _check_room(reading)


def _check_room(reading: Reading) -> None:
    stages = {one.name for one in reading.defined.values() if one.kind == "stage"}
    tests: set[Hashable] = set()
    timers: set[tuple[str, int]] = set()
    for written in filter(_is_for_placing, reading.conditions):
        before = len(tests), len(timers)
        tests.update(signs_of(written.tree, stages))
        timers.update(times_of(written.tree))
        limits = (
            ("too_many_tests", before[0], len(tests), TESTS_AT_MOST),
            ("too_many_timers", before[1], len(timers), TIMERS_AT_MOST),
        )
        for code, had, has, limit in limits:
            # Said once, at the rule that is one too many.
            if had <= limit < has:
                place = reading.place_after(written.node, "")
                reading.refuse(code, place, written.path, limit=limit)


def _is_for_placing(written: Written) -> bool:
    """Whether the rule is carried along with every journey; targets are read off afterwards."""
    path = written.path
    return path[0] in ("lead", "sale", "outcomes") or (path[0], path[-1]) == ("stages", "enter")
