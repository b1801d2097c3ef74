"""Kept questions pinned to a map, to a stage or to a touchpoint of it; the map shows a number.

The pins of a map are one file beside the questions, `questions/pins/MAP.json`. A question that
is removed takes its pins out of sight, and brings them back when it is kept again.
"""

import logging
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from tropa.errors import RequestFault, TropaError, UsageFault
from tropa.map.document import Map
from tropa.measure.questions.headline import headline
from tropa.parts.files import write_whole
from tropa.workspace.answers import board_of
from tropa.workspace.one_pass import Told
from tropa.workspace.opening import Workspace
from tropa.workspace.questions.asking import QUESTIONS_AT_MOST, Answered, Text, ask_questions
from tropa.workspace.questions.saved_questions import (
    FOLDER,
    Saved,
    saved_question,
    saved_questions,
)

MOST: Final = QUESTIONS_AT_MOST
"""Pins of one map: all are answered at once."""
PINS: Final = "pins"
LARGEST: Final = 64 << 10

_MAP: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_LOG: Final = logging.getLogger("tropa.pins")
_WRITING: Final = threading.Lock()


class Pin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question's name and where it is pinned."""

    question: str
    place: str = ""
    """`stage/lead`, `touchpoint/call`; empty for the map itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A pin with its question and what it says now."""

    pin: Pin
    question: Saved
    title: str | None
    """Of the stage or touchpoint; None for the map, and where the place is gone."""
    found: Answered | TropaError


def pins(folder: Path, map_id: str) -> list[Pin]:
    """The pins of a map, in the order they were made; those whose question is there."""
    there = {one.name for one in saved_questions(folder)}
    return [one for one in _read(folder, map_id) if one.question in there]


def pin(workspace: Workspace, map_id: str, wanted: Pin) -> bool:
    """Pin a kept question; twice is once, and False then.

    Raises:
        UsageFault: there is no such place on the map.
        RequestFault: there is no such question, or the map has too many pins.
    """
    saved_question(workspace.folder, wanted.question)
    if _title(wanted.place, board_of(workspace, map_id).edition.map) is None and wanted.place:
        raise UsageFault("field_wrong", field="place")
    with _WRITING:
        known, seen = _read(workspace.folder, map_id), pins(workspace.folder, map_id)
        if wanted in known:
            return False
        if len(seen) >= MOST:
            raise RequestFault("too_many_pins", status=409, limit=MOST)
        # Those whose question was removed wait for it, the latest of them.
        unseen = [one for one in known if one not in seen][-MOST:]
        kept = [one for one in known if one in seen or one in unseen]
        _write(workspace.folder, map_id, [*kept, wanted])
    return True


def unpin(workspace: Workspace, map_id: str, unwanted: Pin) -> bool:
    """Take a pin off; one that is not there is off already, and False then."""
    _ = board_of(workspace, map_id)
    with _WRITING:
        known = _read(workspace.folder, map_id)
        if unwanted not in known:
            return False
        _write(workspace.folder, map_id, [one for one in known if one != unwanted])
    return True


def shown(workspace: Workspace, map_id: str, *, told: Told | None = None) -> list[Shown]:
    """Every pin with what its question says now, all of one moment.

    Args:
        workspace: whose people.
        map_id: of which map.
        told: is told how far the answers are; what it raises ends them.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: no such map, or it has no stages yet.
    """
    map_ = board_of(workspace, map_id).edition.map
    known = pins(workspace.folder, map_id)
    names = list(dict.fromkeys(one.question for one in known))[:MOST]
    questions = {name: saved_question(workspace.folder, name) for name in names}
    texts = [Text(one.text, one.name) for one in questions.values()]
    said = ask_questions(workspace, texts, told=told) if texts else []
    found = dict(zip(names, said, strict=True))
    return [
        Shown(one, questions[one.question], _title(one.place, map_), found[one.question])
        for one in known
        if one.question in found
    ]


def number_json(found: Answered | TropaError) -> dict[str, Any] | None:
    """The main number of an answer; None where the question is refused."""
    if isinstance(found, TropaError):
        return None
    one = headline(found.kind, found.answer)
    return {"value": one.value, "as": one.written}


def _title(place: str, map_: Map) -> str | None:
    kind, _, name = place.partition("/")
    every = map_.stages if kind == "stage" else map_.touchpoints if kind == "touchpoint" else ()
    return next((one.title for one in every if one.id == name), None)


def _path(folder: Path, map_id: str) -> Path:
    return folder / FOLDER / PINS / f"{map_id}.json"


def _read(folder: Path, map_id: str) -> list[Pin]:
    path = _path(folder, map_id)
    try:
        if not _MAP.fullmatch(map_id) or path.is_symlink() or not path.is_file():
            return []
        data = path.read_bytes()
        return msgspec.json.decode(data, type=list[Pin]) if len(data) <= LARGEST else []
    except (OSError, msgspec.DecodeError) as fault:
        _LOG.warning("pins of %s cannot be read: %s", map_id, fault)
        return []


def _write(folder: Path, map_id: str, every: list[Pin]) -> None:
    data = msgspec.json.format(msgspec.json.encode(every), indent=2)
    write_whole(_path(folder, map_id), data + b"\n")
