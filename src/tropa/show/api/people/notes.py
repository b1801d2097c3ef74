"""Notes about a person over HTTP."""

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.keep.notes import Note
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import read_fields
from tropa.show.api.known import known_card, number_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.users.asker import Asker
from tropa.workspace.people.noting import LONGEST, add_note, may_remove, notes_of, remove_note

_BYTES = 6 * LONGEST + 1_000
"""Of the longest note: a sign may be escaped into six."""


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note as its writer sends it."""

    id: str
    text: str


async def notes(site: Site, request: Request) -> Response:
    """What was written about a person, the earliest first."""
    person, who = number_of(request), asker(request)

    def work() -> Response:
        return answer(notes_json(site, known_card(site, person).person, who), {})

    return await run_in_threadpool(work)


async def write(site: Site, request: Request) -> Response:
    """A new note; sent again under its id, it is written once."""
    stated = await read_fields(request, Written, _BYTES)
    person, who = number_of(request), asker(request)

    def work() -> Response:
        known_card(site, person)
        note = add_note(site.workspace, person, stated.id, stated.text, who)
        return answer(_json(site, note, who), {})

    return await run_in_threadpool(work)


async def take_away(site: Site, request: Request) -> Response:
    """A note that is not needed any more."""
    person, who = number_of(request), asker(request)

    def work() -> Response:
        note = remove_note(site.workspace, person, request.path_params["note"], who)
        site.workspace.users.note("note_removed", who, f"№{person}")
        return answer(_json(site, note, who), {})

    return await run_in_threadpool(work)


def notes_json(site: Site, person: int, who: Asker) -> list[dict[str, Any]]:
    """A person's notes, for whoever asks."""
    return [_json(site, one, who) for one in notes_of(site.workspace, person)]


def _json(site: Site, note: Note, who: Asker) -> dict[str, Any]:
    known = {one.id: one.name for one in site.workspace.users.every()} if note.who else {}
    return {
        "id": note.id,
        "at": iso(note.at),
        "who": known.get(note.who),
        "text": note.text,
        "removable": who.may("people.work") and may_remove(note, who),
    }
