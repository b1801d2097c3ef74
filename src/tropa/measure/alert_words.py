"""Alerts in sentences, how often they are false, and all of it as JSON."""

from typing import Any, Final

from tropa.clock import DAY, duration_text
from tropa.map.document import Map
from tropa.measure.alerts import (
    LEAST_BEFORE,
    LEAST_NOW,
    WEEKS_BEFORE,
    AlertsAnswer,
    Look,
    Weeks,
)
from tropa.measure.as_json import rate_json
from tropa.measure.days import day_text, first_day
from tropa.measure.spoken import spoken_share, spoken_time
from tropa.words import LANGUAGES, Language, date_words, percent_words, say

_HOW: Final = ("rate", "apart", "test", "ripe")


def alert_sentences(found: AlertsAnswer, map_: Map, language: Language) -> list[str]:
    """What has left its usual band; or that nothing has; or that there is too little to say."""
    if not found.told:
        return [say("alerts.few", language, now=LEAST_NOW, before=LEAST_BEFORE)]
    said = [_alert(one, map_, language) for one in found.alerts]
    all_ = len(found.looks)
    if not said:
        return [say("alerts.quiet", language, told=found.told, all=all_)]
    if found.told < all_:
        said.append(say("alerts.some_few", language, n=all_ - found.told))
    return said


def how_alerted(found: AlertsAnswer) -> dict[str, Any]:
    """How the answer was made: the rate of false alarms, the test, which week."""
    return {
        "false_alarm_rate": found.rate,
        "looks": len(found.looks),
        "weeks_before": WEEKS_BEFORE,
        "words": {language: alerts_how(found, language) for language in LANGUAGES},
    }


def alerts_how(found: AlertsAnswer, language: Language) -> list[str]:
    """How alerts are found, in words."""
    values = {"rate": percent_words(found.rate, language, 0), "checks": len(found.looks)}
    return [say(f"alerts.how.{name}", language, **values) for name in _HOW]


def alerts_json(found: AlertsAnswer, map_: Map) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "alerts": [_look_json(one, map_) for one in found.alerts],
        "worse": sum(one.is_worse for one in found.alerts),
        "looked_at": found.told,
        "few_data": len(found.looks) - found.told,
        "looks": [_look_json(one, map_) for one in found.looks],
        "sentences": {one: alert_sentences(found, map_, one) for one in LANGUAGES},
    }


def _alert(look: Look, map_: Map, language: Language) -> str:
    titles = {one.id: one.title for one in map_.stages}
    values: dict[str, object] = {
        "stage": titles[look.stage],
        "next": titles[look.next],
        "week": _week_words(look.weeks, map_, language),
    }
    if look.measure == "dwell":
        medians = {"now": look.median_now, "before": look.median_before}
        values |= {name: spoken_time(length or 0, language) for name, length in medians.items()}
    elif look.band is not None:
        shares = {"now": look.now.rate, "before": look.before.rate}
        values |= {name: spoken_share(share, language) for name, share in shares.items()}
        low, high = (percent_words(end, language, 0) for end in look.band)
        values |= {"low": low, "high": high, "within": spoken_time(look.within, language)}
        values |= {"k": look.now.numerator, "n": look.now.denominator}
    return say(f"alerts.{look.measure}.{look.alarm}", language, **values)


def _week_words(weeks: Weeks, map_: Map, language: Language) -> str:
    """A week by its first and last day."""
    begin, end = (
        date_words(at, map_.zone, language) for at in (weeks.since, weeks.until - DAY // 2)
    )
    return say("alerts.week", language, begin=begin, end=end)


def _look_json(look: Look, map_: Map) -> dict[str, Any]:
    zone = map_.zone
    low, high = look.band if look.band is not None else (None, None)
    return {
        "stage": look.stage,
        "to": look.next,
        "measure": look.measure,
        "within": duration_text(look.within),
        "week": {
            name: day_text(first_day(at, zone))
            for name, at in (("from", look.weeks.since), ("to", look.weeks.until))
        },
        "enough": look.enough,
        "alarm": look.alarm,
        "worse": look.is_worse,
        "now": rate_json(look.now),
        "before": rate_json(look.before),
        "usual": {"low": low, "high": high},
        "p": look.p,
        "median_days": {
            "now": _in_days(look.median_now),
            "before": _in_days(look.median_before),
        },
    }


def _in_days(length: float | None) -> float | None:
    return None if length is None else length / DAY
