"""One kind of event over the rows of a chunk: which rows it is, when, whose, with what."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import add
from typing import Final, TypeVar, cast

from tropa.clock import Instant, iso
from tropa.collect.cells import (
    Answers,
    Caller,
    Fault,
    meaning,
    once_each,
    passes,
    text_json,
    values_of,
)
from tropa.collect.import_plan import ImportPlan, joined_times
from tropa.collect.mapping import EVENTS_AT_MOST, Cell, RowEvent
from tropa.collect.refuse_rows import RefusedRow, refused
from tropa.collect.table import Chunk
from tropa.collect.times import read_times
from tropa.event import ALIAS, GROUP, Event, Name, NameKind, event_name

_T = TypeVar("_T")

LONGEST_EVENT_NAME: Final = 200
RESERVED: Final = frozenset({ALIAS, GROUP, "data_erased", "subject_merged"})
"""What a row of a file cannot be."""
UNPROVEN: Final = "consent_given"
"""A consent needs its text, its form and its proof, which a row of events does not carry."""

SNAPSHOT: Final = "snapshot"
DATE_ONLY: Final = "date_only"

_EPOCH: Final = 0


class RowEvents:
    """The rows of a chunk that are an event of one kind, column by column."""

    def __init__(
        self,
        plan: ImportPlan,
        one: RowEvent,
        callers: Mapping[NameKind, Caller],
        chunk: Chunk,
        now: Instant,
        bad: dict[int, RefusedRow],
    ) -> None:
        """Reads the columns; rows that cannot be taken are put among the bad ones.

        Args:
            plan: how the file is read.
            one: the kind of event.
            callers: readers of its columns of names, the strongest first.
            chunk: the rows.
            now: the present.
            bad: refused rows by their place in the chunk; the first reason stays.
        """
        self.plan, self.one, self.callers = plan, one, callers
        self.chunk, self.now, self.bad = chunk, now, bad
        self.flags: dict[int, tuple[str, ...]] = {}
        self.undated: set[int] = set()
        self.places: Sequence[int] = self._matching()
        self.at = self._times()
        self.called = self._names()
        self.people: list[tuple[Name, ...]] = self._people()
        self.titles = self._titles()
        self.properties = self._properties()

    def events(self, ids: Sequence[str], suffix: str, number: int) -> list[Event]:
        """The events of the rows that nothing is wrong with.

        Args:
            ids: the ids of the chunk's rows.
            suffix: what tells this event of a row from its others.
            number: which of a row's events this is, for the order of equal times.
        """
        places = [place for place in self.places if place not in self.bad]
        alone = len(self.plan.events) == 1
        rows = _at(self.chunk.rows, places)
        sequence = rows if alone else [row * EVENTS_AT_MOST + number for row in rows]
        named = _at(ids, places)
        if suffix:
            named = [one + suffix for one in named]
        if self.undated:
            tail = f"@{iso(self.plan.snapshot_at or 0)}"
            named = [
                one + tail if place in self.undated else one
                for one, place in zip(named, places, strict=True)
            ]
        deals = self.called.get(NameKind.DEAL)
        return list(
            map(
                Event,
                named,
                repeat(self.plan.source),
                [at if at is not None else 0 for at in _at(self.at, places)],
                _at(self.titles, places),
                _at(self.people, places),
                _at(self.properties, places),
                sequence,
                [_value(one) for one in _at(deals, places)] if deals else repeat(""),
                self._voided(places),
                repeat(self.now),
                map(self.flags.get, places, repeat(())),
            )
        )

    def _cells(self, header: str) -> Sequence[str]:
        return self.chunk.columns[self.plan.place(header)]

    def _refuse(self, place: int, code: str, column: str = "", found: str = "") -> None:
        self.bad.setdefault(place, refused(self.chunk.rows[place], code, column, found))

    def _flag(self, place: int, *flags: str) -> None:
        self.flags[place] = self.flags.get(place, ()) + flags

    def _matching(self) -> Sequence[int]:
        places: Sequence[int] = range(len(self.chunk.rows))
        for tests, wanted in ((self.one.when, True), (self.one.unless, False)):
            for header, options in tests.items():
                holds = once_each(self._cells(header), passes(options)).each
                places = [place for place in places if holds[place] is wanted]
        return places

    def _times(self) -> Sequence[Instant | None]:
        snapshot = self.plan.snapshot_at
        if not self.one.time:
            self.undated = set(self.places)
            self._flag_undated()
            return [snapshot] * len(self.chunk.rows)
        cells = joined_times([self._cells(header) for header in self.one.time])
        read = read_times(cells, self.plan.forms.times[self.one.time])
        at = read.at
        column = self.one.time[0]
        dated = self.plan.forms.times[self.one.time].numbers in ("", "days")
        if any(one is None for one in at):
            self._judge_missing(at, read.faults, cells)
        for place in self.places:
            instant = at[place]
            if instant is None:
                continue
            if not _EPOCH <= instant <= self.now:
                code = "before_1970" if instant < _EPOCH else "in_future"
                self._refuse(place, code, column, cells[place])
            elif dated and ":" not in cells[place] and place not in self.undated:
                self._flag(place, DATE_ONLY)
        return at

    def _judge_missing(
        self, at: list[Instant | None], faults: dict[int, str], cells: Sequence[str]
    ) -> None:
        column = self.one.time[0]
        dated: list[int] = []
        for place in self.places:
            if at[place] is not None:
                dated.append(place)
            elif place in faults:
                dated.append(place)
                self._refuse(place, faults[place], column, cells[place])
            elif self.one.undated == "snapshot":
                dated.append(place)
                at[place] = self.plan.snapshot_at
                self.undated.add(place)
            elif self.one.undated == "refuse":
                dated.append(place)
                self._refuse(place, "no_time", column)
        self.places = dated
        self._flag_undated()

    def _flag_undated(self) -> None:
        for place in self.undated:
            self._flag(place, SNAPSHOT)

    def _names(self) -> dict[NameKind, list[tuple[Name, ...]]]:
        called: dict[NameKind, list[tuple[Name, ...]]] = {}
        for kind, caller in self.callers.items():
            cells = self._all(caller.cell)
            called[kind] = caller.read(cells)
            if caller.odd:
                for place in self.places:
                    if flags := caller.odd.get(cells[place]):
                        self._flag(place, *flags)
        return called

    def _people(self) -> list[tuple[Name, ...]]:
        people, *others = self.called.values()
        for column in others:
            people = list(map(add, people, column))
        for place in self.places:
            if not people[place]:
                self._refuse_nobody(place)
        return people

    def _refuse_nobody(self, place: int) -> None:
        for caller in self.callers.values():
            text = self._all(caller.cell)[place]
            if text in caller.odd:
                self._refuse(place, "no_such_name", caller.cell.column, text)
        header = next((one.cell.column for one in self.callers.values()), "")
        self._refuse(place, "no_name", header)

    def _titles(self) -> list[str]:
        cell = self.one.event
        return self._without_faults(cell, once_each(self._all(cell), _title(cell)))

    def _properties(self) -> list[bytes]:
        columns: dict[str, list[str]] = {}
        for name, cell in self.one.properties.items():
            columns[name] = self._property(cell)
        return [text.encode() for text in _objects(columns, len(self.chunk.rows))]

    def _property(self, cell: Cell) -> list[str]:
        if not cell.column:
            return [text_json(cell.value)] * len(self.chunk.rows)
        read = values_of(cell, self._all(cell), self.plan.forms)
        return self._without_faults(cell, read)

    def _without_faults(self, cell: Cell, answers: Answers[str | Fault]) -> list[str]:
        """The answers that are texts; rows with another are refused."""
        if not any(isinstance(one, Fault) for one in answers.distinct):
            return cast("list[str]", answers.each)
        cells = self._all(cell)
        for place in self.places:
            one = answers.each[place]
            if isinstance(one, Fault):
                self._refuse(place, one.code, cell.column, cells[place])
        return ["" if isinstance(one, Fault) else one for one in answers.each]

    def _all(self, cell: Cell) -> Sequence[str]:
        """The cells of all rows."""
        if cell.column:
            return self._cells(cell.column)
        return [cell.value] * len(self.chunk.rows)

    def _voided(self, places: Sequence[int]) -> Iterable[str]:
        header = self.plan.mapping.voids
        if not header:
            return repeat("")
        return [cell.strip() for cell in _at(self._cells(header), places)]


def _title(cell: Cell) -> Callable[[str], str | Fault]:
    translate = meaning(cell, strict=True)

    def read(text: str) -> str | Fault:
        meant = translate(text)
        if isinstance(meant, Fault):
            return meant
        name = event_name(meant)
        if not name:
            return Fault("no_event")
        if len(name) > LONGEST_EVENT_NAME:
            return Fault("event_name_too_long")
        if name == UNPROVEN:
            return Fault("consent_needs_proof")
        return Fault("reserved_event") if name in RESERVED else name

    return read


def _objects(columns: dict[str, list[str]], rows: int) -> list[str]:
    """JSON objects of what is not empty; a point in a name opens an inner object."""
    if not columns:
        return ["{}"] * rows
    inner: dict[str, dict[str, list[str]]] = {}
    pieces: list[list[str]] = []
    for name, texts in columns.items():
        outer, point, rest = name.partition(".")
        if point and outer and rest:
            inner.setdefault(outer, {})[rest] = texts
        else:
            pieces.append(_keyed(name, texts))
    for outer, below in inner.items():
        objects = _objects(below, rows)
        pieces.append(_keyed(outer, ["" if text == "{}" else text for text in objects]))
    return ["{" + ",".join(filter(None, row)) + "}" for row in zip(*pieces, strict=True)]


def _keyed(name: str, texts: list[str]) -> list[str]:
    key = f"{text_json(name)}:"
    return [key + text if text else "" for text in texts]


def _at(values: Sequence[_T], places: Sequence[int]) -> Sequence[_T]:
    """Some of the values; all of them as they are when all are asked for."""
    return values if len(places) == len(values) else [values[place] for place in places]


def _value(names: tuple[Name, ...]) -> str:
    return names[0].value if names else ""
