"""What a distribution asks: of what numbers, in which bins."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from tropa.clock import DAY
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Number
from tropa.map.shapes import Key, Many
from tropa.measure.questions.about import ABOUT, About, about
from tropa.measure.questions.by import By
from tropa.measure.questions.by_row import BY_EVENT, by_event
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import FieldName, question_fields

BINS: Final = 12
BINS_AT_MOST: Final = 100

FIELDS: Final = question_fields(
    {
        "of": Key(
            ABOUT,
            "What is counted; without amount and then, how often each did it.",
            needed=True,
        ),
        "amount": Key(FieldName(), "Instead: the numbers in this property of the events."),
        "then": Key(ABOUT, "Instead: how long it took from it to this."),
        "pairs": Key(
            Choice(("first", "every")),
            "With then: first — from a person's first to the next such event; every — again "
            "after each. first",
        ),
        "bins": Key(Number(2, BINS_AT_MOST, whole=True), "About how many bins. 12"),
        "edges": Key(
            Many(Number()),
            "Edges of one's own, rising; of times in days. Chosen by the numbers",
        ),
        "by": Key(BY_EVENT, "Split the answer."),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A distribution as asked."""

    scope: Scope
    of: About
    amount: str | None
    then: About | None
    every: bool
    bins: int
    edges: tuple[float, ...] | None
    by: By | None

    @property
    def what(self) -> str:
        """`amount`, `time` or `events`."""
        return "amount" if self.amount else "time" if self.then else "events"

    @property
    def scale(self) -> int:
        """How much of what is counted is one in the answer."""
        return DAY if self.then else 1


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: it names nothing, amounts and times at once, pairs without then, edges that
            do not rise.
    """
    if record.get("amount") and record.get("then"):
        raise UsageFault("amount_or_then")
    if record.get("pairs") and not record.get("then"):
        raise UsageFault("pairs_without_then")
    edges = tuple(float(one) for one in record.get("edges") or ())
    if any(one >= other for one, other in pairwise(edges)):
        raise UsageFault("edges_not_rising", found=", ".join(f"{one:g}" for one in edges))
    if len(edges) > BINS_AT_MOST:
        raise UsageFault("too_many_edges", n=len(edges), limit=BINS_AT_MOST)
    then = record.get("then")
    return Asked(
        scope,
        about(record["of"], scope.map),
        record.get("amount"),
        about(then, scope.map) if then else None,
        record.get("pairs") == "every",
        record.get("bins") or BINS,
        edges or None,
        by_event(record.get("by"), scope),
    )
