"""A guess of what a file's columns say, from their headers and from what stands in them.

A guess is never used in silence: it is printed and saved as a mapping, and imports read the
mapping. Only our own event file, whose headers say everything, needs none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final, TypeVar

from tropa.collect.aliases import BARE_IDS, OF_DEALS, OTHERS, OWN, TIME_OF_DAY
from tropa.collect.further import FURTHER, OPENED, Further, supposed, with_further
from tropa.collect.headers import plain
from tropa.collect.import_plan import is_claim
from tropa.collect.mapping import Cell, FileMapping, RowEvent
from tropa.collect.mapping_text import mapping_text
from tropa.collect.names import normal_email, normal_phone
from tropa.collect.presets import UNIVERSAL, preset
from tropa.collect.source import FileRefused
from tropa.collect.table import Table
from tropa.event import IDENTIFY
from tropa.moments import NoSuchMoment, read_moment
from tropa.words import Language, say

_K = TypeVar("_K")

EXACT: Final = 1.0
ALIKE: Final = 0.9
BY_VALUES: Final = 0.6
BY_HEADER: Final = 0.4
SUPPOSED: Final = 0.3

_LOOKED_AT: Final = 200
_MOST: Final = 0.8
_FEW, _SHORT = 24, 80
"""Values of a column that are kinds of something: at most so many, of so many letters."""
_TIME: Final = "ts"
_TYPE: Final = "type"
_NAMES: Final = ("person_id", "person_email", "person_phone", "device_id", "deal_id")

_OWN: Final = {plain(name): role for role, more in OWN.items() for name in (role, *more)}
_OTHERS: Final = {plain(name): role for role, more in OTHERS.items() for name in more}


@dataclass(frozen=True, slots=True)
class GuessedColumn:
    """What one column is taken for."""

    header: str
    role: str
    """The column of the universal file it stands for; empty for a field of its own."""
    sure: float
    examples: tuple[str, ...]
    values: tuple[str, ...] = ()
    """All that was met in it, where that is little: kinds, stages, reasons."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A mapping supposed, and how sure it is."""

    mapping: FileMapping
    columns: tuple[GuessedColumn, ...]
    sure: float
    """The least sure of what is needed: the time, the event, a name."""
    missing: tuple[str, ...]
    """What was not found: `time`, `event`, `name`."""
    more: tuple[Further, ...] = ()
    """Events that a row is besides its first."""

    def text(self, language: Language) -> str:
        """The mapping as a file to look over, with what it was guessed from."""
        lines = [say("file.guess.heading", language)]
        lines += [say(f"file.guess.missing.{one}", language) for one in self.missing]
        for one in self.columns:
            key = "file.guess.column" if one.role else "file.guess.field"
            sure = f"{round(100 * one.sure)}%"
            meant = ", ".join(each.event for each in self.more if each.column == one.header)
            examples = ", ".join(one.examples) or "—"
            lines.append(
                say(
                    key,
                    language,
                    header=one.header,
                    role=meant or one.role,
                    sure=sure,
                    found=examples,
                )
            )
        return mapping_text(self.mapping, "\n".join(lines))


def own_mapping(table: Table) -> FileMapping | None:
    """The mapping of a universal event file; None when the file is another one."""
    roles = {_OWN.get(plain(header)): header for header in table.headers}
    if None in roles or len(roles) < len(table.headers) or table.repeated:
        return None
    found = {role: header for role, header in roles.items() if role is not None}
    if _TIME not in found or _TYPE not in found or found.keys().isdisjoint(_NAMES):
        return None
    return fitted(preset(UNIVERSAL), found)


def guess_mapping(table: Table, name: str) -> Guess:
    """What the columns of a file may say.

    Args:
        table: the file.
        name: what to call the mapping.

    Raises:
        FileRefused: two columns have one name, so that no mapping can tell them apart.
    """
    if table.repeated:
        raise FileRefused("duplicate_column", where=table.name, found=table.repeated[0])
    samples = [_sample(column) for column in table.sample.columns]
    columns, more = _with_further(_roles(table, samples), samples)
    mapping, missing = by_roles(columns, name)
    if more:
        first = replace(mapping.events[0], event=Cell(value=OPENED))
        mapping = with_further(replace(mapping, events=(first,)), more)
    needed = [one.sure for one in columns if one.role in (_TIME, _TYPE, *_NAMES)]
    sure = SUPPOSED if missing or not needed else min(needed)
    return Guess(mapping, tuple(columns), sure, missing, tuple(more))


def _with_further(
    columns: list[GuessedColumn], met: Sequence[Sequence[str]]
) -> tuple[list[GuessedColumn], list[Further]]:
    """Columns whose dates are further events, where no column says what a row is."""
    if any(one.role == _TYPE for one in columns):
        return columns, []
    samples = {one.header: cells for one, cells in zip(columns, met, strict=True)}
    free = [one.header for one in columns if not one.role and samples[one.header]]
    # «Not closed» may stand among the dates.
    dates = [one for one in free if any(map(_is_time, samples[one]))]
    more = supposed(dates, samples)
    theirs = {one.column for one in more}
    named = [
        replace(one, role=FURTHER, sure=ALIKE) if one.header in theirs else one
        for one in columns
    ]
    return named, more


def by_roles(
    columns: Sequence[GuessedColumn], name: str
) -> tuple[FileMapping, tuple[str, ...]]:
    """The mapping of columns whose roles are known, and what it lacks: `time`, `event`, `name`.

    Args:
        columns: those to be used; no two with one role.
        name: what to call the mapping.
    """
    found = {one.role: one.header for one in columns if one.role}
    mapping = _with_fields(fitted(preset(UNIVERSAL), found), columns)
    event = mapping.events[0]
    missing = tuple(
        what
        for what, here in (
            ("time", bool(event.time)),
            ("event", bool(event.event.column)),
            ("name", bool(event.names)),
        )
        if not here
    )
    return replace(mapping, name=name, title="", events=(_completed(event, name),)), missing


def fitted(mapping: FileMapping, found: Mapping[str, str]) -> FileMapping:
    """A preset without the columns that a file lacks, and with that file's headers.

    Args:
        mapping: the preset.
        found: the file's header for each of the preset's columns it has.
    """
    return replace(
        mapping,
        id=found.get(mapping.id, ""),
        voids=found.get(mapping.voids, ""),
        events=tuple(_fitted_event(one, found) for one in mapping.events),
    )


def _fitted_event(one: RowEvent, found: Mapping[str, str]) -> RowEvent:
    return replace(
        one,
        event=replace(one.event, column=found.get(one.event.column, "")),
        time=tuple(found[header] for header in one.time if header in found),
        names=_fitted_cells(one.names, found),
        properties=_fitted_cells(one.properties, found),
    )


def _fitted_cells(cells: Mapping[_K, Cell], found: Mapping[str, str]) -> dict[_K, Cell]:
    return {
        key: replace(cell, column=found.get(cell.column, ""))
        for key, cell in cells.items()
        if not cell.column or cell.column in found
    }


def _roles(table: Table, samples: Sequence[Sequence[str]]) -> list[GuessedColumn]:
    """What each column stands for: no two the same, the surest first."""
    names = [plain(header) for header in table.headers]
    claims = [
        claim for at, name in enumerate(names) for claim in _claims(at, name, samples[at])
    ]
    if not OF_DEALS.isdisjoint(names):
        claims += [(EXACT, at, "deal_id") for at, name in enumerate(names) if name in BARE_IDS]
    taken: dict[str, int] = {}
    sure: dict[int, tuple[str, float]] = {}
    for certainty, at, role in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        if role not in taken and at not in sure:
            taken[role] = at
            sure[at] = (role, certainty)
    return [
        GuessedColumn(
            header, *sure.get(at, ("", SUPPOSED)), tuple(samples[at][:3]), _few(samples[at])
        )
        for at, header in enumerate(table.headers)
    ]


def _claims(at: int, name: str, sample: Sequence[str]) -> Iterator[tuple[float, int, str]]:
    """The roles a column may have: how sure, which column, which role."""
    role = _OWN.get(name) or _OTHERS.get(name)
    if role is not None:
        # A column called «time» that holds none is it only where nothing else is.
        doubtful = role == _TIME and bool(sample) and _share(sample, _is_time) <= 1 / 2
        certainty = EXACT if name in _OWN else ALIKE
        yield (BY_HEADER if doubtful else certainty), at, role
    if len(sample) and not is_claim(name):
        for test, meant in _TESTS:
            if _share(sample, test) >= _MOST:
                yield BY_VALUES, at, meant
                return


def _sample(cells: Sequence[str]) -> list[str]:
    filled = (cell.strip() for cell in cells[: 10 * _LOOKED_AT])
    return list(dict.fromkeys(cell for cell in filled if cell))[:_LOOKED_AT]


def _few(sample: Sequence[str]) -> tuple[str, ...]:
    few = len(sample) <= _FEW and all(len(one) <= _SHORT for one in sample)
    return tuple(sample) if few else ()


def _share(sample: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, sample)) / len(sample)


def _is_email(text: str) -> bool:
    return "@" in text and normal_email(text) is not None


def _is_phone(text: str) -> bool:
    # A bare number of ten digits may be anything.
    marked = text.startswith(("+", "8", "7")) and sum(map(str.isdecimal, text)) >= 11
    return marked and not text.isalpha() and normal_phone(text) is not None


def _is_time(text: str) -> bool:
    try:
        return read_moment(text, UTC) is not None
    except NoSuchMoment:
        return True


_TESTS: Final = (
    (_is_email, "person_email"),
    (_is_phone, "person_phone"),
    (_is_time, _TIME),
)


def _with_fields(mapping: FileMapping, columns: Sequence[GuessedColumn]) -> FileMapping:
    """Columns that stand for nothing known become fields under their own names."""
    event = mapping.events[0]
    fields = dict(event.properties)
    times = list(event.time)
    for one in columns:
        if one.role:
            continue
        if times and len(times) == 1 and plain(one.header) in TIME_OF_DAY:
            times.append(one.header)
        elif not is_claim(one.header):
            fields.setdefault(_field(one.header), Cell(one.header))
    return replace(mapping, events=(replace(event, time=tuple(times), properties=fields),))


def _field(header: str) -> str:
    return re.sub(r"\W+", "_", plain(header)).strip("_") or "field"


def _completed(event: RowEvent, name: str) -> RowEvent:
    """What no column tells is supposed: one kind of event, or the state of a day."""
    contacts = not event.time and not event.event.column
    if not event.event.column:
        event = replace(event, event=Cell(value=IDENTIFY if contacts else _field(name)))
    return event if event.time else replace(event, undated="snapshot")
