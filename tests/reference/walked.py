"""A journey as a list of dated moves, and how far it has walked by an instant.

Every measure's slow twin walks over these. A move made by mistake and mended is struck out
before anything is counted: it never was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reference.journey import Journey
from tropa.map.document import Map
from tropa.measure.fold import Asked
from tropa.place.placed import Placed
from tropa.place.state import MOVE_NAMES
from tropa.place.touch import BUYER, COUNTED

ENTERS = ("start", "advance", "skip", "back", "return", "reopen")
LOSSES = ("silence", "refusal", "hard")
ENDS = (*LOSSES, "success", "disqualified", "invalid")


@dataclass(frozen=True)
class Move:
    """One dated move; the stage is the asked map's."""

    kind: str
    stage: int
    at: int
    reason: str = ""


@dataclass(frozen=True)
class Contact:
    """One touch after collapsing."""

    at: int
    point: str
    counted: bool
    by_buyer: bool


@dataclass(frozen=True)
class Story:
    """Everything of one journey, what is still to come included."""

    opened_at: int
    moves: Sequence[Move]
    contacts: Sequence[Contact] = ()
    payments: Sequence[tuple[int, int]] = ()
    """Instant and amount; money given back is negative."""


@dataclass
class Visit:
    """A stay on a stage; `left` and `exit` are None while it goes on."""

    stage: int
    entered: int
    entry: str
    left: int | None = None
    exit: str | None = None
    reason: str = ""


@dataclass
class Walked:
    """A journey as of an instant."""

    opened_at: int
    status: str = "active"
    visits: list[Visit] = field(default_factory=list[Visit])
    reached: dict[int, int] = field(default_factory=dict[int, int])
    """When each stage was first reached, if only by passing over it."""
    marks: dict[str, int] = field(default_factory=dict[str, int])
    """When it became a lead, was won, was reversed, disqualified, found invalid."""
    lost_at: int | None = None
    dormant: bool = False
    """Silent for too long since the sale."""
    contacts: list[Contact] = field(default_factory=list[Contact])
    payments: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @property
    def stage(self) -> int:
        return self.visits[-1].stage

    @property
    def furthest(self) -> int:
        return max(self.reached)

    @property
    def won_at(self) -> int | None:
        return self.marks.get("won")

    @property
    def losses(self) -> list[Visit]:
        """The visits that ended in a loss."""
        return [one for one in self.visits if one.exit in LOSSES]


def walked(story: Story, as_of: int) -> Walked:
    """What has come of a journey by an instant."""
    found = Walked(story.opened_at)
    for move in told(story.moves, as_of):
        if move.kind in ENTERS:
            enter(found, move)
        elif move.kind in ENDS:
            leave(found, move)
        elif move.kind in ("dormant", "awake"):
            found.dormant = move.kind == "dormant"
        else:
            found.marks.setdefault(move.kind, move.at)
    found.contacts = [one for one in story.contacts if one.at <= as_of]
    found.payments = [one for one in story.payments if one[0] <= as_of]
    return found


def told(moves: Iterable[Move], as_of: int) -> list[Move]:
    """The moves up to an instant, without the losses that were mended."""
    kept: list[Move] = []
    for move in moves:
        if move.at > as_of:
            continue
        if move.kind == "mend":
            mistakes = [at for at, one in enumerate(kept) if one.kind in LOSSES]
            del kept[mistakes[-1]]
        else:
            kept.append(move)
    return kept


def enter(found: Walked, move: Move) -> None:
    """Another visit begins; one that still goes on ends by it."""
    if found.visits and found.visits[-1].exit is None:
        found.visits[-1].left, found.visits[-1].exit = move.at, move.kind
    found.visits.append(Visit(move.stage, move.at, move.kind))
    for stage in range(move.stage + 1):
        found.reached.setdefault(stage, move.at)
    found.status, found.lost_at = "active", None


def leave(found: Walked, move: Move) -> None:
    """The journey is lost, or over."""
    visit = found.visits[-1]
    if visit.exit is None:
        visit.left, visit.exit, visit.reason = move.at, move.kind, move.reason
    if move.kind in LOSSES:
        found.status, found.lost_at = "lost", move.at
    else:
        found.status, found.lost_at = "over", None
        found.marks.setdefault(move.kind, move.at)


# ---------------------------------------------------------------- who is asked about


def everybody(stories: Iterable[Story], asked: Asked) -> list[Walked]:
    """Journeys that have opened."""
    return [walked(one, asked.as_of) for one in stories if one.opened_at <= asked.as_of]


def valid(stories: Iterable[Story], asked: Asked) -> list[Walked]:
    """Of them, all but spam, tests and duplicates."""
    return [one for one in everybody(stories, asked) if "invalid" not in one.marks]


def cohort(stories: Iterable[Story], asked: Asked) -> list[Walked]:
    """The valid journeys that opened in the period."""
    return [one for one in valid(stories, asked) if in_period(one.opened_at, asked)]


def in_period(at: int | None, asked: Asked) -> bool:
    """Whether it happened, and in the period; its end is left out."""
    return at is not None and asked.since <= at < asked.until and at <= asked.as_of


# ---------------------------------------------------------------- from what was placed


def stories(placed: Iterable[Placed], asked: Map) -> list[Story]:
    """Placed journeys, in the stages and touchpoints of a map."""
    return [_story(one, at, asked) for one in placed for at in range(one.journeys)]


def _story(placed: Placed, at: int, asked: Map) -> Story:
    moves = range(int(placed.journey_moves[at]), int(placed.journey_moves[at + 1]))
    touches = range(int(placed.journey_touches[at]), int(placed.journey_touches[at + 1]))
    paid = range(int(placed.journey_payments[at]), int(placed.journey_payments[at + 1]))
    points = [one.id for one in placed.edition.map.touchpoints]
    found = Story(
        opened_at=int(placed.opened_at[at]),
        moves=[_move(placed, row) for row in moves],
        contacts=[
            Contact(
                at=int(placed.touch_at[row]),
                point=points[int(placed.touch_point[row]) - 1],
                counted=bool(placed.touch_flags[row] & COUNTED),
                by_buyer=bool(placed.touch_flags[row] & BUYER),
            )
            for row in touches
        ],
        payments=[(int(placed.paid_at[row]), int(placed.paid_amount[row])) for row in paid],
    )
    return in_stages_of(found, placed.edition.map, asked)


def _move(placed: Placed, row: int) -> Move:
    kind = MOVE_NAMES[int(placed.kind[row])]
    reason = placed.reasons[int(placed.detail[row])] if kind in ENDS else ""
    return Move(kind, int(placed.stage[row]), int(placed.at[row]), reason)


def story_of(journey: Journey, asked: Map) -> Story:
    """A journey placed slowly, in the stages of a map."""
    found = Story(
        opened_at=journey.opened_at,
        moves=[
            Move(one.kind, one.stage, one.at, str(one.detail or "") if one.kind in ENDS else "")
            for one in journey.moves
        ],
        contacts=[
            Contact(one.first.at, one.first.point.id, not one.shown, one.inbound)
            for one in journey.contacts
        ],
        payments=journey.payments,
    )
    return in_stages_of(found, journey.map, asked)


def in_stages_of(story: Story, own: Map, asked: Map) -> Story:
    """The same journey in another map's stages: one it lost counts as the nearest before it."""
    number: list[int] = []
    for stage in own.stages:
        there = [at for at, one in enumerate(asked.stages) if one.id == stage.id]
        number.append(there[0] if there else (number[-1] if number else 0))
    return replace(story, moves=[replace(one, stage=number[one.stage]) for one in story.moves])
