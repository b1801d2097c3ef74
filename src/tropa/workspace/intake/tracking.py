"""The plan of events: what a map needs told of each touchpoint, beside what comes.

A touchpoint needs its events, and of them the fields its own conditions read, those that other
rules of the map read of its touches, and those that hold money, reasons and days. The fields
the map merely says an event has are wished for, and nothing breaks without them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, cast

from tropa.condition.syntax import Condition, FieldTest, SumOf, walk, where_of
from tropa.event import RECORDS
from tropa.map.document import Map, Property, Touchpoint
from tropa.workspace.intake.coming import Coming

Why: TypeAlias = Literal[
    "where", "answered", "stage", "lead", "sale", "outcome", "segment", "kpi", "money", "rule",
    "declared",
]  # fmt: skip
"""What reads a field; `declared` is the map's own list of what an event has."""

_WHY: Final[Mapping[str, Why]] = {
    "stages": "stage",
    "lead": "lead",
    "sale": "sale",
    "outcomes": "outcome",
    "segments": "segment",
    "kpis": "kpi",
}
_OF_KIND: Final[Mapping[str, str | float | bool]] = {
    "number": 1,
    "money": 1000,
    "flag": True,
    "date": "2026-01-31",
}
_ANY: Final = "…"

Value: TypeAlias = str | float | bool


@dataclass
class NeededField:
    """A field of an event."""

    name: str
    kind: str = ""
    """As the map declares it; empty where it does not."""
    why: list[Why] = field(default_factory=list[Why])
    example: Value = _ANY
    """Such a value as the map's conditions ask for."""
    of: tuple[str, ...] = ()
    """The events that have it, where the map merely describes it."""


@dataclass
class Planned:
    """What one touchpoint needs."""

    touchpoint: Touchpoint
    fields: list[NeededField]
    steps: tuple[str, ...]
    """Further events of its small funnel."""


def plan_of(map_: Map) -> list[Planned]:
    """Every touchpoint with what it needs, in the order of the map."""
    reads = _reads(map_)
    return [
        Planned(one, _fields(one, reads[one.id], map_.events), _steps(one))
        for one in map_.touchpoints
    ]


def known_events(map_: Map) -> set[str]:
    """Names of events that some touchpoint or step of it asks for."""
    found: set[str] = set()
    for one in plan_of(map_):
        found.update(one.touchpoint.events, one.steps)
    return found


def unknown_to(map_: Map, come: Mapping[str, Coming]) -> list[Coming]:
    """Events that come and no touchpoint asks for, the most frequent of late first."""
    known = known_events(map_) | RECORDS
    left = [one for name, one in come.items() if name not in known]
    return sorted(left, key=lambda one: (-one.day, -one.last, one.name))


# ---------------------------------------------------------------- fields


@dataclass
class _Reads:
    """Fields of one touchpoint's events, by what reads them."""

    why: dict[str, list[Why]] = field(default_factory=dict[str, list[Why]])
    examples: dict[str, Value] = field(default_factory=dict[str, Value])

    def add(self, name: str, why: Why) -> None:
        known = self.why.setdefault(name, [])
        if why not in known:
            known.append(why)

    def learn(self, tree: Condition | None, why: Why) -> None:
        """The fields a condition on fields asks for, with values that answer it."""
        for node in walk(tree) if tree is not None else ():
            if isinstance(node, FieldTest):
                self.add(node.field, why)
                value = _answering(node)
                if value is not None:
                    self.examples.setdefault(node.field, value)


def _reads(map_: Map) -> dict[str, _Reads]:
    found: defaultdict[str, _Reads] = defaultdict(_Reads)
    for one in map_.touchpoints:
        found[one.id].learn(one.where, "where")
        found[one.id].learn(one.answered, "answered")
    for touchpoint, name, why in _held(map_):
        found[touchpoint].add(name, why)
    for written in map_.reading.conditions:
        section = written.path[0] if written.path else ""
        why: Why = _WHY.get(str(section), "rule")
        for node in walk(written.tree):
            about = getattr(node, "touchpoint", None)
            if about is None:
                continue
            found[about].learn(where_of(node), why)
            if isinstance(node, SumOf):
                found[about].add(node.field, why)
    return found


def _held(map_: Map) -> Iterator[tuple[str, str, Why]]:
    """Touchpoints and fields that hold money, reasons and days."""
    for place in (map_.money.paid, map_.money.refunded):
        if place is not None:
            yield *place, "money"
    for one in map_.outcomes.values():
        if one.field is not None:
            yield *one.field, "outcome"


def _fields(
    one: Touchpoint, reads: _Reads, declared: Mapping[str, Mapping[str, Property]]
) -> list[NeededField]:
    kinds: dict[str, str] = {}
    of: defaultdict[str, list[str]] = defaultdict(list)
    for event in one.events:
        for name, field_ in declared.get(event, {}).items():
            kinds.setdefault(name, field_.type)
            of[name].append(event)
    names = [*reads.why, *(name for name in kinds if name not in reads.why)]
    return [
        NeededField(
            name,
            kinds.get(name, ""),
            reads.why.get(name) or ["declared"],
            reads.examples.get(name, _OF_KIND.get(kinds.get(name, ""), _ANY)),
            () if name in reads.why else tuple(of[name]),
        )
        for name in names
    ]


def _answering(test: FieldTest) -> Value | None:
    """A value that answers the test; None where any or hardly one does."""
    value = test.value[0] if isinstance(test.value, tuple) and test.value else test.value
    if isinstance(value, tuple) or value is None:
        return None
    if test.compare in ("==", "in", ">=", "<="):
        return value
    if test.compare == "matches":
        return str(value).replace("*", "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value + 1 if test.compare == ">" else value - 1 if test.compare == "<" else None
    return None


def _steps(one: Touchpoint) -> tuple[str, ...]:
    """Events of its small funnel that are none of its own."""
    steps = cast("list[dict[str, object]]", one.record.get("steps") or [])
    found = [str(step["event"]) for step in steps if step.get("event")]
    return tuple(dict.fromkeys(name for name in found if name not in one.events))
