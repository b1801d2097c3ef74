"""Everything a picture of a map says, as plain values; nothing here knows where they come from.

Numbers are in natural units: people are whole numbers, shares are 0…1, lengths of time are
microseconds, money is in minor units of the map's currency. `None` is an unknown number and is
drawn as «—»; zero is a number like any other.

Every number that has people behind it carries a name in the picture (`data-open`):

    map/journeys, map/won, map/revenue, map/win_rate, map/cycle
    stage/STAGE/present, …/entered, …/open, …/lost, …/disqualified, …/dormant, …/returned,
    stage/STAGE/back, …/time, …/month, …/revenue,
    stage/STAGE/touchpoints
    conversion/STAGE/NEXT, back/FROM/TO
    touchpoint/NAME, play/NAME, kpi/NAME
"""

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Literal, TypeAlias

Health: TypeAlias = Literal["good", "fair", "poor"]
"""How a touchpoint does against its own plan: drawn ●, ◐, ▲."""

ContentState: TypeAlias = Literal["ready", "draft", "missing"]
PlayState: TypeAlias = Literal["running", "draft", "paused"]

Unit: TypeAlias = Literal["people", "number", "share", "time", "money"]
"""What a KPI is counted in; `number` may have decimals, `time` is microseconds."""


@dataclass(frozen=True, slots=True)
class OwnerBadge:
    """Who answers: the key of the role, its title or holder, and a second line."""

    name: str
    title: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class FlowNumbers:
    """What became of those who entered a stage (the cohort identity of the measures).

    `entered = advanced + open + lost + disqualified` where all are known.

    Attributes:
        entered: people the band shows here; its height is the root of this number.
        advanced: who went on to any later stage.
        open: who are still here, the dormant among them.
        lost: who left here and have not returned.
        disqualified: who left because they cannot buy.
        dormant: silent after the sale; nobody is lost there.
        started: who of those entered began their journey here.
    """

    entered: int | None = None
    advanced: int | None = None
    open: int | None = None
    lost: int | None = None
    disqualified: int | None = None
    dormant: int | None = None
    started: int | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """The share that went on over the border to the next stage, and the plan for it."""

    rate: float | None = None
    plan: float | None = None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Feeling:
    """A point of the curve of emotions: -2…+2, and the feeling in a few words."""

    value: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TouchCard:
    """A touchpoint: how many it reached and which share of them did what is its sale.

    Attributes:
        channel: as the map writes it (`search_ads`, `phone`); it chooses the drawn icon.
        play: the title of the play that hangs on it, or nothing.
    """

    name: str
    title: str
    channel: str = ""
    reach: int | None = None
    conversion: float | None = None
    health: Health | None = None
    play: str = ""


@dataclass(frozen=True, slots=True)
class PlayChip:
    """A play drawn under the seller's actions, and how many people are in it now."""

    name: str
    title: str
    people: int | None = None
    state: PlayState = "running"


@dataclass(frozen=True, slots=True)
class KpiBar:
    """A KPI of a stage: fact against plan; `at_least` is false where less is better."""

    name: str
    """What it opens: `kpi/NAME`, `stage/STAGE/month`."""
    title: str
    fact: float | None = None
    plan: float | None = None
    unit: Unit = "people"
    at_least: bool = True


@dataclass(frozen=True, slots=True)
class ContentChip:
    """A piece of content and whether it exists."""

    title: str
    state: ContentState = "ready"


@dataclass(frozen=True, slots=True)
class BackMove:
    """People who stepped back from one stage to an earlier one."""

    start: str
    end: str
    people: int


@dataclass(frozen=True, slots=True)
class Returned:
    """People lost at one stage who came back, to which stage, and by which play if any."""

    lost_at: str
    to: str
    people: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class StagePicture:
    """One column of the map, from its head down to its owner.

    Attributes:
        zone: the title of the zone it belongs to; neighbours of one zone share a bar.
        present: people who are here now.
        change: relative change of `present` against the period before (0.041 is +4.1 %).
        time: median time in the stage.
        back: people who stepped back from here to earlier stages.
        revenue: money taken here.
        conversion: over the border to the next stage.
    """

    name: str
    title: str
    zone: str = ""
    owner: OwnerBadge | None = None
    present: int | None = None
    change: float | None = None
    time: float | None = None
    back: int | None = None
    revenue: int | None = None
    flow: FlowNumbers = field(default_factory=FlowNumbers)
    conversion: Conversion = field(default_factory=Conversion)
    actions: tuple[str, ...] = ()
    thoughts: tuple[str, ...] = ()
    feeling: Feeling = field(default_factory=Feeling)
    touches: tuple[TouchCard, ...] = ()
    seller: tuple[str, ...] = ()
    plays: tuple[PlayChip, ...] = ()
    kpis: tuple[KpiBar, ...] = ()
    content: tuple[ContentChip, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole map in five figures, at the right of the title."""

    journeys: int | None = None
    won: int | None = None
    win_rate: float | None = None
    revenue: int | None = None
    cycle: float | None = None


@dataclass(frozen=True, slots=True)
class MapPicture:
    """One map to be drawn.

    Attributes:
        subtitle: for which scenario, segment or portrait it is.
        edition: its number; None is a draft.
        as_of: the instant all numbers are of; None where there are no numbers.
        period: the first instant of the period and the first one after it; None is an open end.
        zone: the time zone in which days are written.
        elsewhere: touchpoints that belong to no stage.
    """

    title: str
    stages: tuple[StagePicture, ...]
    subtitle: str = ""
    edition: int | None = None
    as_of: int | None = None
    period: tuple[int | None, int | None] | None = None
    zone: tzinfo = UTC
    currency: str = "RUB"
    totals: Totals | None = None
    back_moves: tuple[BackMove, ...] = ()
    returned: tuple[Returned, ...] = ()
    elsewhere: tuple[TouchCard, ...] = ()
