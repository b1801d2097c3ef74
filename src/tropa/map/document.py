"""The map as the rest of the product sees it: typed, with its defaults, its text kept.

Only what some part of the product acts upon has a field of its own here; everything else the
person wrote stays in `record`, checked and shown, and in `text`, byte for byte.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Final, Literal, cast

from tropa.clock import DAY, HOUR, MINUTE, Duration
from tropa.condition.syntax import Condition
from tropa.map.finding import Path
from tropa.map.interactions import Interaction
from tropa.map.kinds import Reading
from tropa.map.node import Place
from tropa.map.phrases import Aim, Points
from tropa.words import Language

UNLIMITED: Final = 0
"""A window without an end, as the reader keeps `unlimited` and `never`."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A group of stages."""

    id: str
    title: str
    core: str
    question: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the map's ordered steps; a journey is on exactly one of them at a time."""

    id: str
    title: str
    zone: str | None
    core: str | None
    enter: Condition | None
    target: Condition | None
    lost_after: Duration | None
    """Silence that loses a person here; None when nothing does."""
    return_to: str | None
    required: bool
    owner: str | None
    norm: Duration | None
    plan: float | None
    probability: float | None
    counted_only: bool
    """An audience: filled by counts, never by persons."""
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SaleHere:
    """What counts as a sale at one touchpoint."""

    title: str
    when: Condition
    within: Duration | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """A place where buyer and seller meet."""

    id: str
    title: str
    stage: str | None
    events: tuple[str, ...]
    where: Condition | None
    from_buyer: bool
    stated_from: bool
    answered: Condition | None
    moves_back: bool
    restarts: bool
    interaction: Interaction | None
    channel: str | None
    sale: SaleHere | None
    owner: str | None
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An end other than the sale, with the field that tells why or until when."""

    when: Condition
    field: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Money:
    """Where amounts are found."""

    paid: tuple[str, str] | None = None
    refunded: tuple[str, str] | None = None
    margin: float | None = None
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Policy:
    """Windows and limits; every default is printed with the answers that use it."""

    reopen_within: Duration = 180 * DAY
    reversed_within: Duration = UNLIMITED
    mistake_within: Duration = 24 * HOUR
    recovered_within: Duration = UNLIMITED
    visit_gap: Duration = 30 * MINUTE
    talk_gap: Duration = 30 * MINUTE
    trailing: Duration = 90 * DAY
    laps: int = 0
    """How many journeys one unit may make; 0 is any number."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A role that answers for parts of the map."""

    id: str
    title: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measure with a target."""

    id: str
    title: str
    kind: Literal["share", "time", "touches", "money"]
    points: Points | None
    at: str
    within: Duration | None
    target: Aim | None
    owner: str | None
    stage: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A named group of people given by a condition."""

    id: str
    title: str
    who: Condition | None
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Property:
    """A trait of people, or a field of an event, as the map's vocabulary has it."""

    type: str
    """`text`, `number`, `flag`, `money` or `date`."""
    title: str
    """What people call it; empty where the map does not say."""


@dataclass(frozen=True)
class Map:
    """One map document."""

    id: str
    title: str
    language: Language
    zone: tzinfo
    timezone: str
    currency: str
    unit: Literal["person", "deal"]
    zones: tuple[Zone, ...]
    stages: tuple[Stage, ...]
    touchpoints: tuple[Touchpoint, ...]
    lead: Condition | None
    sale: Condition | None
    qualified: str | None
    money: Money
    outcomes: Mapping[str, Outcome]
    policy: Policy
    owners: Mapping[str, Owner]
    kpis: Mapping[str, Kpi]
    segments: tuple[Segment, ...]
    events: Mapping[str, Mapping[str, Property]]
    """The vocabulary: fields by their names, of each event."""
    traits: Mapping[str, Property]
    record: Mapping[str, object]
    text: str
    reading: Reading = field(repr=False, compare=False)

    def stage_index(self, name: str | None) -> int:
        """The place of a stage in the order, -1 for none."""
        return next((at for at, one in enumerate(self.stages) if one.id == name), -1)

    def touchpoint_index(self, name: str | None) -> int:
        """The place of a touchpoint in the list, -1 for none."""
        return next((at for at, one in enumerate(self.touchpoints) if one.id == name), -1)

    def section(self, name: str) -> Mapping[str, object]:
        """A section of the document as written, empty when absent."""
        value = self.record.get(name)
        return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}

    def records(self, name: str) -> Mapping[str, Mapping[str, object]]:
        """The records of a section by their names, as written; empty when absent."""
        return cast("Mapping[str, Mapping[str, object]]", self.section(name))

    def place(self, path: Path) -> Place:
        """Where an element stands in the text; the nearest place known above it."""
        places = self.reading.places
        while path and path not in places:
            path = path[:-1]
        return places.get(path, (1, 1))
