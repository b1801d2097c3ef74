"""How numbers, money, shares, moments and durations are written in each language.

Russian groups thousands with a no-break space and writes a decimal comma; English groups with
commas and writes a point. Money is held in minor units (kopecks) and said in major ones.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, TypeAlias

NO_BREAK: Final = "\u00a0"
_MINUS: Final = "\u2212"

_MONTHS: Final = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": (
        "January February March April May June July August September October November December"
    ),
}
_SIGNS: Final = {
    "RUB": "₽",
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "BYN": "Br",
    "KZT": "₸",
    "UAH": "₴",
}
_UNITS: Final = {
    "ru": (("d", "дн"), ("h", "ч"), ("m", "мин"), ("s", "с")),
    "en": (("d", "d"), ("h", "h"), ("m", "min"), ("s", "s")),
}
_SECONDS: Final = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}

_SHORT: Final = {
    "ru": ((10**12, "трлн"), (10**9, "млрд"), (10**6, "млн")),
    "en": ((10**12, "T"), (10**9, "B"), (10**6, "M")),
}

_Language: TypeAlias = Literal["ru", "en"]


def number_words(value: float | Decimal, language: _Language, digits: int = 0) -> str:
    """`12840` as «12 840» or “12,840”, with `digits` decimals."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(exact):,.{digits}f}"
    if language == "ru":
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return f"{_MINUS}{text}" if exact < 0 else text


def short_number_words(value: float | Decimal, language: _Language) -> str:
    """A large number by order: `41234567` as «41,2 млн» or “41.2M”; below a million in full.

    One decimal is kept where it says something: «9,6 млн», but «9 млн» and «412 млн».
    """
    exact = Decimal(str(value))
    whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
    for size, word in _SHORT[language]:
        # 999,960,000 is a thousand millions once rounded: it is said as one milliard.
        if abs(whole) >= size * Decimal("0.9995") and abs(whole) >= 10**6:
            part = (exact / size).quantize(Decimal("0.1"), ROUND_HALF_UP)
            digits = 0 if part == part.to_integral_value() or abs(part) >= 100 else 1
            number = number_words(part, language, digits)
            return f"{number}{NO_BREAK}{word}" if language == "ru" else f"{number}{word}"
    return number_words(whole, language)


def percent_words(share: float | None, language: _Language, digits: int = 1) -> str:
    """A share of one as a percentage; an unknown share is a dash."""
    if share is None:
        return "—"
    number = number_words(share * 100, language, digits)
    return f"{number}{NO_BREAK}%" if language == "ru" else f"{number}%"


def money_words(minor: float, currency: str, language: _Language, exponent: int = 2) -> str:
    """Minor units as money, without kopecks when there are none."""
    major = Decimal(str(minor)).scaleb(-exponent)
    digits = 0 if major == major.to_integral_value() else exponent
    number = number_words(major, language, digits)
    return _with_sign(number, currency, language)


def short_money_words(
    minor: float, currency: str, language: _Language, exponent: int = 2
) -> str:
    """Money by its order, for where space is dear: «41,2 млн ₽», “$41.2M”."""
    major = Decimal(str(minor)).scaleb(-exponent)
    return _with_sign(short_number_words(major, language), currency, language)


def _with_sign(number: str, currency: str, language: _Language) -> str:
    """The number with the sign of its money where the language puts it."""
    sign = _SIGNS.get(currency, currency)
    if language == "en" and len(sign) == 1 and sign in "$€£":
        return (
            f"{sign}{number}"
            if not number.startswith(_MINUS)
            else f"{_MINUS}{sign}{number[1:]}"
        )
    return f"{number}{NO_BREAK}{sign}"


def date_words(micros: int, zone: tzinfo, language: _Language) -> str:
    """A day in words: «4 марта 2026», “4 March 2026”."""
    day = _local(micros, zone)
    month = _MONTHS[language].split()[day.month - 1]
    return f"{day.day} {month} {day.year}"


def moment_words(micros: int, zone: tzinfo, language: _Language) -> str:
    """A moment: day and time of day; midnight is the day alone."""
    at = _local(micros, zone)
    day = date_words(micros, zone, language)
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return day
    return f"{day}, {at:%H:%M}"


def duration_words(micros: float, language: _Language) -> str:
    """A length of time by its biggest unit that leaves a readable number: «26 ч», “4 d”."""
    seconds = abs(micros) / 1_000_000
    for unit, word in _UNITS[language]:
        size = _SECONDS[unit]
        # Two units of the bigger kind, else the smaller unit says it better: 26 h, not 1 d.
        if seconds >= size * (2 if unit in "dh" else 1) or unit == "s":
            value = seconds / size
            digits = 1 if value < 10 and abs(value - round(value)) >= 0.05 else 0
            return f"{number_words(value, language, digits)}{NO_BREAK}{word}"
    raise AssertionError


def length_words(micros: int, language: _Language) -> str:
    """A length somebody chose, exactly, by the biggest unit that says it: «30 дн», “36 h”."""
    for unit, word in _UNITS[language]:
        size = _SECONDS[unit] * 1_000_000
        if micros % size == 0 or unit == "s":
            return f"{number_words(Decimal(micros) / size, language)}{NO_BREAK}{word}"
    raise AssertionError


def days_words(days: float, language: _Language) -> str:
    """A number of days with one decimal where it matters."""
    return duration_words(days * 86_400_000_000, language)


def _local(micros: int, zone: tzinfo) -> datetime:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return (epoch + timedelta(microseconds=micros)).astimezone(zone)
