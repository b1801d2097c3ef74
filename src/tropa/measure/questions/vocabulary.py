"""The words of a question: keys that every kind knows, and how a step is written.

The same shapes as a map's keys: unknown words are refused with the nearest known one, at their
line and column, and the documented JSON Schema is made of them.
"""

import re
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from tropa.map.finding import Path
from tropa.map.kinds import (
    NAME,
    Choice,
    Flag,
    Length,
    MapId,
    Number,
    Reading,
    Reference,
    Rule,
    Text,
    as_written,
)
from tropa.map.node import Node, Scalar
from tropa.map.shapes import Fields, Key, Many, Record, Records, Short
from tropa.moments import NoSuchMoment, read_moment

STEPS_AT_MOST: Final = 32
GROUPS_AT_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class When:
    """A day or a moment: `2026-03-01`, `2026-03-01T10:00`; read in the zone of the answer."""

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        try:
            if text and read_moment(text, UTC) is not None:
                return text
        except (NoSuchMoment, OverflowError):
            pass
        reading.refuse("bad_moment", node.place, path, found=as_written(node))
        return None


@dataclass(frozen=True, slots=True)
class Called:
    """The name of a touchpoint, a stage or a segment of the asked map."""

    kind: str

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        if not NAME.fullmatch(text):
            reading.refuse("bad_name", node.place, path, found=as_written(node))
            return None
        reading.references.append(Reference(text, (self.kind,), node.place, path))
        return text


@dataclass(frozen=True, slots=True)
class Event:
    """The name of an event as it is sent, or `*` for any."""

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if not text or len(text) > 200:
            reading.refuse(
                "bad_value", node.place, path, found=as_written(node), expected="event"
            )
            return None
        reading.references.append(Reference(text, ("event",), node.place, path))
        return text


@dataclass(frozen=True, slots=True)
class FieldName:
    """The name of a property of events or of a trait."""

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        if not re.fullmatch(r"[^\W\d][\w.]{0,100}", text):
            reading.refuse(
                "bad_value", node.place, path, found=as_written(node), expected="field"
            )
            return None
        return text


SOURCES: Final = ("event", "touchpoint", "stage")
"""What a row may be recognised by; the first one written counts."""

ITEM_KEYS: Final = {
    "event": Key(Many(Event()), "Events by name, any of them; `*` is every event."),
    "touchpoint": Key(Many(Called("touchpoint")), "Touchpoints of the map, any of them."),
    "stage": Key(Many(Called("stage")), "Entering a stage of the map, any of them."),
    "where": Key(Rule("fields"), "A condition on the event's properties."),
}
ITEM: Final = Short(Fields(ITEM_KEYS), "event")
ITEMS: Final = Many(ITEM)

STEP: Final = Short(
    Fields(
        {
            **ITEM_KEYS,
            "any": Key(ITEMS, "Alternatives, each with a condition of its own."),
            "name": Key(Text(120), "What the step is called in the answer."),
            "optional": Key(Flag(), "The step may be left out; who made it is counted."),
            "within": Key(Length(), "Not later than so long after the step before."),
        }
    ),
    "event",
)

BY_RULES: Final = ("first", "last", "step", "all", "trait", "segment")

BY: Final = Short(
    Fields(
        {
            "field": Key(FieldName(), "The property or trait that splits the answer."),
            "rule": Key(
                Choice(BY_RULES),
                "Whose value: first — of the earliest event that has it; last — of the latest; "
                "step — of the step named by `step`; all — every value by itself; trait — of "
                "the person; segment — the map's segments. first",
            ),
            "step": Key(Number(1, STEPS_AT_MOST, whole=True), "Which step's event. 1"),
            "top": Key(
                Number(1, GROUPS_AT_MOST, whole=True), "Show so many, the rest as «other». 10"
            ),
        }
    ),
    "field",
)

COMMON: Final = {
    "question": Key(Text(40), "The kind of question.", needed=True),
    "title": Key(Text(200), "What the question is called."),
    "map": Key(MapId(), "The map whose touchpoints, stages, segments and zone are meant."),
    "per": Key(Choice(("person", "deal")), "Whose trail is looked at. person"),
    "from": Key(When(), "From this day or moment on."),
    "to": Key(When(), "Up to this day or moment, itself left out."),
    "last": Key(Length(), "Instead of from: so long back from the moment of the answer."),
    "as_of": Key(When(), "What happened later is not looked at. now"),
    "where": Key(Rule("fields"), "Only events whose properties fit; people stay."),
    "who": Key(Rule("fields"), "Only people whose traits fit, as last stated."),
    "segment": Key(Called("segment"), "Only people of this segment of the map."),
}
"""Keys of every question."""


def question_fields(own: dict[str, Key]) -> Fields:
    """The keys of one kind of question: the common ones and its own."""
    return Fields({**COMMON, **own})


__all__ = ["Record", "Records"]
