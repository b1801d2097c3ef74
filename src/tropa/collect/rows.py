"""Rows become events, a chunk at a time and a column at a time.

A row is taken whole or not at all: of a deal whose closing date cannot be read, the opening is
not kept either. What a row lacks is said by a code; received rows are the kept and the refused.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from tropa.clock import Instant
from tropa.collect.cells import Caller
from tropa.collect.headers import plain
from tropa.collect.import_plan import ImportPlan
from tropa.collect.mapping import Cell, RowEvent
from tropa.collect.refuse_rows import RefusedRow, raw_row, refused
from tropa.collect.row_event import RowEvents
from tropa.collect.row_ids import RowIds
from tropa.collect.table import Chunk
from tropa.event import Event, NameKind, event_name

_BETWEEN: Final = "\x1e"


class Taken(NamedTuple):
    """What became of a chunk."""

    number: int
    rows: int
    """How many rows it had: those that became events, and the refused ones."""
    events: list[Event]
    refused: list[RefusedRow]


def body_hashes(events: Sequence[Event]) -> list[bytes]:
    """Eight bytes over what each event says: another hash under a known id is another event.

    The row's number is left out: the same row may stand elsewhere in the next export.
    """
    return [
        blake2b(
            f"{one.time}\x1f{one.name}\x1f{one.deal}\x1f{one.voids}\x1f"
            f"{_BETWEEN.join(name.value for name in one.names)}\x1f".encode()
            + one.properties,
            digest_size=8,
        ).digest()
        for one in events
    ]


class RowReader:
    """Reads the chunks of one file in their order."""

    def __init__(self, plan: ImportPlan, now: Instant) -> None:
        """Ready for the first chunk.

        Args:
            plan: how the file is read.
            now: the present, later than which nothing can have happened.
        """
        self.plan = plan
        self.now = now
        self.ids = RowIds()
        mapping = plan.mapping
        self.id_place = plan.place(mapping.id) if mapping.id else None
        # The order of an edited mapping must not change the ids of rows.
        headers = plan.table.headers
        self.hashed = sorted(
            range(len(plan.wanted)), key=lambda place: plain(headers[plan.wanted[place]])
        )
        self.callers = _callers(plan.events)
        self.suffixes = _suffixes(plan.events)

    def skip(self, chunk: Chunk) -> None:
        """Pass over a chunk that is already kept; equal rows in it still count."""
        self._row_ids(chunk)

    def events_of(self, chunk: Chunk) -> Taken:
        """The events of a chunk's rows, and the rows that are none."""
        bad: dict[int, RefusedRow] = {}
        ids = self._row_ids(chunk)
        kinds = [
            RowEvents(self.plan, one, callers, chunk, self.now, bad)
            for one, callers in zip(self.plan.events, self.callers, strict=True)
        ]
        covered = set(bad).union(*(one.places for one in kinds))
        for place in range(len(chunk.rows)):
            if place not in covered:
                bad[place] = refused(chunk.rows[place], "no_event_for_row")
        self._keep_texts(chunk, bad)
        events: list[Event] = []
        for number, one in enumerate(kinds):
            events += one.events(ids, self.suffixes[number], number)
        faults = sorted([*chunk.refused, *bad.values()])
        return Taken(chunk.number, len(chunk.rows) + len(chunk.refused), events, faults)

    def _keep_texts(self, chunk: Chunk, bad: dict[int, RefusedRow]) -> None:
        """Refused rows wait with their cells, so that they can be mended."""
        headers = [self.plan.table.headers[number] for number in self.plan.wanted]
        for place, row in bad.items():
            cells = {
                header: column[place]
                for header, column in zip(headers, chunk.columns, strict=True)
            }
            bad[place] = row._replace(raw=raw_row(cells))

    def _row_ids(self, chunk: Chunk) -> list[str]:
        stated = None if self.id_place is None else chunk.columns[self.id_place]
        return self.ids.of([chunk.columns[place] for place in self.hashed], stated)


def _callers(events: Sequence[RowEvent]) -> list[dict[NameKind, Caller]]:
    """Readers of columns of names; events that use a column alike share its reader."""
    made: list[Caller] = []

    def caller(kind: NameKind, cell: Cell) -> Caller:
        found = next((one for one in made if one.kind is kind and one.cell == cell), None)
        if found is None:
            found = Caller(kind, cell)
            made.append(found)
        return found

    return [
        {kind: caller(kind, one.names[kind]) for kind in NameKind if kind in one.names}
        for one in events
    ]


def _suffixes(events: Sequence[RowEvent]) -> list[str]:
    """What tells the events of one row apart.

    An event that a column names, alone in its mapping, has the row's own id. Any other carries
    its name, so that the next event added to a mapping leaves the ids of the first as they are.
    """
    if len(events) == 1 and events[0].event.column:
        return [""]
    names = [event_name(one.event.value) or plain(one.event.column) for one in events]
    return [
        f"/{name}" if names.index(name) == at else f"/{name}-{names[: at + 1].count(name)}"
        for at, name in enumerate(names)
    ]
