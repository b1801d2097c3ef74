"""Heads: the title of the map, its zones, the heads of stages and of lanes."""

from itertools import groupby
from typing import Final

from tropa.show.picture.badges import RADIUS, avatar
from tropa.show.picture.icons import falling_mark, icon, rising_mark
from tropa.show.picture.lettering import Block, centred, fitted, line, paragraph, run
from tropa.show.picture.markup import tag
from tropa.show.picture.model import StagePicture, Totals
from tropa.show.picture.sheet import HEADS, PAD, Sheet
from tropa.show.picture.text import (
    BODY,
    DASH,
    FIGURE,
    HEADLINE,
    LABEL,
    LANE,
    MINOR,
    NOTE,
    NUMBERS,
    SMALL,
    STAGE,
    clean,
    width,
)
from tropa.words import moment_words

TITLE_HEIGHT: Final = 72.0
ZONE_HEIGHT: Final = 26.0
_TILE: Final = 20.0
_MARGIN: Final = 20.0
_LEAST_TITLE: Final = 260.0
_BETWEEN: Final = 12.0
_MORE: Final = 19.0
_IMPORTANT: Final = ("won", "revenue", "journeys", "win_rate", "cycle")
"""Where a narrow sheet has no room for all five figures, the last of these are left out."""


def title_bar(sheet: Sheet, wide: float) -> Block:
    """Title, for whom, of which period and edition; at the right the whole map in figures."""

    def draw(x: float, y: float) -> str:
        right = x + wide - _MARGIN
        figures, right = _totals(sheet, right, y, right - x - _MARGIN - _LEAST_TITLE)
        room = right - x - _MARGIN - 12
        picture = sheet.picture
        return (
            fitted(picture.title, x + _MARGIN, y + 33, HEADLINE, room)
            + fitted(" · ".join(_about(sheet)), x + _MARGIN, y + 53, NOTE, room, "ink-3")
            + figures
        )

    return Block(TITLE_HEIGHT, draw)


def zones_row(sheet: Sheet) -> Block | None:
    """A bar over the stages of each zone; None where the map has no zones."""
    if not any(stage.zone for stage in sheet.picture.stages):
        return None

    def draw(_x: float, y: float) -> str:
        out: list[str] = []
        at = 0
        for zone, stages in groupby(sheet.picture.stages, key=lambda stage: stage.zone):
            count = len(list(stages))
            left = sheet.left(at)
            wide = count * sheet.column
            inside = tag(
                "rect", class_="f-surface-2", x=left + 1, y=y, width=wide - 1, height=25
            )
            out.append(inside)
            if zone:
                out.append(
                    fitted(
                        zone, left + PAD, centred(y + 13, LABEL), LABEL, wide - 2 * PAD, "ink-2"
                    )
                )
                out.append(
                    tag("rect", class_="f-line-2", x=left + 1, y=y, width=wide - 2, height=2.5)
                )
            at += count
        return "".join(out)

    return Block(ZONE_HEIGHT, draw)


def stage_heads(sheet: Sheet) -> list[Block]:
    """The heads of all stages, of one height, so that numbers stand on one line."""
    titles = [
        paragraph(clean(stage.title) or stage.name, STAGE, _title_room(sheet, stage), 2)
        for stage in sheet.picture.stages
    ]
    tallest = max((title.height for title in titles), default=0.0)
    apart = any(_crowded(sheet, stage) for stage in sheet.picture.stages)
    return [
        _stage_head(sheet, at, stage, titles[at], tallest, apart=apart)
        for at, stage in enumerate(sheet.picture.stages)
    ]


def lane_head(sheet: Sheet, name: str) -> Block:
    """The head of a lane: its icon and its name."""
    text = paragraph(sheet.say(f"lane.{name}"), LANE, HEADS - 2 * PAD - 23, 3, "ink-2")

    def draw(x: float, y: float) -> str:
        return icon(name, x, y + 0.5, 15, "ink-3", 2) + text.draw(x + 23, y)

    return Block(text.height, draw)


def _about(sheet: Sheet) -> list[str]:
    """Whom it is for, the period, the instant, the edition."""
    picture = sheet.picture
    parts = [picture.subtitle]
    if picture.period:
        parts.append(_period(sheet, *picture.period))
    if picture.as_of is not None:
        moment = moment_words(picture.as_of, picture.zone, sheet.language)
        parts.append(sheet.say("as_of", moment=moment))
    parts.append(
        sheet.say("draft")
        if picture.edition is None
        else sheet.say("edition", n=picture.edition)
    )
    return [part for part in parts if part]


def _period(sheet: Sheet, start: int | None, end: int | None) -> str:
    """First and last day, month and year said once: «1–21 ноября 2026»; an open end is «…»."""
    zone, language = sheet.picture.zone, sheet.language
    first, last = (
        ["…"] if one is None else moment_words(one, zone, language).split(",")[0].split()
        for one in (start, end if end is None else max(start or 0, end - 1))
    )
    if first == last:
        return " ".join(last)
    if first[1:] == last[1:]:
        return f"{first[0]}–{' '.join(last)}"
    if first[2:] == last[2:]:
        first = first[:2]
    return f"{' '.join(first)} – {' '.join(last)}"


def _totals(sheet: Sheet, right: float, y: float, room: float) -> tuple[str, float]:
    """Figures of the whole map from the right, as many as fit, and where they begin."""
    totals = sheet.picture.totals
    if totals is None:
        return "", right
    figures = [one for one in _figures(sheet, totals) if one[1] != DASH]
    wides = {
        name: max(width(value, FIGURE), width(said, SMALL)) + 28
        for name, value, said in figures
    }
    kept: set[str] = set()
    for name in _IMPORTANT:
        if wides.get(name, room + 1) <= room:
            kept.add(name)
            room -= wides[name]
    out: list[str] = []
    for name, value, caption in figures:
        if name in kept:
            right -= wides[name]
            shown = line(value, right + 28, y + 33, FIGURE)
            shown += line(caption, right + 28, y + 52, SMALL, "ink-3")
            out.append(sheet.opens(f"map/{name}", shown))
    return "".join(reversed(out)), right


def _figures(sheet: Sheet, totals: Totals) -> list[tuple[str, str, str]]:
    """Name, value and caption of each figure, the rightmost first."""
    rows = (
        ("revenue", sheet.money(totals.revenue)),
        ("cycle", sheet.time(totals.cycle)),
        ("win_rate", sheet.share(totals.win_rate)),
        ("won", sheet.count(totals.won)),
        ("journeys", sheet.count(totals.journeys)),
    )
    counts = {"won": totals.won or 0, "journeys": totals.journeys or 0}
    return [
        (name, said, sheet.say(f"total.{name}", n=counts.get(name, 0))) for name, said in rows
    ]


def _title_room(sheet: Sheet, stage: StagePicture) -> float:
    return sheet.room - _TILE - 9 - (2 * RADIUS + 6 if stage.owner else 0)


def _stage_head(
    sheet: Sheet, at: int, stage: StagePicture, title: Block, tallest: float, *, apart: bool
) -> Block:
    def draw(x: float, y: float) -> str:
        right = x + sheet.room
        tile = tag("rect", class_="f-sunk", x=x, y=y + 0.5, width=_TILE, height=_TILE, rx=6)
        index = line(
            str(at + 1),
            x + _TILE / 2,
            centred(y + 10.5, LABEL),
            LABEL,
            "ink-3",
            anchor="middle",
        )
        face = avatar(sheet, stage.owner, right - RADIUS, y + 10.5) if stage.owner else ""
        numbers = y + max(tallest, 20) + 6
        return (
            tile
            + index
            + title.draw(x + _TILE + 9, y + 1)
            + face
            + _present(sheet, stage, x, numbers)
            + _small_row(sheet, stage, x, numbers + 38, apart=apart)
        )

    return Block(max(tallest, 20) + 6 + 26 + 22 + (_MORE if apart else 0), draw)


def _present(sheet: Sheet, stage: StagePicture, x: float, top: float) -> str:
    """People here now, large, and the change; the number shrinks before anything is dropped."""
    said, caption = sheet.count(stage.present), sheet.say("now")
    change = stage.change
    delta = sheet.loose_share(min(abs(change), 99.99)) if change is not None else ""
    side = width(delta, LABEL) + 19 if delta else 0
    base = top + 22
    style = NUMBERS[-1]
    for style in NUMBERS:
        if width(said, style) + 7 + width(caption, BODY) + side <= sheet.room:
            break
    ink = "ink-3" if stage.present is None else "ink"
    shown, _ = run(((said, style, ink), (caption, BODY, "ink-3")), x, base, 7)
    out = sheet.opens(f"stage/{stage.name}/present", shown)
    if change is not None:
        right = x + sheet.room
        ink = "ink-3" if not change else "gain" if change > 0 else "loss"
        if change:
            mark = rising_mark if change > 0 else falling_mark
            out += mark(right - width(delta, LABEL) - 11, base - 4.2, ink)
        out += line(delta, right, base, LABEL, ink, anchor="end")
    return out


def _small_row(
    sheet: Sheet, stage: StagePicture, x: float, middle: float, *, apart: bool
) -> str:
    """Median time, moves back, money; money on a line of its own where they would meet."""
    base, right = centred(middle, MINOR), x + sheet.room
    said = sheet.time(stage.time)
    time = icon("clock", x, middle - 6.5, 13, "ink-3", 2) + line(
        said, x + 17, base, MINOR, "ink-3"
    )
    out = sheet.opens(f"stage/{stage.name}/time", time, known=stage.time is not None)
    if stage.back:
        left = x + 17 + width(said, MINOR) + _BETWEEN
        shown = icon("back", left, middle - 6.5, 13, "back", 2)
        shown += line(sheet.short(stage.back), left + 17, base, MINOR, "back")
        out += sheet.opens(f"stage/{stage.name}/back", shown)
    if stage.revenue:
        money, down = sheet.money(stage.revenue), middle + (_MORE if apart else 0)
        shown = icon("money", right - width(money, LABEL) - 18, down - 7, 14, "ink-2")
        shown += line(money, right, centred(down, LABEL), LABEL, anchor="end")
        out += sheet.opens(f"stage/{stage.name}/revenue", shown)
    return out


def _crowded(sheet: Sheet, stage: StagePicture) -> bool:
    """Whether time, moves back and money do not fit beside each other."""
    if not stage.revenue:
        return False
    wide = 17 + width(sheet.time(stage.time), MINOR) + _BETWEEN
    wide += 18 + width(sheet.money(stage.revenue), LABEL)
    if stage.back:
        wide += 17 + width(sheet.short(stage.back), MINOR) + _BETWEEN
    return wide > sheet.room
