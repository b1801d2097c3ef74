"""What a retention asks: its words, its columns, and what makes no sense."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from tropa.clock import FOREVER
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Number
from tropa.map.shapes import Fields, Key, Many, Short
from tropa.measure.questions.about import ABOUT_KEYS, about
from tropa.measure.questions.by import By
from tropa.measure.questions.by_row import BY_PERSON, by_person
from tropa.measure.questions.items import Item
from tropa.measure.questions.periods import Periods, periods_of
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import question_fields

COLUMNS_AT_MOST: Final = 400
TIMES_AT_MOST: Final = 1_000_000
USUAL: Final = 8

_DAY_AT_MOST: Final = 36_600

ACT: Final = Short(
    Fields(
        {
            **ABOUT_KEYS,
            "at_least": Key(
                Number(1, TIMES_AT_MOST, whole=True),
                "Counts from so many times on, within the period. 1",
            ),
        }
    ),
    "event",
)

FIELDS: Final = question_fields(
    {
        "begins": Key(ACT, "What begins it: whoever did this is in the table.", needed=True),
        "returns": Key(ACT, "What a return is. The same as begins"),
        "period": Key(Choice(("day", "week", "month")), "The length of a period. week"),
        "periods": Key(
            Number(1, COLUMNS_AT_MOST, whole=True), "How many periods after the first. 8"
        ),
        "brackets": Key(
            Many(Number(1, _DAY_AT_MOST, whole=True)),
            "Instead of periods: the last day of each column, counted from the day one began; "
            "`[1, 3, 7]` is day 1, days 2–3, days 4–7.",
        ),
        "start": Key(
            Choice(("recurring", "first_time", "first_ever")),
            "recurring — each period in which it began; first_time — the first one of the "
            "asked time; first_ever — the first of all that is known. recurring",
        ),
        "window": Key(
            Choice(("on", "on_or_after")),
            "on — returned in that very period; on_or_after — in it or at any time later. on",
        ),
        "by": Key(BY_PERSON, "Split the answer."),
    }
)


@dataclass(frozen=True, slots=True)
class Act:
    """What begins or returns."""

    items: tuple[Item, ...]
    name: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A retention as asked."""

    scope: Scope
    begins: Act
    returns: Act
    periods: Periods
    columns: tuple[tuple[int, int], ...]
    """For each column its first and last offset: in periods, or in days of brackets."""
    in_days: bool
    start: str
    window: str
    by: By | None

    @property
    def units(self) -> Periods:
        """What offsets are counted in."""
        return Periods("day", self.periods.zone) if self.in_days else self.periods

    def ends(self, column: int) -> int:
        """The last offset that counts for a column."""
        return self.columns[column][1] if self.window == "on" else FOREVER


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: an act names nothing; periods and brackets at once; brackets that do not
            rise.
    """
    begins = _act(record["begins"], scope)
    returns = _act(record["returns"], scope) if record.get("returns") else begins
    brackets = record.get("brackets")
    if brackets and "periods" in record:
        raise UsageFault("periods_or_brackets")
    length = record.get("period") or ("day" if brackets else "week")
    return Asked(
        scope=scope,
        begins=begins,
        returns=returns,
        periods=periods_of(length, scope.zone, scope.as_of),
        columns=_brackets(brackets) if brackets else _plain(record.get("periods") or USUAL),
        in_days=bool(brackets),
        start=record.get("start") or "recurring",
        window=record.get("window") or "on",
        by=by_person(record.get("by"), scope),
    )


def _act(record: dict[str, Any], scope: Scope) -> Act:
    return Act(*about(record, scope.map), record.get("at_least") or 1)


def _plain(periods: int) -> tuple[tuple[int, int], ...]:
    return tuple((offset, offset) for offset in range(periods + 1))


def _brackets(ends: list[int]) -> tuple[tuple[int, int], ...]:
    rising = [0, *ends]
    if any(one >= other for one, other in pairwise(rising)):
        raise UsageFault("brackets_not_rising", found=", ".join(str(end) for end in ends))
    if len(ends) > COLUMNS_AT_MOST:
        raise UsageFault("too_many_brackets", n=len(ends), limit=COLUMNS_AT_MOST)
    return ((0, 0), *((before + 1, end) for before, end in pairwise(rising)))
