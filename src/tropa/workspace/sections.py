"""Sections of a map's numbers beyond its stages: money, costs, repeat purchases, customers.

Each is asked for by name, measured in one pass together with the others asked, and answered
with its figures and, in words, how each is made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

from tropa.errors import UsageFault
from tropa.measure.acquisition import (
    AcquisitionAnswer,
    GainedFold,
    acquisition,
    acquisition_json,
    acquisition_words,
)
from tropa.measure.break_even import Trade, break_even_json, break_even_words
from tropa.measure.costs import CostsAnswer, costs, costs_json, costs_words, days_of
from tropa.measure.fold import Asked
from tropa.measure.lifetime import Lifetime, lifetime_json, lifetime_words
from tropa.measure.next_order import USUAL, NextOrder, next_order_json, next_order_words
from tropa.measure.overview import Overview
from tropa.measure.potential import Pipeline, potential, potential_json, potential_words
from tropa.measure.repeat import Repeat, repeat_json, repeat_words
from tropa.measure.rfm import Rfm, rfm_json, rfm_words
from tropa.measure.run import Slice, run
from tropa.words import LANGUAGES, Language
from tropa.workspace.answers import Question, board_of, measured, on_threads
from tropa.workspace.opening import Workspace

Words: TypeAlias = Mapping[str, tuple[str, str]]

LTV_MONTHS: Final = 12
"""Ages of customers at which their value is told."""


@dataclass(frozen=True)
class Told:
    """One section: its figures, and for each in words its name and how it is made."""

    answer: dict[str, Any]
    words: dict[Language, Words]


@dataclass
class _Ground:
    """What sections are made of, each made once however many need it."""

    workspace: Workspace
    asked: Asked
    slices: Sequence[Slice]
    overview: Overview

    def fold(self, fold: Any) -> Any:
        """The answer of one measure."""
        return run((fold,), self.slices, self.asked, on_threads)[0]

    @cached_property
    def costs(self) -> CostsAnswer:
        spent = self.workspace.ledger.costs.between(*days_of(self.asked))
        return costs(spent, self.asked)

    @cached_property
    def acquisition(self) -> AcquisitionAnswer:
        margin = self.asked.map.money.margin
        return acquisition(self.fold(GainedFold()), self.costs.kinds, margin)

    @property
    def currency(self) -> str:
        return self.asked.map.currency


def _costs(ground: _Ground) -> Told:
    return _told(costs_json(ground.costs, ground.asked), costs_words)


def _acquisition(ground: _Ground) -> Told:
    found = ground.acquisition
    answer = acquisition_json(found, ground.currency)
    return _told(answer, lambda language: acquisition_words(found, language))


def _lifetime(ground: _Ground) -> Told:
    found = ground.fold(Lifetime(LTV_MONTHS))
    cac = ground.acquisition.cac.value
    return _told(lifetime_json(found, cac, ground.currency), lifetime_words)


def _potential(ground: _Ground) -> Told:
    pipeline = ground.fold(Pipeline(ground.overview.conversion.within))
    leaks = [one for one in ground.overview.leaks if one is not None]
    money = ground.overview.money
    whole = sum(leaks) if leaks else None
    found = potential(pipeline, money.average_deal, whole, money.net)
    answer = potential_json(pipeline, found, ground.currency)
    return _told(answer, lambda language: potential_words(pipeline, language))


def _break_even(ground: _Ground) -> Told:
    """Of the steps as they are; what is not known of the trade leaves the section empty."""
    money, margin = ground.overview.money, ground.asked.map.money.margin
    found, kinds = ground.acquisition, ground.costs.kinds or {}
    steps = ground.overview.conversion.steps
    pairs = steps[:-1] if len(steps) > 1 else steps
    rates = [one.rate.rate for one in pairs]
    known = [rate for rate in rates if rate is not None]
    cpl = found.cpl.value
    if margin is None or money.average_deal is None or cpl is None or len(known) < len(rates):
        return _told({}, break_even_words)
    fixed = sum(kinds.get(kind, 0) for kind in ("salary", "tool"))
    trade = Trade(money.average_deal * margin, tuple(known), cpl, fixed)
    answer = break_even_json(trade, found.gained.leads, ground.currency)
    return _told(answer, break_even_words)


def _repeat(ground: _Ground) -> Told:
    found = ground.fold(Repeat(ground.overview.conversion.within))
    answer = repeat_json(found, ground.asked)
    return _told(answer, lambda language: repeat_words(found, language))


def _next_order(ground: _Ground) -> Told:
    answer = next_order_json(ground.fold(NextOrder()))
    return _told(answer, lambda language: next_order_words(USUAL, language))


def _rfm(ground: _Ground) -> Told:
    return _told(rfm_json(ground.fold(Rfm()), ground.asked), rfm_words)


def _told(answer: dict[str, Any], words: Callable[[Language], Words]) -> Told:
    return Told(answer, {language: words(language) for language in LANGUAGES})


SECTIONS: Final[dict[str, Callable[[_Ground], Told]]] = {
    "costs": _costs,
    "acquisition": _acquisition,
    "lifetime": _lifetime,
    "potential": _potential,
    "break_even": _break_even,
    "repeat": _repeat,
    "next_order": _next_order,
    "rfm": _rfm,
}


def ask_sections(
    workspace: Workspace, map_id: str, question: Question, names: Sequence[str]
) -> tuple[Overview, dict[str, Told]]:
    """The map with its numbers, and the sections asked for.

    Args:
        workspace: whose people.
        map_id: of which map.
        question: moment, period, window, edition.
        names: of sections; `all` is every one.

    Raises:
        MapRefused: the draft cannot be read.
        UsageFault: there is no such section.
        WorkspaceFault: the map has no stages yet, or no such edition.
    """
    wanted = list(SECTIONS) if "all" in names else list(dict.fromkeys(names))
    unknown = next((name for name in wanted if name not in SECTIONS), None)
    if unknown is not None:
        allowed = ", ".join((*SECTIONS, "all"))
        raise UsageFault("unknown_section", found=unknown[:40], allowed=allowed)
    board = board_of(workspace, map_id, question.edition)
    slices = board.slices()
    overview = measured(workspace, board, slices, question)
    ground = _Ground(workspace, overview.asked, slices, overview)
    return overview, {name: SECTIONS[name](ground) for name in wanted}


def how_sections(sections: Mapping[str, Told]) -> dict[str, Any]:
    """For each section and language, each figure's name and how it is made."""
    if not sections:
        return {}
    return {
        "sections": {
            name: {
                language: {
                    figure: {"title": title, "how": how}
                    for figure, (title, how) in words.items()
                }
                for language, words in one.words.items()
            }
            for name, one in sections.items()
        }
    }
