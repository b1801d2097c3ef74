"""What is answered about the plan of events, the sources they come from, and write keys."""

from typing import Literal

from msgspec import field

from tropa.keep.ledger import KeyKind
from tropa.show.api.shapes import Edition, Shape
from tropa.workspace.intake.coming import Mark

# ---------------------------------------------------------------- sources and keys


class Heard(Shape):
    """When a source was last heard, and how often it usually is."""

    id: str
    title: str
    last: str
    silent_for: int
    """Microseconds."""
    usual: int | None
    silent: bool


class HeardHow(Shape):
    """As of when."""

    as_of: str


class WriteKey(Shape):
    """A write key, without what opens anything."""

    id: str
    title: str
    kind: KeyKind
    off: bool
    created: str
    ends: str
    """How the key ends."""
    last: str | None


class WriteKeyMade(WriteKey):
    """A new key; the key itself is told this once."""

    key: str


class WriteKeys(Shape):
    """Every key."""

    keys: list[WriteKey]


# ---------------------------------------------------------------- the plan of events


class FromSource(Shape):
    """A source an event comes from."""

    id: str
    title: str | None
    last: str


class EventLine(Shape):
    """An event, with what is known of its coming."""

    name: str
    mark: Mark
    last: str | None
    day: int
    """How many came within a day."""
    total: int
    sources: list[FromSource]


class NeededField(Shape):
    """A field of an event that the map asks for."""

    name: str
    kind: str
    why: list[str]
    of: list[str]
    """The events that have it, where the map merely describes it."""
    example: str | int | float | bool


class PlannedPoint(Shape):
    """A touchpoint, and the events it needs."""

    id: str
    title: str
    stage: str | None
    stage_title: str | None
    channel: str | None
    from_: Literal["buyer", "seller"] = field(name="from")
    mark: Mark | Literal["unplanned"]
    events: list[EventLine]
    steps: list[EventLine]
    where: str
    fields: list[NeededField]


class EventPlan(Shape):
    """The events the map needs, which of them come, and those it does not know."""

    endpoint: str
    touchpoints: list[PlannedPoint]
    unknown: list[EventLine]
    unknown_count: int


class EventPlanHow(Shape):
    """Of which map, as of when."""

    map: str
    edition: Edition
    as_of: str
    timezone: str
