"""An ad-hoc question to an open workspace: read, bound to its map, asked of everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tropa.clock import BEFORE, FOREVER, iso
from tropa.errors import UsageFault, WorkspaceFault
from tropa.live.board import Board
from tropa.measure.interval import CONFIDENCE
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.query import Query
from tropa.measure.questions.read import Written, read_question
from tropa.measure.questions.run import Lazy, ask, settled
from tropa.measure.questions.scope import Scope, bind
from tropa.words import LANGUAGES, Language, say
from tropa.workspace.answers import POOL, board_of
from tropa.workspace.opening import Workspace
from tropa.workspace.tracks import tracks_of

PEOPLE_SHOWN: Final = 200


@dataclass(frozen=True)
class Answered:
    """An answer and how it was made."""

    kind: str
    scope: Scope
    answer: dict[str, Any]
    how: dict[str, Any]


def ask_question(
    workspace: Workspace,
    text: bytes | str,
    *,
    name: str = "question",
    told: Callable[[int, int], None] | None = None,
) -> Answered:
    """The answer of a question written as YAML or JSON.

    Args:
        workspace: whose people.
        text: the question.
        name: what it is called in findings.
        told: is told how many of how many tracks are done; what it raises ends the question.

    Raises:
        MapRefused: it cannot be read, or names what nothing bears.
        UsageFault: it makes no sense.
    """
    query, written, board = bind_question(workspace, text, name)
    tracks = _tracks(workspace, query, board)

    def report(done: int) -> None:
        if told is not None:
            told(done, len(tracks))

    answer = ask(query, tracks, POOL.map, report)
    return Answered(written.kind.name, query.scope, answer, _how(written, query, board))


def bind_question(
    workspace: Workspace, text: bytes | str, name: str = "question"
) -> tuple[Query[Any], Written, Board | None]:
    """A question read and bound to its map and moment.

    Raises:
        MapRefused: it cannot be read, or names what nothing bears.
        UsageFault: it makes no sense.
    """
    written = read_question(text, KINDS, name)
    board = _board(workspace, written)
    map_ = board.edition.map if board is not None else None
    written.check_names(map_, set(workspace.trails.names.all))
    scope = bind(written.record, map_, workspace.clock.now())
    if scope.since >= scope.until or scope.since > scope.as_of:
        raise UsageFault("empty_period")
    return written.kind.bind(written.record, scope), written, board


def people_of(workspace: Workspace, text: bytes | str, cell: str) -> tuple[int, list[int]]:
    """The people behind a cell of an answer: how many, and the first of them by number.

    Raises:
        MapRefused: the question cannot be read.
        UsageFault: it makes no sense, or has no such cell.
    """
    query, _, board = bind_question(workspace, text)
    tracks = _tracks(workspace, query, board)
    query = settled(query, tracks, POOL.map)
    count, shown = 0, list[int]()
    for lazy in tracks:
        track = lazy()
        persons = track.person[query.people(track, cell)]
        count += len(persons)
        shown = sorted({*shown, *persons.tolist()})[:PEOPLE_SHOWN]
    return count, shown


def _tracks(workspace: Workspace, query: Query[Any], board: Board | None) -> list[Lazy]:
    scope = query.scope
    return tracks_of(workspace.trails, board, query.needs, scope.per, scope.as_of)


def _board(workspace: Workspace, written: Written) -> Board | None:
    """The map asked about: the one named, or the only one there is."""
    if written.map_id is not None:
        return board_of(workspace, written.map_id)
    known = workspace.maps.ids()
    if len(known) == 1:
        try:
            return board_of(workspace, known[0])
        except WorkspaceFault:
            return None
    if written.needs_map:
        raise UsageFault("which_map", allowed=", ".join(known) or "—")
    return None


def _how(written: Written, query: Query[Any], board: Board | None) -> dict[str, Any]:
    scope, zone = query.scope, query.scope.zone
    return {
        "question": written.kind.name,
        "map": board.edition.map.id if board is not None else None,
        "edition": (board.edition.number or "draft") if board is not None else None,
        "as_of": iso(scope.as_of, zone),
        "period": {
            "from": None if scope.since == BEFORE else iso(scope.since, zone),
            "to": None if scope.until == FOREVER else iso(scope.until, zone),
        },
        "per": scope.per,
        "timezone": str(zone),
        "confidence": CONFIDENCE,
        "words": {language: made_words(query, language) for language in LANGUAGES},
    }


def made_words(query: Query[Any], language: Language) -> list[str]:
    """How the answer was made, sentence by sentence."""
    return [
        say(key, language, **{name: _in(language, value) for name, value in values.items()})
        for key, values in query.made().said
    ]


def _in(language: Language, value: object) -> object:
    """A value as it is, or as the language has it where it is written differently in each."""
    return value(language) if callable(value) else value
