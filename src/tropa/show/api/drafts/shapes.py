"""What is answered about drafts: the document, steps, publishing, comments, templates."""

from typing import Any, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from tropa.keep.edits import EditKind
from tropa.map.compare import How
from tropa.map.finding import Severity
from tropa.show.api.shapes import Edition, Shape

Path: TypeAlias = list[str | int]
"""To an element of the document: keys, names, and numbers in lists without names."""


class Finding(Shape):
    """What is wrong with a text, where, and what to do."""

    file: str
    line: int
    """0 where it is about the map as a whole."""
    column: int
    path: Path
    rule: str
    code: str
    severity: Severity
    message: str
    next: str


class PublishedAs(Shape):
    """A published edition."""

    number: int
    published: str
    reason: str


class DraftState(Shape):
    """How a draft stands: its version, what can be undone, what is published."""

    map: str
    edition: Edition
    digest: str
    version: int
    editions: list[PublishedAs]
    published: int | None
    changed: bool
    """The draft is not what was published last."""
    can_undo: bool
    can_redo: bool
    undo: str | None
    """The step that would be taken back, in words."""
    redo: str | None


class WholeDocument(DraftState):
    """A map as its text says it."""

    text: str
    document: dict[str, Any] | None
    """By the map's own keys; null where the text cannot be read."""
    lines: dict[str, int]
    """By path written as JSON."""
    said: dict[str, str]
    """Conditions in words, by path written as JSON."""
    findings: list[Finding]


class Applied(Shape):
    """What came of a step."""

    version: int
    words: str
    touched: list[Path]
    names: dict[str, str]
    """Names given to new elements, by the number of the operation."""
    rebased: bool
    """Others' steps went before it."""
    repeated: bool
    """It had been taken before."""
    nothing: bool


class Stepped(DraftState):
    """How a draft stands after a step; the document too, unless `whole=no`."""

    applied: Applied
    text: str | UnsetType = UNSET
    document: dict[str, Any] | UnsetType | None = UNSET
    lines: dict[str, int] | UnsetType = UNSET
    said: dict[str, str] | UnsetType = UNSET
    findings: list[Finding] | UnsetType = UNSET


class CheckedText(Shape):
    """What is wrong with a text."""

    readable: bool
    findings: list[Finding]


class Edit(Shape):
    """A step of a draft."""

    version: int
    kind: EditKind
    who: str
    at: str
    words: str
    touched: list[Path]
    of: int | None
    """The step that was taken back or done again."""
    undone: bool


class Edits(Shape):
    """Steps of a draft, the latest first."""

    version: int
    edits: list[Edit]


class EditsHow(Shape):
    """Of which map, and whether there are earlier ones."""

    map: str
    more: bool


class Difference(Shape):
    """How a text of a map differs from another, in one place."""

    kind: How
    element: str
    path: Path
    title: str
    field: str | None
    from_: str | None = msgspec.field(name="from")
    to: str | None
    rule: bool
    """Whom it places where may change."""
    words: str


class PeopleMove(Shape):
    """So many would stand elsewhere."""

    from_: str | None = msgspec.field(name="from")
    from_title: str | None
    to: str | None
    to_title: str | None
    count: int


class PeopleMoves(Shape):
    """Who would move where."""

    active: int
    stay: int
    moves: list[PeopleMove]
    words: list[str]


class Publishing(Shape):
    """What publishing would do."""

    base: str
    possible: bool
    same: bool
    edition: int
    before: int | None
    changes: list[Difference]
    people: PeopleMoves | None
    in_the_way: list[Finding]
    advice: list[Finding]


class PublishedNow(Shape):
    """The new edition; none where nothing is different."""

    edition: PublishedAs | None
    same: bool


class MapMade(Shape):
    """A new map."""

    map: str
    title: str


# ---------------------------------------------------------------- comments


class Comment(Shape):
    """Something said about an element."""

    id: str
    who: str
    """Empty where nobody has an account."""
    at: str
    text: str
    edited: bool
    taken_back: bool
    own: bool
    """May be changed by whoever looks."""


class Settled(Shape):
    """When a thread was settled, and by whom."""

    at: str
    who: str


class Thread(Shape):
    """What was said about an element."""

    id: str
    path: Path
    title: str
    """What people call the element."""
    gone: bool
    """The element is no longer on the map."""
    settled: Settled | None
    comments: list[Comment]


class Threads(Shape):
    """Every thread of a map, the earliest first."""

    threads: list[Thread]


# ---------------------------------------------------------------- side by side


class MapSide(Shape):
    """One of two texts of maps."""

    map: str
    edition: int | None
    """Null for the draft."""
    title: str


class ChangeCounts(Shape):
    """How many places differ."""

    added: int
    removed: int
    changed: int


class MapsCompared(Shape):
    """How a map differs from another edition of it, or from another map."""

    this: MapSide
    other: MapSide
    names: dict[str, str]
    counts: ChangeCounts
    changes: list[Difference]


# ---------------------------------------------------------------- templates


class TemplateZone(Shape):
    """A zone of a template."""

    name: str
    title: str


class TemplateStage(Shape):
    """A stage of a template, as much of it as is drawn small."""

    name: str
    title: str
    zone: str | None
    emotion: float | None
    channels: list[str]
    """Of each touchpoint, in order."""


class Template(Shape):
    """A ready-made map to begin with."""

    id: str
    title: str
    about: str
    zones: list[TemplateZone]
    stages: list[TemplateStage]
    touchpoints: int
