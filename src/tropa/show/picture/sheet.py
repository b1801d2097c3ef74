"""The sheet a map is drawn on: its measures, its language, and what its numbers open."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from tropa.money import exponent_of
from tropa.show.picture.markup import tag
from tropa.show.picture.model import MapPicture, Unit
from tropa.show.picture.text import DASH
from tropa.words import (
    Language,
    duration_words,
    number_words,
    percent_words,
    say,
    short_money_words,
    short_number_words,
)

HEADS: Final = 156.0
"""Width of the heads of the lanes."""

NARROWEST: Final = 228.0
_USUAL: Final = 240.0
_WIDEST: Final = 420.0
_SCREEN: Final = 1_280.0

PAD: Final = 12.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a picture is laid out and said; everything that draws is given one.

    Attributes:
        column: width of one stage.
        links: what every `data-open` name is put after to make an address; None for no links.
        limit: touchpoints shown in a stage before «ещё N»; None for all.
        seen: the stages of the page being drawn, as first and one after the last: of what runs
            on beyond its edges, only the lines are drawn; None where there is no edge.
    """

    picture: MapPicture
    language: Language
    column: float
    links: str | None = None
    limit: int | None = None
    seen: tuple[int, int] | None = None

    def sees(self, index: int) -> bool:
        """Whether words of a stage have room on the page."""
        return self.seen is None or self.seen[0] <= index < self.seen[1]

    @property
    def columns(self) -> int:
        return max(1, len(self.picture.stages))

    @property
    def width(self) -> float:
        return HEADS + self.columns * self.column

    @property
    def room(self) -> float:
        """Width for text inside one column."""
        return self.column - 2 * PAD

    def left(self, index: float) -> float:
        """The left border of a stage; fractions are places inside it."""
        return HEADS + index * self.column

    def say(self, key: str, **values: object) -> str:
        return say(f"picture.{key}", self.language, **values)

    def opens(self, name: str, markup: str, *, known: bool = True) -> str:
        """Markup of a number that can be opened: its people stand under `name`."""
        if not markup or not known:
            return markup
        if self.links is None:
            return tag("g", markup, data_open=name)
        return tag("a", markup, href=self.links + quote(name, safe="/"), data_open=name)

    # How values are said.

    def count(self, people: float | None) -> str:
        return DASH if people is None else number_words(people, self.language)

    def short(self, people: float | None) -> str:
        return DASH if people is None else short_number_words(people, self.language)

    def share(self, share: float | None, digits: int = 1) -> str:
        return percent_words(share, self.language, digits)

    def loose_share(self, share: float) -> str:
        """A share without a needless decimal: «4,1 %», «12 %», «0,4 %»."""
        tenths = round(share * 1000)
        return self.share(share, 0 if tenths % 10 == 0 else 1)

    def whole_share(self, share: float | None) -> str:
        """A share in whole per cents, with a decimal where it would be nought: «0,4 %»."""
        if share is None or share <= 0 or share >= 0.01:
            return self.share(share, 0)
        return self.share(share) if share >= 0.0005 else f"<{self.share(0.001)}"

    def points(self, points: float) -> str:
        """Percentage points: «4,0»."""
        return number_words(points, self.language, 1)

    def money(self, minor: float | None) -> str:
        if minor is None:
            return DASH
        currency = self.picture.currency
        return short_money_words(minor, currency, self.language, exponent_of(currency))

    def time(self, micros: float | None) -> str:
        return DASH if micros is None else duration_words(micros, self.language)

    def value(self, value: float | None, unit: Unit) -> str:
        """A value of a KPI in its unit."""
        if value is None:
            return DASH
        if unit == "share":
            return self.loose_share(value)
        if unit == "time":
            return self.time(value)
        if unit == "money":
            return self.money(value)
        whole = unit == "people" or float(value).is_integer()
        return self.short(value) if whole else number_words(value, self.language, 1)


def column_width(stages: int, width: float | None) -> float:
    """How wide a stage is, in whole points: as the sheet allows, never too narrow to read."""
    if width is not None:
        return max(NARROWEST, (width - HEADS) // max(1, stages))
    return min(_WIDEST, max(_USUAL, (_SCREEN - HEADS) // max(1, stages)))
