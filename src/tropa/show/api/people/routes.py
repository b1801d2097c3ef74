"""Addresses of one person: what is known of them, and what is done about them."""

from tropa.show.api.address import Address
from tropa.show.api.people import erasing, merges, notes, people, person, taking_out

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
    Address(
        "GET",
        "/api/person/{person:int}/export/{form}",
        taking_out.export,
        "All that is held about a person: json, html, csv.",
        right="people.export",
    ),
    Address(
        "GET",
        "/api/people",
        people.people,
        "A list of people: the first of them.",
        people.ASKS,
        right="people.read",
    ),
    Address(
        "GET",
        "/api/people/export",
        people.export,
        "A list of people, whole, as JSON.",
        people.ASKS,
        right="people.export",
    ),
    Address(
        "GET",
        "/api/people/export.csv",
        people.export_csv,
        "A list of people, whole, as a table for spreadsheets.",
        people.ASKS,
        right="people.export",
    ),
    Address(
        "DELETE",
        "/api/person/{person:int}",
        erasing.erase_person,
        "A person erased for good; what they did goes on being counted.",
        right="people.erase",
    ),
    Address(
        "GET",
        "/api/erasures",
        erasing.erasures,
        "Who was erased: by number, when, by whom.",
        right="people.erase",
    ),
)
