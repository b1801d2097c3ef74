"""What a comparison asks: a whole question, and the two sides it is asked of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from tropa.condition.syntax import And, Condition
from tropa.errors import UsageFault
from tropa.map.finding import Path
from tropa.map.kinds import Length, Reading, Rule, Text, near
from tropa.map.node import Mapping as MappingNode
from tropa.map.node import Node, Scalar
from tropa.map.shapes import Fields, Key, Many, Record
from tropa.measure.questions import scope as scopes
from tropa.measure.questions.query import Kind, Query
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import COMMON, Called, When

SIDES: Final = 2
_SHARED: Final = ("map", "per", "as_of")
"""Said once for both sides, here or in the question itself."""

SIDE: Final = Fields(
    {
        "name": Key(Text(120), "What the side is called in the answer."),
        "segment": Key(Called("segment"), "People of this segment of the map."),
        "who": Key(Rule("fields"), "People whose traits fit."),
        "where": Key(Rule("fields"), "Events whose properties fit."),
        "from": Key(When(), "The period from this day or moment on."),
        "to": Key(When(), "Up to this day or moment, itself left out."),
        "last": Key(Length(), "Instead of from: so long back from the moment of the answer."),
    }
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A question inside another one."""

    kinds: Mapping[str, Kind]

    def read(self, node: Node, path: Path, reading: Reading) -> Record | None:
        if not isinstance(node, MappingNode):
            reading.refuse("not_a_mapping_here", node.place, path, key=str(path[-1]))
            return None
        allowed = ", ".join(self.kinds)
        found = node.pairs.get("question")
        if found is None:
            reading.refuse("no_question", node.place, path, key="question", allowed=allowed)
            return None
        name = found[1].text if isinstance(found[1], Scalar) else ""
        kind = self.kinds.get(name)
        if kind is None:
            guess = near(name, list(self.kinds))
            values = {"found": name[:60], "allowed": allowed, "near": guess}
            reading.refuse("not_a_choice", found[1].place, (*path, "question"), **values)
            return None
        return kind.fields.read(node, path, reading)


def fields_over(kinds: Mapping[str, Kind]) -> Fields:
    """The keys of a comparison of questions of these kinds."""
    keys = {name: COMMON[name] for name in ("question", "title", *_SHARED)}
    return Fields(
        {
            **keys,
            "ask": Key(
                Whole(kinds), "The question, whole, as it would stand alone.", needed=True
            ),
            "between": Key(
                Many(SIDE),
                "Two sides: each with whom, which events or which period it is asked of.",
                needed=True,
            ),
        }
    )


@dataclass(frozen=True, slots=True)
class Side:
    """The question as asked of one side."""

    name: str
    query: Query[Any]
    by_people: bool
    """Whether it is people that set it apart, and not events or a period."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as asked."""

    kind: str
    first: Side
    second: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second


def bind(record: dict[str, Any], scope: Scope, kinds: Mapping[str, Kind]) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: not two sides, two equal ones, a side of nothing; a map named inside;
            whatever the question itself is refused for.
    """
    ask = cast("dict[str, Any]", record["ask"])
    between = cast("list[dict[str, Any]]", record["between"])
    if len(between) != SIDES:
        raise UsageFault("compare_not_two", n=len(between))
    if ask.get("map") and (scope.map is None or ask["map"] != scope.map.id):
        raise UsageFault("compare_map_inside", found=ask["map"])
    shared = {name: record[name] for name in _SHARED if name in record}
    base = scopes.bind({**shared, **ask}, scope.map, scope.as_of)
    kind = kinds[ask["question"]]
    sides = [_side(one, base, kind, ask, at) for at, one in enumerate(between)]
    if sides[0].query.scope == sides[1].query.scope:
        raise UsageFault("compare_same")
    return Asked(kind.name, *sides)


def _side(
    record: dict[str, Any], base: Scope, kind: Kind, ask: dict[str, Any], at: int
) -> Side:
    if not set(record) - {"name"}:
        raise UsageFault("compare_empty_side", n=at + 1)
    if "last" in record and "from" in record:
        raise UsageFault("compare_last_and_from")
    if record.get("segment") and base.segment:
        raise UsageFault("compare_two_segments", found=record["segment"], allowed=base.segment)
    scope = _narrowed(base, record)
    if scope.since >= scope.until or scope.since > scope.as_of:
        raise UsageFault("empty_period")
    by_people = bool(record.get("who") or record.get("segment"))
    return Side(_name(record, scope, at), kind.bind(ask, scope), by_people)


def _narrowed(base: Scope, record: dict[str, Any]) -> Scope:
    """The scope of the question, and what the side asks besides."""
    own = scopes.bind({**record, "per": base.per}, base.map, base.as_of)
    timed = {"from", "last", "to"} & set(record)
    return replace(
        base,
        since=own.since if {"from", "last"} & timed else base.since,
        until=own.until if "to" in timed else base.until,
        where=_both(base.where, own.where),
        who=_both(base.who, own.who),
        segment=own.segment or base.segment,
    )


def _both(one: Condition | None, other: Condition | None) -> Condition | None:
    if one is None or other is None:
        return one if other is None else other
    return And((one, other), other.span)


def _name(record: dict[str, Any], scope: Scope, at: int) -> str:
    """Its own name, the title of its segment, its days, or its number."""
    if record.get("name"):
        return str(record["name"])
    segments = scope.map.segments if scope.map is not None else ()
    titles = [one.title for one in segments if one.id == record.get("segment")]
    days = [str(record[key]) for key in ("from", "to") if record.get(key)]
    return next(iter(titles), "") or " … ".join(days) or str(at + 1)
