"""Everything a storyteller needs at one stage, reckoned once."""

from collections.abc import Mapping, Sequence
from typing import Final

from tropa.chance import Draws
from tropa.clock import DAY, MINUTE, Duration
from tropa.plan.acts import Act, Recipe
from tropa.plan.repertoire import Repertoire, Ways
from tropa.plan.scenes import BEFORE_ANYBODY, Scene, Scenes, scenes_of
from tropa.plan.timing import Calendar, Stay
from tropa.plan.visiting import Visiting
from tropa.plan.walk import (
    BACK,
    NOT_OURS,
    ON,
    REFUNDED,
    REFUSED,
    SILENT,
    SPAM,
    STAYS,
    WITHDRAWN,
    Model,
)

ENDS: Final = (ON, BACK, SILENT, REFUSED, STAYS)
"""Ends before which somebody may ask for a pause."""

_BY_OUTCOME: Final = {
    REFUSED: "lost",
    WITHDRAWN: "hard_lost",
    SPAM: "invalid",
    NOT_OURS: "disqualified",
}
_LONG: Final[Duration] = 365 * DAY
_STAYING: Final = 4
"""Where no silence ends a visit, its scenes end after so many of its usual lengths."""


class StageKit:
    """One stage: its scenes, its times, and the acts that end a visit."""

    def __init__(self, model: Model, stage: int, calendar: Calendar) -> None:
        rep = model.repertoire
        self.leaving = leaving = model.stages[stage]
        self.customers = stage >= model.sale_stage
        known = stage >= model.known_from
        real = stage < len(model.map.stages)
        self.scenes = scenes_of(rep, stage) if real else Scenes((), ())
        self.visiting = Visiting(self.scenes, calendar, known=known)
        limit = 0 if self.customers else leaving.limit
        most = min(leaving.alone or _LONG, limit or _LONG) - MINUTE
        self.stay = Stay(leaving.norm, model.assumptions.spread, most)
        self.horizon = leaving.limit or _STAYING * leaving.norm
        self._model, self._ends = model, _ends_of(model, stage)
        self.pauses, self.pause_field = _pauses(model, stage, known=known)
        self.mistakes = _mistakes(rep, stage) if known and not self.customers else ()

    def ways(self, exit_: str, to: int) -> Ways:
        """Acts that end a visit so."""
        if exit_ == ON:
            stage = self.leaving.stage
            found = self._model.repertoire.onward.get((stage, to), ())
            # The sale may be all that is left to do.
            return found or self._model.repertoire.sale
        return self._ends.get((exit_, to), self._ends.get((exit_, -1), ()))

    def is_office(self, act: Act) -> bool:
        """Whether it happens in working hours."""
        return self.visiting.is_office(act)


class Anybody:
    """What may be seen of us before coming."""

    def __init__(self, model: Model, calendar: Calendar) -> None:
        scenes = scenes_of(model.repertoire, BEFORE_ANYBODY)
        self.visiting = Visiting(scenes, calendar, known=True)
        self._all = (*scenes.calls, *scenes.looks)
        self._shares = sum(one.share for one in self._all)
        self._by_source: dict[str, Scene | None] = {}

    def lead_up(self, source: str) -> Scene | None:
        """The scene of a source, where the map has one: `search_ads` is `ads_search`."""
        if source not in self._by_source:
            fitting = (one for one in self._all if _is_of(one, source.split("_")))
            self._by_source[source] = next(fitting, None)
        return self._by_source[source]

    def any_lead_up(self, draws: Draws) -> Scene | None:
        """Any of them, by their shares."""
        point = draws.next() * self._shares
        for one in self._all:
            point -= one.share
            if point < 0:
                return one
        return None


def _is_of(scene: Scene, words: Sequence[str]) -> bool:
    said = f"{scene.touchpoint.id}_{scene.touchpoint.channel or ''}".split("_")
    return all(any(word[:3] == other[:3] for other in said) for word in words)


def _ends_of(model: Model, stage: int) -> Mapping[tuple[str, int], Ways]:
    rep = model.repertoire
    found: dict[tuple[str, int], Ways] = {
        (BACK, to): ways for (start, to), ways in rep.back.items() if start == stage
    }
    for exit_, name in _BY_OUTCOME.items():
        found[exit_, -1] = rep.ends.get((name, stage), ())
    refunded = model.map.money.refunded
    if refunded is not None:
        acts = rep.candidates.touchpoints[refunded[0]].acts
        found[REFUNDED, -1] = tuple(Recipe((act,)) for act in acts[:1])
    return found


def _pauses(model: Model, stage: int, *, known: bool) -> tuple[Ways, str]:
    snooze = model.map.outcomes.get("snooze")
    if snooze is None or snooze.field is None or not known or stage >= model.sale_stage:
        return (), ""
    if stage in model.repertoire.alone:
        return (), ""
    ways = model.repertoire.ends.get(("snooze", stage), ())
    asked = snooze.field[0]
    return tuple(way for way in ways if way.acts[-1].touchpoint == asked), snooze.field[1]


def _mistakes(rep: Repertoire, stage: int) -> tuple[Ways, ...]:
    lost, mended = rep.ends.get(("lost", stage), ()), rep.ends.get(("reopened", stage), ())
    return (lost, mended) if lost and mended else ()
