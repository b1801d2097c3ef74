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
from tropa.workspace.people.called import Called, called_all, someone_json
from tropa.workspace.people.figures import (
    Member,
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

    called: Called
    shown: str
    """What they are called in the reader's language."""
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
    "name": lambda one: one.called.stated.casefold(),
    "stage": lambda one: one.stage.casefold(),
    "status": lambda one: one.status,
    "since": lambda one: one.since,
    "deal": lambda one: one.deal,
    "won": lambda one: one.won_at or 0,
}
SORTS: Final = tuple(_SORTS)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a list says in the reader's language: the filter looks at it, too."""

    status: Callable[[str], str]
    called: Callable[[Called], str]


def list_people(workspace: Workspace, wish: Wish, spoken: Spoken) -> Listed:
    """Everybody a figure counts who fits the filter; the latest to have moved first.

    Args:
        workspace: whose people.
        wish: which of them.
        spoken: statuses and people in the reader's language.

    Raises:
        RequestFault: a list is not sorted by that.
        UsageFault: there is no such figure.
        WorkspaceFault: there is no such map or edition.
    """
    if wish.sort and wish.sort not in _SORTS:
        raise RequestFault("no_such_order", status=422, allowed=", ".join(SORTS))
    behind = people_behind(workspace, wish.map, wish.figure, wish.question, MOST)
    titles = MapTitles(behind.asked.map)
    known = called_all(workspace, sorted({one.person for one in behind.shown}))
    lines = [
        _line(workspace, one, known[one.person], spoken.called(known[one.person]), titles)
        for one in behind.shown
    ]
    wanted = wish.find.strip().casefold()
    if wanted:
        lines = [one for one in lines if wanted in _told(one, spoken)]
    if wish.sort:
        lines.sort(key=_SORTS[wish.sort], reverse=wish.down)
    if wish.sort == "name":
        # Who has no name stands last, whichever way the names run.
        lines.sort(key=lambda one: not one.called.stated)
    return Listed(behind.asked, behind.edition, lines)


def _line(
    workspace: Workspace, one: Member, called: Called, shown: str, titles: MapTitles
) -> Line:
    book = workspace.ledger.names
    known = sorted(
        book.get(workspace.persons.names_of(one.person)).values(), key=lambda name: name.number
    )

    def values(kind: NameKind) -> tuple[str, ...]:
        return tuple(name.name.value for name in known if name.name.kind is kind)

    return Line(
        called=called,
        shown=shown,
        emails=values(NameKind.EMAIL),
        phones=values(NameKind.PHONE),
        deal=deal_called(workspace, one.deal) if one.deal else "",
        stage=titles.stage(one.stage) or one.stage,
        status=one.status,
        since=one.since,
        won_at=one.won_at,
    )


def _told(one: Line, spoken: Spoken) -> str:
    name = one.called.known_as
    parts: Iterable[str] = (one.shown, name, one.stage, spoken.status(one.status), one.deal)
    return " ".join(parts).casefold()


def lines_json(listed: Listed) -> list[dict[str, object]]:
    """The list under stable names; instants in the map's zone."""
    zone = listed.asked.map.zone
    return [
        {
            **someone_json(one.called),
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
