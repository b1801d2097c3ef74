"""What a breakdown table asks: its words, its splits, its conversion."""

from dataclasses import dataclass
from typing import Any, Final, cast

from tropa.clock import FOREVER
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Length, Number
from tropa.map.shapes import Key, Many
from tropa.measure.questions.about import ABOUT, About, about
from tropa.measure.questions.by import TOP, By
from tropa.measure.questions.by_row import BY_COLUMN, by_event
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import GROUPS_AT_MOST, FieldName, question_fields

SPLITS_AT_MOST: Final = 2

FIELDS: Final = question_fields(
    {
        "of": Key(ABOUT, "What is counted.", needed=True),
        "by": Key(Many(BY_COLUMN), "What splits it: one or two.", needed=True),
        "amount": Key(FieldName(), "A property with numbers: their sum and mean."),
        "then": Key(ABOUT, "Who went on to this: the conversion of each value."),
        "within": Key(
            Length("unlimited"), "With then: not later than so long after. unlimited"
        ),
        "sort": Key(
            Choice(("events", "units", "sum")), "What the largest are large by. events"
        ),
        "top": Key(
            Number(1, GROUPS_AT_MOST, whole=True), "Show so many, the rest as «other». 10"
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A breakdown table as asked."""

    scope: Scope
    of: About
    by: tuple[By, ...]
    amount: str | None
    then: About | None
    within: int
    sort: str
    top: int


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: it names nothing, splits by none or three, sorts by the sum of nothing, or
            has a window and nothing within it.
    """
    splits = [by_event(one, scope) for one in cast("list[dict[str, Any]]", record["by"])]
    by = tuple(one for one in splits if one is not None)
    if not 1 <= len(by) <= SPLITS_AT_MOST:
        raise UsageFault("one_or_two_splits", n=len(by))
    if record.get("within") and not record.get("then"):
        raise UsageFault("within_without_then")
    sort = record.get("sort") or "events"
    if sort == "sum" and not record.get("amount"):
        raise UsageFault("sum_of_nothing")
    then = record.get("then")
    return Asked(
        scope,
        about(record["of"], scope.map),
        by,
        record.get("amount"),
        about(then, scope.map) if then else None,
        record.get("within") or FOREVER,
        sort,
        record.get("top") or TOP,
    )
