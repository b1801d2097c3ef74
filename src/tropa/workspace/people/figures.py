"""The people behind a figure of the map: who they are and where they stand."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Instant, iso
from tropa.errors import UsageFault
from tropa.event import Name, NameKind
from tropa.keep.erasure import is_erased
from tropa.keep.names import KnownName
from tropa.measure.fold import Asked
from tropa.measure.members import is_figure, members
from tropa.measure.narrowed import Narrowed
from tropa.place.standing import LOST_AT, STAGE, STATUS, WON_AT, Standing, stand
from tropa.workspace.answers import Question, board_of, crowd_asked
from tropa.workspace.opening import Workspace
from tropa.workspace.people.story import STATUS_NAMES
from tropa.workspace.sections.asking import grounded
from tropa.workspace.sections.ground import Ground
from tropa.workspace.sections.people import group_of, is_group

SHOWN: Final = 200

_BEST_NAMES: Final = (
    NameKind.USER,
    NameKind.EMAIL,
    NameKind.PHONE,
    NameKind.CRM,
    NameKind.MESSENGER,
    NameKind.ANONYMOUS,
)


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One journey; the latest to have moved stand first.

    Who answered a survey may never have been on the map: their stage and status are empty.
    """

    since: Instant
    """When they moved last; BEFORE for who is not on the map."""
    person: int
    deal: int
    status: str
    stage: str
    won_at: Instant | None


def since_json(since: Instant, zone: tzinfo) -> str | None:
    """When somebody moved last, as it is written; None for who is not on the map."""
    return None if since == BEFORE else iso(since, zone)


@dataclass(frozen=True, slots=True)
class Behind:
    """Whom a figure counts."""

    asked: Asked
    edition: int
    count: int
    shown: tuple[Member, ...]
    narrowed: Narrowed | None = None


def people_behind(
    workspace: Workspace, map_id: str, figure: str, question: Question, most: int = SHOWN
) -> Behind:
    """The journeys a figure counts.

    Args:
        workspace: whose people.
        map_id: of the figure.
        figure: `stage/lead/lost`, or one of a section: `rfm/champions`.
        question: the moment, the period, the window, the edition.
        most: of so many, the latest to have moved, it is told who they are.

    Raises:
        UsageFault: there is no such figure, no list behind it, or nobody to narrow it to.
        WorkspaceFault: the map has no stages yet, or no such edition.
    """
    if is_group(figure):
        return _behind_group(grounded(workspace, map_id, question), figure, most)
    board = board_of(workspace, map_id, question.edition)
    as_of = question.at(workspace)
    asked = Asked(board.edition.map, as_of, question.since, question.until)
    if not is_figure(asked, figure):
        raise UsageFault("unknown_figure", found=figure)
    count = 0
    shown: list[Member] = []
    crowd = crowd_asked(workspace, board, question, as_of)
    for part in crowd.slices:
        standing = stand(part.placed, as_of, asked.map, part.alive)
        rows = np.flatnonzero(members(standing, asked, figure, question.within))
        count += len(rows)
        shown = heapq.nlargest(most, [*shown, *_members(standing, rows, asked, most)])
    return Behind(asked, board.edition.number, count, tuple(shown), crowd.narrowed)


def _behind_group(ground: Ground, figure: str, most: int) -> Behind:
    """A journey each where the section counts journeys, else the latest one of each person."""
    asked, group = ground.asked, group_of(ground, figure)
    everyone: list[Member] = []
    for part in ground.slices:
        standing = part.stand(asked.as_of, asked.map)
        placed = standing.placed
        whose = placed.key[standing.journey]
        if not group.journeys:
            whose = placed.person[placed.unit[standing.journey]]
        rows = np.flatnonzero(standing.valid & np.isin(whose, group.numbers))
        everyone += _members(standing, rows, asked, len(rows))
    if not group.journeys:
        everyone = _one_each(everyone, group.numbers)
    shown = tuple(heapq.nlargest(most, everyone))
    overview = ground.overview
    return Behind(asked, overview.edition, len(group.numbers), shown, overview.narrowed)


def _one_each(journeys: Iterable[Member], people: NDArray[np.int64]) -> list[Member]:
    """The latest journey of each person, as often as the person is counted."""
    latest: dict[int, Member] = {}
    for one in sorted(journeys):
        latest[one.person] = one
    return [
        latest.get(person, Member(BEFORE, person, 0, "", "", None))
        for person in people.tolist()
    ]


def _members(
    standing: Standing, rows: NDArray[np.int64], asked: Asked, most: int
) -> list[Member]:
    """The latest of these journeys."""
    last = np.searchsorted(standing.visit_journey, rows, side="right") - 1
    since = standing.visit_entered[last]
    lost = standing.table[rows, LOST_AT]
    since = np.where((lost != FOREVER) & (lost > since), lost, since)
    latest = np.argsort(since, kind="stable")[::-1][:most]
    placed = standing.placed
    found: list[Member] = []
    for at in latest.tolist():
        row = int(rows[at])
        unit = int(placed.unit[standing.journey[row]])
        line = standing.table[row]
        found.append(
            Member(
                since=int(since[at]),
                person=int(placed.person[unit]),
                deal=int(placed.deal[unit]),
                status=STATUS_NAMES[int(line[STATUS])],
                stage=asked.map.stages[int(line[STAGE])].id,
                won_at=None if line[WON_AT] == FOREVER else int(line[WON_AT]),
            )
        )
    return found


def best_name(known: Iterable[KnownName]) -> Name | None:
    """The best of somebody's names; the earliest known where there are two of a kind."""
    by_kind = {
        one.name.kind: one.name
        for one in sorted(known, key=lambda n: -n.number)
        if not is_erased(one.name)
    }
    return next((by_kind[kind] for kind in _BEST_NAMES if kind in by_kind), None)


def deal_called(workspace: Workspace, deal: int) -> str:
    """The number its own system gave a deal."""
    known = workspace.ledger.names.get([deal]).get(deal)
    return known.name.value if known and not is_erased(known.name) else str(deal)
