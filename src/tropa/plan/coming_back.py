"""How journeys end otherwise than by the sale, and how people come back after all."""

from collections.abc import Mapping, Sequence
from typing import Final

from tropa.clock import DAY
from tropa.place.state import (
    DISQUALIFY,
    HARD,
    INVALIDATE,
    MEND,
    REFUSAL,
    RETURN,
    SNOOZE_MARK,
    START,
    SUCCESS,
)
from tropa.plan.acts import Act, Recipe
from tropa.plan.attempts import Attempts, Ways, told
from tropa.plan.rehearsal import Seen, after_silence, performed

_BY_OUTCOME: Final = {
    "lost": REFUSAL,
    "hard_lost": HARD,
    "disqualified": DISQUALIFY,
    "invalid": INVALIDATE,
    "snooze": SNOOZE_MARK,
}


def ends(run: Attempts) -> dict[str, Ways]:
    """Acts that end the journey, or put it off, or take a refusal back."""
    found: dict[str, Ways] = {}
    for name, ways in run.candidates.ends.items():
        if name not in _BY_OUTCOME:
            continue
        wanted = [(_BY_OUTCOME[name], run.path.stage)]
        tried = zip(ways, run.tried(ways), strict=True)
        found[name] = tuple(way for way, moves in tried if told(moves) == wanted)
    refusal = found.get("lost", ())[:1]
    if refusal and "reopened" in run.candidates.ends:
        ways = run.candidates.ends["reopened"]
        tried = zip(ways, run.tried(ways, earlier=refusal), strict=True)
        wanted = [(MEND, run.path.stage)]
        found["reopened"] = tuple(way for way, moves in tried if told(moves) == wanted)
    return {name: ways for name, ways in found.items() if ways}


def returns(
    run: Attempts, acts: Sequence[Act], seen: Mapping[Act, Seen]
) -> tuple[int, Ways] | None:
    """How somebody lost from here comes back to where the map wants them."""
    map_, here = run.edition.map, run.path.stage
    wanted = map_.stage_index(map_.stages[here].return_to)
    to = wanted if wanted >= 0 else here
    ways = [Recipe((act,)) for act in acts if seen[act].inbound and _may_return(run, act)]
    trail, begin = run.path.trail, run.now
    if map_.stages[here].lost_after is not None:
        begin = run.path.trail[-1].at + after_silence(run.edition, here)
    else:
        refusals = run.candidates.ends.get("lost", ())
        if not refusals:
            return None
        trail = (*trail, *performed(refusals[0], begin))
        begin += DAY
    tried = zip(ways, run.from_here(trail, ways, begin), strict=True)
    found = tuple(way for way, moves in tried if told(moves) == [(RETURN, to)])
    return (to, _nearest(run, found, to, seen)) if found else None


def _may_return(run: Attempts, act: Act) -> bool:
    if not act.touchpoint:
        return False
    one = run.candidates.touchpoints[act.touchpoint].touchpoint
    return not (one.restarts or one.moves_back)


def _nearest(run: Attempts, ways: Ways, to: int, seen: Mapping[Act, Seen]) -> Ways:
    """Acts of the stage returned to, but not those a rule waits for; else talks; else any."""
    stage, waited = run.edition.map.stages[to].id, run.candidates.waited_for
    small = run.candidates.touchpoints
    first = [way for way in ways if way.acts[0] in small[way.acts[0].touchpoint].first]
    free = [way for way in first if way.acts[0].touchpoint not in waited]
    own = [way for way in free if small[way.acts[0].touchpoint].touchpoint.stage == stage]

    def speaks(way: Recipe) -> bool:
        one = small[way.acts[0].touchpoint].touchpoint
        early = run.edition.map.stage_index(one.stage) <= to
        return early and one.from_buyer and seen[way.acts[0]].two_way

    return tuple(own or [way for way in free if speaks(way)] or free or ways)


def again(run: Attempts, sale: Ways) -> dict[int, Ways]:
    """How a customer begins anew: by a touch that restarts, or once the sale has closed."""
    touchpoints = run.candidates.touchpoints.values()
    restarting = [
        Recipe((act,)) for one in touchpoints if one.touchpoint.restarts for act in one.acts
    ]
    anew = [way for way in run.path.starts.get(min(run.path.starts), ()) if way.acts]
    earlier = sale[:1]
    found: dict[int, list[Recipe]] = {}
    if not run.path.won and not earlier:
        return {}
    if run.edition.map.unit == "deal":
        # Another deal is another journey, whatever became of this one.
        return {min(run.path.starts): tuple(anew)}
    ways = [*restarting, *anew]
    for way, moves in zip(ways, run.tried(ways, earlier=earlier), strict=True):
        begun = [move for move in moves if move.kind == START and move.lap > 0]
        rest = [one for one in told(moves) if one[0] not in (START, SUCCESS)]
        if len(begun) == 1 and not rest:
            found.setdefault(begun[0].stage, []).append(way)
    return {to: tuple(ways) for to, ways in found.items()}
