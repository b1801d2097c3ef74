"""Sections of money: what was spent, what it gained, what customers are worth."""

from dataclasses import replace
from typing import Final

from tropa.measure.acquisition import acquisition_json, acquisition_words
from tropa.measure.break_even import Trade, break_even_json, break_even_words
from tropa.measure.conversion import Step
from tropa.measure.costs import costs_json, costs_words
from tropa.measure.lifetime import Lifetime, lifetime_json, lifetime_words
from tropa.measure.potential import Pipeline, potential, potential_json, potential_words
from tropa.measure.sale import sale_stage
from tropa.workspace.sections.credit import paid_cac
from tropa.workspace.sections.ground import Ground, Told, told

LTV_MONTHS: Final = 12
"""Ages of customers at which their value is told."""


def costs_section(ground: Ground) -> Told:
    """What was spent, however it is cut."""
    found = told(costs_json(ground.costs, ground.asked), costs_words)
    return replace(found, names=ground.names)


def acquisition_section(ground: Ground) -> Told:
    """Leads and customers against what they cost; the paid ones as touches share them."""
    found = replace(ground.acquisition, paid_cac=paid_cac(ground))
    answer = acquisition_json(found, ground.currency)
    return told(answer, lambda language: acquisition_words(found, language))


def lifetime_section(ground: Ground) -> Told:
    """What a customer has brought by each age."""
    found = ground.fold(Lifetime(LTV_MONTHS))
    cac = ground.acquisition.cac.value
    return told(lifetime_json(found, cac, ground.currency), lifetime_words)


def potential_section(ground: Ground) -> Told:
    """What is under way, lost and received."""
    pipeline = ground.fold(Pipeline(ground.overview.conversion.within))
    leaks = [one for one in ground.overview.leaks if one is not None]
    money = ground.overview.money
    whole = sum(leaks) if leaks else None
    found = potential(pipeline, money.average_deal, whole, money.net)
    answer = potential_json(pipeline, found, ground.currency)
    for one in answer["stages"]:
        one["title"] = ground.stage_title(one["id"])
    return told(answer, lambda language: potential_words(pipeline, language))


def _from_lead_to_sale(ground: Ground) -> tuple[Step, ...]:
    """The steps a lead walks: from the first stage that no more people reached than are leads.

    A lead is bought by the money of marketing; earlier stages have their price in it already.
    """
    map_, flow = ground.asked.map, ground.overview.flow.stages
    leads, sale = ground.acquisition.gained.leads, sale_stage(map_)
    pairs = zip(map_.stages, flow, strict=True)
    begins = (
        at
        for at, (one, came) in enumerate(pairs)
        if not one.counted_only and came.reached <= leads
    )
    first = next(begins, 0)
    return ground.overview.conversion.steps[first:sale]


def break_even_section(ground: Ground) -> Told:
    """Of the steps as they are; what is not known of the trade leaves the section empty."""
    money, margin = ground.overview.money, ground.asked.map.money.margin
    found, kinds = ground.acquisition, ground.costs.kinds or {}
    pairs = _from_lead_to_sale(ground)
    rates = [one.rate.rate for one in pairs]
    known = [rate for rate in rates if rate is not None]
    cpl = found.cpl.value
    if margin is None or money.average_deal is None or cpl is None:
        return told({}, break_even_words)
    if not rates or len(known) < len(rates):
        return told({}, break_even_words)
    fixed = sum(kinds.get(kind, 0) for kind in ("salary", "tool"))
    trade = Trade(money.average_deal * margin, tuple(known), cpl, fixed)
    answer = break_even_json(trade, found.gained.leads, ground.currency)
    for one, step in zip(pairs, answer["steps"], strict=True):
        step["from"] = ground.stage_title(one.from_stage)
        step["to"] = ground.stage_title(one.to_stage)
    return told(answer, break_even_words)
