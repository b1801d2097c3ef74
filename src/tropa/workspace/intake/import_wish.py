"""How somebody wants a file read: columns with their roles, a mapping in YAML, or a preset.

Roles are those of the universal event file, by which the guess speaks, too; a column may also
be left out. All of it ends as a mapping, and only the mapping reads the file.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

import msgspec

from tropa.clock import Instant, zone_of
from tropa.collect.cost_mapping import CostMapping, any_mapping
from tropa.collect.further import FURTHER, Further, with_further
from tropa.collect.guess import SUPPOSED, GuessedColumn, by_roles
from tropa.collect.import_plan import ImportPlan
from tropa.collect.mapping import EVENTS_AT_MOST, Cell, FileMapping
from tropa.collect.mapping_text import mapping_text
from tropa.collect.open_table import open_tables
from tropa.collect.presets import UNIVERSAL, preset
from tropa.collect.sniff import Wishes
from tropa.collect.source import Source
from tropa.collect.table import Table
from tropa.errors import UsageFault
from tropa.event import IDENTIFY, event_name
from tropa.moments import NoSuchMoment, read_moment
from tropa.parts.files import write_whole
from tropa.workspace.intake.importing import MAPPINGS, Chosen, plain_name, plan_of
from tropa.workspace.intake.undoing import was_undone
from tropa.workspace.opening import Workspace

SKIPPED: Final = "-"
"""The role of a column that is left out."""
FIELD: Final = ""
"""The role of a column that is a field under its own name."""


class MoreEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One more event that a row may be: its date stands in a column of its own."""

    column: str
    """The header of its date; its role is `+`."""
    event: str
    where: str = ""
    """The header of the column that decides; empty where every row with the date is it."""
    says: list[str] = msgspec.field(default_factory=list[str])
    """What that column says then."""


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is wanted of one table of a file."""

    table: int = 0
    roles: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    """Headers of columns with their roles; a column not named is left out."""
    event: str = ""
    """What each row is, where no column says it."""
    more: list[MoreEvent] = msgspec.field(default_factory=list[MoreEvent])
    """What each row is besides."""
    currency: str = ""
    timezone: str = ""
    dates: Literal["", "day_first", "month_first"] = ""
    decimal: Literal["", "comma", "point"] = ""
    snapshot: str = ""
    """When rows without a time were so."""
    preset: str = ""
    text: str = ""
    """A whole mapping in YAML; then nothing above counts but the table."""


def roles() -> list[str]:
    """Every role a column may have."""
    return [one for one in preset(UNIVERSAL).columns() if one]


def table_of(source: Source, wish: Wish) -> tuple[Table, bool]:
    """The table a wish is about, and whether the file holds others besides.

    Raises:
        FileRefused: the file cannot be taken as a whole.
        UsageFault: it has no such table.
    """
    tables = open_tables(source, _wishes(wish))
    if not 0 <= wish.table < len(tables):
        raise UsageFault("no_such_sheet_of_file", found=wish.table + 1, n=len(tables))
    return tables[wish.table], len(tables) > 1


def mapping_of(workspace: Workspace, table: Table, wish: Wish) -> FileMapping:
    """The mapping a wish makes.

    Raises:
        UsageFault: it is not of events, no such preset, no such role, or one role twice.
        MappingRefused: the text is no mapping.
    """
    if wish.text or wish.preset:
        given = _written(wish)
    else:
        given, missing = by_roles(_columns(wish), plain_name(table.name))
        given = with_further(_with_wishes(given, wish, missing), _further(wish))
    return replace(given, name=free_name(workspace, given.name))


def plan_for(workspace: Workspace, table: Table, wish: Wish) -> ImportPlan:
    """How the table will be read.

    Raises:
        TropaError: as `mapping_of`, or a column is missing, or an answer that is needed.
    """
    mapping = mapping_of(workspace, table, wish)
    return plan_of(workspace, Chosen(table, mapping), _moment(workspace, wish.snapshot))


def free_name(workspace: Workspace, name: str) -> str:
    """The name, or the next one like it: what was taken back does not come again under it."""
    tried, number = name, 1
    while was_undone(workspace, tried):
        number += 1
        tried = f"{name}_{number}"
    return tried


def save_mapping(workspace: Workspace, mapping: FileMapping) -> Path:
    """Keep a mapping beside the maps: rows that were refused are read by it again."""
    path = workspace.folder / MAPPINGS / f"{mapping.name}.yaml"
    if mapping.name != UNIVERSAL:
        write_whole(path, mapping_text(mapping).encode())
    return path


def _wishes(wish: Wish) -> Wishes:
    return _written(wish).wishes if wish.text or wish.preset else Wishes()


def _written(wish: Wish) -> FileMapping:
    if wish.preset:
        return preset(wish.preset)
    found = any_mapping(wish.text.encode(), "mapping")
    if isinstance(found, CostMapping):
        raise UsageFault("not_for_costs_here")
    return found


def _columns(wish: Wish) -> Sequence[GuessedColumn]:
    known, met = {FIELD, SKIPPED, FURTHER, *roles()}, set[str]()
    for header, role in wish.roles.items():
        if role not in known:
            raise UsageFault("unknown_column_role", column=header[:60], found=role[:40])
        if role not in (FIELD, SKIPPED, FURTHER) and role in met:
            raise UsageFault("role_twice", column=header[:60], found=role)
        met.add(role)
    return [
        GuessedColumn(header, role, SUPPOSED, ())
        for header, role in wish.roles.items()
        if role != SKIPPED
    ]


def _further(wish: Wish) -> list[Further]:
    if len(wish.more) >= EVENTS_AT_MOST:
        raise UsageFault("too_many_row_events", limit=EVENTS_AT_MOST)
    named = {one.column for one in wish.more}
    for header, role in wish.roles.items():
        if role == FURTHER and header not in named:
            raise UsageFault("row_event_unnamed", column=header[:60])
    return [_one_more(wish, one) for one in wish.more]


def _one_more(wish: Wish, one: MoreEvent) -> Further:
    event = event_name(one.event.strip())
    if not event:
        raise UsageFault("row_event_unnamed", column=one.column[:60])
    if wish.roles.get(one.column) != FURTHER:
        raise UsageFault("row_event_undated", found=event[:60], column=one.column[:60])
    if one.where and not one.says:
        raise UsageFault("row_event_unless", found=event[:60], column=one.where[:60])
    return Further(one.column, event, one.where, tuple(one.says))


def _with_wishes(mapping: FileMapping, wish: Wish, missing: Sequence[str]) -> FileMapping:
    event = mapping.events[0]
    if "event" in missing and (wish.event.strip() or not event.event.column):
        stated = event_name(wish.event.strip()) or event.event.value
        event = replace(event, event=Cell(value=stated or IDENTIFY))
    if wish.currency and "currency" not in event.properties:
        fields = {**event.properties, "currency": Cell(value=wish.currency)}
        event = replace(event, properties=fields)
    if wish.timezone:
        try:
            zone_of(wish.timezone)
        except ValueError as fault:
            raise UsageFault("unknown_zone", found=wish.timezone[:60]) from fault
    return replace(
        mapping,
        events=(event,),
        timezone=wish.timezone,
        dates=wish.dates,
        decimal=wish.decimal,
    )


def _moment(workspace: Workspace, text: str) -> Instant | None:
    if not text:
        return None
    with_zone = zone_of(workspace.settings.timezone)
    try:
        moment = read_moment(text, with_zone)
    except NoSuchMoment:
        moment = None
    if moment is None:
        raise UsageFault("bad_moment", found=text[:60])
    return moment.at
