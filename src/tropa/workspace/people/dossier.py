"""Everything held about one person: for them to read, and to take elsewhere.

Names and what joined them, contacts with the source that stated them, every event with its
properties, where they stand on each map and every move with its reason, notes, and failed
events that speak of them.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from tropa.clock import iso
from tropa.keep.names import KnownName
from tropa.workspace.opening import Workspace
from tropa.workspace.people.mentions import Mentions, failed_about
from tropa.workspace.people.merging import merges_of
from tropa.workspace.people.noting import notes_of
from tropa.workspace.people.person import Card, card_json


def dossier(workspace: Workspace, card: Card) -> dict[str, Any]:
    """All of it under stable names; instants in ISO 8601."""
    book, person = workspace.ledger.names, card.person
    numbers = workspace.persons.names_of(person)
    names = book.get(numbers)
    titles = {one.id: one.title for one in workspace.ledger.sources.every()}
    users = {one.id: one.name for one in workspace.users.every()}
    own = [one.name for one in names.values() if not one.shared]
    told = card_json(card)
    return {
        "person": person,
        "made": iso(workspace.clock.now()),
        "names": [_name_json(one) for _, one in sorted(names.items())],
        "devices": [
            {
                "device": str(names[one.device].name) if one.device in names else None,
                "first": iso(one.first),
                "last": iso(one.last),
            }
            for one in book.logins_by(numbers)
        ],
        "merges": [
            {"a": str(one.a), "b": str(one.b), "at": iso(one.at), "undone": one.undone}
            for one in merges_of(workspace, person)
        ],
        "contacts": [
            {
                "name": one.name,
                "value": one.value,
                "at": iso(one.time),
                "source": titles.get(one.source, one.source),
                "public": one.public,
            }
            for one in book.traits_of(numbers)
        ],
        "maps": told["maps"],
        "events": _events(workspace, person, titles),
        "notes": [
            {"at": iso(one.at), "who": users.get(one.who), "text": one.text}
            for one in notes_of(workspace, person)
        ],
        "failed": [
            {
                "received": iso(one.received),
                "source": titles.get(one.source, one.source),
                "code": one.code,
                "raw": one.raw.decode("utf-8", "replace"),
            }
            for one in failed_about(workspace, Mentions(own))
        ],
    }


def _name_json(one: KnownName) -> dict[str, Any]:
    return {
        "kind": one.name.kind.value,
        "value": one.name.value,
        "first": iso(one.first),
        "public": one.public,
        "shared": one.shared,
    }


def _events(
    workspace: Workspace, person: int, titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    with workspace.live.holding():
        rows = workspace.regather.rows([person]).sort("time", "sequence", "key")
        voided = workspace.trails.voided
    keys = rows["key"].to_numpy()
    gone = np.isin(keys, voided).tolist()
    columns = ("who", "device", "deal")
    used = {int(one) for name in columns for one in rows[name].unique().to_list()} - {0}
    known = {number: str(one.name) for number, one in workspace.ledger.names.get(used).items()}
    return [
        {
            "at": iso(row["time"]),
            "event": row["event"],
            "names": [known[row[name]] for name in columns if row[name] in known],
            "properties": json.loads(row["properties"] or "{}"),
            "source": titles.get(row["source"], row["source"]),
            "received": iso(row["received"]),
            "taken_back": taken_back,
        }
        for row, taken_back in zip(rows.iter_rows(named=True), gone, strict=True)
    ]
