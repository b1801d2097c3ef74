"""The whole list behind a figure of a map, filtered and sorted, with everybody's contacts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from tropa.clock import Instant, iso
from tropa.errors import RequestFault
from tropa.event import NameKind
from tropa.map.titles import MapTitles
from tropa.measure.fold import Asked
from tropa.workspace.answers import Question
from tropa.workspace.opening import Workspace
from tropa.workspace.people.figures import (
    Member,
    best_name,
    deal_called,
    people_behind,
    since_json,
)

FIRST: Final = "map/journeys"
MOST: Final = 1_000_000
"""People of one list."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which people, and in what order."""

    map: str
    figure: str
    question: Question
    find: str = ""
    sort: str = ""
    down: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody of a list."""

    person: int
    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    deal: str
    stage: str
    """As the map calls it."""
    status: str
    since: Instant
    won_at: Instant | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of people."""

    asked: Asked
    edition: int
    lines: list[Line]


Sortable: TypeAlias = str | int

_SORTS: Final[Mapping[str, Callable[[Line], Sortable]]] = {
    "name": lambda one: one.name.casefold(),
    "stage": lambda one: one.stage.casefold(),
    "status": lambda one: one.status,
    "since": lambda one: one.since,
    "deal": lambda one: one.deal,
    "won": lambda one: one.won_at or 0,
}
SORTS: Final = tuple(_SORTS)


def list_people(
    workspace: Workspace, wish: Wish, said: Callable[[str], str] = lambda status: status
) -> Listed:
    """Everybody a figure counts who fits the filter; the latest to have moved first.

    Args:
        workspace: whose people.
        wish: which of them.
        said: a status in the reader's language, which the filter looks at.

    Raises:
        RequestFault: a list is not sorted by that.
        UsageFault: there is no such figure.
        WorkspaceFault: there is no such map or edition.
    """
    if wish.sort and wish.sort not in _SORTS:
        raise RequestFault("no_such_order", status=422, allowed=", ".join(SORTS))
    behind = people_behind(workspace, wish.map, wish.figure, wish.question, MOST)
    titles = MapTitles(behind.asked.map)
    lines = [_line(workspace, one, titles) for one in behind.shown]
    wanted = wish.find.strip().casefold()
    if wanted:
        lines = [one for one in lines if wanted in _told(one, said)]
    if wish.sort:
        lines.sort(key=_SORTS[wish.sort], reverse=wish.down)
    return Listed(behind.asked, behind.edition, lines)


def _line(workspace: Workspace, one: Member, titles: MapTitles) -> Line:
    book = workspace.ledger.names
    known = sorted(
        book.get(workspace.persons.names_of(one.person)).values(), key=lambda name: name.number
    )

    def values(kind: NameKind) -> tuple[str, ...]:
        return tuple(name.name.value for name in known if name.name.kind is kind)

    best = best_name(known)
    return Line(
        person=one.person,
        name=best.value if best else f"№{one.person}",
        emails=values(NameKind.EMAIL),
        phones=values(NameKind.PHONE),
        deal=deal_called(workspace, one.deal) if one.deal else "",
        stage=titles.stage(one.stage) or one.stage,
        status=one.status,
        since=one.since,
        won_at=one.won_at,
    )


def _told(one: Line, said: Callable[[str], str]) -> str:
    parts: Iterable[str] = (one.name, one.stage, said(one.status), one.deal)
    return " ".join(parts).casefold()


def lines_json(listed: Listed) -> list[dict[str, object]]:
    """The list under stable names; instants in the map's zone."""
    zone = listed.asked.map.zone
    return [
        {
            "person": one.person,
            "name": one.name,
            "emails": list(one.emails),
            "phones": list(one.phones),
            "deal": one.deal or None,
            "stage": one.stage,
            "status": one.status,
            "since": since_json(one.since, zone),
            "won_at": None if one.won_at is None else iso(one.won_at, zone),
        }
        for one in listed.lines
    ]
