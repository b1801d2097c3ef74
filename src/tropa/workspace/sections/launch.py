"""The section of the effect of the map: what changed with its launch, and with each edition.

A launch is an instant an edition was published at. The first one is the map's, and everything
after it counts, whatever editions came later. Of later editions only journeys they placed
themselves count, set against the time of the edition before. Where one edition is asked for, it
is the only one told of, and everybody, before it and after, is measured by its rules.
"""

from dataclasses import replace
from typing import Any

from tropa.clock import BEFORE, FOREVER
from tropa.measure.cycle import Cycle, CycleAnswer
from tropa.measure.effect import EffectAnswer, Launch, effect, effect_json, window
from tropa.measure.effect_words import (
    effect_sentences,
    effect_words,
    expected_words,
    launch_words,
)
from tropa.measure.lead_months import LeadMonths, LeadRows
from tropa.measure.run import run
from tropa.words import LANGUAGES, Language, say
from tropa.workspace.sections.ground import Ground, Told, said, told
from tropa.workspace.threads import on_threads


def effect_section(ground: Ground) -> Told:
    """A row a launch: the map's, then those of its later editions."""
    launches = [one for one in launches_of(ground) if one.at <= ground.asked.as_of]
    if not launches:
        words = said(lambda language: say("effect.not_launched", language))
        remarks = [{"code": "not_launched", "words": words}]
        answer = {"launches": [], "missing": "not_launched", "remarks": remarks}
        return told(answer, effect_words)
    # The cycle is that of everybody: a period may hold too few sales to tell it.
    everybody = replace(ground.asked, since=BEFORE, until=FOREVER)
    [cycle] = run((Cycle(),), ground.slices, everybody, on_threads)
    found = _effects(ground, launches, cycle)
    rows = [{**effect_json(one, ground.asked), **_title(one)} for one in found]
    remarks = [remark for one in found for remark in _remarks(ground, one)]
    remarks.append({"code": "expected", "words": said(expected_words)})
    answer = {"launches": rows, "missing": None, "remarks": remarks}
    return told(answer, effect_words)


def launches_of(ground: Ground) -> list[Launch]:
    """When the map and its editions went live."""
    live = ground.workspace.ledger.catalogue.editions(ground.asked.map.id)
    live = sorted(live, key=lambda one: one.number)
    times = [BEFORE, *(one.published for one in live), FOREVER]
    found = [
        Launch(one.number, one.published, until, alone=True, since=since)
        for one, since, until in zip(live, times[:-2], times[2:], strict=True)
    ]
    edition = ground.board.edition
    if edition.number and not edition.live_from:
        # Forced over everything: journeys are all its own.
        return [replace(one, alone=False) for one in found if one.edition == edition.number]
    return [replace(one, until=FOREVER, alone=False) for one in found[:1]] + found[1:]


def _effects(ground: Ground, launches: list[Launch], cycle: CycleAnswer) -> list[EffectAnswer]:
    within = window(cycle.median, ground.overview.conversion.within)
    leads: LeadRows = ground.fold(LeadMonths(within))
    return [effect(leads, ground.asked, one, within, cycle.median) for one in launches]


def _title(found: EffectAnswer) -> dict[str, Any]:
    return {"title": said(lambda language: launch_words(found, language))}


def _remarks(ground: Ground, found: EffectAnswer) -> list[dict[str, Any]]:
    def sentence(language: Language, at: int) -> str:
        return effect_sentences(found, ground.asked, language)[at]

    return [
        {"code": "effect", "words": said(lambda language, at=at: sentence(language, at))}
        for at in range(len(effect_sentences(found, ground.asked, LANGUAGES[0])))
    ]
