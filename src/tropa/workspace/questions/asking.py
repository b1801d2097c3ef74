"""Ad-hoc questions to an open workspace: read, bound to their maps, asked of everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from tropa.clock import BEFORE, FOREVER, Instant, iso
from tropa.errors import TropaError, UsageFault, WorkspaceFault
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.map.properties import field_title, trait_title
from tropa.measure.interval import CONFIDENCE
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.pointing import pointed_at
from tropa.measure.questions.query import Query, Settling, named
from tropa.measure.questions.read import Written, read_question
from tropa.measure.questions.scope import Scope, bind
from tropa.words import LANGUAGES, Language, say
from tropa.workspace.answers import board_of
from tropa.workspace.one_pass import (
    Asking,
    Told,
    askings,
    finished,
    gather,
    while_bases_change,
)
from tropa.workspace.opening import Workspace
from tropa.workspace.tracks import tracks_of

PEOPLE_SHOWN: Final = 200
QUESTIONS_AT_MOST: Final = 20
"""Asked at once."""


@dataclass(frozen=True)
class Answered:
    """An answer and how it was made."""

    kind: str
    scope: Scope
    answer: dict[str, Any]
    how: dict[str, Any]


@dataclass(frozen=True)
class Bound:
    """A question read and bound to its map and moment."""

    query: Query[Any]
    written: Written
    board: Board | None


class Text(NamedTuple):
    """A question as somebody wrote it."""

    data: bytes | str
    name: str = "question"
    """What it is called in findings."""


def ask_question(
    workspace: Workspace,
    text: bytes | str,
    name: str = "question",
    *,
    told: Told | None = None,
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
    [found] = ask_questions(workspace, [Text(text, name)], told=told)
    if isinstance(found, TropaError):
        raise found
    return found


def ask_questions(
    workspace: Workspace, texts: Sequence[Text], *, told: Told | None = None
) -> list[Answered | TropaError]:
    """The answers of several questions, the trails read once for all of them.

    All are of one moment. Each has the answer it would have alone; one that is refused has its
    fault instead, and the others are answered.

    Args:
        workspace: whose people.
        texts: the questions.
        told: is told how many of how many tracks are done; what it raises ends them all.

    Raises:
        UsageFault: more questions than are answered at once.
    """
    if len(texts) > QUESTIONS_AT_MOST:
        raise UsageFault("too_many_questions", n=len(texts), limit=QUESTIONS_AT_MOST)
    now = workspace.clock.now()
    bound = [_bound(workspace, text, now) for text in texts]
    good = [one for one in bound if isinstance(one, Bound)]
    asked = askings([(one.query, one.board) for one in good])
    gather(workspace, asked, told)
    found = iter(zip(good, asked, strict=True))
    return [
        one if isinstance(one, TropaError) else _answered(workspace, *next(found))
        for one in bound
    ]


def _bound(workspace: Workspace, text: Text, now: Instant) -> Bound | TropaError:
    try:
        return bind_question(workspace, text, now)
    except TropaError as fault:
        return fault


def _answered(workspace: Workspace, one: Bound, asked: Asking) -> Answered | TropaError:
    try:
        with pointed_at(one.written):
            found = finished(workspace, asked)
    except TropaError as fault:
        return fault
    answer = named(one.written.kind.name, found)
    how = _how(one.written, one.query, one.board)
    return Answered(one.written.kind.name, one.query.scope, answer, how)


def bind_question(workspace: Workspace, text: Text, now: Instant | None = None) -> Bound:
    """A question read and bound to its map and moment; to this one when it names none.

    Raises:
        MapRefused: it cannot be read, or names what nothing bears.
        UsageFault: it makes no sense.
    """
    written = read_question(text.data, KINDS, text.name)
    with pointed_at(written):
        board = _board(workspace, written)
        map_ = board.edition.map if board is not None else None
        written.check_names(map_, set(workspace.trails.names.all))
        scope = bind(written.record, map_, workspace.clock.now() if now is None else now)
        if scope.since >= scope.until or scope.since > scope.as_of:
            raise UsageFault("empty_period")
        return Bound(written.kind.bind(written.record, scope), written, board)


def people_of(
    workspace: Workspace, text: bytes | str, cell: str, *, told: Told | None = None
) -> tuple[int, list[int]]:
    """The people behind a cell of an answer: how many, and the first of them by number.

    Args:
        workspace: whose people.
        text: the question.
        cell: as its kind names cells.
        told: is told how many of how many tracks are done; what it raises ends the question.

    Raises:
        MapRefused: the question cannot be read.
        UsageFault: it makes no sense, or has no such cell.
    """
    bound = bind_question(workspace, Text(text))
    query, [asked] = bound.query, askings([(bound.query, bound.board)])
    if isinstance(query, Settling):
        # Its cells are named by its answer.
        gather(workspace, [asked], told)
        if asked.fault is not None:
            raise asked.fault
        query = query.settled(query.merge(query.start(), asked.state))

    def found() -> tuple[int, list[int]]:
        count, shown = 0, list[int]()
        tracks = tracks_of(workspace.trails.snapshot(), asked.reading)
        for done, lazy in enumerate(tracks, 1):
            track = lazy()
            persons = track.person[query.people(track, cell)]
            count += len(persons)
            shown = sorted({*shown, *persons.tolist()})[:PEOPLE_SHOWN]
            if told is not None:
                told(done, len(tracks))
        return count, shown

    return while_bases_change(found)


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
    said: list[str] = []
    for key, values in query.made().said:
        told = {name: _in(language, value) for name, value in values.items()}
        if "field" in told:
            told["field"] = _called(query.scope.map, key, str(told["field"]), language)
        said.append(say(key, language, **told))
    return said


def _called(map_: Map | None, key: str, field: str, language: Language) -> str:
    """What the property a sentence speaks of is called; only one sentence is of traits."""
    title = trait_title if key == "ask.made.by_trait" else field_title
    return title(map_, field, language) or field


def _in(language: Language, value: object) -> object:
    """A value as it is, or as the language has it where it is written differently in each."""
    return value(language) if callable(value) else value
