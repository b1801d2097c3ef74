"""A diagnosis in sentences that a marketer repeats to the owner, and what to do next."""

from typing import Final

from tropa.clock import DAY, duration_text
from tropa.measure.diagnosis import Diagnosis, Link, Waiting
from tropa.measure.losses import SILENT, UNSAID
from tropa.measure.references import SALE
from tropa.measure.spoken import (
    spoken_money,
    spoken_month,
    spoken_number,
    spoken_points,
    spoken_reason,
    spoken_share,
    spoken_time,
)
from tropa.words import Language, date_words, say

REASONS_SAID: Final = 3
_A_MONTH_AND_A_HALF: Final = 1.5
_HOW: Final = ("share", "reference", "money", "leak", "order", "waiting")


def sentences(found: Diagnosis, language: Language) -> list[str]:
    """What ails the way to the sale, most important first."""
    said = [_summary(found, language)]
    worst = found.worst
    if worst is None:
        said.append(say("diagnosis.healthy", language))
    else:
        said += _about(found, worst, language)
    if found.waiting is not None:
        said += _waiting(found, found.waiting, language)
    return said


def how_words(language: Language) -> list[str]:
    """How a diagnosis is made."""
    return [say(f"diagnosis.how.{name}", language) for name in _HOW]


def step_words(found: Diagnosis, link: Link, language: Language) -> str:
    """A step by the titles of its stages."""
    end = say("diagnosis.sale", language) if link.end == SALE else title_of(found, link.end)
    return say("diagnosis.step", language, start=title_of(found, link.start), end=end)


def title_of(found: Diagnosis, stage: str) -> str:
    """What people call a stage."""
    return found.map.stages[found.map.stage_index(stage)].title


def window_text(link: Link) -> str | None:
    """The window of a step's share, as machines write it."""
    return duration_text(link.within) if link.within is not None else None


def _summary(found: Diagnosis, language: Language) -> str:
    """How many came and how many bought, over which days."""
    unit, n, won = found.map.unit, found.people, found.won
    begin, end = (date_words(at, found.map.zone, language) for at in found.opened)
    span = "day" if begin == end else "period"
    when = say(f"diagnosis.when.{span}", language, begin=begin, end=end)
    if not won:
        return say(f"diagnosis.{unit}.nobody_bought", language, when=when, n=n)
    share = spoken_share(won / n, language)
    return say(f"diagnosis.{unit}.summary", language, when=when, n=n, won=won, share=share)


def _about(found: Diagnosis, link: Link, language: Language) -> list[str]:
    unit = found.map.unit
    said = [_headline(found, link, language)]
    if link.basis == "reachable":
        said += _held_against(found, link, language)
    said += _cost(found, link, language)
    if link.rate.few:
        said.append(say(f"diagnosis.{unit}.few", language, n=link.rate.denominator))
    elif link.basis == "reachable" and not link.is_proven:
        said.append(say("diagnosis.not_proven", language))
    if link.lost:
        said.append(_reasons(link, language))
        said.append(say(f"diagnosis.position.{link.position}", language))
    if link.open:
        said.append(say(f"diagnosis.{unit}.open", language, n=link.open))
    return said + _elsewhere(found, link, language) + _point(found, link, language)


def _headline(found: Diagnosis, link: Link, language: Language) -> str:
    unit, k, n = found.map.unit, link.rate.numerator, link.rate.denominator
    step = step_words(found, link, language)
    values: dict[str, object] = {
        "k": k,
        "n": n,
        "share": spoken_share(link.rate.rate, language),
    }
    key = "stopped" if link.is_stopped else "passed"
    if key == "passed" and link.within is not None:
        key, values = "passed_within", values | {"within": spoken_time(link.within, language)}
    passed = say(f"diagnosis.{unit}.{key}", language, **values)
    return say("diagnosis.worst", language, step=step, passed=passed)


def _held_against(found: Diagnosis, link: Link, language: Language) -> list[str]:
    reference = link.reference
    if reference is None or link.gap is None:
        return []
    values: dict[str, object] = {
        "target": spoken_share(reference.rate, language),
        "gap": spoken_points(link.gap, language),
    }
    if reference.kind == "target":
        values["kpi"] = found.map.kpis[reference.kpi or ""].title
    elif reference.seen is not None:
        k, n = reference.seen.numerator, reference.seen.denominator
        month = spoken_month(reference.month or "", language)
        values |= {"month": month, "k": k, "n": n}
    return [say(f"diagnosis.{reference.kind}", language, **values)]


def _cost(found: Diagnosis, link: Link, language: Language) -> list[str]:
    """What the step costs: in all, whether that is the most it may be, and a month."""
    sales, basis = link.sales, link.basis
    if sales is None or basis is None or basis == "stopped":
        return []
    how = "about" if basis == "reachable" else "up_to"
    said = [say(f"diagnosis.{basis}", language, gain=_gain(found, sales, how, language))]
    if basis == "leak":
        bound = "upper_bound" if link.reference is None else "met"
        said.append(say(f"diagnosis.{bound}", language))
    worth, currency = found.money(sales), found.map.currency
    if worth is not None and found.months >= _A_MONTH_AND_A_HALF:
        monthly = spoken_money(worth / found.months, currency, language)
        said.append(say("diagnosis.a_month", language, money=monthly))
    if found.deal_planned and found.deal is not None:
        deal = spoken_money(found.deal, currency, language)
        said.append(say("diagnosis.planned_deal", language, money=deal))
    return said


def _gain(found: Diagnosis, sales: float, how: str, language: Language) -> str:
    """So many sales by their money, with its margin where the map states one."""
    number, form = spoken_number(sales, language)
    worth, currency, margin = found.money(sales), found.map.currency, found.map.money.margin
    if worth is None:
        return say("diagnosis.gain.sales", language, sales=number, number=form)
    money = spoken_money(worth, currency, language)
    said = say(f"diagnosis.gain.{how}", language, money=money, sales=number, number=form)
    if margin is None:
        return said
    kept = spoken_money(worth * margin, currency, language)
    return said + say("diagnosis.gain.margin", language, margin=kept)


def _reasons(link: Link, language: Language) -> str:
    """The commonest first, as they are in the answer."""
    most = list(link.reasons.items())[:REASONS_SAID]
    if len(most) == 1:
        who = spoken_reason(most[0][0], language)
        return say("diagnosis.lost_all", language, n=link.lost, who=who)
    told = [
        say("diagnosis.reason", language, who=spoken_reason(who, language), k=k, n=link.lost)
        for who, k in most
    ]
    return say("diagnosis.lost_here", language, reasons="; ".join(told))


def _elsewhere(found: Diagnosis, link: Link, language: Language) -> list[str]:
    """Where the most is lost, if elsewhere: not to be forgotten over what can be had."""
    other = found.largest_leak
    if other is None or other.at == link.at or link.basis != "reachable":
        return []
    worth = found.money(other.leak)
    if worth is None or (other.leak or 0.0) <= (link.reachable or 0.0):
        return []
    money = spoken_money(worth, found.map.currency, language)
    step = step_words(found, other, language)
    why = "unset" if other.gap is None else "less" if other.gap else "met"
    return [say(f"diagnosis.elsewhere.{why}", language, step=step, money=money)]


def _point(found: Diagnosis, link: Link, language: Language) -> list[str]:
    sales = link.point
    if not sales or link.is_stopped:
        return []
    worth = found.money(sales)
    if worth is None:
        number, form = spoken_number(sales, language)
        gain = say("diagnosis.gain.sales", language, sales=number, number=form)
    else:
        money = spoken_money(worth, found.map.currency, language)
        gain = say("diagnosis.gain.money", language, money=money)
    return [say("diagnosis.point", language, gain=gain)]


def _waiting(found: Diagnosis, waiting: Waiting, language: Language) -> list[str]:
    unit, stage = found.map.unit, title_of(found, waiting.stage)
    said = [say(f"diagnosis.{unit}.waiting", language, stage=stage, n=waiting.under_way)]
    over = waiting.over_norm
    if over is not None and over.numerator:
        k, n = over.numerator, over.denominator
        said.append(say("diagnosis.over_norm", language, k=k, n=n))
    elif waiting.gap_days is not None:
        key = "diagnosis.gap_one" if waiting.under_way == 1 else "diagnosis.gap"
        said.append(say(key, language, gap=spoken_time(waiting.gap_days * DAY, language)))
    return said


# ---------------------------------------------------------------- what to do next


def next_steps(found: Diagnosis, language: Language) -> list[tuple[str, str]]:
    """What to do, the nearest first: a stable code and a sentence."""
    worst, waiting = found.worst, found.waiting
    said = [] if worst is None else _mending(found, worst, language)
    if waiting is not None and waiting.no_next_step:
        k, n = waiting.no_next_step, waiting.under_way
        form = "turn_to" if k < n else "turn_to_all"
        stage = title_of(found, waiting.stage)
        said.append(("turn_to", _next(form, language, stage=stage, k=k, n=n)))
    if worst is not None and worst.reference is None and worst.end != SALE:
        step = step_words(found, worst, language)
        ids = {"from_id": worst.start, "to_id": worst.end}
        said.append(("set_target", _next("set_target", language, step=step, **ids)))
    return said or [("go_on", _next("go_on", language))]


def _mending(found: Diagnosis, link: Link, language: Language) -> list[tuple[str, str]]:
    start = title_of(found, link.start)
    if link.is_stopped and link.end != SALE:
        end = title_of(found, link.end)
        return [("check_events", _next("check_events", language, end=end))]
    if not link.reasons:
        return []
    # Reasons come commonest first.
    reason, k = next(iter(link.reasons.items()))
    if reason == UNSAID:
        return [("ask_why", _next("ask_why", language, start=start))]
    if reason != SILENT:
        said = _next("study", language, start=start, reason=reason, k=k, n=link.lost)
        return [("study", said)]
    limit = found.map.stages[link.at].lost_after
    if limit is None:
        # Those who fell silent did so by the rule of an earlier edition.
        return [("write_silent", _next("write_silent", language, start=start))]
    said = _next("write_sooner", language, start=start, limit=spoken_time(limit, language))
    return [("write_sooner", said)]


def _next(code: str, language: Language, **values: object) -> str:
    return say(f"diagnosis.next.{code}", language, **values)
