"""The paths of everybody, kept small: equal ways as one row, those nobody reads not at all.

Rules read no path that did not convert: of those only their number stays, unless a model asks
for more. Instants are kept where time decay asks for them, of paths that converted. Paths of
different people become one by laying their rows together; that equal ones are one row is put
off until there are many, and whether there are too many is asked of the union: an answer does
not depend on how people were split.
"""

from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.attribution.compress import compressed
from tropa.measure.attribution.journeys import Paths, chosen, merged
from tropa.measure.attribution.redraw import names_of

Int64 = NDArray[np.int64]
UInt64 = NDArray[np.uint64]

STEPS_AT_MOST: Final = 1 << 25
"""Steps of different ways; with their instants half a gigabyte."""
_SOON: Final = 1 << 18
"""Fewer steps than these wait before equal ways become one."""
_GAMMA: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT: Final = np.uint64(29)


class Valued(NamedTuple):
    """Paths whose value is in whole units, and the billionths beside them."""

    paths: Paths
    fine: Int64

    @property
    def steps(self) -> int:
        return len(self.paths.codes)


class Pile:
    """Paths laid together."""

    def __init__(self, *, timed: bool = False) -> None:
        self._timed = timed
        self._parts: list[Valued] = []
        self._settled = 0

    def add(self, more: Valued) -> None:
        """Take paths in.

        Raises:
            UsageFault: together they have more steps than there is room for.
        """
        self._parts.append(more)
        waiting = sum(part.steps + len(part.paths) for part in self._parts) - self._settled
        if waiting > max(_SOON, self._settled):
            self._settle()

    def take_in(self, other: "Pile") -> None:
        """The paths of other people."""
        for part in other._parts:  # noqa: SLF001 - of its own class
            self.add(part)

    def whole(self) -> Valued:
        """All paths, by an order of their own: whoever came first decides nothing."""
        self._settle()
        return _in_order(self._parts[0])

    def _settle(self) -> None:
        one = _together(self._parts)
        if not self._timed:
            one = _joined(one)
        if one.steps > STEPS_AT_MOST:
            raise UsageFault("attribution_too_long", n=one.steps, limit=STEPS_AT_MOST)
        self._parts, self._settled = [one], one.steps + len(one.paths)


@dataclass
class Ways:
    """What a question of attribution adds up."""

    plain: Pile = field(default_factory=Pile)
    timed: Pile = field(default_factory=lambda: Pile(timed=True))
    lost: int = 0
    """Paths that did not convert."""
    worthless: int = 0
    """Conversions that say no number."""


def kept_of(paths: Paths, fine: Int64, which: NDArray[np.bool_], *, timed: bool) -> Valued:
    """Some of the paths, with the labels they have."""
    some, rest = chosen(paths, which), fine if which.all() else fine[which]
    used, codes = np.unique(some.codes, return_inverse=True)
    numbers: list[int] = used.tolist()
    labels = tuple(some.labels[code] for code in numbers)
    at = some.at if timed else None
    return Valued(replace(some, labels=labels, codes=codes.astype(np.int64), at=at), rest)


def _together(parts: list[Valued]) -> Valued:
    if len(parts) == 1:
        return parts[0]
    fine = [part.fine for part in parts]
    return Valued(
        merged([part.paths for part in parts]),
        np.concatenate([np.zeros(0, np.int64), *fine]),
    )


def _joined(some: Valued) -> Valued:
    paths = compressed(some.paths)
    if not some.fine.any():
        return Valued(paths, np.zeros(len(paths), np.int64))
    # The same ways in the same order: only what is added up differs.
    return Valued(paths, compressed(replace(some.paths, value=some.fine)).value)


def _in_order(some: Valued) -> Valued:
    paths, fine = some
    labels = tuple(sorted(paths.labels))
    known = {label: at for at, label in enumerate(labels)}
    place = np.asarray([known[label] for label in paths.labels], np.int64)
    paths = replace(paths, labels=labels, codes=place[paths.codes])
    keys = [fine, paths.value, paths.lost, paths.converted, _ages(paths), names_of(paths)]
    order = np.lexsort(keys).astype(np.int64)
    return Valued(_taken(paths, order), fine[order])


def _ages(paths: Paths) -> UInt64:
    """A number for each path that belongs to how long before its last step each one was."""
    found = np.zeros(len(paths), np.uint64)
    some = paths.lengths > 0
    if paths.at is None or not some.any():
        return found
    begins, ends = paths.offsets[:-1][some], paths.offsets[1:][some]
    age = np.repeat(paths.at[ends - 1], paths.lengths[some]) - paths.at
    turn = np.arange(len(age)) - np.repeat(begins, paths.lengths[some])
    mixed = (age.astype(np.uint64) + _GAMMA * (turn + 1).astype(np.uint64)) * _MIX
    found[some] = np.add.reduceat((mixed ^ (mixed >> _SHIFT)) * _GAMMA, begins)
    return found


def _taken(paths: Paths, order: Int64) -> Paths:
    """The paths in another order."""
    lengths = paths.lengths[order]
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    moved = np.repeat(paths.offsets[:-1][order] - offsets[:-1], lengths)
    steps = moved + np.arange(len(moved))
    return Paths(
        paths.labels,
        offsets,
        paths.codes[steps],
        paths.converted[order],
        paths.value[order],
        paths.lost[order],
        None if paths.at is None else paths.at[steps],
    )
