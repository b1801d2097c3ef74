"""What questions, decisions and pins are answered with."""

from typing import Any

from msgspec import UNSET, UnsetType, field

from tropa.measure.outcome import Moving, Verdict
from tropa.measure.questions.headline import As
from tropa.show.api.maps.shapes import NamedThing, Rate
from tropa.show.api.shapes import InBoth, Shape, Someone

# ---------------------------------------------------------------- asking


class BehindCell(Shape):
    """Who stands behind a cell of an answer: the first, and how many they are."""

    count: int
    people: list[Someone]


class CellHow(Shape):
    """Behind which cell."""

    cell: str


class AskFinding(Shape):
    """What is wrong with a question's text, where, and what to do."""

    file: str
    line: int
    column: int
    path: str
    rule: str
    code: str
    severity: str
    message: str
    next: str


class ReadText(Shape):
    """A question's text as lists, mappings and texts, and what is wrong with it."""

    question: Any
    findings: list[AskFinding]


class KeptQuestion(Shape):
    """A question kept in the workspace."""

    name: str
    title: str
    kind: str
    text: str


class KeptGone(Shape):
    """A question kept no more."""

    name: str


class StageName(NamedThing):
    """A stage, and which of the ready-made ones it is."""

    core: str | None


class Names(Shape):
    """What a question may name."""

    events: list[str]
    properties: list[str]
    traits: list[str]
    field_titles: dict[str, str]
    """What those of the properties are called that have a title."""
    trait_titles: dict[str, str]
    """What those of the traits are called that have a title."""
    touchpoints: list[NamedThing]
    stages: list[StageName]
    segments: list[NamedThing]
    channels: list[NamedThing]
    sale: str | None


# ---------------------------------------------------------------- decisions, pins


class DecisionKept(Shape):
    """What was decided of a link of the map."""

    month: str
    stage: str
    change: str
    owner: str
    due: str
    moves: Moving
    target: float
    made: str
    seen: str
    """What a later writing of the same decision must bring."""
    by: str


class DecisionNumber(Shape):
    """The number a decision is about."""

    value: float | None
    share: Rate | None


class DecisionNow(DecisionKept):
    """A decision with its number now."""

    title: InBoth | None
    now: DecisionNumber


class DecisionOutcome(DecisionNow):
    """What came of a decision of an earlier month."""

    then: DecisionNumber
    verdict: Verdict


class MonthDecisions(Shape):
    """A month's decisions, and what came of those of earlier months."""

    month: str
    decisions: list[DecisionNow]
    earlier: list[DecisionOutcome]


class DecisionsHow(Shape):
    """Of which map, in which currency."""

    map: str
    currency: str


class MainNumber(Shape):
    """The main number of a question's answer."""

    value: float | None
    as_: As = field(name="as")


class PinFault(Shape):
    """Why a pinned question is not answered."""

    code: str
    message: str
    next: str
    where: str | UnsetType = UNSET
    findings: list[AskFinding] | UnsetType = UNSET


class PinShown(Shape):
    """A kept question pinned to a map, with its main number of now."""

    question: str
    place: str
    """`stage/lead`, `touchpoint/call`; empty for the map itself."""
    where: str | None
    """What people call the place."""
    title: str
    kind: str
    text: str
    number: MainNumber | None
    fault: PinFault | None
