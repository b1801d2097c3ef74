"""Which elements of a list stay, move, come and go."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from tropa.map.edit.content import Content, is_named, name_of
from tropa.map.kinds import Kind


@dataclass(frozen=True, slots=True)
class Matched:
    """For every new item the place of the old one that it is, or None for one that came."""

    places: tuple[int | None, ...]
    old: int
    """How many there were."""
    moved: int | None = None
    """The place in the new list of the one that is known to have moved."""

    @property
    def staying(self) -> frozenset[int]:
        """Places in the new list of those that keep their order among themselves."""
        known = [(at, one) for at, one in enumerate(self.places) if one is not None]
        others = [one for one in known if one[0] != self.moved]
        if others == sorted(others, key=itemgetter(1)):
            known = others
        return frozenset(known[at][0] for at in longest_rising([one for _, one in known]))

    @property
    def gone(self) -> frozenset[int]:
        """Places in the old list of those that are no more."""
        return frozenset(range(self.old)) - {one for one in self.places if one is not None}

    def old_place(self, new: int) -> int:
        """Where an item that was there before stood."""
        place = self.places[new]
        if place is None:
            raise IndexError(new)
        return place


def match(old: Sequence[Content], new: Sequence[Content], kind: Kind | None) -> Matched:
    """Old and new items of one list, brought together.

    Items of a named list are known by their names; others by what they say, and, where as many
    changed as there were, by their places.
    """
    if is_named(kind):
        places = {name_of(one, kind): at for at, one in enumerate(old)}
        return Matched(tuple(places.get(name_of(one, kind)) for one in new), len(old))
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = _middle(before, after)
    shift = len(old) - len(new)
    return Matched(
        (
            *range(head),
            *(None if one is None else one + head for one in middle),
            *(at + shift for at in range(len(new) - tail, len(new))),
        ),
        len(old),
    )


def _common(old: Sequence[Content], new: Sequence[Content]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old: Sequence[Content], new: Sequence[Content]) -> list[int | None]:
    places: list[int | None] = []
    left = list(range(len(old)))
    for one in new:
        found = next((at for at in left if old[at] == one), None)
        if found is not None:
            left.remove(found)
        places.append(found)
    if len(old) == len(new) and left:
        return [at if type(old[at]) is type(new[at]) else None for at in range(len(old))]
    return places


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest rising row in a list of different numbers."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        size = bisect_left(ends, number)
        if size == len(ends):
            ends.append(number)
            places.append(at)
        else:
            ends[size], places[size] = number, at
        before.append(places[size - 1] if size else None)
    found: list[int] = []
    at = places[-1] if places else None
    while at is not None:
        found.append(at)
        at = before[at]
    return found[::-1]
