"""What people can be made to do on a map: every way tried on the placing kernel beforehand.

Stage after stage somebody is led there, and from where they stand every candidate is tried:
which acts lead on and to where, which back, which end the journey, which return who was lost,
which leave everything as it is and are good for company on the way. What cannot be drawn is
listed with its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from tropa.clock import Duration
from tropa.map.document import Map
from tropa.place.rules import compile_edition
from tropa.plan.acts import Act, Recipe
from tropa.plan.candidates import Candidates, candidates_of
from tropa.plan.rehearsal import Seen, look_at
from tropa.plan.trying import Stood, first_path, further_path, try_stage
from tropa.words import Language, say

Ways: TypeAlias = tuple[Recipe, ...]

NOT_REACHED: Final = "not_reached"
LEADS_ELSEWHERE: Final = "leads_elsewhere"


@dataclass(frozen=True, slots=True)
class Undrawn:
    """Something of the map that no drawn person will do, and why."""

    kind: str
    """`stage`, `outcome` or `touchpoint`."""
    name: str
    title: str
    reason: str

    def message(self, language: Language) -> str:
        """The same as a sentence."""
        what = say(f"plan.undrawn.kind.{self.kind}", language, title=self.title)
        return say(f"plan.undrawn.reason.{self.reason}", language, what=what)


@dataclass(frozen=True)
class Repertoire:
    """Everything that may be drawn on one map; stages are their places in the map's order."""

    map: Map
    candidates: Candidates
    stages: tuple[int, ...]
    """Stages people can be drawn onto, in order."""
    starts: Mapping[int, Ways]
    onward: Mapping[tuple[int, int], Ways]
    back: Mapping[tuple[int, int], Ways]
    alone: Mapping[int, tuple[int, Duration]]
    """Where time alone leads from a stage, and how long after entering it."""
    sale_stage: int
    """From this stage on a journey has its sale; the number of stages when there is none."""
    sale: Ways
    """Acts that are the sale and lead nowhere, on the stage before; empty where entering is."""
    ends: Mapping[tuple[str, int], Ways]
    """Ends other than the sale, by outcome and stage."""
    returns: Mapping[int, tuple[int, Ways]]
    """From where somebody was lost: the stage they return to, and how."""
    again: Mapping[int, Ways]
    """How a customer of the last stage begins anew, by the stage."""
    pays: Mapping[int, Ways]
    """Money received from a customer on a stage that moves nobody: the rest of a sale."""
    quiet: Mapping[int, frozenset[Act]]
    """Acts that change nothing for who stands on a stage; under -1, who has not come yet."""
    seen: Mapping[Act, Seen]
    undrawn: tuple[Undrawn, ...] = field(default=())

    @property
    def first(self) -> int:
        """The stage most journeys begin on."""
        return self.stages[0]


def repertoire_of(map_: Map) -> Repertoire:
    """Try out everything a map names."""
    candidates = candidates_of(map_)
    edition = compile_edition(map_)
    acts = _all_acts(candidates)
    looked_at = list(dict.fromkeys((*acts, *_acts_of_rules(candidates))))
    seen = dict(zip(looked_at, look_at(edition, looked_at), strict=True)) if looked_at else {}
    path = first_path(edition, candidates, acts)
    stood: list[Stood] = []
    starts: Mapping[int, Ways] = path.starts if path is not None else {}
    quiet: dict[int, frozenset[Act]] = {-1: path.quiet if path is not None else frozenset()}
    while path is not None:
        here = try_stage(edition, candidates, path, acts, seen)
        stood.append(here)
        quiet[here.stage] = here.quiet
        path = further_path(path, here)
    return _gathered(candidates, starts, stood, quiet, seen)


def _all_acts(candidates: Candidates) -> list[Act]:
    small = candidates.touchpoints.values()
    found = [act for one in small for act in (*one.acts, *one.answered)]
    found += [act for steps in candidates.steps.values() for act in steps if act is not None]
    return list(dict.fromkeys(found))


def _acts_of_rules(candidates: Candidates) -> list[Act]:
    rules = [way for inverse in candidates.entries.values() for way in inverse.recipes]
    rules += [way for ways in candidates.ends.values() for way in ways]
    return [act for way in (*rules, *candidates.sale.recipes) for act in way.acts]


def _gathered(
    candidates: Candidates,
    starts: Mapping[int, Ways],
    stood: Sequence[Stood],
    quiet: Mapping[int, frozenset[Act]],
    seen: Mapping[Act, Seen],
) -> Repertoire:
    map_ = candidates.map
    stages = tuple(one.stage for one in stood)
    won = [one.stage for one in stood if one.won]
    closing = next((one for one in stood if one.sale), None)
    sale_stage = won[0] if won else len(map_.stages)
    return Repertoire(
        map=map_,
        candidates=candidates,
        stages=stages,
        starts={at: ways for at, ways in starts.items() if at in stages and at < sale_stage}
        or dict(starts),
        onward={(one.stage, to): ways for one in stood for to, ways in one.onward.items()},
        back={(one.stage, to): ways for one in stood for to, ways in one.back.items()},
        alone={one.stage: one.alone for one in stood if one.alone is not None},
        sale_stage=sale_stage,
        sale=closing.sale if closing is not None else (),
        ends={(name, one.stage): ways for one in stood for name, ways in one.ends.items()},
        returns={one.stage: one.returns for one in stood if one.returns is not None},
        again=stood[-1].again if stood else {},
        pays={one.stage: one.pays for one in stood if one.pays},
        quiet=quiet,
        seen=seen,
        undrawn=tuple(_undrawn(candidates, stages, stood)),
    )


def _undrawn(
    candidates: Candidates, stages: Sequence[int], stood: Sequence[Stood]
) -> list[Undrawn]:
    map_ = candidates.map
    found: list[Undrawn] = []
    for at, inverse in candidates.entries.items():
        if at in stages:
            continue
        one = map_.stages[at]
        why = inverse.reasons or ((LEADS_ELSEWHERE if inverse.recipes else NOT_REACHED),)
        found.append(Undrawn("stage", one.id, one.title, why[0]))
    ended = {name for one in stood for name in one.ends}
    for name, ways in candidates.ends.items():
        if name not in ended:
            reason = LEADS_ELSEWHERE if ways else "no_such_event"
            found.append(Undrawn("outcome", name, name, reason))
    for name, small in candidates.touchpoints.items():
        if not small.acts and not small.answered:
            found.append(Undrawn("touchpoint", name, small.touchpoint.title, "no_such_event"))
    return found
