"""What an import will do, decided before a row is kept and shown to whoever asked for it.

The mapping is laid on the table: are its columns there, how are its times and numbers read,
which zone is supposed. All decisions come from the mapping and the first chunk of the file, so
that the same file is read the same way when an interrupted import goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tropa.clock import Instant
from tropa.collect.amounts import Mark, NumberForm, number_form
from tropa.collect.cells import Forms
from tropa.collect.contacts import claims_in
from tropa.collect.headers import plain
from tropa.collect.mapping import Cell, FileMapping, RowEvent
from tropa.collect.source import FileRefused
from tropa.collect.table import Table
from tropa.collect.times import TimeForm, time_form
from tropa.map.kinds import near
from tropa.words import Language, say

_CLAIMS: Final = ("согласие", "подписка", "подписан", "отписан", "отписка", "рассылка")


class NoSuchColumn(FileRefused):
    """A mapping speaks of a column that the file does not have."""

    def __init__(self, table: Table, header: str, guess: str) -> None:
        known = ", ".join(table.headers)[:300]
        super().__init__("no_such_column", where=table.name, found=header, known=known)
        self.guess = guess

    def message(self, language: Language) -> str:
        said = super().message(language)
        return said + say("map.did_you_mean", language, near=self.guess) if self.guess else said


@dataclass(frozen=True, slots=True)
class Note:
    """Something decided or left out, worth a look before the import."""

    code: str
    column: str = ""
    found: str = ""

    def message(self, language: Language) -> str:
        """The note in words; `found` may itself be a key of words."""
        found = self.found
        key = f"file.found.{found}"
        shown = say(key, language) if found in _FOUND else found
        return say(f"file.note.{self.code}", language, column=self.column, found=shown)


_FOUND: Final = frozenset(
    """unix_s unix_ms unix_us excel days day_first month_first day_pointed texts
    comma point""".split()
)


@dataclass(frozen=True)
class ImportPlan:
    """A mapping laid on a table."""

    table: Table
    mapping: FileMapping
    events: tuple[RowEvent, ...]
    """The events of the mapping, without what an import may not state."""
    source: str
    timezone: str
    wanted: tuple[int, ...]
    """Numbers of the columns to read."""
    forms: Forms
    notes: tuple[Note, ...]
    snapshot_at: Instant | None = None

    def place(self, header: str) -> int:
        """Where among the wanted columns a header stands."""
        number = self.table.number(header)
        return self.wanted.index(number if number is not None else -1)


def plan_import(
    table: Table,
    mapping: FileMapping,
    timezone: str = "",
    snapshot_at: Instant | None = None,
) -> ImportPlan:
    """How the table will be read by the mapping.

    Args:
        table: the file.
        mapping: what its columns say.
        timezone: the workspace's zone, for a mapping that states none.
        snapshot_at: the instant that undated rows tell of.

    Raises:
        FileRefused: a column is missing or ambiguous, a needed answer was not given.
    """
    events, dropped = _without_claims(mapping)
    headers = mapping.columns()
    wanted = tuple(dict.fromkeys(number_of(table, header) for header in headers))
    for one in events:
        _check_event(table, one, snapshot_at)
    sample = dict(zip(range(len(table.headers)), table.sample.columns, strict=True))
    columns = {header: sample[number_of(table, header)] for header in headers}
    zone = mapping.timezone or timezone
    times = {key: _time_form(key, columns, zone, mapping) for key in _time_columns(events)}
    numbers = {
        header: number_form(columns[header], mapping.decimal or None, usual_mark(table))
        for header in _number_columns(events)
    }
    if not zone and any(form.needs_zone for form in times.values()):
        raise FileRefused("zone_needed", where=table.name)
    notes = [
        *_time_notes(times, assumed=not mapping.timezone),
        *_number_notes(numbers, columns),
        *(Note("consent_ignored", name) for name in dropped),
        *_unused(table, wanted),
    ]
    return ImportPlan(
        table,
        mapping,
        events,
        f"file:{mapping.name}",
        zone or "UTC",
        wanted,
        Forms(
            times,
            numbers,
            {header: table.kinds[name] for header, name in _kinds(table, headers)},
        ),
        tuple(notes),
        snapshot_at,
    )


def is_claim(header: str) -> bool:
    """Whether a column states consent or a subscription: no file proves those."""
    name = plain(header)
    return bool(claims_in(name.encode(), [name])) or name.startswith(_CLAIMS)


def _without_claims(mapping: FileMapping) -> tuple[tuple[RowEvent, ...], list[str]]:
    dropped: dict[str, None] = {}
    events: list[RowEvent] = []
    for one in mapping.events:
        kept: dict[str, Cell] = {}
        for name, cell in one.properties.items():
            if is_claim(name) or is_claim(cell.column):
                dropped[cell.column or name] = None
            else:
                kept[name] = cell
        events.append(
            RowEvent(one.event, one.time, one.undated, one.names, kept, one.when, one.unless)
        )
    return tuple(events), list(dropped)


def number_of(table: Table, header: str) -> int:
    """Which column a header of a mapping means.

    Raises:
        FileRefused: none, or more than one.
    """
    if plain(header) in table.repeated:
        raise FileRefused("duplicate_column", where=table.name, found=header)
    number = table.number(header)
    if number is None:
        guess = near(plain(header), [plain(one) for one in table.headers])
        known = next((one for one in table.headers if plain(one) == guess), "")
        raise NoSuchColumn(table, header, known)
    return number


def _check_event(table: Table, one: RowEvent, snapshot_at: Instant | None) -> None:
    if not one.names:
        raise FileRefused("no_name_column", where=table.name)
    if not one.time and one.undated != "snapshot":
        raise FileRefused("no_time_column", where=table.name)
    if one.undated == "snapshot" and snapshot_at is None:
        raise FileRefused("snapshot_needed", where=table.name)


def _time_columns(events: Sequence[RowEvent]) -> list[tuple[str, ...]]:
    keys = [one.time for one in events if one.time]
    for one in events:
        keys += [(cell.column,) for cell in one.properties.values() if cell.kind == "date"]
    return list(dict.fromkeys(keys))


def _number_columns(events: Sequence[RowEvent]) -> list[str]:
    cells = [cell for one in events for cell in one.properties.values()]
    found = [cell.column for cell in cells if cell.kind in ("number", "money")]
    return [header for header in dict.fromkeys(found) if header]


def _time_form(
    key: tuple[str, ...],
    columns: Mapping[str, Sequence[str]],
    zone: str,
    mapping: FileMapping,
) -> TimeForm:
    cells = joined_times([columns[header] for header in key])
    return time_form(cells, zone or "UTC", mapping.dates)


def joined_times(columns: Sequence[Sequence[str]]) -> Sequence[str]:
    """Cells of one time: the date's and those of the time of day."""
    if len(columns) == 1:
        return columns[0]
    rows = zip(*columns, strict=True)
    # A workbook gives the midnight of a date that stands alone.
    return [" ".join((first.removesuffix(" 00:00:00"), *rest)).strip() for first, *rest in rows]


def usual_mark(table: Table) -> Mark:
    """What stands before kopecks in such files, where the cells tell nothing."""
    return "comma" if table.facts.delimiter == ";" else "point"


def _time_notes(times: Mapping[tuple[str, ...], TimeForm], *, assumed: bool) -> Iterator[Note]:
    for key, form in times.items():
        column = ", ".join(key)
        yield Note("time_form", column, form.said)
        if form.open_order:
            yield Note("date_order_open", column)
        if form.needs_zone:
            yield Note("zone_assumed" if assumed else "zone_stated", column, form.timezone)


def _number_notes(
    numbers: Mapping[str, NumberForm], columns: Mapping[str, Sequence[str]]
) -> Iterator[Note]:
    for header, form in numbers.items():
        if form.open_mark:
            yield Note("decimal_open", header, form.mark)
        elif any("," in cell or "." in cell for cell in columns[header]):
            yield Note("decimal_mark", header, form.mark)


def _unused(table: Table, wanted: Sequence[int]) -> Iterator[Note]:
    for number, header in enumerate(table.headers):
        if number not in wanted:
            yield Note("consent_ignored" if is_claim(header) else "column_unused", header)


def _kinds(table: Table, headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    for header in headers:
        name = table.headers[number_of(table, header)]
        if name in table.kinds:
            yield header, name
