"""Rows become costs, a chunk at a time; a row is taken whole or not at all.

A cost is the same cost by the cell of its id column. Without one it is the same by what it says
(days, amount, currency, kind, what it was for) and by being the first, second … such cost of
its file: another export of the same costs, or the same file under another name, adds nothing,
and true repeats stay.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from tropa.clock import Instant
from tropa.collect.amounts import read_number
from tropa.collect.cells import Fault, meaning, once_each
from tropa.collect.cost_days import Span, local_day, read_spans
from tropa.collect.cost_headers import currency_of, kind_of
from tropa.collect.cost_mapping import SUBJECTS
from tropa.collect.cost_plan import CostPlan
from tropa.collect.mapping import Cell
from tropa.collect.refuse_rows import RefusedRow, raw_row, refused
from tropa.collect.row_ids import LONGEST_ID, RowIds
from tropa.collect.table import Chunk
from tropa.cost import Cost
from tropa.money import minor_units

LONGEST: Final = 3_660
"""Days a cost is spread over, or lies ahead, at most: ten years."""


class CostRow(NamedTuple):
    """A cost and the row it stood in."""

    row: int
    cost: Cost
    raw: bytes


class CostsTaken(NamedTuple):
    """What became of a chunk."""

    number: int
    rows: int
    """How many rows it had: those that became costs, and the refused ones."""
    costs: list[CostRow]
    refused: list[RefusedRow]


class CostReader:
    """Reads the chunks of one file in their order."""

    def __init__(self, plan: CostPlan, now: Instant) -> None:
        """Ready for the first chunk.

        Args:
            plan: how the file is read.
            now: the present, from which days too far ahead are told.
        """
        self.plan = plan
        self.today = local_day(now, plan.timezone)
        self.ids = RowIds()

    def costs_of(self, chunk: Chunk) -> CostsTaken:
        """The costs of a chunk's rows, and the rows that are none."""
        columns = _Columns(self.plan, chunk)
        bad: dict[int, RefusedRow] = {}
        spans = columns.spans(bad, self.today)
        said = columns.said(bad)
        amounts = columns.amounts(said["currency"], bad)
        good = [place for place in range(len(chunk.rows)) if place not in bad]
        drafts = [
            Cost(
                key="",
                since=spans[place].since,
                until=spans[place].until,
                amount=amounts[place],
                kind=kind_of(said["kind"][place]) or "ad",
                **{name: said[name][place] for name in ("currency", *SUBJECTS)},
            )
            for place in good
        ]
        keys = self._keys(drafts, columns.ids(good))
        costs = [
            CostRow(chunk.rows[place], replace(draft, key=key), columns.raw(place))
            for place, key, draft in zip(good, keys, drafts, strict=True)
        ]
        faults = [row._replace(raw=columns.raw(place)) for place, row in bad.items()]
        return CostsTaken(
            chunk.number,
            len(chunk.rows) + len(chunk.refused),
            costs,
            sorted([*chunk.refused, *faults]),
        )

    def _keys(self, costs: Sequence[Cost], stated: Sequence[str]) -> list[str]:
        """What makes each cost the same whenever it comes again."""
        bare = [place for place, one in enumerate(stated) if not one]
        contents = zip(*(_content(costs[place]) for place in bare), strict=True)
        keys = [f"id:{one}" for one in stated]
        if bare:
            for place, key in zip(bare, self.ids.of(list(contents), None), strict=True):
                keys[place] = key
        return keys


def _content(cost: Cost) -> tuple[str, ...]:
    return (
        str(cost.since), str(cost.until), str(cost.amount), cost.currency, cost.kind,
        cost.channel, cost.campaign, cost.touchpoint, cost.role, cost.note,
    )  # fmt: skip


class _Columns:
    """The wanted columns of one chunk."""

    def __init__(self, plan: CostPlan, chunk: Chunk) -> None:
        self.plan, self.chunk = plan, chunk
        self.headers = [plan.table.headers[number] for number in plan.wanted]

    def cells(self, header: str) -> Sequence[str]:
        return self.chunk.columns[self.plan.place(header)]

    def raw(self, place: int) -> bytes:
        """The row with its headers, so that it can be mended."""
        cells = (column[place] for column in self.chunk.columns)
        return raw_row(dict(zip(self.headers, cells, strict=True)))

    def spans(self, bad: dict[int, RefusedRow], today: int) -> dict[int, Span]:
        """The days of each row that has them."""
        mapping = self.plan.mapping
        first = self._days("day")
        end_part = "last" if mapping.last else "until" if mapping.until else ""
        ends = self._days(end_part) if end_part else first
        found: dict[int, Span] = {}
        for place, (begin, end) in enumerate(zip(first, ends, strict=True)):
            span = _stretch(begin, end, of_until=end_part == "until", today=today)
            if isinstance(span, Fault):
                part = "day" if isinstance(begin, Fault) or begin is None else end_part
                self._refuse(bad, place, span.code, getattr(mapping, part or "day"))
            else:
                found[place] = span
        return found

    def _days(self, part: str) -> list[Span | Fault | None]:
        cells = self.cells(getattr(self.plan.mapping, part))
        return read_spans(cells, self.plan.days[part], self.plan.timezone)

    def said(self, bad: dict[int, RefusedRow]) -> Mapping[str, list[str]]:
        """Currency, kind and what the cost was for, row by row."""
        cells = self.plan.mapping.cells
        checks: dict[str, Callable[[str], str | Fault]] = {
            "currency": self._currency,
            "kind": _kind,
        }
        nothing = Cell()
        return {
            name: self._texts(cells.get(name, nothing), checks.get(name, str), bad)
            for name in ("currency", "kind", *SUBJECTS)
        }

    def _texts(
        self,
        cell: Cell,
        check: Callable[[str], str | Fault],
        bad: dict[int, RefusedRow],
    ) -> list[str]:
        translate = meaning(cell)

        def read(text: str) -> str | Fault:
            meant = translate(text)
            return meant if isinstance(meant, Fault) else check(meant)

        if not cell.column:
            said = check(cell.value)
            return [said if isinstance(said, str) else ""] * len(self.chunk.rows)
        answers = once_each(self.cells(cell.column), read).each
        return [
            one if isinstance(one, str) else self._refuse(bad, place, one.code, cell.column)
            for place, one in enumerate(answers)
        ]

    def _currency(self, text: str) -> str | Fault:
        if not text:
            return self.plan.currency or Fault("no_currency")
        return currency_of(text) or Fault("unknown_currency")

    def amounts(self, currencies: Sequence[str], bad: dict[int, RefusedRow]) -> dict[int, int]:
        """Minor units of each row that has an amount."""
        header, found = self.plan.mapping.amount, dict[int, int]()
        numbers = once_each(
            self.cells(header), lambda text: read_number(text, self.plan.amounts)
        ).each
        for place, number in enumerate(numbers):
            if place in bad:
                continue
            minor = None if number is None else minor_units(number, currencies[place])
            if minor is None:
                empty = not self.cells(header)[place].strip()
                self._refuse(bad, place, "no_amount" if empty else "bad_number", header)
            else:
                found[place] = minor
        return found

    def ids(self, places: Sequence[int]) -> list[str]:
        """The id of each of these rows; the empty text where it has none."""
        header = self.plan.mapping.id
        if not header:
            return [""] * len(places)
        cells = self.cells(header)
        ids = [cells[place].strip() for place in places]
        return [one if len(one) <= LONGEST_ID else "" for one in ids]

    def _refuse(self, bad: dict[int, RefusedRow], place: int, code: str, header: str) -> str:
        found = self.cells(header)[place]
        bad.setdefault(place, refused(self.chunk.rows[place], code, header, found))
        return ""


def _stretch(
    begin: Span | Fault | None, end: Span | Fault | None, *, of_until: bool, today: int
) -> Span | Fault:
    """The days from one cell to another; an empty second cell adds none."""
    if begin is None:
        return Fault("no_day")
    if isinstance(begin, Fault):
        return begin
    if isinstance(end, Fault):
        return end
    until = begin.until if end is None else end.since if of_until else end.until
    if until <= begin.since:
        return Fault("no_days")
    if until - begin.since > LONGEST or until - today > LONGEST:
        return Fault("too_many_days")
    return Span(begin.since, until)


def _kind(text: str) -> str | Fault:
    if not text:
        return Fault("no_kind")
    return kind_of(text) or Fault("unknown_kind")
