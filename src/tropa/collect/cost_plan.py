"""How a file of costs will be read, decided before a row is kept and shown to whoever asked.

The mapping is laid on the table: are its columns there, how are days and amounts read, which
currency is supposed. All decisions come from the mapping and the first chunk of the file, so
that the same file is read the same way when an interrupted import goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tropa.collect.amounts import NumberForm, number_form, read_number
from tropa.collect.cost_days import day_form
from tropa.collect.cost_mapping import CostMapping
from tropa.collect.import_plan import Note, number_of, usual_mark
from tropa.collect.source import FileRefused
from tropa.collect.table import Table
from tropa.collect.times import TimeForm

_DAYS: Final = ("day", "last", "until")


@dataclass(frozen=True)
class CostPlan:
    """A mapping of costs laid on a table."""

    table: Table
    mapping: CostMapping
    wanted: tuple[int, ...]
    """Numbers of the columns to read."""
    days: Mapping[str, TimeForm]
    """By the part of the stretch: `day`, `last`, `until`."""
    amounts: NumberForm
    currency: str
    """Of rows that state none."""
    timezone: str
    """Of days given as numbers of seconds."""
    notes: tuple[Note, ...]

    def place(self, header: str) -> int:
        """Where among the wanted columns a header stands."""
        number = self.table.number(header)
        return self.wanted.index(number if number is not None else -1)


def plan_costs(
    table: Table, mapping: CostMapping, timezone: str, currencies: Sequence[str]
) -> CostPlan:
    """How the table will be read by the mapping.

    Args:
        table: the file.
        mapping: what its columns say.
        timezone: the workspace's zone.
        currencies: those of the workspace's maps, each once.

    Raises:
        FileRefused: a column is missing or ambiguous, or nothing tells the currency.
    """
    headers = mapping.columns()
    wanted = tuple(dict.fromkeys(number_of(table, header) for header in headers))
    columns = {header: table.sample.columns[number_of(table, header)] for header in headers}
    days = {
        part: day_form(columns[header], mapping.dates)
        for part in _DAYS
        if (header := getattr(mapping, part))
    }
    amounts = number_form(columns[mapping.amount], mapping.decimal or None, usual_mark(table))
    currency = mapping.currency.value or (currencies[0] if len(currencies) == 1 else "")
    if not currency and not mapping.currency.column:
        raise FileRefused("currency_needed", where=table.name, known=", ".join(currencies))
    notes = [
        *_day_notes(mapping, days),
        *_amount_notes(mapping.amount, columns[mapping.amount], amounts),
        *_supposed(mapping, currency, currencies),
        *_unused(table, wanted),
    ]
    return CostPlan(table, mapping, wanted, days, amounts, currency, timezone, tuple(notes))


def _day_notes(mapping: CostMapping, days: Mapping[str, TimeForm]) -> Iterator[Note]:
    for part, form in days.items():
        header = getattr(mapping, part)
        yield Note("time_form", header, form.said)
        if form.open_order:
            yield Note("date_order_open", header)
    if mapping.last:
        yield Note("cost_last", mapping.last)
    if mapping.until:
        yield Note("cost_until", mapping.until)


def _amount_notes(header: str, cells: Sequence[str], form: NumberForm) -> Iterator[Note]:
    if form.open_mark:
        yield Note("decimal_open", header, form.mark)
    elif any("," in cell or "." in cell for cell in cells):
        yield Note("decimal_mark", header, form.mark)
    numbers = [read_number(cell, form) for cell in cells]
    known = [one for one in numbers if one is not None]
    if known and max(known) < 0:
        yield Note("cost_negative", header)


def _supposed(mapping: CostMapping, currency: str, currencies: Sequence[str]) -> Iterator[Note]:
    if mapping.kind.value or not mapping.kind.column:
        yield Note("cost_kind", found=mapping.kind.value or "ad")
    if not mapping.currency.column:
        yield Note("cost_currency", found=currency)
        if currencies and currency not in currencies:
            yield Note("cost_foreign", found=currency)


def _unused(table: Table, wanted: Sequence[int]) -> Iterator[Note]:
    for number, header in enumerate(table.headers):
        if number not in wanted:
            yield Note("column_unused", header)
