"""The effect of a launch in sentences that a marketer repeats to the owner."""

from typing import Final

from tropa.measure.effect import EXPECTED, Change, EffectAnswer, Side
from tropa.measure.fold import Asked
from tropa.measure.spoken import spoken_money, spoken_points, spoken_share, spoken_time
from tropa.words import Language, date_words, percent_words, say

_HOW: Final = ("conversion", "per_lead", "window", "season", "early", "expected", "cause")


def effect_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"effect.{name}.title", language), say(f"effect.{name}.how", language))
        for name in _HOW
    }


def launch_words(found: EffectAnswer, language: Language) -> str:
    """What was launched: the map, or one of its editions."""
    if not found.launch.alone:
        return say("effect.of_map", language)
    return say("effect.of_edition", language, number=found.launch.edition)


def effect_sentences(found: EffectAnswer, asked: Asked, language: Language) -> list[str]:
    """What may be said of a launch now, and on what grounds."""
    said = [_headline(found, asked, language)]
    if found.conversion is None or found.money is None:
        said.append(say(f"effect.{_why(found)}", language))
    else:
        said += [
            _of_rates(found, found.conversion, language),
            _of_money(found, found.money, asked.map.currency, language),
            _basis(found, language),
        ]
    if found.unripe:
        length = spoken_time(found.within, language)
        said.append(say("effect.unripe", language, n=found.unripe, length=length))
    if found.by_earlier:
        said.append(say("effect.by_earlier", language, n=found.by_earlier))
    return said


def expected_words(language: Language) -> str:
    """What others promise, marked as theirs."""
    low, high = (percent_words(one, language, 0) for one in EXPECTED)
    return say("effect.expectation", language, low=low, high=high)


def _headline(found: EffectAnswer, asked: Asked, language: Language) -> str:
    zone = asked.map.zone
    key = "early" if found.early else "launched"
    return say(
        f"effect.headline.{key}",
        language,
        what=launch_words(found, language),
        date=date_words(found.launch.at, zone, language),
        judged=date_words(found.judged_from, zone, language),
    )


def _why(found: EffectAnswer) -> str:
    """Why there is nothing to compare."""
    return "nobody_after" if not found.after.sold.denominator else "nobody_before"


def _of_rates(found: EffectAnswer, change: Change, language: Language) -> str:
    low, high = (spoken_points(one, language) for one in (change.low, change.high))
    return say(
        "effect.rates",
        language,
        before=_share(found.before, language),
        after=_share(found.after, language),
        change=_signed(spoken_points(change.difference, language), change.difference),
        low=low,
        high=_signed(high, change.high),
        verdict=say(f"effect.verdict.{found.verdict(change)}", language),
    )


def _share(side: Side, language: Language) -> str:
    share = spoken_share(side.sold.rate, language)
    k, n = side.sold.numerator, side.sold.denominator
    return say("effect.share", language, share=share, k=k, n=n)


def _of_money(found: EffectAnswer, change: Change, currency: str, language: Language) -> str:
    def money(minor: float | None) -> str:
        return spoken_money(minor or 0.0, currency, language)

    return say(
        "effect.money",
        language,
        before=money(found.before.per_lead),
        after=money(found.after.per_lead),
        change=_signed(money(change.difference), change.difference),
        low=money(change.low),
        high=_signed(money(change.high), change.high),
        verdict=say(f"effect.verdict.{found.verdict(change)}", language),
    )


def _basis(found: EffectAnswer, language: Language) -> str:
    return say(f"effect.basis.{found.basis}", language, n=len(found.before.months))


def _signed(text: str, value: float) -> str:
    return f"+{text}" if value > 0 else text
