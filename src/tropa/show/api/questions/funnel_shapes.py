"""The answer of a question of the kind `funnel`."""

from msgspec import UNSET, UnsetType

from tropa.show.api.maps.shapes import Rate
from tropa.show.api.questions.parts_shapes import Proven, SplitGroup, TookDays
from tropa.show.api.shapes import Shape


class FunnelStep(Shape):
    """A step: who made it. Of a step that may be left out nothing else is told."""

    name: str
    optional: bool
    count: int
    rate: Rate
    """Of those who made the first step; in the order `any`, of all who made any."""
    from_previous: Rate | UnsetType = UNSET
    """Of those who made the step before; not in the order `any`."""
    ripe: Rate | UnsetType = UNSET
    """The same as `rate`, of those alone whose time is over."""
    in_window: int | UnsetType = UNSET
    """Who has not made it and still may."""
    took: TookDays | UnsetType = UNSET
    """Since the step before; in the order `any`, since the first one made."""


class FunnelBar(Shape):
    """How many took longer than one length, and not longer than another."""

    longer_than: str
    not_longer_than: str | None
    """Null: any length."""
    count: int


class FunnelGroup(SplitGroup):
    """The funnel of one group."""

    steps: list[FunnelStep]


class FunnelPeriod(Shape):
    """Attempts begun in a period, and how far they got."""

    period: str
    entered: int
    counts: list[int]
    """By step, those that may be left out aside."""
    rate: Rate
    """Who made the last step, of those who entered."""
    partial: bool
    """Not all of the period was looked at."""
    young: bool
    """An attempt begun in it may still go on: its shares will grow."""


class FunnelDeed(Shape):
    """Something done on the way, by those who finished and by those who did not."""

    value: str
    finished: Rate
    dropped: Rate
    odds_ratio: float
    low: float
    high: float
    p_corrected: float | None
    """Null where too few did it."""
    verdict: Proven


class FunnelAnswer(Shape, tag_field="question", tag="funnel"):
    """How many of those who made the first step made the next ones, in what time."""

    steps: list[FunnelStep]
    took: TookDays | UnsetType = UNSET
    """From the first step to the last."""
    took_histogram: list[FunnelBar] | UnsetType = UNSET
    void: int | UnsetType = UNSET
    """All whose attempts were voided; where something is excluded."""
    people_cut: int | UnsetType = UNSET
    """With more attempts than are looked at; where there are any."""
    groups: list[FunnelGroup] | UnsetType = UNSET
    trend: list[FunnelPeriod] | UnsetType = UNSET
    correlations: list[FunnelDeed] | UnsetType = UNSET
    looks: int | UnsetType = UNSET
    """Among so many things the chances of `correlations` are corrected."""
