"""The map's measures of some of the people: of a segment, or of those a portrait is of.

Who is counted is found first; of every slice only their journeys are looked at, and each
measure is then what it would be had nobody else ever done anything. Measures themselves know
nothing of it, and without a segment nothing of this runs.

Who belongs is told by traits and deeds up to the moment of the answer, as for questions: a
journey of last year counts by where its person belongs as of the answer, not as of then.
Persons belong, never deals: all deals of such a person count. Of two conditions, a segment and
a portrait, both must hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.errors import UsageFault
from tropa.live.board import Board
from tropa.live.moves import among
from tropa.map.document import Map, Segment
from tropa.map.portraits import Portrait, portraits_of
from tropa.measure.narrowed import Narrowed
from tropa.measure.questions.belonging import check_segment, segment_named
from tropa.measure.questions.persons import Persons, numbers
from tropa.measure.questions.scope import Scope
from tropa.measure.run import Slice
from tropa.workspace.one_pass import askings, gather
from tropa.workspace.opening import Workspace

Int64 = NDArray[np.int64]

_SHOWN: Final = 80


@dataclass(frozen=True)
class Crowd:
    """Whose journeys are measured."""

    slices: Sequence[Slice]
    people: Int64 | None = None
    """Their numbers, rising; None for everybody."""
    narrowed: Narrowed | None = None
    """The same in words; None for everybody."""


def crowd_of(
    workspace: Workspace, board: Board, as_of: Instant, segment: str | None, persona: str | None
) -> Crowd:
    """The journeys of whoever is asked about.

    Args:
        workspace: whose people.
        board: their places on the map.
        as_of: the moment by which they belong.
        segment: a segment of the map; everybody when omitted.
        persona: a portrait of the map.

    Raises:
        UsageFault: the map has no such segment or portrait, or events alone do not tell who
            belongs.
    """
    if segment is None and persona is None:
        return Crowd(board.slices())
    map_ = board.edition.map
    known = None if segment is None else _segment(map_, segment)
    portrait = None if persona is None else _portrait(map_, persona)
    wanted = [one.id for one in (known, portrait and _portrayed(map_, portrait)) if one]
    people = _people(workspace, board, as_of, list(dict.fromkeys(wanted)))
    slices = [_only(one, people) for one in board.slices()]
    return Crowd(slices, people, Narrowed(known, portrait, len(people), as_of))


def _only(part: Slice, people: Int64) -> Slice:
    mine = among(part.placed.person, people)
    return Slice(part.placed, mine if part.alive is None else mine & part.alive)


def _people(
    workspace: Workspace, board: Board, as_of: Instant, segments: Sequence[str]
) -> Int64:
    """Whoever belongs to all of these."""
    map_ = board.edition.map
    asked = askings(
        [(Persons(Scope(as_of, map_, per="person", segment=name)), board) for name in segments]
    )
    gather(workspace, asked)
    found: Int64 | None = None
    for one in asked:
        if one.fault is not None:
            raise one.fault
        mine = numbers(one.state)
        found = mine if found is None else np.intersect1d(found, mine, assume_unique=True)
    return np.zeros(0, np.int64) if found is None else found


def _segment(map_: Map, name: str) -> Segment:
    found = segment_named(name, map_)
    if found is None:
        listed = ", ".join(one.id for one in map_.segments if one.who) or "—"
        raise UsageFault("no_such_segment", found=name[:_SHOWN], allowed=listed, map=map_.id)
    check_segment(found, map_)
    return found


def _portrait(map_: Map, name: str) -> Portrait:
    known = portraits_of(map_)
    found = next((one for one in known if one.id == name), None)
    if found is None:
        listed = ", ".join(one.id for one in known if one.segment) or "—"
        raise UsageFault("no_such_persona", found=name[:_SHOWN], allowed=listed, map=map_.id)
    return found


def _portrayed(map_: Map, portrait: Portrait) -> Segment:
    """The segment a portrait is of."""
    if portrait.segment is None:
        raise UsageFault("persona_of_nobody", found=portrait.title)
    return _segment(map_, portrait.segment)
