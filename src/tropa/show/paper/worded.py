"""Values of a map as a reader takes them: sums with their currency, lengths, days, channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, TypeAlias, cast

from tropa.clock import duration
from tropa.map.document import Kpi, Map
from tropa.money import exponent_of
from tropa.words import (
    Language,
    date_words,
    has_words,
    length_words,
    money_words,
    number_words,
    percent_words,
    say,
)

Record: TypeAlias = Mapping[str, object]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Worded:
    """Words for the values of one map in one language."""

    map: Map
    language: Language

    def plain(self, value: object) -> str:
        """A text or a list of them; of a trait of a portrait, what is believed."""
        if isinstance(value, dict):
            return self.plain(cast("Record", value).get("value", ""))
        if isinstance(value, list):
            return "; ".join(map(self.plain, cast("list[object]", value)))
        if isinstance(value, (int, float)):
            return self.number(value)
        return str(value)

    def number(self, value: object) -> str:
        """A number, with decimals where it has them."""
        if not isinstance(value, (int, float)):
            return str(value)
        return number_words(value, self.language, 0 if float(value).is_integer() else 2)

    def money(self, value: object) -> str:
        """A sum written in major units."""
        if not isinstance(value, (int, float)):
            return str(value)
        currency = self.map.currency
        exponent = exponent_of(currency)
        minor = value * 10**exponent
        return money_words(minor, currency, self.language, exponent)

    def day(self, value: object) -> str:
        """A day of the calendar."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return str(value)
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH
        return date_words(at.days * 86_400_000_000, UTC, self.language)

    def length(self, value: object, *, otherwise: str = "") -> str:
        """A length of time, also where the map keeps it as it was typed.

        Args:
            value: microseconds, or `14d`.
            otherwise: what is said of anything else; the value itself without it.
        """
        if isinstance(value, int):
            return length_words(value, self.language)
        try:
            return length_words(duration(str(value)), self.language)
        except ValueError:
            return otherwise or str(value)

    def channel(self, value: object) -> str:
        """Channels by what people call them; those of one's own by their titles."""
        names = cast("list[object]", value) if isinstance(value, list) else [value]
        return ", ".join(self._channel(str(name)) for name in names)

    def aim(self, kpi: Kpi) -> str:
        """What a KPI should reach: «не меньше 63 %»."""
        if kpi.target is None:
            return "—"
        value = kpi.target.value
        if kpi.target.unit == "%":
            said = percent_words(
                value, self.language, 0 if round(value * 1_000) % 10 == 0 else 1
            )
        elif kpi.target.unit == "time":
            said = length_words(round(value), self.language)
        else:
            said = self.money(value) if kpi.kind == "money" else self.number(value)
        side = "at_least" if kpi.target.at_least else "at_most"
        return say(f"paper.{side}", self.language, value=said)

    def _channel(self, name: str) -> str:
        own = self.map.records("channels").get(name, {}).get("title")
        key = f"schema.channel.{name}"
        if own:
            return str(own)
        return say(key, self.language) if has_words(key) else name
