"""A mapping of a file of costs: which column holds the day, the amount, and what it was for.

    costs: direct_march               # its name
    day: Дата                         # a day, or a month as a whole
    last: По                          # the last day of a longer stretch, itself counted
    amount: Расход
    currency: RUB                     # or {column: Валюта}
    kind: {column: Статья, values: {Таргетолог: salary}}
    channel: {value: yandex}          # the same for every row
    campaign: Кампания

`until` in place of `last` is the day after the last one. What a kind, a channel or a role is
called in the file may be put right by `values`, as in a mapping of events.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, cast

from tropa.collect.mapping import (
    Cell,
    DecimalMark,
    FileMapping,
    MappingRefused,
    Order,
    read_mapping,
)
from tropa.collect.mapping_text import cell_node, yaml_text
from tropa.collect.sniff import Wishes
from tropa.cost import KINDS
from tropa.map.finding import Finding
from tropa.map.kinds import Choice, Kind, Reading, Text, near
from tropa.map.node import TextRefused, compose, decode
from tropa.map.shapes import Fields, Key, Many, Short, Values
from tropa.money import CURRENCIES

SUBJECTS: Final = ("channel", "campaign", "touchpoint", "role", "note")
"""What a cost was for, in the words of the file."""

_Record: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CostMapping:
    """A whole mapping of costs."""

    name: str
    day: str = ""
    """The column of the day, of the first day, or of the month."""
    last: str = ""
    """The column of the last day."""
    until: str = ""
    """The column of the day after the last one."""
    amount: str = ""
    currency: Cell = field(default_factory=Cell)
    kind: Cell = field(default_factory=Cell)
    subjects: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    id: str = ""
    """The column whose cell makes a row the same row, for ever."""
    title: str = ""
    wishes: Wishes = field(default_factory=Wishes)
    dates: Order = ""
    decimal: DecimalMark = ""

    @property
    def cells(self) -> dict[str, Cell]:
        """Whatever may be translated, by its name."""
        return {"currency": self.currency, "kind": self.kind, **self.subjects}

    def columns(self) -> list[str]:
        """Every header it uses, each once, in the order of use."""
        used = [self.id, self.day, self.last, self.until, self.amount]
        used += [cell.column for cell in self.cells.values()]
        return list(dict.fromkeys(header for header in used if header))


_COLUMN: Final = Text(200)


def _cell(single: str = "column") -> Kind:
    keys = {
        "column": Key(_COLUMN, "The header of the column."),
        "value": Key(Text(500), "Or one text for every row."),
        "values": Key(Values(Text(500)), "What a cell means: `{Таргет: ad}`."),
        "others": Key(Choice(("keep", "refuse")), "What becomes of cells not named there."),
    }
    return Short(Fields(keys), single)


COST_MAPPING: Final = Fields(
    {
        "costs": Key(Text(60), "Its name.", needed=True),
        "title": Key(Text(200), "What people call it."),
        "encoding": Key(Text(40), "Encoding of the file, when it is not to be found out."),
        "delimiter": Key(Text(4), "What stands between cells, when it is not to be found out."),
        "sheet": Key(Text(60), "The sheet of a workbook; else the first with rows."),
        "columns": Key(Many(Text(200)), "Names of the columns of a file without headers."),
        "dates": Key(Choice(("day_first", "month_first")), "How 01/02/2026 is read."),
        "decimal": Key(Choice(("comma", "point")), "What stands before kopecks."),
        "id": Key(_COLUMN, "The column that makes a row the same row in the next export."),
        "day": Key(_COLUMN, "The column of the day, the first day, or the month.", needed=True),
        "last": Key(_COLUMN, "The column of the last day, itself counted."),
        "until": Key(_COLUMN, "Or the column of the day after the last one."),
        "amount": Key(_COLUMN, "The column of the money, in major units.", needed=True),
        "currency": Key(_cell("value"), "Its currency: `RUB`, or `{column: …}`."),
        "kind": Key(_cell("value"), "What it was spent on: `ad`, or `{column: …}`."),
        **{name: Key(_cell(), f"The {name} it belongs to.") for name in SUBJECTS},
    }
)


def any_mapping(data: bytes | str, name: str = "mapping") -> FileMapping | CostMapping:
    """The mapping a file holds, of events or of costs: the key `costs` tells.

    Raises:
        MappingRefused: with every finding.
    """
    try:
        root = compose(data if isinstance(data, str) else decode(data))
        of_costs = "costs" in root.pairs
    except TextRefused:
        of_costs = False
    return read_cost_mapping(data, name) if of_costs else read_mapping(data, name)


def read_cost_mapping(data: bytes | str, name: str = "mapping") -> CostMapping:
    """The mapping of costs a file holds.

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
    record = COST_MAPPING.read(root, (), reading)
    _check(record, reading)
    if reading.findings:
        raise MappingRefused(sorted(reading.findings, key=lambda one: one.place), name)
    return _mapping(record)


def _check(record: _Record, reading: Reading) -> None:
    """What one key alone cannot tell."""
    places = reading.places
    if "last" in record and "until" in record:
        reading.refuse("one_of", places[("until",)], (), allowed="last, until", n=2)
    kind, currency = (
        cast("dict[str, str | None]", record.get(key) or {}).get("value") or ""
        for key in ("kind", "currency")
    )
    if kind and kind not in KINDS:
        allowed = ", ".join(KINDS)
        reading.refuse(
            "not_a_choice", places[("kind",)], ("kind",), key="kind", found=kind,
            allowed=allowed, near=near(kind, list(KINDS)),
        )  # fmt: skip
    if currency and currency not in CURRENCIES:
        guess = near(currency.upper(), sorted(CURRENCIES))
        reading.refuse(
            "unknown_currency", places[("currency",)], ("currency",), found=currency, near=guess
        )


def _mapping(record: _Record) -> CostMapping:
    def text(key: str) -> str:
        return cast("str", record.get(key) or "")

    def cell(key: str) -> Cell:
        stated = cast("dict[str, Any]", record.get(key) or {})
        return Cell(**{name: value for name, value in stated.items() if value is not None})

    columns = tuple(cast("list[str]", record.get("columns") or []))
    delimiter = {"\\t": "\t", "tab": "\t"}.get(text("delimiter"), text("delimiter"))
    return CostMapping(
        name=text("costs"),
        day=text("day"),
        last=text("last"),
        until=text("until"),
        amount=text("amount"),
        currency=cell("currency"),
        kind=cell("kind"),
        subjects={name: cell(name) for name in SUBJECTS if name in record},
        id=text("id"),
        title=text("title"),
        wishes=Wishes(text("encoding"), delimiter, text("sheet"), columns),
        dates=cast("Order", text("dates")),
        decimal=cast("DecimalMark", text("decimal")),
    )


def cost_mapping_text(mapping: CostMapping, heading: str = "") -> str:
    """The mapping in YAML; `read_cost_mapping` gives the same mapping back.

    Args:
        mapping: what to write.
        heading: lines of a comment on top.
    """
    wishes = mapping.wishes
    node: dict[str, Any] = {
        "costs": mapping.name,
        "title": mapping.title,
        "encoding": wishes.encoding,
        "delimiter": {"\t": "tab"}.get(wishes.delimiter, wishes.delimiter),
        "sheet": wishes.sheet,
        "columns": list(wishes.columns),
        "dates": mapping.dates,
        "decimal": mapping.decimal,
        "id": mapping.id,
        "day": mapping.day,
        "last": mapping.last,
        "until": mapping.until,
        "amount": mapping.amount,
        "currency": cell_node(mapping.currency, "value"),
        "kind": cell_node(mapping.kind, "value"),
        **{name: cell_node(cell) for name, cell in mapping.subjects.items()},
    }
    return yaml_text(node, heading)
