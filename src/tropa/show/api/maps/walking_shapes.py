"""Sections of the way: how touches go, whether people walk as drawn, what the map lacks."""

from tropa.show.api.maps.control_shapes import Quotient
from tropa.show.api.maps.shapes import Rate
from tropa.show.api.shapes import InBoth, Shape


class PointQuality(Shape):
    """How well a touchpoint goes, and what it leads to."""

    id: str
    title: str
    touches: int
    quality: float | None
    coverage: float | None
    rated: int
    unseen: int
    sale: Rate | None
    forward_per_100: float | None


class ChanceAtTouch(Rate):
    """The chance of a sale after so many touches."""

    touches: int


class QualitySection(Shape):
    """How well touches go, and after how many one buys."""

    points: list[PointQuality]
    chance: list[ChanceAtTouch]


class StrayEvent(Shape):
    """Events the map does not know, by name."""

    event: str
    count: int


class NamedRate(Rate):
    """A share of something of the map."""

    id: str
    title: str


class DeviationLine(Rate):
    """A way of not walking as drawn."""

    kind: str
    at: str
    what: InBoth
    title: str | None


class Demands(Shape):
    """How much the map asks for."""

    required: int
    norms: int
    mandatory: int


class ConformanceSection(Shape):
    """Whether people walk as the map is drawn."""

    adherence: Rate
    conformance: Rate
    fitness: Rate
    touchpoints: list[NamedRate]
    deviations: list[DeviationLine]
    demands: Demands


class StalePoint(Shape):
    """What nobody has looked at for too long."""

    id: str
    title: str | None


class ManagedSection(Shape):
    """How much of the way is led, and whether the map is looked after."""

    managed: Rate
    within: str
    missing: str | None
    orphans: Rate
    freshness: Rate | None
    review_every: str | None
    stages: list[NamedRate]
    off_the_map: list[StrayEvent]
    stale: list[StalePoint]


class PressureSection(Shape):
    """How much people are written to, and how many had enough."""

    messages: int
    reachable: int
    per_person: Quotient
    at_cap: Rate | None
    unsubscribed_per_1000: Quotient


class MissingPart(Shape):
    """What the map does not tell yet."""

    part: str
    id: str | None
    check: str
    gain: float
    what: InBoth
    title: str | None


class CompletenessSection(Shape):
    """How much of what the map may tell it tells."""

    score: float
    missing: list[MissingPart]
