"""What counts as a sale at each touchpoint, as tables the crediting pass reads.

A touchpoint's own sale is an act: `did booking`, `did delivery where content == "m01"`,
`did visit or did call`. It is told from what was done since the touch it is asked of, so it may
join plain acts by `and`, `or` and `not`. A sale that asks for more (a count, a stage, a window
of its own inside the condition), or for no act at all, is not told, and its touchpoint says so
by having none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from tropa.condition.syntax import And, Condition, Did, Not, Or, bare, walk
from tropa.map.document import Map

if TYPE_CHECKING:
    from collections.abc import Hashable

Int64 = NDArray[np.int64]

# Columns of `SaleRules.acts`.
SELLS, ACT, TEST, TRIGGERS = range(4)
NO_TEST: Final = -1

_ACTS_AT_MOST: Final = 10


@dataclass(frozen=True)
class SaleRules:
    """The sales of one map's touchpoints."""

    acts: Int64
    """An act of some sale a row: which touchpoint it SELLS (from 0), which ACT of that sale it
    is (as a bit), which TEST its fields must pass (NO_TEST for none), whether it TRIGGERS."""
    begins: Int64
    """touchpoints + 2; where the acts done at each touchpoint (from 1, 0 for none) lie."""
    truth_at: Int64
    """touchpoints; where each sale's answers lie, -1 where none is told."""
    truths: NDArray[np.bool_]
    """For each sale, whether it is made, by the acts done so far as bits."""
    tests: tuple[tuple[int, int, Condition], ...]
    """(touchpoint from 1, number of the test there, the test)"""


def told(map_: Map, point: int) -> bool:
    """Whether the touchpoint states a sale that is told from acts alone."""
    sale = map_.touchpoints[point].sale
    if sale is None or not _plain(sale.when) or len(_acts(sale.when)) > _ACTS_AT_MOST:
        return False
    return any(True for _ in _triggers(sale.when))


def sale_rules(map_: Map) -> SaleRules:
    """The tables of a map's own sales."""
    points = len(map_.touchpoints)
    rows: list[tuple[int, int, int, int, int]] = []
    tests: dict[tuple[int, Hashable], tuple[int, Condition]] = {}
    truth_at, truths = np.full(points, -1, np.int64), list[bool]()
    for point, one in enumerate(map_.touchpoints):
        if one.sale is None or not told(map_, point):
            continue
        acts, triggers = _acts(one.sale.when), list(_triggers(one.sale.when))
        found = [_row(map_, point, at, act, tests) for at, act in enumerate(acts)]
        rows += [(*row, int(act in triggers)) for row, act in zip(found, acts, strict=True)]
        truth_at[point] = len(truths)
        truths += [_holds(one.sale.when, acts, done) for done in range(1 << len(acts))]
    rows.sort()
    done_at = [row[0] for row in rows]
    return SaleRules(
        acts=np.asarray([row[1:] for row in rows], np.int64).reshape(-1, 4),
        begins=np.searchsorted(done_at, np.arange(points + 2)).astype(np.int64),
        truth_at=truth_at,
        truths=np.asarray(truths, np.bool_),
        tests=tuple((point, number, tree) for (point, _), (number, tree) in tests.items()),
    )


def _plain(tree: Condition) -> bool:
    """Whether the tree asks for acts only, each for itself."""
    return all(
        isinstance(one, And | Or | Not)
        or (isinstance(one, Did) and not one.ever and one.within is None and one.after is None)
        for one in walk(tree)
    )


def _acts(tree: Condition) -> list[Did]:
    return [one for one in walk(tree) if isinstance(one, Did)]


def _triggers(tree: Condition, *, positive: bool = True) -> Iterator[Did]:
    """The acts that can make the sale; what stands under a `not` can only spoil it."""
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _triggers(part, positive=positive)
        case Not(part):
            yield from _triggers(part, positive=not positive)
        case Did() if positive:
            yield tree
        case _:
            pass


def _row(
    map_: Map,
    point: int,
    at: int,
    act: Did,
    tests: "dict[tuple[int, Hashable], tuple[int, Condition]]",
) -> tuple[int, int, int, int]:
    done_at, test = map_.touchpoint_index(act.touchpoint) + 1, NO_TEST
    if act.where is not None:
        there = sum(1 for known, _ in tests if known == done_at)
        test, _ = tests.setdefault((done_at, bare(act.where)), (there, act.where))
    return done_at, point, 1 << at, test


def _holds(tree: Condition, acts: list[Did], done: int) -> bool:
    match tree:
        case And(parts):
            return all(_holds(part, acts, done) for part in parts)
        case Or(parts):
            return any(_holds(part, acts, done) for part in parts)
        case Not(part):
            return not _holds(part, acts, done)
        case _:
            return any(act is tree and done >> at & 1 for at, act in enumerate(acts))
