"""Addresses of one person: what is known of them, and what is done about them."""

from tropa.show.api import merges, notes, person
from tropa.show.api.address import Address

PERSON: tuple[Address, ...] = (
    Address(
        "GET",
        "/api/person",
        person.person,
        "A person by a name of theirs.",
        ("name",),
        right="people.read",
    ),
    Address(
        "GET",
        "/api/person/{person:int}",
        person.person,
        "A person by number.",
        right="people.read",
    ),
    Address(
        "GET",
        "/api/person/{person:int}/notes",
        notes.notes,
        "What was written about a person.",
        right="people.read",
    ),
    Address(
        "POST",
        "/api/person/{person:int}/notes",
        notes.write,
        "A note about a person.",
        right="people.work",
    ),
    Address(
        "DELETE",
        "/api/person/{person:int}/notes/{note}",
        notes.take_away,
        "A note taken away.",
        right="people.work",
    ),
    Address(
        "GET",
        "/api/merges/{merge:int}",
        merges.merge,
        "Why two names are one person's, and who they would be apart.",
        right="people.read",
    ),
    Address(
        "POST",
        "/api/merges/{merge:int}/undo",
        merges.set_apart,
        "Two names are not one person's.",
        right="people.work",
    ),
    Address(
        "POST",
        "/api/merges/{merge:int}/redo",
        merges.let_join,
        "They may be one person's after all.",
        right="people.work",
    ),
)
