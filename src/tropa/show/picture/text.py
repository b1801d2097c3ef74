"""How wide a text is in the font Onest, and how it is broken into lines that fit.

The widths are the font's own advances (`onest.json`: thousandths of an em at weights 400 and
700; between them the font changes linearly). Kerning is left out: it is within the margin.

A text may be anything at all. `clean` leaves only what can be drawn on one line: no control
marks, no overrides of direction, no towers of accents.
"""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, cast

LONGEST: Final = 600
"""Characters of one text that are looked at; a cell never has room for more."""

DASH: Final = "—"
_ELLIPSIS: Final = "…"
_NO_BREAK: Final = "\u00a0"
_GAPS: Final = (" ", _NO_BREAK)
_TRAILING: Final = " ,.;:–—-«“("
_JOINERS: Final = "\u200c\u200d"
_BREAK_AFTER: Final = "-/–—|,;"
_VOWELS: Final = frozenset("аеёиоуыэюяaeiouy")
_SIGNS: Final = frozenset("ьъй")
_LOOK_BACK: Final = 5
_MOST_MARKS: Final = 2
_SHORT_WORD: Final = 2

# The gap between words is a little tighter than the font has it, for the sake of «12 840».
TIGHTER: Final = 0.06


@dataclass(frozen=True, slots=True)
class Style:
    """One way of writing: its name in the style sheet, size, weight, line, letter spacing."""

    name: str
    size: float
    weight: int
    line: float
    spacing: float = 0.0


HEADLINE: Final = Style("headline", 19, 650, 24, -0.012)
NUMBERS: Final = tuple(
    Style(f"number-{size}", size, 650, size * 1.1, -0.02) for size in (24, 20, 17, 14)
)
FIGURE: Final = Style("figure", 17, 650, 19, -0.01)
STAGE: Final = Style("stage", 15, 650, 19, -0.01)
BODY: Final = Style("body", 13, 400, 18)
LANE: Final = Style("lane", 12.5, 550, 16)
CARD: Final = Style("card", 12.5, 500, 15.5)
PILL: Final = Style("pill", 12.5, 650, 16)
CHIP: Final = Style("chip", 12, 500, 15)
LABEL: Final = Style("label", 12, 600, 15)
NOTE: Final = Style("note", 11.5, 400, 14.5)
MINOR: Final = Style("minor", 12, 400, 16)
SMALL: Final = Style("small", 11, 500, 14)
INITIALS: Final = Style("initials", 9.5, 650, 12)

STYLES: Final = (
    HEADLINE, *NUMBERS, FIGURE, STAGE, BODY, LANE, CARD,
    PILL, CHIP, LABEL, NOTE, MINOR, SMALL, INITIALS,
)  # fmt: skip


def clean(text: str) -> str:
    """One line of drawable characters: spaces folded, marks that act unseen dropped."""
    kept: list[str] = []
    marks = 0
    for char in _whole(text[:LONGEST]):
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if char == _NO_BREAK or char in _JOINERS:
            kept.append(char)
        elif char.isspace() or category == "Cc":
            kept.append(" ")
        elif category not in ("Cf", "Cs", "Co", "Cn") and marks <= _MOST_MARKS:
            kept.append(char)
    return " ".join("".join(kept).replace(_NO_BREAK, "\x00").split()).replace("\x00", _NO_BREAK)


def _whole(text: str) -> str:
    """Ligatures of whole Arabic phrases are one very wide character: taken apart."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufdff" else char
        for char in text
    )


def width(text: str, style: Style) -> float:
    """How wide the text is when written in the style."""
    return _reaches(text, style)[-1]


def _reaches(text: str, style: Style) -> list[float]:
    """Where the text ends after none, one, two … of its characters."""
    thin, thick = _advances()
    share = (style.weight - 400) / 300
    reach = 0.0
    out = [reach]
    for char in text:
        at_thin = thin.get(char)
        em = _foreign(char) if at_thin is None else at_thin + (thick[char] - at_thin) * share
        if char in _GAPS:
            em -= TIGHTER
        reach += style.size * (em + style.spacing)
        out.append(reach)
    return out


def fit(text: str, style: Style, room: float) -> str:
    """The text, or as much of it as fits with «…» at its end, or nothing."""
    reaches = _reaches(text, style)
    if reaches[-1] <= room:
        return text
    left = room - width(_ELLIPSIS, style)
    if left < 0:
        return ""
    end = _cut(text, bisect_right(reaches, left) - 1)
    return text[:end].rstrip(_TRAILING) + _ELLIPSIS


def wrap(text: str, style: Style, room: float, lines: int) -> tuple[str, ...]:
    """At most `lines` lines that fit into `room`; what is left over ends in «…».

    A word longer than a line is broken, with a hyphen where it is a word of letters.
    """
    rest = clean(text)
    out: list[str] = []
    while rest and len(out) < lines - 1:
        line, rest = _first_line(rest, style, room)
        out.append(line)
    if rest:
        out.append(fit(rest, style, room))
    return tuple(out)


def was_cut(text: str, lines: tuple[str, ...]) -> bool:
    """Whether the lines leave something of the text unsaid."""
    return bool(lines) and lines[-1].endswith(_ELLIPSIS) and not clean(text).endswith(_ELLIPSIS)


def _first_line(text: str, style: Style, room: float) -> tuple[str, str]:
    """As much as fits on one line, and the rest."""
    reaches = _reaches(text, style)
    if reaches[-1] <= room:
        return text, ""
    fitting = [end for end in _breaks(text) if reaches[len(text[:end].rstrip(" "))] <= room]
    if not fitting:
        return _broken_word(text, style, reaches, room)
    # «за 2 мин» and “in a day” are kept together where the line stays long enough for it.
    good = [end for end in fitting if not _hangs(text[:end]) and end > fitting[-1] / 2]
    taken = good[-1] if good else fitting[-1]
    return text[:taken].rstrip(" "), text[taken:].lstrip(" ")


def _breaks(text: str) -> list[int]:
    """Where a line may end: after spaces, hyphens, slashes, and at the end of the text."""
    ends = [
        at + 1
        for at, char in enumerate(text[:-1])
        if char == " " or (char in _BREAK_AFTER and at and text[at - 1] != " ")
    ]
    return [*ends, len(text)]


def _hangs(line: str) -> bool:
    """Whether a line ends in a word of one or two characters, that belongs to the next one."""
    if not line.endswith(" "):
        return False
    last = line.rstrip(" ").rsplit(" ", 1)[-1]
    return len(last) <= _SHORT_WORD and last.isalnum()


def _broken_word(text: str, style: Style, reaches: list[float], room: float) -> tuple[str, str]:
    """The part of a too long word that fits, broken after a vowel where one is near."""
    end = bisect_right(reaches, room - width("-", style)) - 1
    end = max(1, _cut(text, max(1, end)))
    for back in range(end, max(end - _LOOK_BACK, 2), -1):
        if _syllable_ends(text, back):
            end = back
            break
    hyphen = "-" if text[end - 1].isalpha() and text[end : end + 1].isalpha() else ""
    return text[:end] + hyphen, text[end:]


def _syllable_ends(text: str, end: int) -> bool:
    """Whether a syllable may end here: after a vowel or a soft sign, another one to come."""
    rest = text[end : end + _LOOK_BACK + 2].lower()
    if text[end - 1].lower() not in _VOWELS | _SIGNS or len(rest) < 2 or rest[0] in _SIGNS:
        return False
    return any(char in _VOWELS for char in rest)


def _cut(text: str, end: int) -> int:
    """A place at or before `end` that does not part a letter from its marks."""
    while 0 < end < len(text) and (
        unicodedata.category(text[end]) in ("Mn", "Me", "Sk")
        or text[end] in _JOINERS
        or text[end - 1] in _JOINERS
    ):
        end -= 1
    return end


@cache
def _foreign(char: str) -> float:
    """The width of a character the font lacks, in ems; rather too wide than too narrow."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if char >= "\U0001f000":
        return 1.4
    return 1.05 if unicodedata.east_asian_width(char) in ("W", "F") else 0.75


@cache
def _advances() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Advance widths in ems at the weights 400 and 700."""
    source = resources.files("tropa.show.picture").joinpath("onest.json").read_text("utf-8")
    table = cast("dict[str, object]", json.loads(source))
    pairs = cast("dict[str, list[int]]", table["advances"])
    return (
        {char: pair[0] / 1000 for char, pair in pairs.items()},
        {char: pair[1] / 1000 for char, pair in pairs.items()},
    )
