"""What a question about paths asks: its words, its beginnings and ends, what makes no sense."""

from dataclasses import dataclass
from typing import Any, Final

from tropa.clock import FOREVER
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Length, Number
from tropa.map.shapes import Key
from tropa.measure.questions.nodes.asked import (
    DEPTH,
    NODE,
    NODE_KEYS,
    Marked,
    Nodes,
    bind_nodes,
    marked,
)
from tropa.measure.questions.nodes.cut import Cut
from tropa.measure.questions.nodes.tally import Side
from tropa.measure.questions.query import Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import question_fields

STEPS: Final = 5
TOP: Final = 50
TOP_AT_MOST: Final = 1_000

FIELDS: Final = question_fields(
    {
        **NODE_KEYS,
        "start": Key(NODE, "Paths begin with it. The trail's beginning."),
        "end": Key(NODE, "Paths end with it: the nodes before it, or between start and it."),
        "after": Key(
            NODE,
            "With `instead_of`: what was done after this instead of that: paths begin at the "
            "first `after` of everybody who dropped out between the two.",
        ),
        "instead_of": Key(NODE, "What they did not come to within `within` after any `after`."),
        "within": Key(
            Length("unlimited"),
            "Nodes no later than so long after the path's beginning; with an end alone, no "
            "earlier than so long before it. unlimited",
        ),
        "occurrences": Key(
            Choice(("first", "every")),
            "A path from (to) the first start (end) of a trail, or from every one, up to the "
            "next. first",
        ),
        "steps": Key(DEPTH, "Nodes of a path that are told. 5"),
        "top": Key(
            Number(1, TOP_AT_MOST, whole=True),
            "Show so many edges and so many whole paths: the least visited nodes are put "
            "together as «other» until no more edges are left. 50",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Paths as asked."""

    scope: Scope
    nodes: Nodes
    start: Marked | None
    end: Marked | None
    instead_of: Marked | None
    """Then `start` is what it was done after."""
    within: int
    every: bool
    steps: int
    top: int

    @property
    def roles(self) -> tuple[Marked, ...]:
        """Rows that begin paths and rows that end them."""
        nothing = Marked((), "")
        if self.start is None and self.end is None:
            return ()
        return (self.start or nothing, self.end or nothing)

    @property
    def side(self) -> Side:
        """Which nodes of a long path are told."""
        if self.end is None:
            return "first"
        return "last" if self.start is None else "both"

    @property
    def needs(self) -> Needs:
        roles = [*self.roles, *([self.instead_of] if self.instead_of else [])]
        return self.nodes.needs(self.scope, roles)

    @property
    def cut(self) -> Cut:
        """How paths are cut out of trails."""
        return Cut(
            since=self.scope.since,
            until=self.scope.until,
            as_of=self.scope.as_of,
            gap=self.nodes.gap,
            within=self.within,
            nodes=self.steps,
            from_start=self.start is not None,
            to_end=self.end is not None,
            every=self.every,
            collapse=self.nodes.collapse,
            by_node=self.nodes.by_node,
        )


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: its beginning and end contradict each other, or no node can be told.
    """

    def role(name: str) -> Marked | None:
        found = record.get(name)
        return marked(found, scope) if found is not None else None

    start, end = role("start"), role("end")
    after, instead_of = role("after"), role("instead_of")
    every = record.get("occurrences") == "every"
    if (after is None) != (instead_of is None):
        raise UsageFault("after_and_instead_of")
    if after is not None and (start or end or every or record.get("session_gap")):
        raise UsageFault("after_stands_alone")
    if every and start is None and end is None:
        raise UsageFault("every_of_what")
    return Asked(
        scope=scope,
        nodes=bind_nodes(record, scope),
        start=start or after,
        end=end,
        instead_of=instead_of,
        within=record.get("within") or FOREVER,
        every=every,
        steps=record.get("steps") or STEPS,
        top=record.get("top") or TOP,
    )
