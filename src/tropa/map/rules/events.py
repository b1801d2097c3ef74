"""Rules about the vocabulary: events, their fields and people's traits are spelt as listed.

A map without `events` or `traits` has no vocabulary yet, and nothing is checked against it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from tropa.condition.syntax import Condition, CountOf, Did, FieldTest, SumOf, walk
from tropa.event import event_name
from tropa.map.document import Map, Touchpoint
from tropa.map.finding import Finding, Path
from tropa.map.kinds import Written, near
from tropa.map.rules.rule import Rule

BUILT_IN: Final = frozenset({"page_viewed", "screen_viewed"})
"""Events of page and screen calls, known without being listed."""
ALWAYS_FIELDS: Final = frozenset({"touchpoint", "currency"})
"""Fields any event may carry: the touchpoint named by the sender, the currency of an amount."""


class EventNotListed(Rule):
    """An event that is not in the map's vocabulary.

    `events` lists what your systems send. An event spelt otherwise never comes, and its
    touchpoint stays empty without a word. Mend the name, or add the event to the list.

    Bad::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: checkout
            event: order_crated
        events:
          order_created: {}

    Good::

        map: shop
        title: Shop
        touchpoints:
          - touchpoint: checkout
            event: order_created
        events:
          order_created: {}
    """

    number = "M006"
    code = "event_not_listed"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        listed = map_.events
        if not listed:
            return
        for path, event in events_used(map_):
            if event not in listed and event not in BUILT_IN:
                guess = near(event, list(listed))
                yield self.at(map_, path, event=event, near=guess)


def events_used(map_: Map) -> Iterator[tuple[Path, str]]:
    """Every event a touchpoint or a step of one is bound to, and where it is written."""
    for at, one in enumerate(map_.touchpoints):
        for event in one.events:
            yield ("touchpoints", at, "event"), event
        for number, step in enumerate(_steps(one)):
            event = step.get("event")
            if isinstance(event, str):
                yield ("touchpoints", at, "steps", number, "event"), event_name(event)


class FieldNotListed(Rule):
    """A field the event does not have, or a trait that is not in the list.

    A comparison with an absent field is never true, so a mistyped field makes a touchpoint, a
    rule or a sum of money silently empty. Fields are looked for among the fields of the
    touchpoint's event in `events`, traits of the person in `traits`.

    Bad::

        map: shop
        title: Shop
        lead: did callback where phnoe exists
        touchpoints:
          - touchpoint: callback
            event: form_submitted
            where: form == "callback"
        events:
          form_submitted: {form: text, phone: text}

    Good::

        map: shop
        title: Shop
        lead: did callback where phone exists
        touchpoints:
          - touchpoint: callback
            event: form_submitted
            where: form == "callback"
        events:
          form_submitted: {form: text, phone: text}
    """

    number = "M007"
    code = "field_not_listed"
    severity = "error"

    def look(self, map_: Map) -> Iterator[Finding]:
        for one in _fields_used(map_):
            if one.field in one.known or one.field in ALWAYS_FIELDS:
                continue
            values = {"field": one.field, "near": near(one.field, sorted(one.known))}
            if one.event:
                values["event"] = one.event
            code = self.code if one.event else "trait_not_listed"
            if one.written is None:
                yield self.at(map_, one.path, code, **values)
            else:
                yield self.within(map_, one.written, one.at, code, **values)


@dataclass(frozen=True, slots=True)
class _Used:
    """A field used somewhere, with what it may be; `event` is empty for a trait."""

    field: str
    known: frozenset[str]
    event: str
    path: Path
    written: Written | None = None
    at: int = 0


def _fields_used(map_: Map) -> Iterator[_Used]:
    traits = frozenset(map_.traits)
    for written in map_.reading.conditions:
        for node in walk(written.tree):
            if written.sees == "fields":
                yield from _used(map_, _events_at(map_, written.path), written, node)
            elif isinstance(node, FieldTest) and traits:
                yield _Used(node.field, traits, "", written.path, written, node.span[0])
            elif isinstance(node, Did | CountOf | SumOf):
                yield from _used_with(map_, written, node)
    for path, name, field in _amounts(map_):
        for event, known in _known(map_, _events_of(map_, name)):
            yield _Used(field, known, event, path)


def _used_with(map_: Map, written: Written, node: Did | CountOf | SumOf) -> Iterator[_Used]:
    """The fields a test of touches asks for: after `where`, and what is summed."""
    events = _events_of(map_, node.touchpoint)
    for test in walk(node.where) if node.where is not None else ():
        yield from _used(map_, events, written, test)
    if isinstance(node, SumOf):
        for event, known in _known(map_, events):
            yield _Used(node.field, known, event, written.path, written, node.span[0])


def _used(
    map_: Map, events: tuple[str, ...], written: Written, node: Condition
) -> Iterator[_Used]:
    for event, known in _known(map_, events) if isinstance(node, FieldTest) else ():
        field = cast("FieldTest", node).field
        yield _Used(field, known, event, written.path, written, node.span[0])


def _known(map_: Map, events: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
    """The events' names and all their fields; nothing where one of them is not listed."""
    listed = map_.events
    if not events or any(event not in listed for event in events):
        return []
    fields = frozenset[str]().union(*(listed[event] for event in events))
    return [(", ".join(events), fields)]


def _events_of(map_: Map, touchpoint: str) -> tuple[str, ...]:
    return map_.touchpoints[map_.touchpoint_index(touchpoint)].events


def _events_at(map_: Map, path: Path) -> tuple[str, ...]:
    """The events a binding at this path chooses from: a touchpoint's, or a step's own."""
    one = map_.touchpoints[cast("int", path[1])]
    if "steps" not in path:
        return one.events
    event = _steps(one)[cast("int", path[3])].get("event")
    return (event_name(event),) if isinstance(event, str) else ()


def _steps(touchpoint: Touchpoint) -> list[Mapping[str, object]]:
    return cast("list[Mapping[str, object]]", touchpoint.record.get("steps") or [])


def _amounts(map_: Map) -> Iterator[tuple[Path, str, str]]:
    """Where the map looks for money, reasons and days: touchpoint and field."""
    for key, pair in (("paid", map_.money.paid), ("refunded", map_.money.refunded)):
        if pair is not None:
            yield ("money", key), *pair
    for name, outcome in map_.outcomes.items():
        if outcome.field is not None:
            yield ("outcomes", name, "until" if name == "snooze" else "reason"), *outcome.field
