"""Segments told again: each person at each instant, by reading all of their trail anew.

A trail is a person's rows in the order of time: instant, event, properties.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tropa.condition.over_batch import answer
from tropa.condition.syntax import And, Condition, Did, FieldTest, InSegment, Not, Or
from tropa.event import IDENTIFY
from tropa.map.document import Map
from tropa.trail import Scalar

Row = tuple[int, str, Mapping[str, Scalar]]
Trail = Sequence[Row]


@dataclass(frozen=True)
class Seen:
    """A person at an instant."""

    trail: Trail
    at: int
    map: Map

    @property
    def past(self) -> list[Row]:
        return [row for row in self.trail if row[0] <= self.at]

    @property
    def known(self) -> bool:
        return bool(self.past)

    def trait(self, name: str) -> Scalar | None:
        stated = [row[2][name] for row in self.past if row[1] == IDENTIFY and name in row[2]]
        return stated[-1] if stated else None

    def belongs(self, segment: str) -> bool:
        who = next(one.who for one in self.map.segments if one.id == segment)
        return who is not None and self.known and self.fits(who)

    def fits(self, tree: Condition) -> bool:
        match tree:
            case And(parts):
                return all(self.fits(one) for one in parts)
            case Or(parts):
                return any(self.fits(one) for one in parts)
            case Not(part):
                return not self.fits(part)
            case InSegment(segment):
                return self.belongs(segment)
            case FieldTest():
                return answer(tree, self.trait(tree.field))
            case Did():
                return any(self._is_deed(row, tree) for row in self.past)
            case _:
                raise TypeError(type(tree).__name__)

    def _is_deed(self, row: Row, tree: Did) -> bool:
        points = [one for one in self.map.touchpoints if one.id == tree.touchpoint]
        lately = tree.within is None or self.at - row[0] <= tree.within
        meant = any(row[1] in one.events for one in points)
        return meant and lately and (tree.where is None or _holds(tree.where, row[2]))


def _holds(tree: Condition, fields: Mapping[str, Scalar]) -> bool:
    assert isinstance(tree, FieldTest)
    return answer(tree, fields.get(tree.field))


def count(trails: Sequence[Trail], at: int, map_: Map, *segments: str) -> int:
    """How many belong to all of these segments at an instant; to none named, all known."""
    seen = [Seen(trail, at, map_) for trail in trails]
    return sum(one.known and all(one.belongs(segment) for segment in segments) for one in seen)


def moved(trails: Sequence[Trail], since: int, at: int, map_: Map, segment: str) -> list[int]:
    """Who came into a segment between two instants, and who left."""
    before = [Seen(trail, since, map_).belongs(segment) for trail in trails]
    now = [Seen(trail, at, map_).belongs(segment) for trail in trails]
    both = list(zip(before, now, strict=True))
    return [both.count((False, True)), both.count((True, False))]
