"""What a trend asks: its words, its times, and the equal time before it."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from tropa.clock import BEFORE, Instant
from tropa.errors import UsageFault
from tropa.map.kinds import Choice
from tropa.map.shapes import Key
from tropa.measure.questions.about import ABOUT, About, about
from tropa.measure.questions.by import By
from tropa.measure.questions.by_row import BY_EVENT, by_event
from tropa.measure.questions.periods import LENGTHS, Periods, check_room, periods_of
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.span import ends_of
from tropa.measure.questions.vocabulary import FieldName, question_fields

FIELDS: Final = question_fields(
    {
        "of": Key(ABOUT, "What is counted.", needed=True),
        "period": Key(Choice(LENGTHS), "The length of a period. day"),
        "amount": Key(FieldName(), "A property with numbers: their sum, mean and quantiles."),
        "compare": Key(
            Choice(("previous",)), "previous — beside it the same length of time before."
        ),
        "by": Key(BY_EVENT, "Split the answer."),
    }
)


class Span(NamedTuple):
    """A time; its end is left out."""

    since: Instant
    until: Instant


@dataclass(frozen=True, slots=True)
class Asked:
    """A trend as asked."""

    scope: Scope
    of: About
    periods: Periods
    amount: str | None
    by: By | None
    spans: tuple[Span, ...]
    """The asked time; then the one it is compared with."""
    back: int = 0
    """So many periods before."""


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: it names nothing, or there is nothing to compare with.
    """
    periods = periods_of(record.get("period") or "day", scope.zone, scope.as_of)
    now = Span(scope.since, min(scope.until, scope.as_of + 1))
    spans, back = (now,), 0
    if record.get("compare"):
        before, back = _before(periods, scope, now)
        spans = (now, before)
    return Asked(
        scope,
        about(record["of"], scope.map),
        periods,
        record.get("amount"),
        by_event(record.get("by"), scope),
        spans,
        back,
    )


def _before(periods: Periods, scope: Scope, now: Span) -> tuple[Span, int]:
    """The nearest earlier time of the same length, a whole number of periods before."""
    if scope.since == BEFORE:
        raise UsageFault("compare_without_from")
    first, last = ends_of(periods, scope)
    check_room(last - first + 1)
    back = max(1, last - first)
    if periods.shifted(min(scope.until, scope.as_of), -back) > now.since:
        back += 1
    since, until = (periods.shifted(at, -back) for at in now)
    # The moment of the answer is in its time, and would be the first instant of this one, too.
    return Span(since, min(until, now.since)), back
