"""Amounts as people say them: «1,2 млн ₽», «446 000 ₽», «2,4 продажи», «13 дней»."""

from typing import Final

from tropa.clock import DAY, HOUR, MINUTE
from tropa.measure.losses import SILENT, UNSAID
from tropa.money import exponent_of
from tropa.words import (
    Language,
    money_words,
    number_words,
    percent_words,
    say,
    short_money_words,
)

_MANY: Final = 10
_LEAST: Final = 0.05
_NEAR: Final = 0.05
_MILLION: Final = 10**6
_DIGITS: Final = 3
_HALF_A_DAY_MORE: Final = 1.5


def spoken_money(minor: float, currency: str, language: Language) -> str:
    """Money to three digits that count; millions by their order."""
    exponent = exponent_of(currency)
    unit = 10**exponent
    whole = round(float(f"{minor / unit:.{_DIGITS - 1}e}")) * unit
    if abs(whole) >= _MILLION * unit:
        return short_money_words(whole, currency, language, exponent)
    return money_words(whole, currency, language, exponent)


def spoken_number(value: float, language: Language) -> tuple[str, float | int]:
    """A number with no more decimals than it deserves, and what its word form goes by."""
    whole = round(value)
    if value >= _MANY or (whole and abs(value - whole) < _NEAR):
        return number_words(whole, language), whole
    if value < _LEAST:
        return say("spoken.less", language), value
    return number_words(value, language, 1), value


def spoken_share(share: float | None, language: Language) -> str:
    """A percentage, its decimal where it has one."""
    whole = share is not None and abs(share * 100 - round(share * 100)) < _NEAR
    return percent_words(share, language, 0 if whole else 1)


def spoken_points(gap: float, language: Language) -> str:
    """A difference of shares in percentage points."""
    points = gap * 100
    return number_words(points, language, 0 if abs(points - round(points)) < _NEAR else 1)


def spoken_time(length: float, language: Language) -> str:
    """A length of time in days, hours or minutes, whichever says it better."""
    if length >= _HALF_A_DAY_MORE * DAY:
        unit, value = "days", length / DAY
    elif length >= _HALF_A_DAY_MORE * HOUR:
        unit, value = "hours", length / HOUR
    else:
        unit, value = "minutes", max(1, length / MINUTE)
    number, form = spoken_number(value, language)
    return say(f"spoken.{unit}", language, n=number, number=form)


def spoken_month(month: str, language: Language) -> str:
    """A month written as `2026-03` by its name."""
    year, _, number = month.partition("-")
    name = say("spoken.months", language).split()[int(number) - 1]
    return say("spoken.month", language, name=name, year=year)


def spoken_reason(reason: str, language: Language) -> str:
    """Why people were lost."""
    if reason == SILENT:
        return say("spoken.why.silence", language)
    if reason == UNSAID:
        return say("spoken.why.unsaid", language)
    return say("spoken.why.said", language, text=reason)
