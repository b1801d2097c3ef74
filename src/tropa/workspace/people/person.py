"""One person: where they stand on each map, since when, what came before, and why."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tropa.clock import FOREVER, Instant, iso
from tropa.keep.names import KnownName
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.parts.lookup import HEAVY, events_of
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.set_by_hand import BY_FIELD
from tropa.place.standing import (
    LOST_AT,
    STAGE,
    STATUS,
    STILL_HERE,
    WON_AT,
    Standing,
    stand,
)
from tropa.trail import TrailBatch
from tropa.workspace.opening import Workspace
from tropa.workspace.people.story import STATUS_NAMES, Entry, Story


@dataclass(frozen=True, slots=True)
class OnMap:
    """A person, or one of their deals, on one map."""

    map: Map
    edition: int
    deal: int
    lap: int
    status: str
    stage: str | None
    since: Instant | None
    won_at: Instant | None
    lost_at: Instant | None
    next: Entry | None
    """What comes by itself if nothing happens."""
    story: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Everything there is to say about a person."""

    person: int
    names: tuple[KnownName, ...]
    maps: tuple[OnMap, ...]
    as_of: Instant
    events: int
    suspected_bot: bool
    """No human being does so much."""


def card_of(workspace: Workspace, person: int, as_of: Instant) -> Card:
    """A person's card as of a moment."""
    book = workspace.ledger.names
    numbers = workspace.persons.names_of(person)
    names = tuple(sorted(book.get(numbers).values(), key=lambda one: (one.first, one.number)))
    persons = np.asarray([person], np.int64)
    maps: list[OnMap] = []
    known = events_of(workspace.trails, persons)
    # Where no map has stages yet, nobody asks as of when: all there are.
    events = int(known.sum())
    for _, board in sorted(workspace.boards.items()):
        fields = board.fields | {BY_FIELD} if board.moves_by_hand else board.fields
        batch = workspace.trails.gather(persons, fields)
        events = int((batch.time <= as_of).sum())
        found: list[tuple[Instant, int, OnMap]] = []
        for placed in place(batch, board.editions, board.outages):
            found += _journeys(placed, board, batch, as_of)
        # The earliest first: the numbers of deals tell in which order they came to be known.
        maps += [one for _, _, one in sorted(found, key=lambda one: one[:2])]
    suspected = bool((known >= HEAVY).any())
    return Card(person, names, tuple(maps), as_of, events, suspected)


def _journeys(
    placed: Placed, board: Board, batch: TrailBatch, as_of: Instant
) -> list[tuple[Instant, int, OnMap]]:
    """When each journey opened, its key, and how it went."""
    map_ = placed.edition.map
    standing = stand(placed, as_of, map_)
    names: dict[int, str] = {
        int(key): batch.names[code] for key, code in zip(batch.key, batch.code, strict=True)
    }
    said = batch.column(BY_FIELD)
    by = {
        int(batch.key[row]): str(said.values[int(said.codes[row])])
        for row in np.flatnonzero(said.codes).tolist()
    }
    story = Story(placed, names, by, map_)
    return [
        (int(placed.opened_at[at]), int(placed.key[at]), _on_map(standing, row, story))
        for row, at in enumerate(standing.journey.tolist())
    ]


def _on_map(standing: Standing, row: int, story: Story) -> OnMap:
    placed, journey, table = standing.placed, int(standing.journey[row]), standing.table[row]
    map_ = placed.edition.map
    status, visits = int(table[STATUS]), np.flatnonzero(standing.visit_journey == row)
    open_visit = [int(one) for one in visits if standing.visit_exit[one] == STILL_HERE]
    since = int(standing.visit_entered[open_visit[-1]]) if open_visit else None
    moves, touches = story.moves(journey), story.touches(journey)
    past = [entry for entry in [*moves, *touches] if entry.at <= standing.as_of]
    future = [entry for entry in moves if entry.at > standing.as_of]
    stage = map_.stages[int(table[STAGE])].id if table[STAGE] >= 0 else None
    return OnMap(
        map=map_,
        edition=placed.edition.number,
        deal=int(placed.deal[placed.unit[journey]]),
        lap=int(placed.lap[journey]) + 1,
        status=STATUS_NAMES[status],
        stage=stage,
        since=since,
        won_at=_happened(int(table[WON_AT])),
        lost_at=_happened(int(table[LOST_AT])),
        next=future[0] if future else None,
        story=tuple(sorted(past, key=lambda entry: (entry.at, entry.kind != "touch"))),
    )


def _happened(at: Instant) -> Instant | None:
    return None if at == FOREVER else at


def card_json(card: Card) -> dict[str, Any]:
    """The card under stable names; instants in ISO 8601 of the map's zone."""

    def instant(at: Instant | None, map_: Map) -> str | None:
        return None if at is None else iso(at, map_.zone)

    def entry(one: Entry | None, map_: Map) -> dict[str, Any] | None:
        if one is None:
            return None
        return {
            "at": instant(one.at, map_),
            "kind": one.kind,
            "stage": one.stage,
            "from": one.before,
            "event": one.event,
            "touchpoint": one.touchpoint,
            "reason": one.reason,
            "until": instant(one.until, map_),
            "two_way": one.two_way,
            "by_hand": one.by_hand,
            "by": one.by or None,
        }

    return {
        "person": card.person,
        "names": [
            {"kind": one.name.kind.value, "value": one.name.value, "first": iso(one.first)}
            for one in card.names
        ],
        "events": card.events,
        "suspected_bot": card.suspected_bot,
        "maps": [
            {
                "map": one.map.id,
                "edition": one.edition or "draft",
                "deal": one.deal or None,
                "lap": one.lap,
                "status": one.status,
                "stage": one.stage,
                "since": instant(one.since, one.map),
                "won_at": instant(one.won_at, one.map),
                "lost_at": instant(one.lost_at, one.map),
                "next": entry(one.next, one.map),
                "story": [entry(line, one.map) for line in one.story],
            }
            for one in card.maps
        ],
    }
