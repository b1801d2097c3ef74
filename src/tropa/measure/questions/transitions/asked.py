"""What a question about transitions asks."""

from dataclasses import dataclass
from typing import Any, Final

from tropa.map.kinds import Flag, Number
from tropa.map.shapes import Key
from tropa.measure.questions.nodes.asked import NODE_KEYS, STEPS_AT_MOST, Nodes, bind_nodes
from tropa.measure.questions.nodes.cut import Cut
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import question_fields

TOP: Final = 50
TOP_AT_MOST: Final = 200
VARIANTS_AT_MOST: Final = 1_000
LONGEST: Final = 64
"""Nodes by which whole traces are told apart."""

FIELDS: Final = question_fields(
    {
        **NODE_KEYS,
        "ends": Key(
            Flag(), "Beginnings and ends of trails are transitions, too: (start), (end). false"
        ),
        "step_matrix": Key(
            Number(1, STEPS_AT_MOST, whole=True),
            "Also where trails are at their first, second, … step, up to this one.",
        ),
        "variants": Key(
            Number(1, VARIANTS_AT_MOST, whole=True),
            "Also so many whole trails, repeats in a row being one, that most people share.",
        ),
        "top": Key(
            Number(1, TOP_AT_MOST, whole=True),
            "The most visited nodes by themselves, the rest as «other». 50",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Transitions as asked."""

    scope: Scope
    nodes: Nodes
    ends: bool
    step_matrix: int
    """Steps; 0 for none."""
    variants: int
    """So many are told; 0 for none."""
    top: int

    @property
    def cut(self) -> Cut:
        """Whole trails: which transition is of the period is told later."""
        return Cut(
            as_of=self.scope.as_of,
            gap=self.nodes.gap,
            collapse=self.nodes.collapse,
            by_node=self.nodes.by_node,
        )


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: no node can be told.
    """
    return Asked(
        scope=scope,
        nodes=bind_nodes(record, scope),
        ends=bool(record.get("ends")),
        step_matrix=record.get("step_matrix") or 0,
        variants=record.get("variants") or 0,
        top=record.get("top") or TOP,
    )
