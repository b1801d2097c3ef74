"""What sets two segments apart: shares by trait and by deed, and which differences are real.

On each side stand those who are in one segment and not in the other. Of each trait the
commonest values of both sides together are compared, chosen without a look at the difference,
and of deeds the commonest events. A difference is judged as everywhere where many are looked at
(`compare/proof.py`): an interval, a chance corrected for all the looks of the question.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from tropa.event import FACTS
from tropa.measure.interval import Rate
from tropa.measure.questions.by import text_of
from tropa.measure.questions.compare.proof import Look, proofs
from tropa.measure.questions.segments.asked import Asked, Difference
from tropa.measure.questions.segments.members import Members
from tropa.measure.questions.segments.sums import Sums
from tropa.measure.questions.tally import Tally, Value
from tropa.measure.questions.telling import rate_json
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


def add_difference(
    sums: Sums, asked: Asked, track: Track, members: Members, belong: Bools
) -> None:
    """Take in the two sides of a difference."""
    difference = asked.difference
    if difference is None:
        return
    one, other = belong[difference.first], belong[difference.second]
    sides = [one & ~other, other & ~one]
    sums.sides += [int(sides[0].sum()), int(sides[1].sum()), int((one & other).sum())]
    for trait in difference.traits:
        column = members.trait(trait)
        values = [text_of(value) for value in column.values]
        _count(sums.traits, [(trait, value) for value in values], column.codes, sides)
    _deeds(sums.deeds, asked, track, sides)


def _count(
    into: Tally, values: Sequence[Value], codes: NDArray[Any], sides: Sequence[Bools]
) -> None:
    many = [np.bincount(codes[side], minlength=len(values)) for side in sides]
    met = np.flatnonzero(many[0] + many[1])
    into.add(values, met, [], [many[0][met], many[1][met]])


def _deeds(into: Tally, asked: Asked, track: Track, sides: Sequence[Bools]) -> None:
    """Of each side, who did each event at all in the asked time."""
    scope, wanted = asked.scope, asked.difference.events if asked.difference else ()
    named = [
        name not in FACTS and (not wanted or name in wanted or "*" in wanted)
        for name in track.names
    ]
    rows = np.asarray([*named, False], np.bool_)[track.code]
    rows &= (track.time <= scope.as_of) & (track.time >= scope.since)
    rows &= track.time < scope.until
    kept = scope.rows(track)
    if kept is not None:
        rows &= kept
    owner = track.owner()
    rows &= (sides[0] | sides[1])[owner]
    names = len(track.names)
    # Each person once for each event.
    did = np.unique(owner[rows] * names + track.code[rows])
    unit, code = np.divmod(did, max(names, 1))
    by_side = [np.bincount(code[side[unit]], minlength=names) for side in sides]
    met = np.flatnonzero(by_side[0] + by_side[1])
    into.add(list(track.names), met, [], [by_side[0][met], by_side[1][met]])


def difference_json(sums: Sums, difference: Difference) -> list[dict[str, Any]]:
    """The differences, those of traits first, the largest real ones first among each."""
    rows = [*_of_traits(sums, difference), *_of_deeds(sums, difference)]
    sides = [int(one) for one in sums.sides[:2]]
    if not all(sides):
        return []
    looks = [Look(Rate(counts[0], sides[0]), Rate(counts[1], sides[1])) for *_, counts in rows]
    told = [
        {
            "kind": kind,
            "what": name,
            "of_value": value,
            "first": rate_json(look.first),
            "second": rate_json(look.second),
            "difference": {"points": found.difference, "low": found.low, "high": found.high},
            "p": found.chance,
            "p_corrected": found.corrected,
            "verdict": found.verdict,
        }
        for (kind, name, value, _), look, found in zip(rows, looks, proofs(looks), strict=True)
    ]
    return sorted(told, key=_order)


def _order(row: dict[str, Any]) -> tuple[bool, bool, float]:
    apart = abs(row["difference"]["points"])
    return row["kind"] == "event", row["verdict"] != "real", -apart


_Counts = tuple[int, int]
_Row = tuple[str, str, str | None, _Counts]


def _of_traits(sums: Sums, difference: Difference) -> Iterator[_Row]:
    counted = [(cast("tuple[str, str | None]", value), n) for value, n in _told(sums.traits)]
    for trait in difference.traits:
        mine = [(value, counts) for (name, value), counts in counted if name == trait]
        for value, counts in _top(mine, difference.top):
            yield "trait", trait, value, counts


def _of_deeds(sums: Sums, difference: Difference) -> Iterator[_Row]:
    counted = [(cast("str | None", value), counts) for value, counts in _told(sums.deeds)]
    for name, counts in _top(counted, difference.top):
        yield "event", name or "", None, counts


def _told(tally: Tally) -> Iterator[tuple[Value, _Counts]]:
    of, _, sums = tally.rows()
    values = tally.values
    for number, one, other in zip(of.tolist(), *sums.T.tolist(), strict=True):
        yield values[number], (one, other)


def _top(
    counted: Sequence[tuple[str | None, _Counts]], top: int
) -> list[tuple[str | None, _Counts]]:
    """The commonest; of equals the first by name."""
    return sorted(counted, key=lambda row: (-sum(row[1]), row[0] or ""))[:top]
