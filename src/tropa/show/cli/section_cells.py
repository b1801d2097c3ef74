"""How figures of sections are written: what each is called, in which unit it is read."""

from dataclasses import dataclass
from typing import Any, Final, cast

from tropa.clock import MINUTE, duration
from tropa.money import exponent_of
from tropa.words import (
    LANGUAGES,
    Language,
    days_words,
    duration_words,
    has_words,
    money_words,
    number_words,
    percent_words,
    say,
)
from tropa.workspace.sections.ground import Told

Row = dict[str, Any]

_MONEY: Final = frozenset(
    "total by_kind by_channel by_campaign by_touchpoint by_role by_month revenue margin costs "
    "net cpl cpo cac paid_cac margin_per_lead ltv pipeline leak received potential "
    "margin_per_win fixed profit wanted_profit value from_net to_net per_lead per_lead_before "
    "per_lead_after per_lead_earlier".split()
)
_SHARES: Final = frozenset(
    "drr romi roi net_share share share_gone attainment coverage conversion margin_share now "
    "needed".split()
)
_HUNDREDTHS: Final = frozenset(
    "roas to_cac pace per_person factor_median median sold_ratio per_lead_ratio".split()
)
_MINUTES: Final = "_minutes"
_DAYS: Final = "_days"
_LENGTHS: Final = frozenset(("within", "review_every"))
_COUNTS: Final = frozenset(("working_days", "n"))
MEASURED: Final = "measured"
_RATE: Final = frozenset(("numerator", "denominator", "rate", "low", "high"))


@dataclass(frozen=True)
class Cells:
    """Names and values of one section in one language."""

    section: str
    told: Told
    language: Language
    currency: str

    def title(self, key: str) -> str:
        """What a figure is called; nothing for one that only programs read."""
        own = self.told.words[self.language].get(key)
        for known in (f"show.column_of.{self.section}.{key}", f"show.figure.{key}"):
            if known.startswith("show.figure") and own is not None:
                return own[0]
            if has_words(known):
                return say(known, self.language)
        return own[0] if own is not None else ""

    def entry(self, key: str, name: str) -> str:
        """What one of several things under a figure is called."""
        if not name:
            return say("show.unnamed", self.language)
        own = self.told.words[self.language].get(name)
        if own is not None:
            return own[0]
        word = f"show.word.{key}.{name}"
        return say(word, self.language) if has_words(word) else self.told.names.get(name, name)

    def cell(self, key: str, value: Any) -> str:
        """A figure as it is read; nothing known is a dash."""
        match value:
            case None:
                return "—"
            case bool():
                return say("ask.yes" if value else "show.no", self.language)
            case int() | float():
                return self._number(key, value)
            case str():
                if key in _LENGTHS:
                    return duration_words(duration(value), self.language)
                return self.entry(key, value)
            case dict():
                return self._compound(key, cast("Row", value))
            case _:
                return ""

    def _number(self, key: str, value: float) -> str:
        language = self.language
        if key in _MONEY:
            exponent = exponent_of(self.currency)
            return money_words(round(value * 10**exponent), self.currency, language, exponent)
        if key in _SHARES:
            return percent_words(value, language)
        if key.endswith(_MINUTES):
            return duration_words(round(value * MINUTE), language)
        if key.endswith(_DAYS) and key not in _COUNTS:
            return days_words(value, language)
        digits = 2 if key in _HUNDREDTHS else 1
        rounded = key not in _HUNDREDTHS and value == int(value)
        return number_words(value, language, 0 if rounded else digits)

    def _compound(self, key: str, value: Row) -> str:
        """Words of ours in each language, a share, or a quotient with why there is none."""
        if is_words(value):
            return value[self.language]
        if is_rate(value):
            return self._rate(value)
        if MEASURED in value:
            return self._measured(value)
        if "points" in value:
            return self._points(value)
        if "missing" in value:
            said = self.cell(key, next(iter(value.values())))
            why = self.reason(value["missing"])
            return f"{said} ({why})" if why else said
        return ""

    def _measured(self, value: Row) -> str:
        """A figure in the unit of its own kind, with the sign of its target."""
        number, sign = value["number"], value.get("sign", "")
        match value[MEASURED]:
            case "share":
                said = percent_words(number, self.language)
            case "time":
                said = duration_words(number, self.language)
            case _:
                said = number_words(number, self.language, 0 if number == int(number) else 1)
        return f"{sign} {said}".lstrip()

    def _points(self, value: Row) -> str:
        """A difference of two shares, in percentage points."""
        points, low, high = (
            number_words(value[one] * 100, self.language, 1)
            for one in ("points", "low", "high")
        )
        return say("ask.points", self.language, points=points, low=low, high=high)

    def _rate(self, value: Row) -> str:
        if value["rate"] is None:
            return "—"
        share = percent_words(value["rate"], self.language)
        if value["low"] is not None:
            low, high = (percent_words(value[end], self.language, 0) for end in ("low", "high"))
            share = f"{share} ({low}…{high})"
        parts = (
            number_words(value[one], self.language) for one in ("numerator", "denominator")
        )
        of = say("show.of", self.language)
        return f"{share}, {f' {of} '.join(parts)}"

    def reason(self, code: str | None) -> str:
        """Why a figure is not there."""
        known = (
            f"control.missing.{code}",
            f"acquisition.missing.{code}",
            f"lifetime.missing.{code}",
            f"break_even.missing.{code}",
            f"potential.missing.{code}",
            f"uplift.missing.{code}",
        )
        key = next((one for one in known if code and has_words(one)), None)
        return say(key, self.language) if key else ""


def is_words(value: object) -> bool:
    """The same thing said in every language."""
    return isinstance(value, dict) and set(cast("Row", value)) == set(LANGUAGES)


def is_rate(value: object) -> bool:
    """A share with its parts."""
    return isinstance(value, dict) and set(cast("Row", value)) >= _RATE


def with_rate(row: Row) -> Row:
    """A row whose share is one cell."""
    if not is_rate(row):
        return row
    share = {name: row[name] for name in row if name in _RATE}
    found: Row = {}
    for name, value in row.items():
        if name == "numerator":
            found["rate"] = share
        elif name not in _RATE:
            found[name] = value
    return found
