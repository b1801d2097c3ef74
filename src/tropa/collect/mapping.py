"""A mapping: which column of a file says what, and which events a row is.

    mapping: deals                    # its name: the source of the events
    timezone: Europe/Moscow           # of times that state none
    id: opportunity_id                # what makes a row the same row in the next export
    names: {deal: opportunity_id}     # who it is about
    properties:
      product: {column: product, values: {GTXPro: GTX Pro}}
    events:                           # a row may be several events
      - event: deal_opened
        time: engage_date
        undated: skip
      - event: deal_won
        when: {deal_stage: Won}
        time: close_date
        amount: close_value

A text where a column is expected is the header of a column; `{value: RUB}` is the text itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, cast

from tropa.clock import zone_of
from tropa.collect.sniff import Wishes
from tropa.event import NameKind
from tropa.map.finding import Finding, MapRefused
from tropa.map.kinds import Choice, Kind, Reading, Text
from tropa.map.node import TextRefused, compose, decode
from tropa.map.shapes import Fields, Key, Many, Short, Values

Undated: TypeAlias = Literal["refuse", "skip", "snapshot"]
"""What a row without a time is: a bad row, not this event, or the state of the snapshot."""

Order: TypeAlias = Literal["", "day_first", "month_first"]
DecimalMark: TypeAlias = Literal["", "comma", "point"]
ValueKind: TypeAlias = Literal["", "text", "number", "money", "flag", "date"]

EVENTS_AT_MOST: Final = 64
"""Events a row may be."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value comes from: a column, or a text that is the same for every row."""

    column: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    """What a cell means where it says something else: «GTXPro» is «GTX Pro»."""
    others: Literal["", "keep", "refuse"] = ""
    """What becomes of cells that `values` does not name."""
    kind: ValueKind = ""
    messenger: str = ""
    """Of a messenger's id: which messenger."""


@dataclass(frozen=True, slots=True)
class RowEvent:
    """One event that a row may be."""

    event: Cell
    time: tuple[str, ...] = ()
    """Columns that make the time together: the date and the time of day."""
    undated: Undated = "refuse"
    names: Mapping[NameKind, Cell] = field(default_factory=dict[NameKind, Cell])
    properties: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Cells that must say one of these; `*` stands for any text."""
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class FileMapping:
    """A whole mapping."""

    name: str
    events: tuple[RowEvent, ...]
    title: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    timezone: str = ""
    dates: Order = ""
    decimal: DecimalMark = ""
    id: str = ""
    """The column whose cell makes a row the same row, for ever."""
    voids: str = ""
    """The column with the id of an event that never was."""

    def columns(self) -> list[str]:
        """Every header it uses, each once, in the order of use."""
        used = [self.id, self.voids]
        for one in self.events:
            used += [one.event.column, *one.time, *one.when, *one.unless]
            used += [cell.column for cell in one.names.values()]
            used += [cell.column for cell in one.properties.values()]
        return list(dict.fromkeys(header for header in used if header))


class MappingRefused(MapRefused):
    """A mapping that cannot be read; carries every reason found."""


_COLUMN: Final = Text(200)
_TEXTS: Final = Many(Text(500))


def _cell(*extra: tuple[str, Key], single: str = "column") -> Kind:
    keys = {
        "column": Key(_COLUMN, "The header of the column."),
        "value": Key(Text(500), "Or one text for every row."),
        "values": Key(Values(Text(500)), "What a cell means: `{GTXPro: GTX Pro}`."),
        "others": Key(Choice(("keep", "refuse")), "What becomes of cells not named there."),
    }
    return Short(Fields({**keys, **dict(extra)}), single)


_KIND: Final = Key(
    Choice(("text", "number", "money", "flag", "date")), "What the cells of the column are."
)
_PROPERTY: Final = _cell(("kind", _KIND))
_PERSON: Final = _cell()
_MESSENGER: Final = _cell(("messenger", Key(Text(40), "Which messenger: telegram, vk.")))
_EVENT_NAME: Final = _cell(single="value")

_NAMES: Final = Fields(
    {
        kind.value: Key(
            _MESSENGER if kind is NameKind.MESSENGER else _PERSON, f"The {kind.value}'s name."
        )
        for kind in NameKind
    }
)

_COMMON: Final = {
    "time": Key(Many(_COLUMN), "The column with the time, or those of date and of time."),
    "undated": Key(
        Choice(("refuse", "skip", "snapshot")), "What a row without a time is. refuse"
    ),
    "names": Key(_NAMES, "Who the row is about."),
    "properties": Key(Values(_PROPERTY), "Fields of the event, by name."),
    "amount": Key(_PROPERTY, "The column with the money, in major units."),
    "currency": Key(_cell(single="value"), "Its currency: `RUB`, or `{column: …}`."),
}

ROW_EVENT: Final = Fields(
    {
        "event": Key(_EVENT_NAME, "Its name, or `{column: …}`.", needed=True),
        "when": Key(Values(_TEXTS), "Only rows whose cells say one of these."),
        "unless": Key(Values(_TEXTS), "But not rows whose cells say one of these."),
        **_COMMON,
    }
)

MAPPING: Final = Fields(
    {
        "mapping": Key(Text(60), "Its name: the source of the events.", needed=True),
        "title": Key(Text(200), "What people call it."),
        "note": Key(Text(4_000), "Anything worth remembering."),
        "encoding": Key(Text(40), "Encoding of the file, when it is not to be found out."),
        "delimiter": Key(Text(4), "What stands between cells, when it is not to be found out."),
        "sheet": Key(Text(60), "The sheet of a workbook; else the first with rows."),
        "columns": Key(Many(Text(200)), "Names of the columns of a file without headers."),
        "timezone": Key(Text(60), "The zone of times that state none."),
        "dates": Key(Choice(("day_first", "month_first")), "How 01/02/2026 is read."),
        "decimal": Key(Choice(("comma", "point")), "What stands before kopecks."),
        "id": Key(_COLUMN, "The column that makes a row the same row in the next export."),
        "voids": Key(_COLUMN, "The column with the id of an event that never was."),
        **_COMMON,
        "events": Key(Many(ROW_EVENT), "The events a row may be.", needed=True),
    }
)


def read_mapping(data: bytes | str, name: str = "mapping") -> FileMapping:
    """The mapping a file holds.

    Args:
        data: the file's bytes, or its text.
        name: what the file is called in findings.

    Raises:
        MappingRefused: with every finding: syntax, unknown keys, bad values.
    """
    reading = Reading()
    try:
        root = compose(data if isinstance(data, str) else decode(data))
    except TextRefused as fault:
        code = {"empty_map": "empty_mapping", "not_a_mapping": "empty_mapping"}.get(fault.code)
        finding = Finding(code or fault.code, "refused", fault.place, values=fault.values)
        raise MappingRefused([finding], name) from None
    record = MAPPING.read(root, (), reading)
    _check(record, reading)
    if reading.findings:
        raise MappingRefused(sorted(reading.findings, key=lambda one: one.place), name)
    return _mapping(record)


def _check(record: dict[str, object], reading: Reading) -> None:
    zone = record.get("timezone")
    if isinstance(zone, str):
        try:
            zone_of(zone)
        except ValueError:
            place = reading.places[("timezone",)]
            reading.refuse("unknown_timezone", place, ("timezone",), found=zone)
    events = record.get("events")
    if isinstance(events, list) and len(cast("list[object]", events)) > EVENTS_AT_MOST:
        place = reading.places[("events",)]
        n = len(cast("list[object]", events))
        reading.refuse("too_many", place, ("events",), key="events", limit=EVENTS_AT_MOST, n=n)
    if isinstance(events, list) and not events:
        reading.refuse("missing_field", reading.places[("events",)], ("events",), key="event")


_Record: TypeAlias = Mapping[str, object]


def _mapping(record: _Record) -> FileMapping:
    def text(key: str) -> str:
        return cast("str", record.get(key) or "")

    columns = tuple(cast("list[str]", record.get("columns") or []))
    wishes = Wishes(text("encoding"), _delimiter(text("delimiter")), text("sheet"), columns)
    return FileMapping(
        name=text("mapping"),
        events=tuple(
            _row_event(one, record) for one in cast("list[_Record]", record["events"])
        ),
        title=text("title"),
        wishes=wishes,
        timezone=text("timezone"),
        dates=cast("Order", text("dates")),
        decimal=cast("DecimalMark", text("decimal")),
        id=text("id"),
        voids=text("voids"),
    )


def _row_event(one: _Record, common: _Record) -> RowEvent:
    """The event with what all events of the mapping share."""
    return RowEvent(
        event=_cell_of(one["event"]),
        time=tuple(cast("list[str]", one.get("time", common.get("time")) or [])),
        undated=cast("Undated", one.get("undated") or common.get("undated") or "refuse"),
        names=_names(common) | _names(one),
        properties=_properties(common) | _properties(one),
        when=_tests(one.get("when")),
        unless=_tests(one.get("unless")),
    )


def _names(record: _Record) -> dict[NameKind, Cell]:
    names = cast("_Record", record.get("names") or {})
    return {kind: _cell_of(names[kind.value]) for kind in NameKind if kind.value in names}


def _properties(record: _Record) -> dict[str, Cell]:
    stated = cast("_Record", record.get("properties") or {})
    properties = {name: _cell_of(one) for name, one in stated.items()}
    if "amount" in record:
        properties["amount"] = _cell_of(record["amount"], "money")
    if "currency" in record:
        properties["currency"] = _cell_of(record["currency"])
    return properties


def _cell_of(record: object, kind: ValueKind = "") -> Cell:
    named = cast("dict[str, object]", record)
    stated = {key: value for key, value in named.items() if value is not None}
    return Cell(**{"kind": kind, **stated})  # type: ignore[arg-type]


def _tests(record: object) -> dict[str, tuple[str, ...]]:
    tests = cast("dict[str, list[str]]", record or {})
    return {header: tuple(texts) for header, texts in tests.items()}


def _delimiter(text: str) -> str:
    return {"\\t": "\t", "tab": "\t"}.get(text, text)
