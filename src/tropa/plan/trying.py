"""One stage of a map tried out: somebody is led there, then every candidate in turn.

The kernel's own moves tell what each candidate did. A way on is taken for one only when it
enters exactly one stage, with its last act; a quiet act, when it moves nobody and ends nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tropa.clock import Duration
from tropa.measure.sale import sale_stage
from tropa.place.rules import Edition
from tropa.place.state import (
    ADVANCE,
    BACK,
    SKIP,
    START,
    SUCCESS,
    WON_MARK,
)
from tropa.plan.acts import Act, Recipe
from tropa.plan.attempts import Attempts, Path, Ways, by_last_act, told
from tropa.plan.candidates import Candidates
from tropa.plan.coming_back import again, ends, returns
from tropa.plan.rehearsal import (
    BEGINS,
    BETWEEN_STAGES,
    Move,
    Seen,
    Tried,
    performed,
    rehearse,
)


@dataclass(frozen=True, slots=True)
class Stood:
    """What was found out while standing on one stage."""

    stage: int
    won: bool
    """The sale has been by now."""
    onward: Mapping[int, Ways]
    winning: frozenset[int]
    """Stages whose entering from here is the sale."""
    back: Mapping[int, Ways]
    alone: tuple[int, Duration] | None
    sale: Ways
    ends: Mapping[str, Ways]
    returns: tuple[int, Ways] | None
    again: Mapping[int, Ways]
    quiet: frozenset[Act]
    pays: Ways
    """Money received that moves nobody: the rest of a sale."""


def first_path(edition: Edition, candidates: Candidates, acts: Sequence[Act]) -> Path | None:
    """Where journeys begin; None when nothing begins any."""
    entries = [(at, way) for at, inv in candidates.entries.items() for way in inv.recipes]
    trails = [performed(way, BEGINS) for _, way in entries]
    tried = rehearse(edition, [*trails, *(performed(Recipe((act,)), BEGINS) for act in acts)])
    starts: dict[int, list[Recipe]] = {}
    won: dict[int, bool] = {}
    for (at, way), trail, moves in zip(entries, trails, tried, strict=False):
        mine = [move for move in moves if move.by_event]
        steps = [one for one in told(mine) if one[0] not in (WON_MARK, SUCCESS)]
        if trail and steps == [(START, at)] and by_last_act(way, mine, BEGINS):
            starts.setdefault(at, []).append(way)
            won[at] = any(move.kind == WON_MARK for move in mine)
    if not starts:
        return None
    quiet = [act for act, moves in zip(acts, tried[len(entries) :], strict=True) if not moves]
    stage = min(starts)
    trail = performed(starts[stage][0], BEGINS)
    return Path(
        trail,
        stage,
        trail[-1].at,
        won[stage],
        {at: tuple(ways) for at, ways in starts.items()},
        frozenset(quiet),
    )


def further_path(path: Path, here: Stood) -> Path | None:
    """Somebody led on to the next stage that can be entered; None at the end of the map."""
    ahead = [to for to in here.onward if to > here.stage]
    if here.alone is not None:
        ahead.append(here.alone[0])
    if not ahead:
        return None
    to = min(ahead)
    at = path.trail[-1].at + BETWEEN_STAGES
    trail, won = path.trail, path.won
    if here.sale:
        trail = (*trail, *performed(here.sale[0], at))
        at, won = at + BETWEEN_STAGES, True
    if here.onward.get(to):
        trail = (*trail, *performed(here.onward[to][0], at))
        entered, won = trail[-1].at, won or to in here.winning
    else:
        # Time alone leads on: nothing happens, and the next act comes after it.
        entered = path.entered + (here.alone[1] if here.alone is not None else 0)
        pause = Tried(entered, "nothing", (), 0)
        trail = (*trail, pause)
    return replace(path, trail=trail, stage=to, entered=entered, won=won)


def try_stage(
    edition: Edition,
    candidates: Candidates,
    path: Path,
    acts: Sequence[Act],
    seen: Mapping[Act, Seen],
) -> Stood:
    """Everything that can be done by somebody standing on the stage a path leads to."""
    run = Attempts(edition, candidates, path)
    by_itself = rehearse(edition, [path.trail])[0]
    onward, winning = _onward(run)
    sale = _sale(run)
    return Stood(
        stage=path.stage,
        won=path.won,
        onward=onward,
        winning=winning,
        back=_back(run, acts),
        alone=_alone(run, by_itself),
        sale=sale,
        ends=ends(run),
        returns=returns(run, acts, seen),
        again=again(run, sale),
        quiet=_quiet(run, acts),
        pays=_pays(run),
    )


def _onward(run: Attempts) -> tuple[dict[int, Ways], frozenset[int]]:
    """Ways on; where some are not the sale, those alone: the sale then comes by itself."""
    tries = [
        (to, way)
        for to, inverse in run.candidates.entries.items()
        for way in inverse.recipes
        if to > run.path.stage and way.acts
    ]
    plain: dict[int, list[Recipe]] = {}
    winning: dict[int, list[Recipe]] = {}
    for (to, way), moves in zip(tries, run.tried([way for _, way in tries]), strict=True):
        done = told(moves)
        steps = [one for one in done if one[0] not in (WON_MARK, SUCCESS)]
        if steps in ([(ADVANCE, to)], [(SKIP, to)]) and by_last_act(way, moves, run.now):
            won = any(kind == WON_MARK for kind, _ in done)
            (winning if won else plain).setdefault(to, []).append(way)
    found = {to: _shortest(plain.get(to) or winning[to]) for to in {**plain, **winning}}
    return found, frozenset(to for to in winning if to not in plain)


def _shortest(ways: Sequence[Recipe]) -> Ways:
    """Those of the fewest acts: a longer one does something that was not needed."""
    least = min(len(way.acts) for way in ways)
    return tuple(way for way in ways if len(way.acts) == least)


def _sale(run: Attempts) -> Ways:
    """Acts that are the sale and lead nowhere, where the map's sale belongs to this stage."""
    if run.path.won or sale_stage(run.edition.map) != run.path.stage:
        return ()
    ways = [way for way in run.candidates.sale.recipes if way.acts]
    wins = ([WON_MARK], [WON_MARK, SUCCESS])
    return tuple(
        way
        for way, moves in zip(ways, run.tried(ways), strict=True)
        if [kind for kind, _ in told(moves)] in wins
    )


def _back(run: Attempts, acts: Sequence[Act]) -> dict[int, Ways]:
    """Ways to an earlier stage, of touchpoints that may move back; none after the sale."""
    if run.path.won:
        return {}
    touchpoints = run.candidates.touchpoints
    ways = [
        Recipe((act,))
        for act in acts
        if act.touchpoint and touchpoints[act.touchpoint].touchpoint.moves_back
    ]
    found: dict[int, list[Recipe]] = {}
    for way, moves in zip(ways, run.tried(ways), strict=True):
        done = told(moves)
        if len(done) == 1 and done[0][0] == BACK:
            found.setdefault(done[0][1], []).append(way)
    return {to: tuple(ways) for to, ways in found.items()}


def _alone(run: Attempts, moves: Sequence[Move]) -> tuple[int, Duration] | None:
    """Where time alone leads to, if it does so before silence is noticed."""
    due = [move for move in moves if move.at > run.path.entered and not move.by_event]
    if not due or due[0].kind not in (ADVANCE, SKIP):
        return None
    return due[0].stage, due[0].at - run.path.entered


def _pays(run: Attempts) -> Ways:
    paid = run.edition.map.money.paid
    if paid is None or not run.path.won:
        return ()
    small = run.candidates.touchpoints[paid[0]]
    ways = [Recipe((act,)) for act in (*small.acts, *small.answered)]
    tried = zip(ways, run.tried(ways), strict=True)
    return tuple(way for way, moves in tried if not told(moves))


def _quiet(run: Attempts, acts: Sequence[Act]) -> frozenset[Act]:
    waited = run.candidates.waited_for
    ways = [Recipe((act,)) for act in acts]
    return frozenset(
        act
        for act, moves in zip(acts, run.tried(ways), strict=True)
        if not told(moves) and act.touchpoint not in waited
    )
