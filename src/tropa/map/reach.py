"""Which stages a person can ever get to, by the rules of moving (domain 2.4-3).

A touch places a person on its stage when the buyer acts or answers, but never over a stage that
has an `enter:` of its own, nor onto it. An entry rule places from anywhere. Whoever was lost
returns to the return point; a touchpoint may move back, or open a new journey.
"""

from collections.abc import Iterator

from tropa.condition.check import touches_that_fulfil
from tropa.condition.syntax import And, Condition, Entered, LostAt, Or, TimeAfter
from tropa.map.document import Map, Stage, Touchpoint


def can_enter(touchpoint: Touchpoint) -> bool:
    """Whether a touch of this point may ever be the buyer's act."""
    if not touchpoint.from_buyer:
        return touchpoint.answered is not None
    return touchpoint.interaction is None or not touchpoint.interaction.passive


def reached_stages(map_: Map) -> frozenset[int]:
    """The indexes of all stages somebody can come to stand on."""
    reached: frozenset[int] = frozenset()
    while True:
        more = {at for at in range(len(map_.stages)) if _opens(map_, at, reached)}
        if more <= reached:
            return reached
        reached |= more


def gate_before(map_: Map, stage: int) -> Stage | None:
    """The last stage with an `enter:` of its own up to this one."""
    gates = [one for one in map_.stages[: stage + 1] if one.enter is not None]
    return gates[-1] if gates else None


def leads_to(map_: Map, act: Condition, stage: Stage) -> bool:
    """Whether the touches that fulfil an act may enter the stage; true where none is named."""
    touches = touches_that_fulfil(act)
    if stage.enter is not None:
        wanted = touches_that_fulfil(stage.enter)
        return not touches or not wanted or bool(touches & wanted)
    own = {one.id for one in map_.touchpoints if one.stage == stage.id and can_enter(one)}
    return not touches or bool(touches & own)


def people_stages(map_: Map) -> Iterator[tuple[int, Stage]]:
    """Stages persons stand on, with their places in the order; an audience is only counted."""
    return ((at, one) for at, one in enumerate(map_.stages) if not one.counted_only)


def next_stage(map_: Map, at: int) -> Stage | None:
    """The stage people go on to from this one; an audience has no persons."""
    return next((one for one in map_.stages[at + 1 :] if not one.counted_only), None)


def _opens(map_: Map, at: int, reached: frozenset[int]) -> bool:
    stage = map_.stages[at]
    if any(map_.stages[other].return_to == stage.id for other in reached):
        return True
    own = [one for one in map_.touchpoints if one.stage == stage.id and can_enter(one)]
    if reached and any(one.restarts for one in own):
        return True
    if stage.enter is not None:
        return _may_hold(stage.enter, map_, reached)
    if any(one.moves_back for one in own) and any(other > at for other in reached):
        return True
    return bool(own) and _is_passable(map_, at, reached)


def _is_passable(map_: Map, at: int, reached: frozenset[int]) -> bool:
    """Whether a touch carries somebody here: from outside, or from a stage already reached."""
    for before in range(at - 1, -1, -1):
        if before in reached:
            return True
        if map_.stages[before].enter is not None:
            return False
    return True


def _may_hold(tree: Condition, map_: Map, reached: frozenset[int]) -> bool:
    match tree:
        case And(parts):
            return all(_may_hold(part, map_, reached) for part in parts)
        case Or(parts):
            return any(_may_hold(part, map_, reached) for part in parts)
        case Entered() | LostAt():
            return map_.stage_index(tree.stage) in reached
        case TimeAfter():
            at = map_.stage_index(tree.name)
            return at < 0 or at in reached
        case _:
            return True
