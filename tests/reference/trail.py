"""A batch of columns as plain events, and an event as the touch one edition sees in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tropa.condition.over_batch import answer
from tropa.condition.syntax import And, Condition, FieldTest, Not, Or
from tropa.event import IDENTIFY, STAGE_SET
from tropa.map.document import Map, Touchpoint
from tropa.trail import Scalar, TrailBatch


@dataclass(frozen=True)
class Happened:
    """One event of a trail."""

    time: int
    name: str
    key: int = 0
    deal: int = 0
    fields: dict[str, Scalar] = field(default_factory=dict[str, Scalar])
    traits: dict[str, Scalar] = field(default_factory=dict[str, Scalar])
    """What was known of the person by then."""


@dataclass(frozen=True)
class Touch:
    """One event as a touch at one of a map's touchpoints."""

    event: Happened
    point: Touchpoint
    inbound: bool
    two_way: bool

    @property
    def at(self) -> int:
        return self.event.time

    @property
    def key(self) -> int:
        return self.event.key


def people_of(batch: TrailBatch) -> Iterator[tuple[int, list[Happened]]]:
    """Each person of a batch with the events in their order."""
    for at, person in enumerate(batch.persons):
        traits: dict[str, Scalar] = {}
        events: list[Happened] = []
        for row in range(int(batch.offsets[at]), int(batch.offsets[at + 1])):
            event = _event(batch, row)
            if event.name == IDENTIFY:
                traits |= event.fields
            events.append(replace(event, traits=dict(traits)))
        yield int(person), events


def _event(batch: TrailBatch, row: int) -> Happened:
    values = {name: one.values[int(one.codes[row])] for name, one in batch.columns.items()}
    return Happened(
        time=int(batch.time[row]),
        name=batch.names[int(batch.code[row])],
        key=int(batch.key[row]),
        deal=int(batch.deal[row]) if len(batch.deal) else 0,
        fields={name: value for name, value in values.items() if value is not None},
    )


def touch_of(map_: Map, event: Happened) -> Touch | None:
    """The touchpoint an event names, else the first that takes it; who speaks to whom there."""
    if event.name == STAGE_SET:
        return None
    for point in map_.touchpoints:
        if event.fields.get("touchpoint") == point.id:
            return _touch(event, point)
    for point in map_.touchpoints:
        if event.name in point.events and fits(point.where, event.fields):
            return _touch(event, point)
    return None


def stage_set(map_: Map, event: Happened) -> int | None:
    """The stage on which somebody of the team puts a person, if the map has it."""
    if event.name != STAGE_SET or event.fields.get("map") != map_.id:
        return None
    for at, stage in enumerate(map_.stages):
        if event.fields.get("stage") == stage.id and not stage.counted_only:
            return at
    return None


def _touch(event: Happened, point: Touchpoint) -> Touch:
    act = point.interaction
    if not point.from_buyer:
        answered = point.answered is not None and fits(point.answered, event.fields)
        return Touch(event, point, answered, answered)
    if act is not None and act.passive:
        return Touch(event, point, inbound=False, two_way=False)
    # A kind that sellers use, said of the buyer, is the buyer addressing us.
    return Touch(
        event, point, inbound=True, two_way=act is None or act.two_way or not act.inbound
    )


def fits(tree: Condition | None, fields: dict[str, Scalar]) -> bool:
    """Whether a condition on fields holds."""
    match tree:
        case None:
            return True
        case And(parts):
            return all(fits(part, fields) for part in parts)
        case Or(parts):
            return any(fits(part, fields) for part in parts)
        case Not(part):
            return not fits(part, fields)
        case FieldTest(field=name):
            return answer(tree, fields.get(name))
        case _:
            raise TypeError(type(tree).__name__)
