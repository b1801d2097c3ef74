"""Notes about a person: written, read, taken away again by whoever wrote them."""

import re
from typing import Final

from tropa.clock import FOREVER
from tropa.errors import RequestFault, UsageFault
from tropa.event import NameKind
from tropa.keep.notes import Note
from tropa.users.asker import Asker
from tropa.workspace.opening import Workspace

LONGEST: Final = 4_000
MOST: Final = 1_000
"""Notes of one person."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def notes_of(workspace: Workspace, person: int) -> list[Note]:
    """A person's notes, the earliest first."""
    found = workspace.ledger.notes.of(workspace.persons.names_of(person))
    return [one for one in found if _whose(workspace, one) == person]


def add_note(workspace: Workspace, person: int, note_id: str, text: str, by: Asker) -> Note:
    """Write a note.

    Args:
        workspace: whose people.
        person: about whom.
        note_id: the writer's own id of it.
        text: what it says; signs that are none are left out.
        by: who writes.

    Raises:
        UsageFault: it says nothing, or too much; there are too many; the person was erased.
        RequestFault: another note was written under the same id.
    """
    said = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not _ID.fullmatch(note_id):
        raise UsageFault("field_wrong", field="id")
    if not said or len(said) > LONGEST:
        raise UsageFault("note_length", limit=LONGEST)
    if any(person in one.persons for one in workspace.ledger.erasures.every()):
        raise UsageFault("person_erased")
    if len(notes_of(workspace, person)) >= MOST:
        raise UsageFault("too_many_notes", limit=MOST)
    note = Note(note_id, person, workspace.clock.now(), by.id, said)
    kept = workspace.ledger.notes.add(note)
    if (kept.who, kept.text, _whose(workspace, kept)) != (note.who, note.text, person):
        raise RequestFault("told_otherwise", status=409)
    return kept


def remove_note(workspace: Workspace, person: int, note_id: str, by: Asker) -> Note:
    """Take a note away: one's own, or anybody's for whoever looks after the users.

    Raises:
        RequestFault: this person has no such note, or it is somebody else's.
    """
    note = workspace.ledger.notes.get(note_id)
    if note is None or _whose(workspace, note) != person:
        raise RequestFault("no_such_note", status=404)
    if not may_remove(note, by):
        raise RequestFault("not_allowed", status=403, right="users.manage")
    workspace.ledger.notes.remove(note_id)
    return note


def may_remove(note: Note, by: Asker) -> bool:
    """Whether somebody may take a note away."""
    return note.who == by.id or by.may("users.manage")


def _whose(workspace: Workspace, note: Note) -> int:
    """The person a note is about: of a device, whoever it belongs to in the end."""
    persons = workspace.persons
    known = workspace.ledger.names.get([note.number]).get(note.number)
    if known is not None and known.name.kind is NameKind.ANONYMOUS:
        return persons.owners(note.number).at(FOREVER - 1)
    anchor = persons.deal_anchor(note.number)
    return persons.person(anchor or note.number)
