"""A diagnosis under names that people and scripts may rely on, sentences beside the facts."""

from typing import Any

from tropa.measure.as_json import major, rate_json
from tropa.measure.diagnosis import Diagnosis, Link, Waiting
from tropa.measure.diagnosis_words import (
    how_words,
    next_steps,
    sentences,
    step_words,
    window_text,
)
from tropa.measure.references import SALE, Reference
from tropa.words import LANGUAGES


def diagnosis_json(found: Diagnosis) -> dict[str, Any]:
    """The answer: facts first, then what they come to, in both languages."""
    links = [_link_json(found, one) for one in found.links]
    margin = found.map.money.margin
    return {
        "people": found.people,
        "won": found.won,
        "lost": found.lost,
        "open": found.open,
        "deal": {
            "value": major(found.deal, found.map.currency),
            "planned": found.deal_planned,
            "margin": margin,
        },
        "worst": links[0] if found.worst is not None else None,
        "links": links,
        "largest_leak": found.largest_leak.start if found.largest_leak is not None else None,
        "waiting": _waiting_json(found.waiting),
        "next": _next_json(found),
        "sentences": {language: sentences(found, language) for language in LANGUAGES},
    }


def how_diagnosed() -> dict[str, Any]:
    """How the answer was made, in words."""
    return {"words": {language: how_words(language) for language in LANGUAGES}}


def _link_json(found: Diagnosis, link: Link) -> dict[str, Any]:
    return {
        "from": link.start,
        "to": link.end,
        "title": {language: step_words(found, link, language) for language in LANGUAGES},
        **rate_json(link.rate),
        "within": window_text(link),
        "few": link.rate.few,
        "basis": link.basis,
        "reference": _reference_json(link.reference),
        "gap": link.gap,
        "proven": link.is_proven,
        "onward": link.onward,
        "sales": link.sales,
        **_money_json(found, link.sales),
        "leak": {"sales": link.leak, **_money_json(found, link.leak)},
        "point": {"sales": link.point, **_money_json(found, link.point)},
        "lost": link.lost,
        "lost_from_net": link.net,
        "reasons": [
            {"reason": reason, "lost": count, "share": count / link.lost}
            for reason, count in link.reasons.items()
        ],
        "position": link.position,
        "open": link.open,
        "people": {"lost": f"stage/{link.start}/lost", "passed": _passed(link)},
    }


def _passed(link: Link) -> str | None:
    """The figure behind which those who passed stand."""
    if link.reference is not None and link.reference.kpi is not None:
        return f"kpi/{link.reference.kpi}"
    return None if link.end == SALE else f"conversion/{link.start}/{link.end}"


def _money_json(found: Diagnosis, sales: float | None) -> dict[str, Any]:
    worth, margin = found.money(sales), found.map.money.margin
    kept = None if worth is None or margin is None else worth * margin
    currency = found.map.currency
    return {"money": major(worth, currency), "margin": major(kept, currency)}


def _reference_json(reference: Reference | None) -> dict[str, Any] | None:
    if reference is None:
        return None
    return {
        "kind": reference.kind,
        "rate": reference.rate,
        "kpi": reference.kpi,
        "month": reference.month,
        "seen": rate_json(reference.seen) if reference.seen is not None else None,
    }


def _waiting_json(waiting: Waiting | None) -> dict[str, Any] | None:
    if waiting is None:
        return None
    return {
        "stage": waiting.stage,
        "under_way": waiting.under_way,
        "over_norm": rate_json(waiting.over_norm) if waiting.over_norm is not None else None,
        "no_next_step": waiting.no_next_step,
        "median_gap_days": waiting.gap_days,
    }


def _next_json(found: Diagnosis) -> list[dict[str, Any]]:
    said = {language: next_steps(found, language) for language in LANGUAGES}
    return [
        {"code": code, **{language: said[language][at][1] for language in LANGUAGES}}
        for at, (code, _) in enumerate(said["en"])
    ]
