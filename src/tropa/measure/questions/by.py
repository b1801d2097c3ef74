"""Splitting an answer: which value of a property each unit stands for.

    first      of the unit's earliest event that has the property (the first touch)
    last       of its latest one
    step       of the very event that made a step of the attempt
    trait      of the person, as last stated
    all        every value by itself; a unit may stand in several (each question says how)
    segment    the map's segments; the first that fits

A unit without the property stands apart, under null. Values are told apart as people write
them: `1` and `1.0` are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.measure.questions.belonging import Belonging, fields_asked
from tropa.measure.questions.scope import Scope, Traits
from tropa.measure.questions.track import Track
from tropa.trail import Codes, Column, Scalar, fixed

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

TOP: Final = 10


@dataclass(frozen=True, slots=True)
class By:
    """How an answer is split."""

    field: str = ""
    rule: str = "first"
    step: int = 1
    top: int = TOP

    def fields(self, scope: Scope) -> frozenset[str]:
        """Properties it reads."""
        if self.rule != "segment" or scope.map is None:
            return frozenset({self.field} if self.field else ())
        asked = [fields_asked(one, scope.map) for one in scope.map.segments]
        return frozenset[str]().union(*asked)


class Groups(NamedTuple):
    """For each unit the number of its value among `values`."""

    of: Int64
    values: tuple[str | None, ...]


def by_of(record: dict[str, Any] | None) -> By | None:
    """The split of a question's record."""
    if not record:
        return None
    return By(
        record.get("field") or "",
        record.get("rule") or "first",
        record.get("step") or 1,
        record.get("top") or TOP,
    )


def groups(by: By, track: Track, scope: Scope, kept: Bools | None, rows: Int64) -> Groups:
    """The groups of a track's units.

    Args:
        by: how they are split.
        track: the units.
        scope: whose traits and segments.
        kept: rows that are looked at, all when None.
        rows: n; for the rule `step`, the row that made the step, -1 for none.
    """
    if by.rule == "segment":
        return _segments(track, scope)
    if by.rule == "trait":
        column = Traits(track, scope.as_of).column(by.field)
        return _grouped(column.codes.astype(np.int64), column)
    column = track.column(by.field)
    if by.rule == "step":
        codes, made = np.zeros(len(rows), column.codes.dtype), rows >= 0
        codes[made] = column.codes[rows[made]]
        return _grouped(codes, column)
    found = np.zeros(track.units, np.int64)
    left = kept if kept is not None else np.zeros(0, np.bool_)
    times, codes = track.time, fixed(column.codes)
    _touch(track.offsets, times, codes, left, scope.as_of, int(by.rule == "last"), found)
    return _grouped(found, column)


@compiled
def _touch(
    offsets: Int64,
    time: Int64,
    codes: Codes,
    kept: Bools,
    as_of: int,
    last: int,
    found: Int64,
) -> None:
    """For each unit the value of its first row that has one, or of its last."""
    for unit in range(len(offsets) - 1):
        low, high = np.uint64(offsets[unit]), np.uint64(offsets[unit + 1])
        for step in range(high - low):
            row = high - np.uint64(1) - np.uint64(step) if last else low + np.uint64(step)
            if codes[row] and time[row] <= as_of and (not len(kept) or kept[row]):
                found[unit] = codes[row]
                break


def _segments(track: Track, scope: Scope) -> Groups:
    of = np.zeros(track.units, np.int64)
    if scope.map is None:
        return Groups(of, (None,))
    belonging = Belonging(track, scope.map, scope.as_of, Traits(track, scope.as_of))
    for number, one in enumerate(scope.map.segments, 1):
        if one.who is not None:
            of[(of == 0) & belonging.of(one)] = number
    return Groups(of, (None, *(one.id for one in scope.map.segments)))


def _grouped(codes: NDArray[Any], column: Column) -> Groups:
    known: dict[str | None, int] = {None: 0}
    table = [known.setdefault(text_of(value), len(known)) for value in column.values]
    return Groups(np.asarray(table, np.int64)[codes], tuple(known))


def text_of(value: Scalar | None) -> str | None:
    """A value as people write it; an empty one is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None or value == "" else str(value)


def leading(sizes: Sequence[tuple[str | None, int]], top: int) -> list[str | None]:
    """The values shown by themselves: the largest, of equal ones the first by name."""
    known = [one for one in sizes if one[1] > 0]
    return [name for name, _ in sorted(known, key=lambda one: (-one[1], one[0] or ""))[:top]]
