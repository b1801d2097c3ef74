"""A column of times, read all at once.

What a text such as `31.01.2026 10:00` or `2026-01-31T10:00:00Z` means is the same wherever it
stands. What a bare number means, and whether 01/02/2026 is the first of February, is decided
for the whole column, from its first cells or by the mapping, and never cell by cell.

The usual spellings are read in columns; what is left is read one by one by `read_moment`, which
is the judge of both.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final, Literal, TypeAlias

import polars as pl

from tropa.clock import SECOND, Instant, zone_of
from tropa.collect.mapping import Order
from tropa.moments import NoSuchMoment, excel_moment, read_moment

Numbers: TypeAlias = Literal["", "unix_s", "unix_ms", "unix_us", "excel", "days"]
"""What bare numbers of a column are: `days` are 20260131."""

_NUMBER: Final = re.compile(r"\d{1,19}(?:[.,]\d+)?")
_SLASHED: Final = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(.*)", re.DOTALL)
_ZONED: Final = re.compile(r"(?:[Zz]|[+-]\d{2}:?\d{2}|:\d{2}(?:[.,]\d+)?[+-]\d{2})")
_TIMED: Final = re.compile(r"\d:\d{2}")

_WITH_ZONE: Final = ("%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z")
_ISO: Final = (
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M",
)
_POINTED: Final = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y")
_DAY_FIRST: Final = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
_MONTH_FIRST: Final = ("%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y")

_YEAR_1000: Final = -30_610_224_000 * SECOND

_UNITS: Final[dict[str, tuple[int, float, float]]] = {
    # Microseconds of one, and the numbers that can be meant: 1973 to 5138.
    "unix_s": (SECOND, 1e8, 1e11),
    "unix_ms": (1_000, 1e11, 1e14),
    "unix_us": (1, 1e14, 1e17),
}


@dataclass(frozen=True, slots=True)
class TimeForm:
    """How a column of times is read."""

    timezone: str
    """The zone of texts that state none."""
    numbers: Numbers = ""
    order: Order = ""
    open_order: bool = False
    """Nothing in the column tells days from months."""
    needs_zone: bool = False
    """Some text states no zone."""
    daily: bool = False
    """No cell has a time of day."""
    spellings: tuple[str, ...] = ()
    """Spellings met, the commonest first."""

    @property
    def said(self) -> str:
        """What to call it: the key of its words under `file.found`."""
        pointed = "day_pointed" if self.spellings[:1] in [(one,) for one in _POINTED] else ""
        return self.numbers or self.order or pointed or "texts"


@dataclass(frozen=True, slots=True)
class Times:
    """Instants of a column; where there is none, why."""

    at: list[Instant | None]
    faults: dict[int, str]
    """Codes of refusal by place in the column; empty cells are no faults."""

    @property
    def empty(self) -> list[int]:
        """Places of cells that hold nothing."""
        missing = (place for place, one in enumerate(self.at) if one is None)
        return [place for place in missing if place not in self.faults]


def time_form(cells: Sequence[str], timezone: str, order: Order = "") -> TimeForm:
    """How a column is to be read, from its first cells.

    Args:
        cells: the first cells, empty ones too.
        timezone: the zone of texts that state none.
        order: what the mapping states of 01/02/2026.
    """
    texts = list({cell.strip() for cell in cells if cell.strip()})
    bare = [text for text in texts if _NUMBER.fullmatch(text)]
    written = [text for text in texts if not _NUMBER.fullmatch(text)]
    found, open_order = _order(written)
    numbers = _numbers(bare) if len(bare) > len(written) else ""
    return TimeForm(
        timezone,
        numbers,
        order or found,
        open_order and not order,
        spellings=_spellings(written, order or found),
        needs_zone=numbers in ("excel", "days")
        or any(not _ZONED.search(one) for one in written),
        daily=bool(texts) and numbers in ("", "days") and not any(map(_TIMED.search, written)),
    )


def _order(texts: Sequence[str]) -> tuple[Order, bool]:
    """Whether the day or the month stands first, and whether that stays open."""
    pairs = [match.group(1, 3) for match in map(_SLASHED.fullmatch, texts) if match]
    if not pairs:
        return "", False
    if any(int(second) > 12 for _, second in pairs):
        return "month_first", False
    return "day_first", not any(int(first) > 12 for first, _ in pairs)


def _numbers(texts: Sequence[str]) -> Numbers:
    values = sorted(float(text.replace(",", ".")) for text in texts)
    middle = values[len(values) // 2]
    if 19_000_101 <= middle <= 99_991_231 and all(len(text) == 8 for text in texts):
        return "days"
    for name, (_, least, most) in _UNITS.items():
        if least <= middle < most:
            return name  # type: ignore[return-value]
    return "excel" if 20_000 <= middle <= 80_000 else ""


def read_times(cells: Sequence[str], form: TimeForm) -> Times:
    """The instants of a column's cells."""
    zone = zone_of(form.timezone)
    if form.numbers:
        return _one_by_one(cells, _number_reader(form, zone))
    column = pl.Series(values=cells, dtype=pl.String).str.strip_chars()
    at = _instants(column, form).to_list()
    left = [place for place, one in enumerate(at) if one is None and cells[place].strip()]
    if not left:
        return Times(at, {})
    rest = _one_by_one([cells[place] for place in left], _text_reader(form, zone))
    for place, instant in zip(left, rest.at, strict=True):
        at[place] = instant
    return Times(at, {left[place]: code for place, code in rest.faults.items()})


def _spellings(texts: Sequence[str], order: Order) -> tuple[str, ...]:
    slashed = _MONTH_FIRST if order == "month_first" else _DAY_FIRST
    column = pl.Series(values=texts, dtype=pl.String)
    hits = {
        spelling: column.str.to_datetime(spelling, time_unit="us", strict=False).count()
        for spelling in (*_ISO, *_POINTED, *slashed, *_WITH_ZONE)
    }
    met = [spelling for spelling, count in hits.items() if count]
    return tuple(sorted(met, key=lambda spelling: -hits[spelling]))


def _instants(column: pl.Series, form: TimeForm) -> pl.Series:
    """Whatever is spelt usually, as instants; the rest is null."""
    found = pl.Series(values=[None] * len(column), dtype=pl.Int64)
    for spelling in form.spellings:
        if not found.null_count():
            break
        read = column.str.to_datetime(spelling, time_unit="us", strict=False)
        # A second 60 is the last of its minute, and here it would be the first of the next.
        read = read.set(column.str.contains(":60", literal=True), None)
        try:
            if spelling not in _WITH_ZONE:
                read = read.dt.replace_time_zone(
                    form.timezone, non_existent="null", ambiguous="earliest"
                )
        except pl.exceptions.PolarsError:
            continue  # a zone this reader does not know is left to the other one
        instants = read.dt.epoch("us")
        # `01.02.26` is no day of the year 26.
        found = found.zip_with(found.is_not_null(), instants.set(instants < _YEAR_1000, None))
    return found


_Reader: TypeAlias = Callable[[str], "Instant | str | None"]
"""Gives an instant, a code of refusal, or nothing for an empty cell."""


def _one_by_one(cells: Sequence[str], read: _Reader) -> Times:
    known = {cell: read(cell.strip()) for cell in set(cells)}
    found = [known[cell] for cell in cells]
    at = [one if isinstance(one, int) else None for one in found]
    return Times(at, {place: one for place, one in enumerate(found) if isinstance(one, str)})


def _text_reader(form: TimeForm, zone: tzinfo) -> _Reader:
    def read(text: str) -> Instant | str | None:
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            # The column holds texts: a bare number among them could be anything.
            return "bad_time"
        match = _SLASHED.fullmatch(text)
        if match:
            first, _, second, year, rest = match.groups()
            day, month = (second, first) if form.order == "month_first" else (first, second)
            text = f"{day}.{month}.{year}{rest}"
        try:
            moment = read_moment(text, zone)
        except NoSuchMoment:
            return "skipped_hour"
        return "bad_time" if moment is None else moment.at

    return read


def _number_reader(form: TimeForm, zone: tzinfo) -> _Reader:
    def read(text: str) -> Instant | str | None:
        if not text:
            return None
        try:
            if not _NUMBER.fullmatch(text):
                return "bad_time"
            if form.numbers == "days":
                moment = read_moment(text, zone) if len(text) == 8 else None
                return "bad_time" if moment is None else moment.at
            if form.numbers == "excel":
                moment = excel_moment(float(text.replace(",", ".")), zone)
                return "bad_time" if moment is None else moment.at
        except NoSuchMoment:
            return "skipped_hour"
        return _since_1970(text, form.numbers)

    return read


def _since_1970(text: str, unit: str) -> Instant | str:
    size, least, most = _UNITS[unit]
    whole, _, part = text.replace(",", ".").partition(".")
    if not least <= int(whole) < most:
        return "bad_time"
    return int(whole) * size + (int(float(f"0.{part}") * size) if part else 0)
