"""Arrivals: events just kept become rows with persons, and the past is mended where needed.

Names are numbered, links, logins and deals are taken in, persons decided anew where something
new was said, and every event is given to its person. All of it is one transaction with the mark
of how far the log has been identified: a crash between two marks repeats the work, which comes
out the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec
import polars as pl

from tropa.clock import LONGEST, SECOND, Instant
from tropa.collect.private import contact_values, masked_contacts
from tropa.event import IDENTIFY, OUTAGE, Event, Name, event_key
from tropa.identify.stated import stated
from tropa.keep.ledger import Ledger, Position
from tropa.keep.names import DealSeen, Link, Numbers, Trait
from tropa.live.persons import Changes, Past, Persons
from tropa.parts.rows import rows_of

_Key = TypeVar("_Key")
_Seen = TypeVar("_Seen", Link, DealSeen)

IDENTIFIED: Final = "identified"
"""The record that says how far the log has been identified."""


@dataclass(frozen=True)
class Arrived:
    """What a stretch of the log became."""

    rows: pl.DataFrame
    changes: Changes
    voided: tuple[int, ...]
    """Keys of events that turned out never to have been."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An event with the numbers of its names."""

    event: Event
    who: int
    device: int
    deal: int
    key: int
    links: list[tuple[int, int]]
    logins: list[tuple[int, int]]
    alias: bool


class Arrivals:
    """Identifies events in the order of the log."""

    def __init__(self, ledger: Ledger, persons: Persons, past: Past) -> None:
        self._ledger, self._persons, self._past = ledger, persons, past

    def take(
        self, stretch: Sequence[tuple[Position, Sequence[Event]]], mark: Position
    ) -> Arrived:
        """Identify the events of some blocks.

        Args:
            stretch: blocks of the log, each with its position.
            mark: everything up to this position will have been identified.
        """
        events = [event for _, block in stretch for event in block]
        places = [position for position, block in stretch for _ in block]
        changes = Changes()
        with self._ledger.names.transaction():
            numbers = self._ledger.names.numbers(
                [(name, event.time, event.public) for event in events for name in event.names]
            )
            numbered = _numbered(events, numbers.of)
            self._persons.remember({one.who for one in numbered if one.who})
            self._take_links(numbered, numbers, changes)
            changes.forget_new(numbers.new)
            self._ledger.names.add_traits(_traits(numbered))
            self._ledger.catalogue.mark_stale(changes.concerned(self._persons.owners))
            voided = self._take_corrections(numbered)
            self._ledger.records.put(IDENTIFIED, mark)
        return Arrived(self._rows(numbered, places), changes, voided)

    # ------------------------------------------------------------ names and links

    def _take_links(
        self, numbered: Sequence[_Numbered], numbers: Numbers, changes: Changes
    ) -> None:
        links: dict[tuple[int, int, bool, bool], Link] = {}
        deals: dict[int, DealSeen] = {}
        logins: set[tuple[int, int, Instant]] = set()
        for one in numbered:
            time, public = one.event.time, one.event.public
            for a, b in one.links:
                low, high = min(a, b), max(a, b)
                link = Link(low, high, time, one.key, one.alias, public)
                _earliest(links, (low, high, one.alias, public), link)
            logins.update((device, who, time) for device, who in one.logins)
            if one.deal and one.who:
                _earliest(deals, one.deal, DealSeen(one.deal, one.who, time, one.key))
        self._persons.link(list(links.values()), changes, numbers.changed)
        self._persons.log_in(logins, self._past, changes)
        self._persons.see_deals(list(deals.values()), numbers.new, self._past, changes)

    def _take_corrections(self, numbered: Sequence[_Numbered]) -> tuple[int, ...]:
        voids = [
            (event_key(one.event.source, one.event.voids), one.key)
            for one in numbered
            if one.event.voids
        ]
        if voids:
            self._ledger.catalogue.add_voids(voids)
        for one in numbered:
            if one.event.name == OUTAGE:
                self._take_outage(one.event)
        return tuple(number for pair in voids for number in pair)

    def _take_outage(self, event: Event) -> None:
        said: dict[str, Any] = msgspec.json.decode(event.properties)
        length = said.get("duration_s")
        if isinstance(length, int | float) and length > 0:
            end = event.time + round(min(length * SECOND, LONGEST))
            self._ledger.catalogue.add_outage(event.time, end, str(said.get("outage_of", "")))

    # ------------------------------------------------------------ rows

    def _rows(self, numbered: Sequence[_Numbered], places: Sequence[Position]) -> pl.DataFrame:
        attribute = self._persons.attribute
        return rows_of(
            {
                "person": [
                    attribute(one.who, one.device, one.deal, one.event.time) for one in numbered
                ],
                "who": [one.who for one in numbered],
                "device": [one.device for one in numbered],
                "deal": [one.deal for one in numbered],
                "time": [one.event.time for one in numbered],
                "sequence": [one.event.sequence for one in numbered],
                "key": [one.key for one in numbered],
                "event": [one.event.name for one in numbered],
                "properties": [_history_text(one.event) for one in numbered],
                "source": [one.event.source for one in numbered],
                "received": [one.event.received for one in numbered],
                "position": list(places),
            }
        )


def _numbered(events: Sequence[Event], numbers: Mapping[Name, int]) -> list[_Numbered]:
    """Events with the numbers of their names, and what each states about them."""
    numbered: list[_Numbered] = []
    for event in events:
        said = stated(event)
        numbered.append(
            _Numbered(
                event,
                numbers[said.anchor] if said.anchor is not None else 0,
                numbers[said.device] if said.device is not None else 0,
                numbers[said.deal] if said.deal is not None else 0,
                event_key(event.source, event.id),
                [(numbers[one], numbers[other]) for one, other in said.links],
                [(numbers[device], numbers[who]) for device, who in said.logins],
                said.alias,
            )
        )
    return numbered


def _earliest(known: dict[_Key, _Seen], key: _Key, seen: _Seen) -> None:
    before = known.get(key)
    if before is None or (seen.time, seen.key) < (before.time, before.key):
        known[key] = seen


def _history_text(event: Event) -> str:
    """Properties as history may hold them: that there was a phone, never which."""
    return masked_contacts(event.properties, of_person=event.name == IDENTIFY).decode()


def _traits(numbered: Iterable[_Numbered]) -> list[Trait]:
    """Contact fields stated about people: they stand in the ledger and nowhere else."""
    return [
        Trait(one.who or one.device, name, value, event.time, event.source, event.public)
        for one in numbered
        for event in (one.event,)
        if one.who or one.device
        for name, value in contact_values(event.properties, of_person=event.name == IDENTIFY)
    ]
