"""Where in its list an element comes to stand."""

from tropa.errors import MapFault, UsageFault
from tropa.map.edit.content import Content, is_named, name_of
from tropa.map.edit.operation import Place
from tropa.map.finding import Path
from tropa.map.kinds import Kind


def place_in(
    content: Content,
    items: list[Content],
    kind: Kind | None,
    place: Place,
    value: Content | None,
    path: Path,
) -> int:
    """The number a new element gets.

    Args:
        content: of the whole map: it tells the order of stages.
        items: the list without the element.
        kind: of the list.
        place: as stated.
        value: the element, where nothing stated its place: a touchpoint goes to its stage.
        path: of the list or the element, for the refusal.

    Raises:
        MapFault: the neighbour stated is not there.
        UsageFault: the number is beyond the list.
    """
    if place.at is not None:
        if place.at > len(items):
            raise UsageFault("place_beyond", found=place.at, limit=len(items))
        return place.at
    neighbour = place.before if place.before is not None else place.after
    if neighbour is None:
        return _end_of_stage(content, items, value) if path[0] == "touchpoints" else len(items)
    at = _position(items, neighbour, kind)
    if at is None:
        raise MapFault("no_such_neighbour", found=neighbour)
    return at if place.before is not None else at + 1


def _position(items: list[Content], step: str | int, kind: Kind | None) -> int | None:
    if is_named(kind):
        return next((at for at, one in enumerate(items) if name_of(one, kind) == step), None)
    return step if isinstance(step, int) and step < len(items) else None


def _end_of_stage(content: Content, items: list[Content], value: Content | None) -> int:
    """Behind the touchpoints of the stage, else behind those of the stages before it."""
    stage = value.get("stage") if isinstance(value, dict) else None
    order = _stages(content)
    if not isinstance(stage, str) or stage not in order:
        return len(items)
    upto = order.index(stage)
    ranks = [_rank(one, order) for one in items]
    before = [at for at, rank in enumerate(ranks) if 0 <= rank <= upto]
    own = [at for at, rank in enumerate(ranks) if rank == upto]
    if own or before:
        return (own or before)[-1] + 1
    return next((at for at, rank in enumerate(ranks) if rank > upto), len(items))


def _stages(content: Content) -> list[str]:
    stages = content.get("stages") if isinstance(content, dict) else None
    named = [one.get("stage") for one in stages or [] if isinstance(one, dict)]
    return [one for one in named if isinstance(one, str)]


def _rank(item: Content, order: list[str]) -> int:
    stage = item.get("stage") if isinstance(item, dict) else None
    return order.index(stage) if isinstance(stage, str) and stage in order else -1
