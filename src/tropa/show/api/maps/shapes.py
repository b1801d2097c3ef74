"""What is answered about maps: the screen, figures, filters, the funnel's names."""

from typing import Any, Literal

from msgspec import UNSET, UnsetType, field

from tropa.measure.compared import Kind, Missing, Verdict
from tropa.show.api.shapes import Edition, LinesInBoth, Shape, Someone
from tropa.show.picture.model import BackMove, Returned, StagePicture, Totals, TouchCard


class MapName(Shape):
    """A map of the workspace."""

    id: str
    title: str
    edition: Edition
    readable: bool
    """Its file can be read."""
    empty: bool
    """It has no stages yet."""


class MapsHow(Shape):
    """Whose maps they are."""

    example: bool
    """The company is an invented one, shown to try things on."""


# ---------------------------------------------------------------- how numbers were made


class Rate(Shape):
    """A share: so many of so many, and the ends of its interval."""

    numerator: int
    denominator: int
    rate: float | None
    low: float | None
    high: float | None


class Between(Shape):
    """A period; null is an open end."""

    from_: str | None = field(name="from")
    to: str | None


class NamedThing(Shape):
    """Something of the map by name and title."""

    id: str
    title: str


class PersonaName(Shape):
    """A buyer's portrait, and the segment it is of."""

    id: str
    title: str
    segment: str | None


class Narrowed(Shape):
    """Whom the numbers are about, where they are not about everybody."""

    segment: NamedThing | None
    persona: PersonaName | None
    people: int
    belongs_as_of: str
    words: LinesInBoth


class Policy(Shape):
    """The map's own definitions that numbers depend on."""

    reopen_within: str
    reversed_within: str
    mistake_within: str
    recovered_within: str
    trailing: str
    laps: int | str


class FigureMeaning(Shape):
    """What a figure is called, and how it is made."""

    title: str
    how: str


class NumbersHow(Shape):
    """How the numbers of a map were made: whose, of when, by which definition."""

    map: str
    edition: Edition
    as_of: str
    period: Between
    people: int
    narrowed: Narrowed | None
    unit: Literal["person", "deal"]
    timezone: str
    currency: str
    confidence: float
    within: str | None
    policy: Policy
    notes: dict[str, Any]
    sections: dict[str, dict[str, dict[str, FigureMeaning]]] | UnsetType = UNSET
    """By section, language and figure."""


# ---------------------------------------------------------------- numbers beside others


class FigureChange(Shape):
    """A number beside the same number of another period."""

    kind: Kind
    now: float | None
    was: float | None
    difference: float | None
    change: float | None
    """now ÷ was − 1; shares differ in points."""
    low: float | None
    high: float | None
    verdict: Verdict | None
    missing: Missing | None


class Since(Shape):
    """A period that begins at some moment; null is an open end."""

    from_: str = field(name="from")
    to: str | None


class Compared(Shape):
    """Figures by name with what became of them since another period."""

    way: Literal["previous", "year", "stated"]
    period: Since
    as_of: str
    journeys: int
    missing: Missing | None
    figures: dict[str, FigureChange]
    words: LinesInBoth


# ---------------------------------------------------------------- the screen


class MapOnScreen(Shape):
    """Everything the map's screen draws."""

    title: str
    stages: tuple[StagePicture, ...]
    subtitle: str
    """For which scenario, segment or portrait it is."""
    edition: int | None
    """Null is a draft."""
    as_of: int | None
    """Microseconds; null where there are no numbers."""
    period: tuple[int | None, int | None] | None
    zone: str
    currency: str
    totals: Totals | None
    back_moves: tuple[BackMove, ...]
    returned: tuple[Returned, ...]
    elsewhere: tuple[TouchCard, ...]
    """Touchpoints that belong to no stage."""
    compared: Compared | UnsetType = UNSET
    """Where a comparison was asked for."""


class Felt(Shape):
    """What a stage's customers said when asked."""

    stage: str
    kind: Literal["csat", "nps"]
    score: float
    value: float
    """The score as a feeling, −2…+2."""
    n: int


class OfMap(Shape):
    """Of which map."""

    map: str


class OfEdition(Shape):
    """Of which edition of which map."""

    map: str
    edition: Edition


class FigureName(Shape):
    """A figure with people behind it, and the part of the map it is of."""

    figure: str
    kind: Literal["map", "stage", "conversion", "kpi", "touchpoint", "section"]
    stage: str | None
    title: str
    definition: str


class SegmentChoice(Shape):
    """A segment by which numbers may be narrowed."""

    id: str
    title: str
    why: str | None
    """Why nobody can tell who belongs; null where it can be told."""


class PersonaChoice(Shape):
    """A portrait by which numbers may be narrowed."""

    id: str
    title: str
    segment: str | None
    why: str | None


class FilterChoices(Shape):
    """By what the numbers of a map may be narrowed."""

    segments: list[SegmentChoice]
    personas: list[PersonaChoice]


# ---------------------------------------------------------------- people behind a number


class BehindOne(Someone):
    """Somebody a number counts."""

    deal: int | None
    deal_name: str | None
    status: Literal["active", "lost", "closed", ""]
    """Empty, as the stage is, of who was never on the map."""
    stage: str
    since: str | None
    won_at: str | None


class BehindFigure(Shape):
    """Whom a number counts: the latest, and how many they are."""

    count: int
    people: list[BehindOne]


class BehindHow(Shape):
    """Which number it is."""

    figure: str
    title: str
    definition: str
    unit: Literal["person", "deal"]
    timezone: str
    as_of: str
    edition: Edition
    narrowed: Narrowed | None


# ---------------------------------------------------------------- the funnel's names


class FunnelStage(Shape):
    """A stage of the funnel, and the share planned for it."""

    id: str
    title: str
    counted: bool
    """It is only counted; nobody stands there."""
    hidden: bool
    plan: float | None


class SmallStep(Shape):
    """A step of a touchpoint's own funnel, as a question asks for it."""

    title: str
    asks: dict[str, str]


class PointOfFunnel(Shape):
    """A touchpoint, what its sale is, and its own funnel."""

    id: str
    title: str
    stage: str | None
    sale: str | None
    within: str | None
    steps: list[SmallStep]


class OfFunnel(Shape):
    """What numbers of a funnel are compared with and what they are called."""

    title: str
    unit: Literal["person", "deal"]
    currency: str
    timezone: str
    stages: list[FunnelStage]
    reasons: dict[str, str]
    segments: list[NamedThing]
    fields: list[str]
    traits: list[str]
    field_titles: dict[str, str]
    """What those of the fields are called that have a title."""
    trait_titles: dict[str, str]
    """What those of the traits are called that have a title."""
    points: list[PointOfFunnel]
